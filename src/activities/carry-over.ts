import { heartbeat } from '@temporalio/activity';
import type { CommandGateway } from '../contract/ports.ts';
import { plannedDateOf } from '../contract/names.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import type { Database } from '../ledger/database.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import { agendaOf } from '../domain/meeting/agenda/edit.ts';
import { minutesOfMeeting, problemsAfter } from '../domain/meeting/minutes/record.ts';
import type { MeetingState } from '../domain/meeting/types.ts';
import { carriesOver } from '../ledger/reads/dispatches.ts';
import { seriesState } from '../ledger/occurrences.ts';
import { meetingState, problemsUnderDecision } from '../ledger/reads/meetings.ts';
import { problemsOnAgenda } from '../ledger/reads/problems.ts';
import { settingsAt } from '../ledger/settings.ts';
import { toFailure } from './failures.ts';

export interface CarryOverActivities {
  /** Tells the problems that this meeting has left to the next one, each once; how many were told. */
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

/** Whether it stands on an agenda already, where the dispatch has passed with it; or comes on the next one, as it was carried over to it. */
interface Left {
  code: string;
  toNext: boolean;
}

export function createCarryOverActivities({ db, gateway, now, clock }: Dependencies): CarryOverActivities {
  /** The key says which meeting it was, so that a problem that is told again counts it once. One that has moved on refuses, rightly. */
  const tell = async ({ code, toNext }: Left, { id: meeting, startMs, ...state }: HeldMeeting): Promise<void> => {
    const commandId = `meeting/${meeting}:${code}`;
    const { composedMs } = agendaOf(state);
    const passed = toNext ? { toNext } : { ...(composedMs !== null && { composedMs }) };
    await gateway.send({
      ...{ commandId, digest: commandId, kind: 'problem', entityId: code, actor: SYSTEM_ACTOR },
      command: { type: 'carryOver', meeting, startMs, ...passed },
      ...{ via: 'clock', atMs: now() },
    });
    heartbeat();
  };
  return {
    async carryOver({ meetingId }) {
      try {
        const meeting = await heldMeeting(db, meetingId);
        if (!meeting) return { told: 0 };
        const left = await problemsLeft(db, meeting, clock);
        for (let at = 0; at < left.length; at += AT_ONCE) {
          await Promise.all(left.slice(at, at + AT_ONCE).map(problem => tell(problem, meeting)));
        }
        return { told: left.length };
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
  };
}

/**
 * Neither dealt with by this meeting nor being carried out as an earlier one decided. At a dispatch that is all on its agenda, whether anybody
 * spoke of it or not; and at any meeting, a special one too, what it carried over and stands on no agenda yet.
 */
async function problemsLeft(db: Database, meeting: HeldMeeting, clock: LocalClock): Promise<Left[]> {
  const { carried, dealtWith } = problemsAfter(meeting);
  const decided = await problemsUnderDecision(db, clock.toLocal(meeting.startMs).date);
  const listed = await problemsOnAgenda(db);
  const left = [
    ...((await isCounted(db, meeting)) ? listed : []).map(code => ({ code, toNext: false })),
    ...carried.filter(code => !listed.includes(code)).map(code => ({ code, toNext: true })),
  ];
  return left.filter(({ code }) => !dealtWith.has(code) && !decided.has(code));
}

type HeldMeeting = MeetingState & { startMs: number };

/** Null when it was not held, or was followed up before: a later correction of the minutes carries nothing over any more. */
async function heldMeeting(db: Database, id: string): Promise<HeldMeeting | null> {
  const meeting = await meetingState(db, id);
  if (meeting?.status !== 'held' || meeting.startMs === null || minutesOfMeeting(meeting).followedUp) return null;
  return { ...meeting, startMs: meeting.startMs };
}

/** Whether it is one that problems are carried over at (settings `problem.dispatchSeries`). */
async function isCounted(db: Database, { id, seriesId }: MeetingState): Promise<boolean> {
  const { dispatchSeries } = (await settingsAt(db, plannedDateOf(id))).problem;
  return carriesOver(seriesId, dispatchSeries, await seriesState(db, seriesId));
}
