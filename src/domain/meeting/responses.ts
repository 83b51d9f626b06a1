import { decided, type Decision, type Notice, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { instantsOf, leavesAt } from './timetable.ts';
import type { MeetingCommand, MeetingEvent, MeetingRuleFacts, MeetingState } from './types.ts';

/** What attendees say to an invitation, and the last reminder, which is for those who have said nothing (domain §4). */

export const RESPONSES = ['coming', 'declined', 'deputy'] as const;
/** 参加, 不能参加, 委派他人. */
export type Response = (typeof RESPONSES)[number];

/** What somebody says: himself, by a link or by his account; or a coordinator for him. */
export interface Answering {
  /** Oneself when left out. */
  person?: string | undefined;
  response: Response;
  /** Who comes instead, by name: often somebody the ledger does not know. */
  deputy?: string | undefined;
  note?: string | undefined;
}

/**
 * What he writes about people, himself among them: it lives in a row of its own (`meeting_answer`) and enters no event, so that it can be erased
 * with one of them.
 */
export interface AnswerWords {
  deputy: string | null;
  note: string | null;
}

/** Whatever `deputy` and `note` of an answer hold was said before words had their row; since then both are null. */
export interface Responded extends AnswerWords {
  personId: string;
  response: Response;
  /** Which words came with it. */
  words?: readonly (keyof AnswerWords)[];
  /** Who entered it, when it was not he himself. */
  enteredBy: string | null;
  atMs: number;
}

type Answer = Decision<MeetingEvent> | Refusal;

/** The last answer stands; until the meeting begins it may be changed as often as plans do. */
export function answerInvitation(
  state: MeetingState,
  { person: named, response, deputy, note }: Extract<MeetingCommand, { type: 'answerInvitation' }>,
  { series, words: standing = null }: MeetingRuleFacts,
  { nowMs, actor }: RuleContext,
): Answer {
  const person = named ?? actor.id;
  if (actor.id !== person && !actor.roles.includes('coordinator')) {
    return refuse('notAllowed', 'actor', actor.id, { roles: ['coordinator'] });
  }
  const refusal = invitationRefusal(state, person, { attendees: series?.attendeeIds ?? [], nowMs });
  if (refusal) return refusal;
  if (response === 'deputy' && deputy === undefined) return refuse('required', 'deputy', null);
  if (response !== 'deputy' && deputy !== undefined) {
    return refuse('answerWithout', 'deputy', deputy, { answer: response });
  }
  const given = { response, deputy: deputy ?? null, note: note ?? null };
  const before = responseOf(state, person);
  if (before && same({ ...before, ...wordsOf(before, standing) }, given)) return decided([]);
  const enteredBy = actor.id === person ? null : actor.id;
  const words = (['deputy', 'note'] as const).filter(word => given[word] !== null);
  return decided([
    {
      ...{ type: 'invitationAnswered', personId: person, response, deputy: null, note: null },
      ...{ ...(words.length > 0 && { words }), enteredBy, atMs: nowMs },
    },
  ]);
}

/** Why nobody can answer for `person` as the meeting stands; null when somebody can. Attendees may answer before they are invited. */
export function invitationRefusal(
  { id, status, startMs, invited }: MeetingState,
  person: string,
  { attendees, nowMs }: { attendees: readonly string[]; nowMs: number },
): Refusal | null {
  if (status !== 'planned' || startMs === null || startMs <= nowMs) return refuse('meetingOver', 'id', id, { status });
  return invited.includes(person) || attendees.includes(person) ? null : refuse('notInvited', 'person', person);
}

export const responseOf = ({ responses = [] }: Pick<MeetingState, 'responses'>, person: string): Responded | null =>
  responses.find(({ personId }) => personId === person) ?? null;

/** What stands in the row, or, of an answer from before, in itself. */
export const wordsOf = ({ deputy, note }: AnswerWords, standing: AnswerWords | null): AnswerWords =>
  standing ?? { deputy, note };

type Said = AnswerWords & Pick<Responded, 'response'>;

const same = (a: Said, b: Said): boolean => a.response === b.response && a.deputy === b.deputy && a.note === b.note;

/** The last answer of each, in the order in which they first answered. */
export function withResponse(state: MeetingState, response: Responded): MeetingState {
  const { responses = [] } = state;
  const known = responses.some(({ personId }) => personId === response.personId);
  const others = responses.map(each => (each.personId === response.personId ? response : each));
  return { ...state, responses: known ? others : [...others, response] };
}

/** Who said that he comes on Monday has not said that he comes on Tuesday: another time asks everybody again. */
export function askedAnew(state: MeetingState, startMs: number | null): MeetingState {
  if (startMs === state.startMs) return state;
  return { ...state, responses: [], done: state.done.filter(step => step !== 'lastReminder') };
}

/** Only to those who have not answered; each time the meeting moves it is another one. */
export function remindLast(state: MeetingState, { withoutAddress }: MeetingRuleFacts, context: RuleContext): Answer {
  const silent = state.invited.filter(id => responseOf(state, id) === null);
  const told = silent.filter(id => !withoutAddress.includes(id));
  const notices = told.map((personId): Notice => ({
    kind: 'meeting-reminder',
    slot: `${state.id}/lastReminder/${state.sequence}`,
    personId,
    notBeforeMs: leavesAt(state.startMs, context),
    expiresMs: state.startMs ?? context.nowMs,
    data: { meeting: state.id },
  }));
  const unreachable = silent.filter(id => withoutAddress.includes(id));
  return decided([{ type: 'stepDone', step: 'lastReminder', told, unreachable }], notices);
}

const PEACE_MS = 45 * 60_000;

/** Whoever is invited now, or in the three quarters of an hour before it, needs no second mail about the same. */
export const lastReminderIsNear = ({ startMs }: MeetingState, { settings, calendar, nowMs }: RuleContext): boolean =>
  startMs !== null &&
  instantsOf(settings.meeting.timetable, startMs, calendar).some(
    ({ step, atMs }) => step === 'lastReminder' && atMs <= nowMs + PEACE_MS,
  );
