import { officeInstantOnOrAfter } from '../calendar/office-hours.ts';
import type { Notice, RuleContext } from '../entity.ts';
import type { WhistleState } from './types.ts';

const DAY_MS = 86_400_000;

export const WHISTLE_MAILS = ['called', 'reminder', 'objection', 'silent', 'resultAsked', 'held', 'calledOff'] as const;
/** What a mail of a whistle is about; the last part of its slot. */
export type WhistleMail = (typeof WHISTLE_MAILS)[number];

type Spoken = Pick<WhistleState, 'code' | 'startMs'>;

interface Telling {
  mail: WhistleMail;
  /** The department it speaks to or of; null: of the whole whistle. */
  unit: string | null;
  people: readonly string[];
}

/**
 * One mail a person, in office hours. What concerns the meeting to come is noise once it has begun, unless only then the office opens;
 * the rest stays true for a week.
 */
export function noticesTo({ code, startMs }: Spoken, { mail, unit, people }: Telling, context: RuleContext): Notice[] {
  const sendMs = officeInstantOnOrAfter(context.calendar, context.nowMs);
  const untilStart = mail === 'called' || mail === 'reminder';
  return [...new Set(people)].map(personId => ({
    kind: 'county-whistle',
    slot: `${code}/${unit === null ? mail : `${unit}/${mail}`}`,
    personId,
    notBeforeMs: sendMs,
    expiresMs: untilStart ? Math.max(startMs, sendMs + 1) : sendMs + 7 * DAY_MS,
    data: { whistle: code, unit, mail },
  }));
}
