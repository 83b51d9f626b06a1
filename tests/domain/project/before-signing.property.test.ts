import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RuleContext } from '../../../src/domain/entity.ts';
import { capitalOf } from '../../../src/domain/evaluation/capital.ts';
import type { ProjectCommand, ProjectEvent, ReviewerFacts } from '../../../src/domain/project/commands.ts';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { missingEvidence } from '../../../src/domain/project/gates.ts';
import { STANDARD_PATH, type PathTemplate } from '../../../src/domain/project/path.ts';
import { keptOn, keptWan, promiseStanding } from '../../../src/domain/project/promises.ts';
import { hasPassedReview, opinionsOf } from '../../../src/domain/project/review.ts';
import { OPINIONS, PROMISE_ENDS, REVIEW_OUTCOMES, type ProjectState } from '../../../src/domain/project/types.ts';
import { isRefusal, REFUSAL_CODES } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/domain/settings.ts';
import { at, COORDINATOR, HANDLER, LEADER, makeContext, makeProjectRuleFacts } from '../../support/make.ts';
import { evolve, starting } from './walk.ts';

const SEED = 20261128;
const RUNS = { seed: SEED, numRuns: 400 };

const IDS = ['a', 'b', 'c', 'd', 'tied', 'gone', 'coordinator', 'stranger'];
const POOL: readonly ReviewerFacts[] = IDS.filter(id => id !== 'stranger').map(id => ({
  ...{ id, active: id !== 'gone', firms: id === 'tied' ? ['晶旭科技'] : [] },
  ...{ unitId: 'university', county: null, reachable: true },
}));
const GATED: PathTemplate = {
  ...STANDARD_PATH,
  gates: { negotiation: [{ kind: '项目预审', needs: [], level: 'required', by: 'review' }] },
};
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  project: { ...DEFAULT_SETTINGS.project, paths: [GATED] },
  review: { ...DEFAULT_SETTINGS.review, reviewers: 1, opinions: 1 },
};
const POLICY = {
  ...{ id: 'H-1', title: '补助', unitId: 'land', offer: '补助', validFrom: '2026-01-01', validTo: '2026-12-31' },
};
const FACTS = makeProjectRuleFacts({ experts: POOL, policy: POLICY });

const id = fc.constantFrom(...IDS);
const day = fc.constantFrom('2025-12-31', '2026-06-01', '2026-11-20', '2026-12-31', '2027-03-01', '2026-02-30');
const wan = fc.option(fc.constantFrom(0, 1, 40, 60, 100, 0.5), { nil: undefined });
const number = fc.integer({ min: 0, max: 3 });
const amount = fc.constantFrom('0', '100', '0.01', '99.99', '-1');
const is = <Type extends ProjectCommand['type']>(type: Type): { type: fc.Arbitrary<Type> } => ({
  type: fc.constant(type),
});
const reason = fc.constantFrom('r', '另有原因');

const command: fc.Arbitrary<ProjectCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ ...is('askReview'), reviewers: fc.array(id, { minLength: 1, maxLength: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ ...is('recuseReviewer'), reviewer: id, reason },
      instead: fc.option(id, { nil: undefined }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      ...{ ...is('giveOpinion'), reviewer: fc.option(id, { nil: undefined }) },
      ...{ verdict: fc.constantFrom(...OPINIONS), reason },
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ ...is('concludeReview'), outcome: fc.constantFrom(...REVIEW_OUTCOMES), reason }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ ...is('promise'), policy: fc.constant('H-1'), text: fc.constant('补助'), amountWan: wan, dueOn: day },
      on: fc.option(day, { nil: undefined }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ ...is('keepPromise'), number, on: day, amountWan: wan }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...is('endPromise'), number, outcome: fc.constantFrom(...PROMISE_ENDS), reason }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ ...is('dueCapital'), on: day, currency: fc.constantFrom('USD', 'HKD'), amount }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ ...is('correctDue'), number, reason },
      ...{ on: fc.option(day, { nil: undefined }), amount: fc.option(amount, { nil: undefined }) },
    }),
  },
  { weight: 2, arbitrary: fc.record({ ...is('arrive'), on: day, currency: fc.constantFrom('USD', 'HKD'), amount }) },
  { weight: 4, arbitrary: fc.constant<ProjectCommand>({ type: 'advance', to: 'negotiation', on: '2026-11-20' }) },
);
const actor = fc.constantFrom(COORDINATOR, COORDINATOR, LEADER, HANDLER, { ...HANDLER, id: 'a' });
const history = fc.array(fc.record({ actor, command, waitDays: fc.integer({ min: 0, max: 9 }) }), {
  minLength: 1,
  maxLength: 40,
  size: 'large',
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

function checkReviews(state: ProjectState): void {
  const open = state.reviews.filter(({ result }) => result === null);
  expect(open).toEqual(open.length === 0 ? [] : [state.reviews.at(-1)]);
  for (const review of state.reviews) {
    const ids = review.reviewers.map(reviewer => reviewer.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const outsider of ['tied', 'gone', 'stranger']) expect(ids).not.toContain(outsider);
    for (const { opinion, recused } of review.reviewers) expect(opinion === null || recused === null).toBe(true);
    const { recommend, conditional, against } = opinionsOf(review);
    const outcome = review.result?.outcome ?? 'cancelled';
    if (outcome !== 'cancelled') expect(recommend + conditional + against).toBeGreaterThanOrEqual(1);
    if (outcome === 'passed' || outcome === 'conditional')
      expect(recommend + conditional).toBeGreaterThanOrEqual(against);
  }
  // The gate says of the review what the review says.
  const { stage } = state;
  if (stage !== 'lead') expect(missingEvidence(state).length === 0).toBe(hasPassedReview(state));
}

function checkPromises({ promises }: ProjectState, today: string): void {
  for (const promise of promises) {
    expect(promise.on <= today && promise.on <= promise.dueOn).toBe(true);
    expect(promise.on >= POLICY.validFrom && promise.on <= POLICY.validTo).toBe(true);
    expect(keptWan(promise)).toBeLessThanOrEqual(promise.amountWan ?? 0);
    for (const { on } of promise.kept) expect(on >= promise.on && on <= today).toBe(true);
    const done = keptOn(promise);
    expect(done === null || promise.end === null).toBe(true);
    const standing = promiseStanding(promise, today);
    expect(['kept', 'keptLate'].includes(standing)).toBe(done !== null);
    expect(['broken', 'withdrawn'].includes(standing)).toBe(promise.end !== null);
  }
}

function checkCapital(state: ProjectState, today: string): void {
  for (const { due, dueBy, arrived, short, lateSince } of capitalOf(state, today)) {
    const cents = (text: string): bigint => BigInt(text.replace('.', ''));
    expect(cents(dueBy) <= cents(due)).toBe(true);
    const owed = cents(dueBy) - cents(arrived);
    expect(cents(short)).toBe(owed > 0n ? owed : 0n);
    expect(lateSince === null).toBe(owed <= 0n);
  }
}

/** Plays a history and hands every event to `see`; refused commands leave the project as it is. */
function play(steps: History, see: (event: ProjectEvent) => void): void {
  let nowMs = at('2026-11-23 10:00');
  const contextOf = (more: Partial<RuleContext>) => makeContext(nowMs, { settings: SETTINGS, ...more });
  const begun = decideProject(null, starting({}, { investor: '晶旭科技' }), FACTS, contextOf({}));
  if (isRefusal(begun)) throw new Error(JSON.stringify(begun));
  let state = evolve(null, begun.events);
  for (const { actor: who, command: given, waitDays } of steps) {
    nowMs += waitDays * 86_400_000;
    const context = contextOf({ actor: who });
    const answer = decideProject(state, given, FACTS, context);
    if (isRefusal(answer)) {
      expect(REFUSAL_CODES).toContain(answer.code);
      continue;
    }
    for (const { kind, data } of answer.notices) {
      expect(kind).toBe('review-request');
      expect(Object.keys(data)).toEqual(['project', 'dueOn']);
    }
    answer.events.forEach(see);
    state = evolve(state, answer.events);
    checkReviews(state);
    checkPromises(state, context.today);
    checkCapital(state, context.today);
  }
}

describe(`any history of reviews, promises and capital due (seed ${SEED})`, () => {
  test('never reaches an illegal state, and every kind of event was tried', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(history, steps => play(steps, ({ type }) => void seen.add(type))),
      RUNS,
    );
    const kinds = ['reviewAsked', 'reviewerRecused', 'opinionGiven', 'reviewConcluded', 'promised', 'promiseKept'];
    for (const kind of [...kinds, 'promiseEnded', 'capitalDue', 'dueCorrected', 'stageReached']) {
      expect(seen).toContain(kind);
    }
  });
});
