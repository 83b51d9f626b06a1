import { gatheredUntil, officeInstantOnOrAfter } from '../calendar/office-hours.ts';
import type { Notice, RuleContext } from '../entity.ts';
import type { MailKind } from '../mail-kinds.ts';
import type { Paper } from './types.ts';

const DAY_MS = 86_400_000;
/** What happens together for one person becomes one mail. */
const GATHERING_MS = 2 * 60_000;
const LATEST_DAYS = 7;

/** What a line of the daily digest is about. */
export const TIDINGS = [
  'raised',
  'unassigned',
  'assigned',
  'partAssigned',
  'reassigned',
  'rejected',
  'toVerify',
  'verificationOverdue',
  'warned',
  'objected',
  'objectionRuled',
  'extensionAsked',
  'extensionRuled',
  'promiseMissed',
  'onAgenda',
  'proposalAsked',
  'heldBack',
  'escalated',
  'lookBack',
  'reopened',
  'limitMoved',
  'unsatisfied',
] as const;
export type Tidings = (typeof TIDINGS)[number];

interface Told {
  people: readonly string[];
  problem: string;
  more?: Notice['data'];
}

/** What is told about problems apart from passed limits and papers; what gathers before the mail leaves is one digest. */
export const tell = (what: Tidings, { more, ...told }: Told, context: RuleContext): Notice[] =>
  noticesOf('problem-notice', { ...told, more: { what, ...more } }, context);

/** Of the mails before a meeting that ask for proposals. */
export const proposalSlot = (meeting: string): string => `${meeting}/proposals`;

/** What a lead is to bring to a meeting, in a mail of its own: once that has begun it asks for nothing any more, and does not leave. */
export const tellBeforeMeeting = (
  what: 'proposalAsked' | 'heldBack',
  { more, ...told }: Told,
  { meeting, context }: { meeting: { id: string; startMs: number }; context: RuleContext },
): Notice[] =>
  noticesOf('problem-notice', { ...told, more: { what, ...more } }, context).map(notice => ({
    ...notice,
    slot: proposalSlot(meeting.id),
    expiresMs: Math.min(notice.expiresMs, meeting.startMs),
  }));

/** A digest of passed limits: `unit` names the department whose own limit it was, when it was not the lead's. */
export const tellOverdue = (told: Told, context: RuleContext): Notice[] => noticesOf('problem-overdue', told, context);

/** Papers of one colour to one person on one day are one mail. */
export const givePaper = (paper: Paper, { more, ...told }: Told, context: RuleContext): Notice[] =>
  noticesOf('problem-paper', { ...told, more: { paper, ...more } }, context, paper);

function noticesOf(
  kind: MailKind,
  { people, problem, more }: Told,
  { calendar, nowMs }: RuleContext,
  suffix?: string,
): Notice[] {
  // A limit passes with the close of its day, so that it has passed is told when the office opens again.
  const leaves = officeInstantOnOrAfter(calendar, nowMs);
  const { date } = calendar.clock.toLocal(leaves);
  return [...new Set(people)].map(personId => ({
    kind,
    slot: suffix === undefined ? date : `${date}/${suffix}`,
    personId,
    notBeforeMs: gatheredUntil(calendar, leaves, GATHERING_MS),
    expiresMs: leaves + LATEST_DAYS * DAY_MS,
    data: { problem, ...more },
  }));
}
