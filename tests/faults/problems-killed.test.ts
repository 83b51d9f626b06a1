import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { Unavailable } from '../../src/contract/ports.ts';
import type { CommandResult } from '../../src/contract/commit.ts';
import { createCore, type Core } from '../../src/dependencies.ts';
import type { ProblemState } from '../../src/domain/problem/types.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { allocateCodes } from '../../src/ledger/codes.ts';
import { openDatabase, postgresPool } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';
import { problemRow } from '../../src/ledger/projections/problems.ts';
import { ScriptedServer } from '../mail/support/scripted-server.ts';
import { startChild, type Child } from '../support/child.ts';
import { COORDINATOR, makeEnvelope, makeOffice, makeProblemFacts } from '../support/make.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import {
  differences,
  doubledSteps,
  expectedLines,
  foundLines,
  writtenProblems,
  type Written,
} from './support/problem-checks.ts';
import { lastStep, nextStep, randomFrom, type Moment, type Step } from './support/problem-lives.ts';
import { shortDays, type ShortDays } from './support/short-days.ts';

const SEED = 20261128;
/** As many as fit into a run of all tests; `npm run test:problems` takes 1,000. */
const PROBLEMS = Number(process.env['TEST_PROBLEMS'] ?? 200);
/** Random steps of each, before it is brought to its end. */
const STEPS = 3;
const AT_ONCE = 24;
const DAY_MS = 12_000;
/** The worker dies when so many of the commands have been answered. */
const KILLED_AT = [0.12, 0.3, 0.5, 0.7, 0.9].map(share => share * PROBLEMS * (STEPS + 2));
/** A machine may be several times slower than ours. */
const LIMIT_MS = Math.max(1, PROBLEMS / 200) * 600_000;

/** Short limits: a problem is warned of, passes its limit and is on an agenda within a minute. */
const PROBLEM_RULES = {
  ...DEFAULT_SETTINGS.problem,
  ...{ leadWorkingDays: 2, coWorkingDays: 1, reworkWorkingDays: 1, verifyWorkingDays: 1 },
  ...{ lookBackDays: 1, lookBackWorkingDays: 1, redAfterDispatches: 1 },
};

interface Accepted extends CommandResult {
  commandId: string;
}

let postgres: TestPostgres;
let server: TestServer;
let smtp: ScriptedServer;
let url: string;
let core: Core;
let days: ShortDays;
const workers: Child[] = [];
const accepted: Accepted[] = [];
let answered = 0;
let refused = 0;

beforeAll(async () => {
  [postgres, server, smtp] = await Promise.all([startPostgres(), startDevServer(), new ScriptedServer().start()]);
  url = await postgres.createDatabase();
  const db = openDatabase(postgresPool(url));
  await migrate(db);
  days = { originMs: Date.now(), dayMs: DAY_MS };
  const given = { config: readConfig({ LOG_LEVEL: 'silent' }), db, client: server.client, calendar: shortDays(days) };
  core = createCore({ ...given, log: pino({ level: 'silent' }) });
  for (const batch of makeOffice()) await core.ledger.commit(batch.map(each => ({ ...each, atMs: Date.now() })));
  const rules = { type: 'set', value: PROBLEM_RULES, validFrom: today(), reason: '试验' } as const;
  const set = makeEnvelope('setting', 'problem', rules, { atMs: Date.now() });
  expect(await core.ledger.commit([set])).toMatchObject([{ ok: true }]);
}, 300_000);
afterEach(async () => {
  for (const { process } of workers) process.kill('SIGKILL');
  await Promise.all(workers.splice(0).map(({ ended }) => ended));
});
afterAll(async () => {
  await core?.db.destroy();
  await server?.stop();
  await smtp?.stop();
  await postgres?.stop();
});

const today = (): string => core.calendar.clock.toLocal(Date.now()).date;

async function startWorker(): Promise<Child> {
  const args = [server.address, url, String(smtp.port), JSON.stringify(days)];
  const child = startChild('tests/faults/processes/run-worker.ts', args);
  workers.push(child);
  await child.prints(/working/);
  return child;
}

/** Without a word: no shutdown, no heartbeat, no connection closed by us. */
async function kill({ process, ended }: Child): Promise<void> {
  process.kill('SIGKILL');
  await ended;
}

/** The same command under the same key until somebody answers it: nobody knows what became of one that was not answered. */
async function give(code: string, { command, actor }: Step): Promise<void> {
  const envelope = makeEnvelope('problem', code, command, { actor, atMs: Date.now() });
  const send = () =>
    core.gateway.send(envelope).catch((error: unknown) => {
      if (error instanceof Unavailable) return undefined;
      throw error;
    });
  const outcome = await until(`${command.type} of ${code} is answered`, send, LIMIT_MS);
  answered += 1;
  if (outcome.ok) accepted.push({ commandId: envelope.commandId, ...outcome.result });
  else refused += 1;
}

async function stateOf(code: string): Promise<ProblemState> {
  const query = core.db.selectFrom('entity').select('state').where('kind', '=', 'problem').where('id', '=', code);
  return (await query.executeTakeFirstOrThrow()).state as unknown as ProblemState;
}

/** All of them, `AT_ONCE` at a time. */
async function forEach(codes: readonly string[], work: (code: string, index: number) => Promise<void>): Promise<void> {
  const waiting = codes.entries();
  const lane = async (): Promise<void> => {
    for (const [index, code] of waiting) await work(code, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function raiseAll(): Promise<string[]> {
  const year = today().slice(0, 4);
  const ids = Array.from({ length: PROBLEMS }, (_, index) => `raise:${index}`);
  const allocated = await allocateCodes(core.db, `Q-${year}`, ids);
  const codes = ids.map(id => allocated.get(id) ?? '');
  await forEach(codes, (code, index) => {
    const facts = makeProblemFacts({ title: `问题${index}` });
    return give(code, { command: { type: 'raise', facts }, actor: COORDINATOR });
  });
  return codes;
}

async function liveAll(codes: readonly string[]): Promise<void> {
  const random = randomFrom(SEED);
  const moment = (): Moment => ({
    random,
    today: today(),
    nowMs: Date.now(),
    other: codes[Math.floor(random() * codes.length)] ?? '',
  });
  for (let round = 0; round < STEPS; round += 1) {
    await forEach(codes, async code => {
      const step = nextStep(await stateOf(code), moment());
      if (step) await give(code, step);
    });
  }
  await forEach(codes, async code => {
    for (let step = lastStep(await stateOf(code), moment()); step; step = lastStep(await stateOf(code), moment())) {
      await give(code, step);
    }
  });
}

/** Kills the worker whenever another share of the commands has been answered, and starts the next at once. */
async function killing(living: Promise<unknown>): Promise<number> {
  let [kills, over] = [0, false];
  const watched = living.finally(() => (over = true));
  for (const at of KILLED_AT) {
    await until(`${at} commands are answered`, () => over || answered >= at, LIMIT_MS);
    const worker = workers.at(-1);
    if (over || !worker) break;
    await kill(worker);
    kills += 1;
    await startWorker();
  }
  await watched;
  return kills;
}

const openProblems = async (): Promise<number> =>
  (await core.db.selectFrom('entity').select('id').where('kind', '=', 'problem').where('open', '=', true).execute())
    .length;

const mails = () =>
  core.db.selectFrom('mail').select(['id', 'state', 'doubts', 'person_id', 'message_id', 'last_reply']).execute();
const isOnItsWay = (state: string): boolean => ['pending', 'retry', 'sending', 'committing'].includes(state);

/** Codes and sequences. */
function expectNoGap(problems: readonly Written[]): void {
  const codes = Array.from({ length: PROBLEMS }, (_, index) => `Q-2026-${String(index + 1).padStart(4, '0')}`);
  expect(problems.map(({ code }) => code)).toEqual(codes);
  for (const { events, seq } of problems) {
    expect(events.map(event => event.seq)).toEqual(Array.from({ length: seq }, (_, index) => index + 1));
  }
}

/** Every command that was accepted is there, once, as it was answered; and nothing else but the clock's. */
function expectWhatWasAccepted(problems: readonly Written[]): void {
  const causes = new Map<string, { types: string[]; last: number }>();
  for (const { commandId, event, seq, byClock } of problems.flatMap(({ events }) => events)) {
    if (!byClock) causes.set(commandId, { types: [...(causes.get(commandId)?.types ?? []), event.type], last: seq });
  }
  const withEvents = accepted.filter(({ events }) => events.length > 0);
  expect(causes.size).toBe(withEvents.length);
  for (const { commandId, events: types, seq: last } of withEvents) {
    expect({ commandId, ...causes.get(commandId) }).toEqual({ commandId, types, last });
  }
}

/** What the ledger holds, and what lists show, is what the events say; and every problem has come to its end. */
async function expectStatesOfTheirEvents(problems: readonly Written[]): Promise<void> {
  const rows = await core.db.selectFrom('problem').selectAll().orderBy('code').execute();
  for (const [index, { code, folded, state, seq }] of problems.entries()) {
    if (!folded) throw new Error(`${code} has no events`);
    expect(JSON.parse(JSON.stringify(folded))).toEqual(state);
    const row = problemRow({ state: folded, seq, firstAtMs: 0, atMs: 0 });
    const { raised_at: _raised, changed_at: _changed, ...known } = row;
    expect(rows[index]).toMatchObject(JSON.parse(JSON.stringify(known)) as object);
    expect(['closed', 'withdrawn', 'merged']).toContain(folded.status);
  }
}

/** Of the ladder, in each episode; and the run has seen all of it that matters. */
function expectEachStepOnce(problems: readonly Written[]): void {
  expect(problems.flatMap(doubledSteps)).toEqual([]);
  const happened = new Set(problems.flatMap(({ events }) => events.map(({ event }) => event.type)));
  for (const type of ['warned', 'paperGiven', 'escalated', 'putOnAgenda', 'rejected', 'reopened'] as const) {
    expect(happened).toContain(type);
  }
}

/** A copy only where a worker died between its mark and the server's answer, and then the same message. */
async function expectEachMailOnce(): Promise<void> {
  const copies = new Map<string, string[]>();
  for (const { raw } of [...smtp.received, ...smtp.swallowed]) {
    const id = /^Message-ID: (<[^>]+>)/im.exec(raw)?.[1] ?? 'none';
    copies.set(id, [...(copies.get(id) ?? []), raw]);
  }
  const all = await mails();
  // What had been done before its mail left is not sent, and its row says so.
  const isPointless = ({ state, last_reply }: (typeof all)[number]): boolean =>
    state === 'expired' && last_reply?.includes('nothing left to say') === true;
  const left = all.filter(mail => mail.state !== 'sent' && mail.person_id !== 'offline');
  expect(left.filter(mail => !isPointless(mail))).toEqual([]);
  const sent = all.filter(({ state }) => state === 'sent');
  expect([...copies.keys()].sort()).toEqual(sent.map(({ message_id }) => String(message_id)).sort());
  for (const { message_id, doubts } of sent) {
    const bytes = copies.get(String(message_id)) ?? [];
    expect([message_id, bytes.length <= 1 + Math.min(1, doubts), new Set(bytes).size]).toEqual([message_id, true, 1]);
  }
}

test(
  `${PROBLEMS} problems at random while the worker is killed again and again: none lost, none stuck, nothing twice (seed ${SEED})`,
  async () => {
    await startWorker();
    const kills = await killing(raiseAll().then(liveAll));
    expect(kills).toBe(KILLED_AT.length);
    // The firm's look-back is asked, and nobody answers: then every problem is over by itself.
    await until('no problem waits for anything', async () => (await openProblems()) === 0, LIMIT_MS);
    await until(
      'every mail has left',
      async () => {
        // What a Schedule does in the product, for mails whose writer died before he woke the mailroom.
        await core.gateway.wakeMailroom();
        return (await mails()).every(({ state }) => !isOnItsWay(state));
      },
      LIMIT_MS,
    );
    await until('every workflow has ended', async () => {
      const running = `WorkflowType = 'problemResolution' AND ExecutionStatus = 'Running'`;
      return (await server.client.workflow.count(running)).count === 0;
    });

    const problems = await writtenProblems(core.db);
    expect(refused).toBeGreaterThan(0);
    expectNoGap(problems);
    expectWhatWasAccepted(problems);
    await expectStatesOfTheirEvents(problems);
    expectEachStepOnce(problems);
    // Each event is told to its people, once.
    expect(differences(expectedLines(problems), await foundLines(core.db))).toEqual([]);
    await expectEachMailOnce();
  },
  3 * LIMIT_MS,
);
