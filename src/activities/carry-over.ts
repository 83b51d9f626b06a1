import { heartbeat } from '@temporalio/activity';
import type { CommandGateway } from '../contract/ports.ts';
import { plannedDateOf, seriesOfMeeting } from '../contract/names.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import type { Database } from '../ledger/database.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { AgendaItem } from '../domain/meeting/agenda/types.ts';
import type { ItemOutcome } from '../domain/meeting/minutes/types.ts';
import { carriesOver } from '../ledger/reads/dispatches.ts';
import { seriesState } from '../ledger/occurrences.ts';
import { agendaOfMeeting, meetingState, minutesOf, problemsUnderDecision } from '../ledger/reads/meetings.ts';
import { problemsOnAgenda } from '../ledger/reads/problems.ts';
import { settingsAt } from '../ledger/settings.ts';
import { toFailure } from './failures.ts';

export interface CarryOverActivities {
  /** Tells every problem on the agenda that this dispatch has passed without it, each once; how many were told. */
  carryOver(input: { meetingId: string }): Promise<{ told: number }>;
}

interface Dependencies {
  db: Database;
  gateway: Pick<CommandGateway, 'send'>;
  now: () => number;
  clock: LocalClock;
}

/** Under way at once; more only makes the ledger queue. */
const AT_ONCE = 10;

export function createCarryOverActivities({ db, gateway, now, clock }: Dependencies): CarryOverActivities {
  /** The key says which dispatch it was, so that a problem that is told again counts it once. One that has moved on refuses, rightly. */
  const tell = async (problem: string, meeting: { id: string; startMs: number }): Promise<void> => {
    const commandId = `meeting/${meeting.id}:${problem}`;
    await gateway.send({
      ...{ commandId, digest: commandId, kind: 'problem', entityId: problem, actor: SYSTEM_ACTOR },
      command: { type: 'carryOver', meeting: meeting.id, startMs: meeting.startMs },
      ...{ via: 'clock', atMs: now() },
    });
    heartbeat();
  };
  return {
    async carryOver({ meetingId }) {
      try {
        const startMs = await dispatchStart(db, meetingId);
        if (startMs === null) return { told: 0 };
        const problems = await undecidedProblems(db, { meetingId, startMs }, clock);
        for (let at = 0; at < problems.length; at += AT_ONCE) {
          const chunk = problems.slice(at, at + AT_ONCE);
          await Promise.all(chunk.map(problem => tell(problem, { id: meetingId, startMs })));
        }
        return { told: problems.length };
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
  };
}

/** On the agenda, and neither dealt with by this meeting nor being carried out as an earlier one decided. */
async function undecidedProblems(
  db: Database,
  { meetingId, startMs }: { meetingId: string; startMs: number },
  clock: LocalClock,
): Promise<string[]> {
  const agenda = await agendaOfMeeting(db, meetingId);
  const minutes = await minutesOf(db, meetingId);
  const dealtWith = new Set(
    ((minutes?.outcomes ?? []) as unknown as ItemOutcome[]).flatMap(({ no, outcome }) =>
      outcome === 'carried' ? [] : [no],
    ),
  );
  const items = (agenda?.items ?? []) as unknown as AgendaItem[];
  const codes = new Set(items.flatMap(({ no, code }) => (code !== null && dealtWith.has(no) ? [code] : [])));
  const decided = await problemsUnderDecision(db, clock.toLocal(startMs).date);
  return (await problemsOnAgenda(db)).filter(code => !codes.has(code) && !decided.has(code));
}

/** Null when the meeting is none that problems are carried over at (settings `problem.dispatchSeries`), or was not held. */
async function dispatchStart(db: Database, meetingId: string): Promise<number | null> {
  const meeting = await db
    .selectFrom('meeting')
    .select(['status', 'start_at'])
    .where('id', '=', meetingId)
    .executeTakeFirst();
  if (meeting?.status !== 'held' || meeting.start_at === null) return null;
  // Followed up before: a later correction of the minutes carries nothing over any more.
  const { minutes } = (await meetingState(db, meetingId)) ?? {};
  if (minutes?.followedUp) return null;
  const { dispatchSeries } = (await settingsAt(db, plannedDateOf(meetingId))).problem;
  const counts = carriesOver(
    seriesOfMeeting(meetingId),
    dispatchSeries,
    await seriesState(db, seriesOfMeeting(meetingId)),
  );
  return counts ? meeting.start_at.getTime() : null;
}
