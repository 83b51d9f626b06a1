import { officeInstantOnOrAfter } from '../../calendar/office-hours.ts';
import { decided, type Decision, type Notice, type RuleContext } from '../../entity.ts';
import type { MeetingStep, StepInstant } from '../timetable.ts';
import type { MeetingEvent, MeetingRuleFacts, MeetingState } from '../types.ts';
import { collectionOf, silentOf } from './answers.ts';
import type { CollectionUnit } from './types.ts';

/** The steps of the timetable before the agenda: units are asked, the silent ones reminded, and it freezes (domain §4). */

export const COLLECTION_STEPS = ['collection', 'collectionReminder', 'freeze'] as const satisfies MeetingStep[];
type CollectionStep = (typeof COLLECTION_STEPS)[number];

export const isOfCollection = (step: MeetingStep): step is CollectionStep =>
  (COLLECTION_STEPS as readonly MeetingStep[]).includes(step);

/** Asked once, a unit is not asked again for the meeting being moved; by when it is to answer moves along. */
export const isRepeated = (step: MeetingStep): boolean => step !== 'collection' && step !== 'collectionReminder';

/**
 * Which steps of a timetable are left of the collection: none in a meeting that was opened before collections came; nobody is asked or reminded
 * once it would have frozen, and nothing freezes that was not opened.
 */
export function withoutIdleCollection(
  state: MeetingState,
  rows: readonly StepInstant[],
  { awaited, nowMs }: { awaited: (step: MeetingStep) => boolean; nowMs: number },
): StepInstant[] {
  if (!state.collection) return rows.filter(({ step }) => !isOfCollection(step));
  const freeze = rows.find(({ step }) => step === 'freeze');
  const isLate = freeze !== undefined && freeze.atMs <= nowMs;
  const opens = awaited('collection') && rows.some(({ step }) => step === 'collection') && !isLate;
  const isOpen = collectionOf(state).openedMs !== null || opens;
  return rows.filter(({ step }) => {
    switch (step) {
      case 'collection':
        return opens;
      case 'collectionReminder':
        return isOpen && !isLate;
      case 'freeze':
        return isOpen;
      default:
        return true;
    }
  });
}

const done = (step: CollectionStep, told: readonly string[], unreachable: readonly string[]): MeetingEvent => ({
  ...{ type: 'stepDone', step, told, unreachable },
});

const HOURS_OF_PEACE_MS = 4 * 3_600_000;

/** One personal mail to everybody who reports for a unit that has something to report. */
export function openCollection(
  state: MeetingState,
  { collectionUnits = [] }: Pick<MeetingRuleFacts, 'collectionUnits'>,
  context: RuleContext,
  rows: readonly StepInstant[],
): Decision<MeetingEvent> {
  const asked = collectionUnits.map(({ unitId, people }) => ({ unitId, people }));
  const opened: MeetingEvent = { type: 'collectionOpened', asked, atMs: context.nowMs };
  const told = toUnits(state, { step: 'collection', units: collectionUnits, closesMs: freezeIn(rows) }, context);
  // Opened late, nobody is asked and reminded in one morning.
  const near = rows.some(
    ({ step, atMs }) => step === 'collectionReminder' && atMs <= context.nowMs + HOURS_OF_PEACE_MS,
  );
  return decided([opened, told.done, ...(near ? [done('collectionReminder', [], [])] : [])], told.notices);
}

/** Those who answer for a unit today: whoever has moved away is left in peace, and whoever came instead is told. */
export function remindSilent(
  state: MeetingState,
  { collectionUnits = [] }: Pick<MeetingRuleFacts, 'collectionUnits'>,
  context: RuleContext,
  rows: readonly StepInstant[],
): Decision<MeetingEvent> {
  const silent = new Set(silentOf(collectionOf(state)));
  const units = collectionUnits.filter(({ unitId }) => silent.has(unitId));
  const told = toUnits(state, { step: 'collectionReminder', units, closesMs: freezeIn(rows) }, context);
  return decided([told.done], told.notices);
}

export function freezeCollection(state: MeetingState, { nowMs }: RuleContext): Decision<MeetingEvent> {
  const silent = silentOf(collectionOf(state));
  return decided([{ type: 'collectionFrozen', silent, atMs: nowMs }, done('freeze', [], [])]);
}

const freezeIn = (rows: readonly StepInstant[]): number | null =>
  rows.find(({ step }) => step === 'freeze')?.atMs ?? null;

interface Asking {
  step: 'collection' | 'collectionReminder';
  units: readonly CollectionUnit[];
  /** By when an answer is in time; null: nothing freezes, and every answer before the meeting is. */
  closesMs: number | null;
}

function toUnits(
  { id, startMs }: MeetingState,
  { step, units, closesMs }: Asking,
  { nowMs, calendar }: RuleContext,
): { done: MeetingEvent; notices: Notice[] } {
  const unreachable = units.flatMap(unit => unit.unreachable);
  const told = units.flatMap(({ people }) => people).filter(person => !unreachable.includes(person));
  const notBeforeMs = officeInstantOnOrAfter(calendar, nowMs);
  const notices = told.map((personId): Notice => ({
    ...{ kind: 'meeting-collection', slot: `${id}/${step}`, personId },
    ...{ notBeforeMs, expiresMs: startMs ?? nowMs },
    data: { meeting: id, closesMs },
  }));
  return { done: done(step, told, unreachable), notices };
}
