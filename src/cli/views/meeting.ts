import type {
  InvitationAnswer,
  List,
  MeetingAnswer,
  MeetingCommandAnswer,
  MeetingDetailAnswer,
  SeriesAnswer,
  SeriesCommandAnswer,
} from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import {
  HOLIDAY_RULE,
  MEETING_MOVE,
  MEETING_STATUS,
  MEETING_STEP,
  RESPONSE,
  RHYTHM,
  SERIES_STATUS,
  WEEKDAY,
} from '../words.ts';
import { agendaSummaryText } from './agenda.ts';
import { namedText, tellDone, tellTotal } from './common.ts';
import { showMails } from './mail.ts';

/** How many attend, not who: forty names would be the whole table. `--json` has their ids. */
export async function showSeries(session: Session, found: List<SeriesAnswer>): Promise<void> {
  const { heads } = session.texts;
  await session.out.table<SeriesAnswer>(
    [
      { head: heads.id, cell: row => row.id, whole: true },
      { head: heads.name, cell: row => row.name },
      { head: heads.when, cell: row => rhythmText(session, row), whole: true },
      { head: heads.venue, cell: row => row.venue },
      { head: heads.chair, cell: row => row.chair },
      { head: heads.attendees, cell: row => row.attendees.length, align: 'right', whole: true },
      { head: heads.holiday, cell: row => session.label(HOLIDAY_RULE, row.holidayRule) },
      { head: heads.status, cell: row => session.label(SERIES_STATUS, row.status), whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** `周一 09:00`, `每月 4 日 09:00`, `每季 第 3 个月 第 2 个周五 08:30`, `2026-12-03 15:00` */
function rhythmText(session: Session, { rhythm, weekday, time }: SeriesAnswer): string {
  const day = session.label(WEEKDAY, String(weekday));
  if (!rhythm || rhythm.every === 'week') return `${day} ${time}`;
  if (rhythm.every === 'once') return `${rhythm.date ?? ''} ${time}`;
  const { month: said, day: monthDay, nth, last } = session.texts.rhythm;
  const month = rhythm.every === 'month' ? '' : said({ count: rhythm.month ?? 3 });
  const on =
    rhythm.day === undefined
      ? rhythm.nth === -1
        ? last({ day })
        : nth({ nth: rhythm.nth ?? 1, day })
      : monthDay({ day: rhythm.day });
  return [session.label(RHYTHM, rhythm.every), month, on, time].filter(Boolean).join(' ');
}

const stepsText = (steps: readonly string[], session: Session): string =>
  steps.map(step => session.label(MEETING_STEP, step)).join(session.texts.comma);

const skippedText = ({ skipped }: MeetingAnswer, session: Session): string =>
  skipped.map(({ step, reason }) => `${session.label(MEETING_STEP, step)} (${reason})`).join(session.texts.comma);

/** The date in the id is the planned one for ever, `when` is where the meeting moved to: both are shown, so that one sees it. */
export async function showMeetings(session: Session, found: List<MeetingAnswer>): Promise<void> {
  const { heads } = session.texts;
  await session.out.table<MeetingAnswer>(
    [
      { head: heads.meeting, cell: row => row.id, whole: true },
      { head: heads.when, cell: row => clockTime(row.startAt), whole: true },
      { head: heads.status, cell: row => session.label(MEETING_STATUS, row.status), whole: true },
      { head: heads.theme, cell: row => row.theme },
      { head: heads.venue, cell: row => row.venue },
      { head: heads.done, cell: row => stepsText(row.done, session) },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** With who was written to: the question after a meeting is always whether a mail went out. */
export async function showMeeting(session: Session, meeting: MeetingDetailAnswer): Promise<void> {
  const { heads, provisional, minutes } = session.texts;
  session.out.details([
    [heads.meeting, meeting.id],
    [heads.name, meeting.seriesName],
    [heads.planned, meeting.plannedDate],
    [heads.when, `${clockTime(meeting.startAt)}${meeting.provisional ? ` ${provisional}` : ''}`],
    [heads.duration, minutes({ count: meeting.durationMinutes })],
    [heads.status, session.label(MEETING_STATUS, meeting.status)],
    [heads.ranLate, meeting.ranLateAt && clockTime(meeting.ranLateAt)],
    [heads.moved, session.label(MEETING_MOVE, meeting.moved)],
    [heads.reason, meeting.reason],
    [heads.theme, meeting.theme],
    [heads.venue, meeting.venue],
    [heads.chair, namedText(meeting.chair, meeting.chairName)],
    [heads.sequence, meeting.sequence],
    [heads.done, stepsText(meeting.done, session)],
    [session.texts.agenda.heads.skipped, skippedText(meeting, session)],
    [session.texts.agenda.heads.agenda, meeting.agenda && agendaSummaryText(session, meeting.agenda)],
  ]);
  await showInvitations(session, meeting.invitations);
  if (meeting.mails.length === 0) return;
  session.out.line();
  await showMails(session, { items: meeting.mails, total: meeting.mailsTotal });
}

/** Who comes; the counts stand below, as they are what the office asks first. */
async function showInvitations(session: Session, invitations: readonly InvitationAnswer[]): Promise<void> {
  if (invitations.length === 0) return;
  const { heads, post } = session.texts;
  const saidBy = ({ response, invited }: InvitationAnswer): string =>
    `${response === null ? post.noResponse : session.label(RESPONSE, response)}${invited ? '' : post.notYetInvited}`;
  session.out.line();
  await session.out.table<InvitationAnswer>(
    [
      { head: heads.attendees, cell: row => namedText(row.person, row.personName) },
      { head: post.heads.response, cell: saidBy, whole: true },
      { head: post.heads.deputy, cell: row => row.deputy },
      { head: heads.note, cell: row => row.note },
      { head: heads.at, cell: row => clockTime(row.at), whole: true },
      { head: post.heads.enteredBy, cell: row => row.enteredBy },
    ],
    invitations,
  );
  const counted = (wanted: string | null): number => invitations.filter(({ response }) => response === wanted).length;
  const [coming, declined, deputy, none] = ['coming', 'declined', 'deputy', null].map(counted);
  session.out.styled(session.out.colors.dim(post.counts({ coming, declined, deputy, none })));
}

/** The whole definition in one line: defining again replaces it all, and what was forgotten is seen here first. */
export async function tellSeriesCommand(session: Session, answer: SeriesCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.id, answer.command);
    const { heads } = session.texts;
    const when = rhythmText(session, answer);
    const who = `${heads.chair} ${answer.chair} · ${heads.attendees} ${answer.attendees.length}`;
    const rule = `${heads.holiday} ${session.label(HOLIDAY_RULE, answer.holidayRule)}`;
    session.out.line(`  ${[answer.name, when, answer.venue, who, rule].join(' · ')}`);
  });
}

export async function tellMeetingCommand(session: Session, answer: MeetingCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    const { command } = answer;
    // No event and no repeated key: the reminder had gone out, by its Schedule or by somebody else.
    if (command.events.length === 0 && !command.replayed)
      session.out.styled(`${session.out.colors.yellow('=')} ${answer.id} ${session.texts.sentBefore}`);
    else tellDone(session, answer.id, command);
    session.out.line(
      `  ${clockTime(answer.startAt)} · ${answer.venue} · ${session.label(MEETING_STATUS, answer.status)}`,
    );
  });
}
