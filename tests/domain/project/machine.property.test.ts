import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, canFollow, isFuture, parseIsoDate } from '../../../src/domain/calendar/dates.ts';
import type { RuleContext } from '../../../src/domain/entity.ts';
import { isRefusal, REFUSAL_CODES } from '../../../src/domain/refusal.ts';
import { gapsOf } from '../../../src/domain/project/gaps.ts';
import { DEFAULT_PATHS, isLast, isMilestone, STANDARD_PATH, stagesUpTo } from '../../../src/domain/project/path.ts';
import { nextProjectReminder } from '../../../src/domain/project/reminders.ts';
import { STAGES, type Stage } from '../../../src/domain/project/stages.ts';
import type { ProjectCommand, ProjectEvent } from '../../../src/domain/project/commands.ts';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { missingEvidence } from '../../../src/domain/project/gates.ts';
import {
  AGREEMENTS,
  PROJECT_STATUSES,
  type CorrectableField,
  type ProjectState,
} from '../../../src/domain/project/types.ts';
import { at, COORDINATOR, HANDLER, LEADER, local, makeContext, makeProjectRuleFacts } from '../../support/make.ts';
import { checkMonths } from './months.ts';
import { evolve, starting } from './walk.ts';

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 400 };
const FIRST_DAY = '2026-01-05';

/** Days around the span the walk covers, in every precision, and things that are no dates. */
const day = fc.integer({ min: -400, max: 900 }).map(days => addDays(FIRST_DAY, days));
const partial = fc.oneof(
  day,
  day.map(date => date.slice(0, 7)),
  day.map(date => date.slice(0, 4)),
);
const anyDate = fc.oneof(
  { weight: 12, arbitrary: partial },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '2026-02-30', '2026-13', '26-1-1', '1900-01-01', 'today', '+002026-01-01'),
  },
);
const stage = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom<Stage>(...STAGES) },
  { weight: 1, arbitrary: fc.constantFrom('constructor', '出让', '') as fc.Arbitrary<string> as fc.Arbitrary<Stage> },
);
const dates = fc.dictionary(fc.constantFrom<string>(...STAGES, 'toString'), anyDate, { maxKeys: 5 }) as fc.Arbitrary<
  Partial<Record<Stage, string>>
>;
const text = fc.constantFrom('r', '台账填错');
const field = fc.oneof(
  fc.constantFrom<string>('name', 'county', 'investmentWan', 'agreement', 'leaderId', 'stage', 'code', '__proto__'),
  fc.constantFrom<string>(...STAGES).map(name => `actual.${name}`),
) as fc.Arbitrary<CorrectableField>;
/** One other project is there, and it is in the counts. */
const FACTS = makeProjectRuleFacts({ other: { code: 'QZ-9', status: 'active', phases: [1] } });
const decide = (state: ProjectState | null, command: ProjectCommand, context: RuleContext) =>
  decideProject(state, command, FACTS, context);

const PAPERS = [...new Set(DEFAULT_PATHS.flatMap(({ gates }) => Object.values(gates).flat()).map(({ kind }) => kind))];
const paper = fc.record(
  { kind: fc.constantFrom(...PAPERS, '合影'), number: fc.constant('7'), on: fc.constant('2026-03-01'), note: text },
  { requiredKeys: ['kind', 'number', 'on'] },
);
const papers = fc.array(paper, { maxLength: 3 });
const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 900 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, Number.NaN, 2_000_000_000) },
);
const month = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('2025-12', '2026-01') },
  { weight: 1, arbitrary: fc.constantFrom('2026-13', 'constructor', '') },
);
const sum = fc.constantFrom('1250000.50', '8', '0.01', '0', '-1', '1e6');
const lately = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('2026-01-05', '2026-01') },
  { weight: 1, arbitrary: anyDate },
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const is = <Type extends ProjectCommand['type']>(type: Type): { type: fc.Arbitrary<Type> } => ({
  type: fc.constant(type),
});
const pathId = fc.constantFrom('standard', 'service', 'park', 'foreign', 'spa');

/** Gates, money and the ways out of the counts and back. */
const further: fc.Arbitrary<ProjectCommand> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...is('prove'), stage, evidence: papers }) },
  { weight: 3, arbitrary: fc.record({ ...is('waive'), stage, kind: fc.constantFrom(...PAPERS), reason: text }) },
  { weight: 3, arbitrary: fc.record({ ...is('movePath'), pathId, reason: text }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...is('upgrade'),
      ...{ agreement: fc.constantFrom(...AGREEMENTS), on: lately, investmentWan: maybe(amount), evidence: papers },
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...is('planYear'),
      year: fc.constantFrom(2026, 2027),
      amountWan: amount,
      reason: maybe(text),
    }),
  },
  { weight: 12, arbitrary: fc.record({ ...is('report'), month, doneWan: amount, toDateWan: maybe(amount) }) },
  {
    weight: 12,
    arbitrary: fc.record({ ...is('correctReport'), month, doneWan: amount, toDateWan: maybe(amount), reason: text }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ ...is('arrive'), on: lately, currency: fc.constantFrom('USD', 'usd'), amount: sum }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      ...is('correctArrival'),
      number: fc.constantFrom(0, 1, 1, 2),
      amount: sum,
      reason: text,
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...is('enterStatistics'), on: anyDate }) },
  { weight: 1, arbitrary: fc.record({ ...is('merge'), into: fc.constantFrom('QZ-9', 'QZ-1'), reason: text }) },
  { weight: 3, arbitrary: fc.record({ ...is('remove'), reason: text }) },
  { weight: 10, arbitrary: fc.record({ ...is('restore'), reason: text }) },
);
const value = fc.oneof(anyDate, stage, fc.constantFrom(null, 7, -1, 1.5, Number.NaN, 'contract', ''));

const command: fc.Arbitrary<ProjectCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ ...is('advance'), to: stage, on: fc.option(anyDate), passed: dates, evidence: papers }),
  },
  { weight: 12, arbitrary: further },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('revisePlan' as const), stage, date: anyDate, reason: text }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('correct' as const), field, value, reason: text }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('pause' as const), reason: text, reviewOn: anyDate }) },
  { weight: 1, arbitrary: fc.constant<ProjectCommand>({ type: 'resume' }) },
  { weight: 1, arbitrary: fc.record({ stage, actuals: dates, plans: dates }).map(more => starting(more)) },
);
/** A command and the days that pass before it; `clock` is whatever reminder is due by then. */
const step = fc.record({
  waitHours: fc.integer({ min: 0, max: 24 * 40 }),
  via: fc.constantFrom('person' as const, 'import' as const),
  actor: fc.constantFrom(COORDINATOR, COORDINATOR, LEADER, HANDLER),
  command: fc.oneof({ weight: 8, arbitrary: command }, { weight: 2, arbitrary: fc.constant('clock' as const) }),
});
const history = fc.record({
  start: fc.record({ stage: fc.constantFrom<Stage>(...STAGES.slice(0, 4)), plans: dates }),
  steps: fc.array(step, { minLength: 1, maxLength: 30, size: 'large' }),
  withdrawAt: fc.integer({ min: 0, max: 60 }),
});

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

/** Only the plans that a start accepts. */
const isPlan = (name: string, date: string): boolean =>
  isMilestone(STANDARD_PATH, name as Stage) && !isRefusal(parseIsoDate(date, 'plan'));
const bare = (plans: Partial<Record<Stage, string>>) =>
  Object.fromEntries(Object.entries(plans).filter(([name, date]) => isPlan(name, date)));

function checkState(state: ProjectState, context: RuleContext): void {
  expect(STAGES).toContain(state.stage);
  expect(state.path.stages).toContain(state.stage);
  expect(PROJECT_STATUSES).toContain(state.status);
  expect(state.pause !== null).toBe(state.status === 'paused');
  expect(state.mergedInto !== null).toBe(state.status === 'merged');
  if (state.status === 'achieved') expect(isLast(state.path, state.stage)).toBe(true);
  if (isLast(state.path, state.stage)) expect(state.status).not.toBe('active');
  expect(state.name.trim()).not.toBe('');
  expect(state.investmentWan === null || (Number.isInteger(state.investmentWan) && state.investmentWan >= 0)).toBe(
    true,
  );
  const known = STAGES.flatMap(name => state.milestones[name]?.actual ?? []);
  for (const [index, date] of known.entries()) {
    expect(isFuture(date, context.today)).toBe(false);
    for (const earlier of known.slice(0, index))
      expect([earlier, date, canFollow(earlier, date)]).toEqual([earlier, date, true]);
  }
  for (const name of STAGES.slice(STAGES.indexOf(state.stage) + 1))
    expect(state.milestones[name]?.actual ?? null).toBeNull();
  for (const milestone of Object.values(state.milestones)) {
    expect(milestone.baseline === null).toBe(milestone.plan === null);
    expect(milestone.plan === null || milestone.plannedOn !== null).toBe(true);
    expect(milestone.dateUnknown && milestone.actual !== null).toBe(false);
    expect(new Set(milestone.waivers.map(({ kind }) => kind)).size).toBe(milestone.waivers.length);
  }
  checkMoney(state, context);
}

function checkMoney({ money }: ProjectState, { today }: RuleContext): void {
  checkMonths(money.months);
  for (const name of Object.keys(money.months)) expect(name <= today.slice(0, 7)).toBe(true);
  for (const planned of Object.values(money.yearPlans))
    expect(Number.isSafeInteger(planned) && planned >= 0).toBe(true);
  for (const { on, amount: arrived } of money.arrivals) {
    expect(on <= today).toBe(true);
    expect(arrived).toMatch(/^\d+(\.\d{1,2})?$/);
  }
  expect(money.statisticsOn === null || money.statisticsOn <= today).toBe(true);
}

/** A paper is missing, there, or waived: exactly one of them, at every stage that was reached. */
function checkPapers(state: ProjectState): void {
  const missing = new Set(missingEvidence(state));
  for (const name of STAGES.slice(0, STAGES.indexOf(state.stage) + 1)) {
    for (const { kind } of state.path.gates[name] ?? []) {
      const { evidence = [], waivers = [] } = state.milestones[name] ?? {};
      const there = [...evidence, ...waivers].some(each => each.kind === kind);
      expect([name, kind, missing.has(`${name}:${kind}`)]).toEqual([name, kind, !there]);
    }
  }
}

function checkGaps(state: ProjectState): void {
  const { path } = state;
  const gaps = new Set(gapsOf(state, path));
  const milestones = stagesUpTo(path, state.stage).filter(name => isMilestone(path, name));
  for (const name of milestones) {
    const actual = state.milestones[name]?.actual ?? null;
    expect(gaps.has(`actual.${name}`)).toBe(actual === null);
    expect(gaps.has(`precision.${name}`)).toBe(actual !== null && actual.length < 10);
  }
  expect(gaps.has('county')).toBe(state.county === null);
  expect([...gaps].filter(gap => gap.includes('.')).length).toBeLessThanOrEqual(milestones.length);
}

/** Plays a history and hands every decision to `see`; refused commands leave the project as it is. */
function play(
  { start, steps, withdrawAt }: History,
  see: (before: ProjectState, events: readonly ProjectEvent[], context: RuleContext) => void,
): ProjectEvent[] {
  let nowMs = at(`${FIRST_DAY} 10:00`);
  const begun = decide(
    null,
    starting({ ...start, plans: bare(start.plans) }, { agreement: 'intent' }),
    makeContext(nowMs, { via: 'import' }),
  );
  if (isRefusal(begun)) throw new Error(JSON.stringify(begun));
  const events: ProjectEvent[] = [...begun.events];
  let state = evolve(null, begun.events);
  for (const [index, { waitHours, via, actor, command: wanted }] of steps.entries()) {
    nowMs += waitHours * 3_600_000;
    const context = makeContext(nowMs, { via, actor });
    const slot = nextProjectReminder(state, context)?.slot ?? 'none';
    const given: ProjectCommand =
      index === withdrawAt ? { type: 'withdraw', reason: 'r' } : wanted === 'clock' ? { type: 'warn', slot } : wanted;
    const answer = decide(state, given, context);
    if (isRefusal(answer)) {
      expect(REFUSAL_CODES).toContain(answer.code);
      continue;
    }
    see(state, answer.events, context);
    state = evolve(state, answer.events);
    events.push(...answer.events);
    checkState(state, context);
    checkGaps(state);
    checkPapers(state);
  }
  return events;
}

describe(`any history of commands (seed ${SEED})`, () => {
  test('never reaches an illegal state, never decreasing dates, and its gaps follow from its facts', () => {
    fc.assert(
      fc.property(history, sample => {
        play(sample, () => undefined);
      }),
      RUNS,
    );
  });

  test('warns once for each level of each plan, never before the plan was set, never before its time', () => {
    fc.assert(
      fc.property(history, sample => {
        const given = new Map<string, number>();
        play(sample, (before, events, { nowMs, today }) => {
          for (const event of events) {
            if (event.type === 'planRevised') given.delete(event.stage);
            if (event.type !== 'warned' || event.stage === null) continue;
            const { plan, plannedOn } = before.milestones[event.stage] ?? {};
            const offset = Number(event.slot.split(':')[2]);
            const due = addDays(plan ?? '', offset);
            expect(event.dayOffset).toBeGreaterThan(given.get(event.stage) ?? -Infinity);
            expect(due <= today).toBe(true);
            if (offset < 0) expect(due > (plannedOn ?? '')).toBe(true);
            given.set(event.stage, event.dayOffset);
            expect(nowMs).toBeGreaterThanOrEqual(at(`${due} 09:00`));
          }
        });
      }),
      RUNS,
    );
  });

  test('has its reminders in office hours', () => {
    fc.assert(
      fc.property(history, sample => {
        play(sample, (before, _events, context) => {
          const reminder = nextProjectReminder(before, context);
          if (reminder) expect(local(reminder.atMs)).toMatch(/ 09:00$/);
        });
      }),
      { ...RUNS, numRuns: 150 },
    );
  });

  test('counts a milestone once: it is reached again only after a correction took it back', () => {
    fc.assert(
      fc.property(history, sample => {
        const reached = new Set<Stage>();
        play(sample, (before, events) => {
          for (const event of events) {
            if (event.type === 'corrected' && event.field === 'stage') {
              const back = STAGES.indexOf(event.new as Stage);
              for (const name of STAGES.slice(back + 1)) reached.delete(name);
            }
            if (event.type !== 'stageReached') continue;
            expect(reached.has(event.stage)).toBe(false);
            expect(STAGES.indexOf(event.stage)).toBeGreaterThan(STAGES.indexOf(before.stage));
            reached.add(event.stage);
          }
        });
      }),
      RUNS,
    );
  });

  test('contains every kind of event, so the rules above were tried on them', () => {
    const seen = new Set<string>();
    for (const sample of fc.sample(history, RUNS)) for (const { type } of play(sample, () => undefined)) seen.add(type);
    expect([...seen].sort()).toEqual([
      'agreementUpgraded',
      'arrivalCorrected',
      'capitalArrived',
      'corrected',
      'mergedInto',
      'pathMoved',
      'paused',
      'planRevised',
      'proved',
      'removed',
      'reportCorrected',
      'reported',
      'restored',
      'resumed',
      'stageReached',
      'started',
      'statisticsEntered',
      'waived',
      'warned',
      'withdrawn',
      'yearPlanned',
    ]);
  });

  test('after it has left only wrong facts are set right, and only a removal is taken back', () => {
    fc.assert(
      fc.property(history, sample => {
        let left: string | null = null;
        for (const { type } of play(sample, () => undefined)) {
          if (left !== null && type !== 'corrected') expect([left, type]).toEqual(['removed', 'restored']);
          if (['withdrawn', 'mergedInto', 'removed'].includes(type)) left = type;
          if (type === 'restored') left = null;
        }
      }),
      RUNS,
    );
  });

  test('lets nobody but a leader waive, nobody but a coordinator merge, remove and restore', () => {
    const BY: Record<string, string> = {
      ...{ waived: 'leader', mergedInto: 'coordinator', removed: 'coordinator', restored: 'coordinator' },
    };
    fc.assert(
      fc.property(history, sample => {
        play(sample, (_before, events, { actor }) => {
          for (const { type } of events) expect([type, BY[type] ?? actor.id]).toEqual([type, actor.id]);
        });
      }),
      RUNS,
    );
  });

  test('leaves a locked gate only with its papers, and passes none over, unless an old ledger came in', () => {
    fc.assert(
      fc.property(history, sample => {
        play(sample, (before, events, { via }) => {
          if (via === 'import') return;
          const after = evolve(before, events);
          const way = stagesUpTo(after.path, after.stage).filter(
            name => !stagesUpTo(before.path, before.stage).includes(name),
          );
          if (!events.some(({ type }) => type === 'stageReached')) return;
          const missing = missingEvidence(after);
          for (const name of way) {
            for (const { kind, level } of after.path.gates[name] ?? [])
              if (level === 'required') expect(missing).not.toContain(`${name}:${kind}`);
          }
        });
      }),
      RUNS,
    );
  });

  test('survives the way through JSON: the same events give the same project', () => {
    fc.assert(
      fc.property(history, sample => {
        const events = play(sample, () => undefined);
        const stored = JSON.parse(JSON.stringify(events)) as ProjectEvent[];
        expect(evolve(null, stored)).toEqual(evolve(null, events));
      }),
      { ...RUNS, numRuns: 100 },
    );
  });
});

test(`a start of anything is decided, not thrown (seed ${SEED})`, () => {
  fc.assert(
    fc.property(
      fc.record({ stage, plans: dates, actuals: dates, pathId: maybe(pathId), evidence: papers }),
      fc.constantFrom('person' as const, 'import' as const),
      (more, via) => {
        const context = makeContext(undefined, { via });
        const answer = decide(null, starting(more), context);
        if (isRefusal(answer)) return;
        const state = evolve(null, answer.events);
        checkState(state, context);
        checkGaps(state);
        nextProjectReminder(state, context);
      },
    ),
    { ...RUNS, numRuns: 1_000 },
  );
});
