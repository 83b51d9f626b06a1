import {
  isGrpcDeadlineError,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type CalendarSpec,
  type Client,
  type ScheduleDescription,
  type ScheduleOptions,
} from '@temporalio/client';
import {
  BRIEF_SCHEDULE_ID,
  COMPILE_BRIEF_WORKFLOW_ID,
  LOOK_AT_SETTINGS_WORKFLOW_ID,
  MAIL_SWEEP_SCHEDULE_ID,
  OPEN_ROUND_WORKFLOW_ID,
  ROUND_SCHEDULE_ID,
  SETTINGS_SCHEDULE_ID,
  SWEEP_WORKFLOW_ID,
  openMeetingsWorkflowId,
  seriesScheduleId,
  TASK_QUEUE,
} from '../contract/names.ts';
import type { Json } from '../contract/json.ts';
import type { ScheduleDifference, ScheduleRegistry } from '../contract/ports.ts';

/** One Schedule as the ledger asks for it. Everything is written out, so that a default of the server can never decide. */
export interface WantedSchedule {
  id: string;
  workflowType: string;
  workflowId: string;
  args: readonly Json[];
  taskQueue: string;
  overlap: ScheduleOverlapPolicy;
  catchUpMs: number;
  zone: string;
  /** 1–31; null for every day. */
  dayOfMonth: number | null;
  /** 0–6, Sunday is 0 (Temporal's count); null for every day. */
  weekday: number | null;
  hours: readonly number[];
  minutes: readonly number[];
  paused: boolean;
}

type Compared = Omit<WantedSchedule, 'id'>;

const ZONE = 'Asia/Shanghai';
/** Opened in the small hours: the reminders themselves are timers inside the occurrence. */
const OPENING = { hour: 0, minute: 30 };
/** An outage longer than a day is not caught up by the Schedule; the next run opens every occurrence ahead anyway. */
const CATCH_UP_MS = 24 * 3_600_000;
const SHARED = { taskQueue: TASK_QUEUE, overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchUpMs: CATCH_UP_MS, zone: ZONE };
/** After midnight, when a version of the settings may have begun; before the meetings are opened by them. */
const NEW_DAY = { hour: 0, minute: 10 };
const OURS = /^(series\/|mail-sweep$|settings-of-the-day$|reporting-round$|weekly-brief$)/;
const MINUTES_OF_SWEEP = [0, 10, 20, 30, 40, 50];

/**
 * The only place that knows which Schedules there should be: one a series (weekly, on its own weekday, opening the coming occurrences; of a
 * series by the month too, as every run opens what lies ahead, and none for a special meeting, which is opened when it is called),
 * one a month that opens the reporting round, one a day that compiles the weekly brief on the last working day of a week,
 * a sweep of the outbox for the case that somebody wrote a mail and died before waking the mailroom, and a daily look at the settings,
 * for versions that begin on a day.
 */
export function createScheduleRegistry({
  client,
  series,
  settings,
}: {
  client: Client;
  series: () => Promise<ScheduledSeries[]>;
  settings: () => Promise<ScheduledSettings>;
}): ScheduleRegistry {
  const compare = async (): Promise<Plan[]> => {
    const wanted = wantedSchedules(await series(), await settings());
    const plans = await Promise.all(wanted.map(async want => planFor(want, await describe(client, want.id))));
    const ids = new Set(wanted.map(({ id }) => id));
    for await (const { scheduleId } of client.schedule.list()) {
      if (OURS.test(scheduleId) && !ids.has(scheduleId))
        plans.push({ id: scheduleId, action: 'delete', changes: [], want: null });
    }
    return plans;
  };
  return {
    diff: async () => (await compare()).map(said),
    async apply() {
      const plans = await compare();
      for (const plan of plans) await carryOut(client, plan);
      return plans.map(said);
    },
  };
}

interface Plan extends ScheduleDifference {
  want: WantedSchedule | null;
}

const said = ({ id, action, changes }: Plan): ScheduleDifference => ({ id, action, changes });

/** What the registry must know of a series. */
export interface ScheduledSeries {
  id: string;
  /** 1 = Monday … 7 = Sunday. */
  weekday: number;
  status: string;
  /** A special meeting. */
  once?: boolean;
}

/** And of the settings: the day of the month on which the reporting of money opens, and the local time at which a brief is compiled. */
export interface ScheduledSettings {
  money: { opensDay: number };
  brief: { compileAt: string };
}

export function wantedSchedules(
  series: readonly ScheduledSeries[],
  { money, brief }: ScheduledSettings,
): WantedSchedule[] {
  const sweep: WantedSchedule = {
    id: MAIL_SWEEP_SCHEDULE_ID,
    workflowType: 'sweepOutbox',
    workflowId: SWEEP_WORKFLOW_ID,
    args: [],
    ...SHARED,
    dayOfMonth: null,
    weekday: null,
    hours: [],
    minutes: MINUTES_OF_SWEEP,
    paused: false,
  };
  const settings: WantedSchedule = {
    ...sweep,
    id: SETTINGS_SCHEDULE_ID,
    workflowType: 'lookAtSettings',
    workflowId: LOOK_AT_SETTINGS_WORKFLOW_ID,
    hours: [NEW_DAY.hour],
    minutes: [NEW_DAY.minute],
  };
  const round: WantedSchedule = {
    ...sweep,
    id: ROUND_SCHEDULE_ID,
    workflowType: 'openRound',
    workflowId: OPEN_ROUND_WORKFLOW_ID,
    dayOfMonth: money.opensDay,
    hours: [OPENING.hour],
    minutes: [OPENING.minute],
  };
  const [hour = 0, minute = 0] = brief.compileAt.split(':').map(Number);
  const daily: WantedSchedule = {
    ...sweep,
    id: BRIEF_SCHEDULE_ID,
    workflowType: 'compileBrief',
    workflowId: COMPILE_BRIEF_WORKFLOW_ID,
    hours: [hour],
    minutes: [minute],
  };
  return [
    sweep,
    settings,
    round,
    daily,
    ...series
      .filter(({ once }) => !once)
      .map(({ id, weekday, status }): WantedSchedule => ({
        id: seriesScheduleId(id),
        workflowType: 'openMeetings',
        workflowId: openMeetingsWorkflowId(id),
        args: [{ seriesId: id }],
        ...SHARED,
        dayOfMonth: null,
        weekday: weekday % 7,
        hours: [OPENING.hour],
        minutes: [OPENING.minute],
        paused: status === 'paused',
      })),
  ];
}

async function describe(client: Client, id: string): Promise<ScheduleDescription | null> {
  const described = patiently(() => client.schedule.getHandle(id).describe());
  return (await unless(described, ScheduleNotFoundError)) ?? null;
}

const TRIES = 4;

/** Right after a Schedule was made anew the server now and then needs longer to describe it than it allows itself (10 s). */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isGrpcDeadlineError(error) || tries === TRIES) throw error;
    }
  }
}

function planFor(want: WantedSchedule, found: ScheduleDescription | null): Plan {
  const { id, ...wanted } = want;
  if (!found) return { id, action: 'create', changes: [], want };
  const present = readBack(found);
  const changes = (Object.keys(wanted) as (keyof Compared)[])
    .filter(field => JSON.stringify(wanted[field]) !== JSON.stringify(present[field]))
    .map(field => ({ field, wanted: wanted[field] as Json, found: present[field] as Json }));
  return { id, action: changes.length === 0 ? 'same' : 'update', changes, want };
}

/** The server's description in our words. It answers with ranges where we wrote lists. */
function readBack({ action, spec, state, policies }: ScheduleDescription): Compared {
  const calendar = spec.calendars?.[0];
  const days = spread(calendar?.dayOfWeek, DAYS);
  const daysOfMonth = spread(calendar?.dayOfMonth);
  return {
    workflowType: action.workflowType,
    workflowId: action.workflowId,
    args: (action.args ?? []) as Json[],
    taskQueue: action.taskQueue,
    overlap: policies.overlap,
    catchUpMs: policies.catchupWindow,
    zone: spec.timezone ?? 'UTC',
    dayOfMonth: daysOfMonth.length === 1 ? (daysOfMonth[0] ?? null) : null,
    weekday: days.length === 1 ? (days[0] ?? null) : null,
    hours: spread(calendar?.hour).length === HOURS_A_DAY ? [] : spread(calendar?.hour),
    minutes: spread(calendar?.minute),
    paused: state.paused,
  };
}

const HOURS_A_DAY = 24;
const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;
type Range = { start: number | string; end?: number | string; step?: number } | number | string;

function spread(ranges: unknown, names: readonly string[] = []): number[] {
  const toNumber = (value: number | string): number => (typeof value === 'number' ? value : names.indexOf(value));
  return ((ranges ?? []) as Range[]).flatMap(range => {
    if (typeof range !== 'object') return [toNumber(range)];
    const start = toNumber(range.start);
    const end = range.end === undefined ? start : Math.max(start, toNumber(range.end));
    const values = [];
    for (let value = start; value <= end; value += range.step ?? 1) values.push(value);
    return values;
  });
}

function definition(want: WantedSchedule): Omit<ScheduleOptions, 'scheduleId'> {
  const {
    workflowType,
    workflowId,
    args,
    taskQueue,
    overlap,
    catchUpMs,
    zone,
    dayOfMonth,
    weekday,
    hours,
    minutes,
    paused,
  } = want;
  const calendar: CalendarSpec = {
    minute: [...minutes],
    hour: hours.length === 0 ? { start: 0, end: HOURS_A_DAY - 1 } : [...hours],
    ...(dayOfMonth !== null && { dayOfMonth }),
    ...(weekday !== null && { dayOfWeek: DAYS[weekday] as (typeof DAYS)[number] }),
  };
  return {
    spec: { calendars: [calendar], timezone: zone },
    action: { type: 'startWorkflow', workflowType, workflowId, args: [...args], taskQueue },
    policies: { overlap, catchupWindow: catchUpMs },
    state: { paused },
  } as Omit<ScheduleOptions, 'scheduleId'>;
}

async function carryOut(client: Client, { id, action, want }: Plan): Promise<void> {
  if (action === 'same') return;
  if (action === 'delete' || want === null) return removed(client, id);
  if (action === 'create') {
    const created = client.schedule.create({ scheduleId: id, ...definition(want) }).then(() => true);
    if (await unless(created, ScheduleAlreadyRunning)) return;
  }
  const wanted = definition(want);
  await patiently(() => client.schedule.getHandle(id).update(previous => ({ ...previous, ...wanted }) as never));
}

async function removed(client: Client, id: string): Promise<void> {
  await unless(client.schedule.getHandle(id).delete(), ScheduleNotFoundError);
}

/** Two processes may apply at the same time: what the other has done already is no error. */
async function unless<T>(done: Promise<T>, known: abstract new (...args: never[]) => Error): Promise<T | undefined> {
  try {
    return await done;
  } catch (error) {
    if (error instanceof known) return undefined;
    throw error;
  }
}
