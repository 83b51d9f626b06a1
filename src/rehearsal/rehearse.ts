import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { workCalendar } from '../calendar/work-calendar.ts';
import { readConfig } from '../config.ts';
import { meetingWorkflowId, TASK_QUEUE } from '../contract/names.ts';
import type { ScheduleRegistry } from '../contract/ports.ts';
import type { Rehearsal, RehearsalRequest } from '../contract/rehearsal.ts';
import { createActivities, createCore, type Core } from '../dependencies.ts';
import { addDays } from '../domain/calendar/dates.ts';
import { openPglite } from '../embedded/pglite.ts';
import { openDatabase, type Database } from '../ledger/database.ts';
import { migrate } from '../ledger/migrate.ts';
import { scheduledSeries } from '../ledger/occurrences.ts';
import { settingsAt } from '../ledger/settings.ts';
import { createSink } from '../mail/sender.ts';
import { wantedSchedules } from '../temporal/schedules.ts';
import { rehearsalBundle } from './bundle.ts';
import { carefulSignals } from './careful-signals.ts';
import { rehearsedMails, rehearsedMeetings } from './outcome.ts';
import { firingsOf, type Firing } from './schedules.ts';
import { fillOffice } from './scratch-office.ts';

interface Given {
  /** A running time-skipping server, for this rehearsal alone. */
  env: TestWorkflowEnvironment;
  log: Logger;
  /** Told of each day that something happens on. */
  onDay?(day: string): void;
}

/**
 * Lets the office of `request` live from the first day to the last: its meetings open, their steps come, mails are written, rendered and handed to
 * a sender that keeps them. Nobody answers, approves or writes minutes meanwhile. @throws OfficeRefused
 */
export async function rehearse(
  request: RehearsalRequest,
  { env, log, onDay = () => undefined }: Given,
): Promise<Rehearsal> {
  const embedded = await openPglite('memory://');
  try {
    const db = openDatabase(embedded.pool);
    await migrate(db);
    const { clock } = workCalendar();
    const begin = addDays(request.from, -LEAD_DAYS);
    const time = await rehearsedTime(env, clock.toInstant(begin, '00:00'));
    const stage = createStage({ env, db, log, time });
    await fillOffice(stage.core.ledger, request, { begin, atMs: await time.now() });
    const worker = await Worker.create({
      connection: env.nativeConnection,
      namespace: env.namespace ?? 'default',
      taskQueue: TASK_QUEUE,
      activities: stage.activities,
      workflowBundle: await rehearsalBundle(time.offsetMs),
    });
    await worker.runUntil(() => play(stage, request, onDay));
    return {
      ...span(request),
      meetings: await rehearsedMeetings(db, request, clock),
      mails: await rehearsedMails(db, request, clock),
    };
  } finally {
    await embedded.close();
  }
}

/** The office lives a while before the first day, so that what leaves on it was prepared as always. */
const LEAD_DAYS = 14;

const span = ({ from, to }: RehearsalRequest) => ({ from, to });

/** The rehearsed clock: the server's, a fixed span beside. `last` is what it was when it was asked last. */
interface Time {
  offsetMs: number;
  last: number;
  now(): Promise<number>;
  skipTo(instantMs: number): Promise<void>;
}

async function rehearsedTime(env: TestWorkflowEnvironment, beginMs: number): Promise<Time> {
  const offsetMs = beginMs - (await env.currentTimeMs());
  const time: Time = {
    offsetMs,
    last: beginMs,
    now: async () => (time.last = (await env.currentTimeMs()) + offsetMs),
    async skipTo(instantMs) {
      const wait = instantMs - (await time.now());
      if (wait > 0) await env.sleep(wait);
      await time.now();
    },
  };
  return time;
}

interface Stage {
  core: Core;
  activities: ReturnType<typeof createActivities>;
  time: Time;
}

/** No Schedules: the server knows none. */
const NO_SCHEDULES: ScheduleRegistry = { diff: () => Promise.resolve([]), apply: () => Promise.resolve([]) };

function createStage({
  env,
  db,
  log,
  time,
}: {
  env: TestWorkflowEnvironment;
  db: Database;
  log: Logger;
  time: Time;
}): Stage {
  // Nothing of this machine's own set-up: no keys, no servers, no addresses.
  const config = readConfig({ MAIL_MODE: 'sink' });
  const created = createCore({ config, db, client: env.client, log, now: () => time.last });
  const core = { ...created, gateway: carefulSignals(created.gateway, env.client), schedules: NO_SCHEDULES };
  return { core, activities: keepingTime(createActivities(core, createSink(config.mail.from)), time), time };
}

/** The ledger's clock is set to the server's before each activity. */
function keepingTime<T extends object>(activities: T, time: Time): T {
  const wrapped = Object.entries(activities as Record<string, (input: unknown) => Promise<unknown>>).map(
    ([name, run]) => [name, async (input: unknown) => time.now().then(() => run(input))] as const,
  );
  return Object.fromEntries(wrapped) as T;
}

async function play(
  stage: Stage,
  { from, to, settings }: RehearsalRequest,
  onDay: (day: string) => void,
): Promise<void> {
  const { core, time } = stage;
  const { clock } = core.calendar;
  const series = await scheduledSeries(core.db);
  const inForce = await settingsAt(core.db, from);
  // As a start of the product does.
  for (const { id } of series) await openMeetings(stage, id);
  const first = addDays(from, -LEAD_DAYS);
  const newDays = new Set(settings.map(({ validFrom }) => validFrom));
  for (const firing of firingsOf(wantedSchedules(series, inForce), { from: first, to }, clock)) {
    const { date: day } = clock.toLocal(firing.atMs);
    if (firing.schedule.workflowType === 'lookAtSettings' && !newDays.has(day)) continue;
    await time.skipTo(firing.atMs);
    if (day >= from) onDay(day);
    await fire(stage, firing);
  }
  await time.skipTo(clock.toInstant(addDays(to, 1), '00:00'));
}

/**
 * What the workflows of the Schedules do is this one call each; they are not run themselves, as the server's clock stops for good when a child ends
 * after its parent has.
 */
async function fire(stage: Stage, { atMs, schedule: { workflowType, args } }: Firing): Promise<void> {
  const { activities } = stage;
  if (workflowType === 'lookAtSettings') await activities.lookAgainWhereDue({ since: null, nowMs: atMs });
  else if (workflowType === 'openRound') await activities.openDueRound({ nowMs: atMs });
  else if (workflowType === 'compileBrief') await activities.compileDueBrief({ nowMs: atMs });
  else if (workflowType === 'openMeetings') await openMeetings(stage, (args[0] as { seriesId: string }).seriesId);
  else throw new Error(`a rehearsal does not know what the Schedule of ${workflowType} does`);
}

async function openMeetings({ core, activities, time }: Stage, seriesId: string): Promise<void> {
  for (const id of await activities.upcomingMeetings({ seriesId, nowMs: await time.now() })) {
    await core.client.workflow.start('dispatchMeeting', {
      taskQueue: TASK_QUEUE,
      workflowId: meetingWorkflowId(id),
      args: [{ id, view: null }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }
}
