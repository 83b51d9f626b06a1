import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, canFollow, isFuture, parseIsoDate } from '../../../src/domain/calendar/dates.ts';
import type { RuleContext } from '../../../src/domain/entity.ts';
import { isRefusal, REFUSAL_CODES } from '../../../src/domain/refusal.ts';
import { gapsOf } from '../../../src/domain/project/gaps.ts';
import { isMilestone, STANDARD_PATH, stagesUpTo } from '../../../src/domain/project/path.ts';
import { nextProjectReminder } from '../../../src/domain/project/reminders.ts';
import { STAGES, type Stage } from '../../../src/domain/project/stages.ts';
import type { ProjectCommand, ProjectEvent } from '../../../src/domain/project/commands.ts';
import type { CorrectableField, ProjectState } from '../../../src/domain/project/types.ts';
import { at, local, makeContext } from '../../support/make.ts';
import { decide, evolve, starting } from './walk.ts';

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
const value = fc.oneof(anyDate, stage, fc.constantFrom(null, 7, -1, 1.5, Number.NaN, 'contract', ''));

const command: fc.Arbitrary<ProjectCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('advance' as const), to: stage, on: fc.option(anyDate), passed: dates }),
  },
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
  command: fc.oneof({ weight: 8, arbitrary: command }, { weight: 2, arbitrary: fc.constant('clock' as const) }),
});
const history = fc.record({
  start: fc.record({ stage: fc.constantFrom<Stage>(...STAGES.slice(0, 4)), plans: dates }),
  steps: fc.array(step, { minLength: 1, maxLength: 25 }),
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
  expect(['active', 'paused', 'withdrawn', 'achieved']).toContain(state.status);
  expect(state.pause !== null).toBe(state.status === 'paused');
  if (state.status === 'achieved') expect(state.stage).toBe('fullCapacity');
  if (state.stage === 'fullCapacity') expect(['achieved', 'withdrawn']).toContain(state.status);
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
  }
}

function checkGaps(state: ProjectState): void {
  const gaps = new Set(gapsOf(state, STANDARD_PATH));
  const milestones = stagesUpTo(STANDARD_PATH, state.stage).filter(name => isMilestone(STANDARD_PATH, name));
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
  const begun = decide(null, starting({ ...start, plans: bare(start.plans) }), makeContext(nowMs, { via: 'import' }));
  if (isRefusal(begun)) throw new Error(JSON.stringify(begun));
  const events: ProjectEvent[] = [...begun.events];
  let state = evolve(null, begun.events);
  for (const [index, { waitHours, via, command: wanted }] of steps.entries()) {
    nowMs += waitHours * 3_600_000;
    const context = makeContext(nowMs, { via });
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
      'corrected',
      'paused',
      'planRevised',
      'resumed',
      'stageReached',
      'started',
      'warned',
      'withdrawn',
    ]);
  });

  test('after a withdrawal only wrong facts are set right', () => {
    fc.assert(
      fc.property(history, sample => {
        const events = play(sample, () => undefined);
        const end = events.findIndex(({ type }) => type === 'withdrawn');
        const after = end === -1 ? [] : events.slice(end + 1);
        expect(after.filter(({ type }) => type !== 'corrected')).toEqual([]);
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
      fc.record({ stage, plans: dates, actuals: dates }),
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
