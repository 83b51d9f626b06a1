import { decided, type Decision, type RuleContext } from '../../entity.ts';
import { refuse, type Refusal } from '../../refusal.ts';
import type { MeetingState } from '../types.ts';
import {
  NO_COLLECTION,
  type AnswerCollection,
  type Collection,
  type CollectionEvent,
  type Given,
  type UnitAnswer,
} from './types.ts';

export const collectionOf = ({ collection }: Pick<MeetingState, 'collection'>): Collection =>
  collection ?? NO_COLLECTION;

/** Units that were asked and have said nothing. */
export function silentOf({ asked, answers }: Collection): string[] {
  const said = new Set(answers.map(({ unitId }) => unitId));
  return asked.flatMap(({ unitId }) => (said.has(unitId) ? [] : [unitId]));
}

/** Why nobody can answer for `unit` as the meeting stands; null when somebody can. After the freeze an answer is late, and still one. */
export function collectionRefusal(state: MeetingState, unit: string | null, nowMs: number): Refusal | null {
  const { id, status, startMs } = state;
  if (status !== 'planned' || startMs === null || startMs <= nowMs) return refuse('meetingOver', 'id', id, { status });
  const { openedMs, asked } = collectionOf(state);
  if (openedMs === null) return refuse('collectionNotOpen', 'id', id);
  return asked.some(({ unitId }) => unitId === unit) ? null : refuse('unitNotAsked', 'unit', unit);
}

/**
 * Of one's own unit, or entered by a coordinator. What a unit reports at second thought is added to what it has said; that nothing has changed
 * says nothing new of one that has answered.
 */
export function answerCollection(
  state: MeetingState,
  { unit: named, noChange, note, given = [] }: AnswerCollection,
  { nowMs, actor }: RuleContext,
): Decision<CollectionEvent> | Refusal {
  const unitId = named ?? actor.unitId;
  if (unitId !== actor.unitId && !actor.roles.includes('coordinator')) {
    return refuse('notAllowed', 'actor', actor.id, { roles: ['coordinator'] });
  }
  const refusal = collectionRefusal(state, unitId, nowMs);
  if (refusal || unitId === null) return refusal ?? refuse('required', 'unit', null);
  if (!noChange && given.length === 0 && note === undefined) return refuse('required', 'note', null);
  if (noChange && given.length > 0) return refuse('answerWithout', 'given', given.length, { answer: 'noChange' });
  const { answers, frozenMs } = collectionOf(state);
  const before = answers.find(each => each.unitId === unitId);
  const said = { noChange, given, note: note ?? null };
  if (before && !addsTo(before, said)) return decided([]);
  const who = { by: actor.id, entered: unitId !== actor.unitId };
  return decided([{ type: 'collectionAnswered', unitId, ...said, ...who, atMs: nowMs, late: frozenMs !== null }]);
}

const addsTo = (before: UnitAnswer, { given, note }: Pick<UnitAnswer, 'given' | 'note'>): boolean =>
  (note !== null && note !== before.note) || given.some(each => !before.given.some(known => same(known, each)));

const same = (a: Given, b: Given): boolean =>
  a.kind === b.kind && a.id === b.id && a.part === b.part && a.what === b.what;

export function evolveCollection(collection: Collection, event: CollectionEvent): Collection {
  switch (event.type) {
    case 'collectionOpened':
      return { ...collection, asked: event.asked, openedMs: event.atMs };
    case 'collectionFrozen':
      return { ...collection, frozenMs: event.atMs };
    case 'collectionAnswered': {
      const { type: _, ...answer } = event;
      const before = collection.answers.find(({ unitId }) => unitId === answer.unitId);
      if (!before) return { ...collection, answers: [...collection.answers, answer] };
      const merged = joined(before, answer);
      return { ...collection, answers: collection.answers.map(each => (each === before ? merged : each)) };
    }
  }
}

/** When it first answered decides whether the unit was late; who and what are those of the last word. */
const joined = (before: UnitAnswer, { note, noChange, given, ...answer }: UnitAnswer): UnitAnswer => ({
  ...answer,
  noChange: before.noChange && noChange,
  given: [...before.given, ...given.filter(each => !before.given.some(known => same(known, each)))],
  note: note ?? before.note,
  late: before.late,
});

/** A meeting that is moved before its agenda was sent takes answers in time again until its new freeze. */
export const thawed = (collection: Collection): Collection => ({ ...collection, frozenMs: null });
