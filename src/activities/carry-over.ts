import { heartbeat } from '@temporalio/activity';
import type { CommandGateway } from '../contract/ports.ts';
import { plannedDateOf, seriesOfMeeting } from '../contract/names.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import type { Database } from '../ledger/database.ts';
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
}

/** Under way at once; more only makes the ledger queue. */
const AT_ONCE = 10;

export function createCarryOverActivities({ db, gateway, now }: Dependencies): CarryOverActivities {
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
        const problems = await problemsOnAgenda(db);
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

/** Null when the meeting is none that problems are carried over at (settings `problem.dispatchSeries`), or was not held. */
async function dispatchStart(db: Database, meetingId: string): Promise<number | null> {
  const meeting = await db
    .selectFrom('meeting')
    .select(['status', 'start_at'])
    .where('id', '=', meetingId)
    .executeTakeFirst();
  if (meeting?.status !== 'held' || meeting.start_at === null) return null;
  const { dispatchSeries } = (await settingsAt(db, plannedDateOf(meetingId))).problem;
  const counts = dispatchSeries.length === 0 || dispatchSeries.includes(seriesOfMeeting(meetingId));
  return counts ? meeting.start_at.getTime() : null;
}
