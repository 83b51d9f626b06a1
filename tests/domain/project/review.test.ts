import { describe, expect, test } from '@jest/globals';
import type { Actor, Decision, RuleContext } from '../../../src/domain/entity.ts';
import type { ProjectCommand, ProjectEvent, ReviewerFacts } from '../../../src/domain/project/commands.ts';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { missingEvidence } from '../../../src/domain/project/gates.ts';
import { STANDARD_PATH, type PathTemplate } from '../../../src/domain/project/path.ts';
import { hasPassedReview, openReview, opinionsOf, silentReviewers } from '../../../src/domain/project/review.ts';
import type { OpinionVerdict, ProjectFacts, ProjectState } from '../../../src/domain/project/types.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { COORDINATOR, HANDLER, LEADER, local, makeContext, makeProjectRuleFacts } from '../../support/make.ts';
import { evolve, starting } from './walk.ts';

const expert = (id: string, more: Partial<ReviewerFacts> = {}): ReviewerFacts => ({
  ...{ id, active: true, firms: [], unitId: 'university', county: null, reachable: true },
  ...more,
});
const POOL = [expert('a'), expert('b'), expert('c'), expert('d', { reachable: false }), expert('coordinator')];

const GATED: PathTemplate = {
  ...STANDARD_PATH,
  id: 'gated',
  gates: { signing: [{ kind: '项目预审', needs: [], level: 'required', by: 'review' }] },
};
const context = (more: Partial<RuleContext> & { now?: string } = {}): RuleContext => {
  const { now, ...rest } = more;
  const settings = { ...DEFAULT_SETTINGS, project: { ...DEFAULT_SETTINGS.project, paths: [STANDARD_PATH, GATED] } };
  return makeContext(now, { settings, ...rest });
};
const decide = (
  state: ProjectState | null,
  command: ProjectCommand,
  more: RuleContext = context(),
  experts: readonly ReviewerFacts[] = POOL,
): Decision<ProjectEvent> | Refusal => decideProject(state, command, makeProjectRuleFacts({ experts }), more);

function walk(state: ProjectState | null, commands: readonly ProjectCommand[], more = context()): ProjectState {
  return commands.reduce<ProjectState | null>((current, command) => {
    const answer = decide(current, command, more);
    if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
    return evolve(current, answer.events);
  }, state) as ProjectState;
}

const lead = (facts: Partial<ProjectFacts> = {}): ProjectState => walk(null, [starting({ pathId: 'gated' }, facts)]);
const ask = (...reviewers: string[]): ProjectCommand => ({ type: 'askReview', reviewers });
const says = (reviewer: string, verdict: OpinionVerdict, reason = '技术成熟'): ProjectCommand => ({
  ...{ type: 'giveOpinion', reviewer, verdict, reason },
});
const conclude = (outcome: 'passed' | 'conditional' | 'refused' | 'cancelled'): ProjectCommand => ({
  ...{ type: 'concludeReview', outcome, reason: '会议纪要' },
});
const asked = (): ProjectState => walk(lead(), [ask('a', 'b', 'c')]);
const heard = (...verdicts: OpinionVerdict[]): ProjectState =>
  walk(
    asked(),
    verdicts.map((verdict, index) => says(['a', 'b', 'c'][index] ?? '', verdict)),
  );
const as = (id: string): { actor: Actor } => ({ actor: { ...HANDLER, id } });

describe('asking experts', () => {
  test('is one event, gives them five working days, and a line to each who can be written to', () => {
    const answer = decide(lead(), ask('a', 'b', 'd')) as Decision<ProjectEvent>;
    expect(answer.events).toEqual([
      { type: 'reviewAsked', reviewers: ['a', 'b', 'd'], dueOn: '2026-11-30', on: '2026-11-23' },
    ]);
    expect(answer.notices.map(({ personId, slot, data }) => [personId, slot, data])).toEqual(
      ['a', 'b'].map(id => [id, '2026-11-23', { project: 'QZ-1', dueOn: '2026-11-30' }]),
    );
    const [notice] = answer.notices;
    expect([notice?.notBeforeMs, notice?.expiresMs].map(ms => local(ms ?? 0))).toEqual([
      '2026-11-23 10:30',
      '2026-12-01 00:00',
    ]);
  });

  test('in the evening reaches them the next morning, all projects of that day in one mail', () => {
    const answer = decide(lead(), ask('a', 'b', 'c'), context({ now: '2026-11-27 20:00' })) as Decision<ProjectEvent>;
    expect(answer.notices.map(({ slot, notBeforeMs }) => [slot, local(notBeforeMs)])).toContainEqual([
      '2026-11-30',
      '2026-11-30 09:30',
    ]);
  });

  test.each<[string, ProjectCommand, object]>([
    ['too few', ask('a', 'b'), { code: 'reviewersTooFew', field: 'reviewers', value: 2, params: { least: 3 } }],
    ['one of them twice', ask('a', 'b', 'a'), { code: 'listedTwice', field: 'reviewers[2]', value: 'a' }],
    ['one who is not in the pool', ask('a', 'b', 'x'), { code: 'expertNotFound', field: 'reviewers[2]', value: 'x' }],
    [
      'by a day that has passed',
      { type: 'askReview', reviewers: ['a', 'b', 'c'], dueOn: '2026-11-22' },
      { code: 'reviewInPast', field: 'dueOn', value: '2026-11-22' },
    ],
    [
      'by a day that is none',
      { type: 'askReview', reviewers: ['a', 'b', 'c'], dueOn: '2026-02-30' },
      { code: 'noSuchDate', field: 'dueOn' },
    ],
  ])('%s is refused', (_what, command, refusal) => {
    expect(decide(lead(), command)).toMatchObject(refusal);
  });

  test('is a coordinator’s, and waits for the result of the one before', () => {
    expect(decide(lead(), ask('a', 'b', 'c'), context({ actor: LEADER }))).toMatchObject({
      code: 'notAllowed',
      params: { roles: ['coordinator'] },
    });
    expect(decide(asked(), ask('a', 'b', 'c'))).toMatchObject({ code: 'reviewOpen', params: { since: '2026-11-23' } });
    expect(walk(asked(), [conclude('cancelled'), ask('a', 'b', 'c')]).reviews).toHaveLength(2);
  });

  test.each<[string, Partial<ReviewerFacts>, Partial<ProjectFacts>]>([
    ['pairedLeader', {}, { leaderId: 'x' }],
    ['inTheTeam', { unitId: 'team' }, { teamUnitId: 'team' }],
    ['ofTheCounty', { county: '鲤城区' }, {}],
    ['tiedToTheFirm', { firms: ['晶旭 科技（泉州）有限公司'] }, { investor: '晶旭科技(泉州)有限公司' }],
  ])('leaves out who has a side: %s', (why, facts, project) => {
    const state = lead(project);
    const pool = [...POOL, expert('x', facts)];
    expect(decide(state, ask('a', 'b', 'x'), context(), pool)).toEqual({
      ...{ code: 'reviewerConflicted', field: 'reviewers[2]', value: 'x', params: { why } },
    });
    expect(decide(lead({ county: null }), ask('a', 'b', 'x'), context(), [...POOL, expert('x')])).toHaveProperty(
      'events',
    );
  });

  test('leaves out who has left the pool', () => {
    const pool = [...POOL, expert('x', { active: false })];
    expect(decide(lead(), ask('a', 'b', 'x'), context(), pool)).toMatchObject({ code: 'expertNotFound' });
  });
});

describe('an opinion', () => {
  test('is the expert’s own, or comes on paper by a coordinator, and says who recorded it', () => {
    const own = walk(asked(), [{ type: 'giveOpinion', verdict: 'recommend', reason: '好' }], context(as('a')));
    const both = walk(own, [says('b', 'conditional', '须环评')]);
    expect(openReview(both)?.reviewers.map(({ opinion }) => opinion && [opinion.verdict, opinion.by])).toEqual([
      ['recommend', 'a'],
      ['conditional', 'coordinator'],
      null,
    ]);
    expect(silentReviewers(openReview(both) as never).map(({ id }) => id)).toEqual(['c']);
    expect(decide(asked(), says('b', 'recommend'), context(as('a')))).toMatchObject({ code: 'notAllowed' });
  });

  test('may be given anew until there is a result, and the same one is nothing new', () => {
    const changed = walk(asked(), [says('a', 'recommend'), says('a', 'against', '资金不实')]);
    expect(opinionsOf(openReview(changed) as never)).toEqual({ recommend: 0, conditional: 0, against: 1 });
    expect(decide(changed, says('a', 'against', '资金不实'))).toMatchObject({ code: 'correctionUnchanged' });
    expect(decide(walk(changed, [conclude('cancelled')]), says('a', 'recommend'))).toMatchObject({
      ...{ code: 'noReviewOpen', field: 'code', value: 'QZ-1' },
    });
  });

  test('of somebody who was not asked, or stepped back, is refused with who was', () => {
    const refusal = { code: 'reviewerNotAsked', field: 'reviewer', value: 'd', params: { asked: ['a', 'b', 'c'] } };
    expect(decide(asked(), says('d', 'recommend'))).toEqual(refusal);
    const without = walk(asked(), [{ type: 'recuseReviewer', reviewer: 'a', reason: '曾任顾问' }]);
    expect(decide(without, says('a', 'recommend'))).toMatchObject({
      ...refusal,
      value: 'a',
      params: { asked: ['b', 'c'] },
    });
  });
});

describe('stepping back', () => {
  const recuse = (reviewer: string, instead?: string): ProjectCommand => ({
    ...{ type: 'recuseReviewer', reviewer, reason: '曾任顾问', instead },
  });

  test('takes the opinion along, and another may come in the same breath, who is asked', () => {
    const answer = decide(heard('recommend'), recuse('a', 'coordinator')) as Decision<ProjectEvent>;
    expect(answer.notices.map(({ personId }) => personId)).toEqual(['coordinator']);
    const state = evolve(heard('recommend'), answer.events);
    expect(openReview(state)?.reviewers).toMatchObject([
      { id: 'a', opinion: null, recused: '曾任顾问' },
      { id: 'b' },
      { id: 'c' },
      { id: 'coordinator', opinion: null, recused: null },
    ]);
    expect(decide(state, recuse('a'))).toMatchObject({ code: 'reviewerNotAsked' });
  });

  test('is the expert’s or a coordinator’s, and nobody stands on the list twice or comes from nowhere', () => {
    expect(decide(asked(), recuse('a'), context(as('a')))).toHaveProperty('events');
    expect(decide(asked(), recuse('b'), context(as('a')))).toMatchObject({ code: 'notAllowed' });
    expect(decide(asked(), recuse('a', 'b'))).toMatchObject({
      code: 'listedTwice',
      field: 'instead',
      params: { first: 2 },
    });
    expect(decide(asked(), recuse('a', 'x'))).toMatchObject({ code: 'expertNotFound', field: 'instead' });
  });
});

describe('the result', () => {
  test('needs as many opinions as the settings say', () => {
    expect(decide(heard('recommend', 'recommend'), conclude('passed'))).toEqual({
      ...{ code: 'opinionsTooFew', field: 'outcome', value: 'passed', params: { there: 2, needed: 3 } },
    });
    const settings = { ...DEFAULT_SETTINGS, review: { ...DEFAULT_SETTINGS.review, opinions: 2 } };
    expect(decide(heard('recommend', 'recommend'), conclude('passed'), context({ settings }))).toMatchObject({
      events: [{ type: 'reviewConcluded', opinions: { recommend: 2, conditional: 0, against: 0 } }],
    });
  });

  test('is not passed against most of the experts, and may be refused against them', () => {
    const divided = heard('recommend', 'against', 'against');
    expect(decide(divided, conclude('conditional'))).toEqual({
      ...{ code: 'supportTooLow', field: 'outcome', value: 'conditional' },
      params: { support: 1, there: 3, percent: 50 },
    });
    expect(hasPassedReview(walk(divided, [conclude('refused')]))).toBe(false);
    expect(hasPassedReview(walk(heard('recommend', 'conditional', 'against'), [conclude('conditional')]))).toBe(true);
  });

  test('is recorded by a coordinator who is not one of the reviewers', () => {
    const state = walk(lead(), [
      ask('a', 'b', 'coordinator'),
      ...['a', 'b', 'coordinator'].map(id => says(id, 'recommend')),
    ]);
    expect(decide(state, conclude('passed'))).toEqual({
      ...{ code: 'reviewerConcludes', field: 'actor', value: 'coordinator', params: {} },
    });
    const other = context({ actor: { ...COORDINATOR, id: 'other' } });
    expect(decide(state, conclude('passed'), other)).toHaveProperty('events');
    expect(decide(state, conclude('passed'), context({ actor: LEADER }))).toMatchObject({ code: 'notAllowed' });
  });

  test('of the last review decides; one that was cancelled counts as never asked', () => {
    const passed = walk(heard('recommend', 'recommend', 'recommend'), [conclude('passed')]);
    const again = walk(passed, [ask('a', 'b', 'c')]);
    expect(hasPassedReview(again)).toBe(true);
    expect(hasPassedReview(walk(again, [conclude('cancelled')]))).toBe(true);
    const refused = walk(again, [...['a', 'b', 'c'].map(id => says(id, 'against')), conclude('refused')]);
    expect(hasPassedReview(refused)).toBe(false);
  });
});

describe('a gate that asks for a passed review', () => {
  const sign: ProjectCommand = { type: 'advance', to: 'signing', on: '2026-11-20' };
  const paper = { kind: '项目预审', number: '7' };
  const closed = { code: 'gateClosed', params: { stage: 'signing', missing: ['项目预审'] } };

  test('opens for a review that passed, with conditions or without, and for no paper of that name', () => {
    expect(decide(lead(), sign)).toMatchObject(closed);
    expect(decide(lead(), { ...sign, evidence: [paper] } as ProjectCommand)).toMatchObject(closed);
    expect(decide(heard('recommend', 'recommend', 'recommend'), sign)).toMatchObject(closed);
    const passed = walk(heard('recommend', 'conditional', 'recommend'), [conclude('conditional')]);
    expect(walk(passed, [sign]).stage).toBe('signing');
    const refused = walk(heard('against', 'against', 'against'), [conclude('refused')]);
    expect(decide(refused, sign)).toMatchObject(closed);
  });

  test('lets a project pass that a leader waived it for, with the reason beside it', () => {
    const waive: ProjectCommand = { type: 'waive', stage: 'signing', kind: '项目预审', reason: '省重点项目' };
    expect(decide(lead(), waive)).toMatchObject({ code: 'notAllowed', params: { roles: ['leader'] } });
    const waived = walk(lead(), [waive], context({ actor: LEADER }));
    expect(walk(waived, [sign])).toMatchObject({
      milestones: { signing: { waivers: [{ kind: '项目预审', reason: '省重点项目', by: 'leader' }] } },
    });
  });

  test('stops a project that starts behind it, and only lists it as missing where an old ledger is imported', () => {
    const behind = starting({ pathId: 'gated', stage: 'signing', actuals: { signing: '2026-04' } });
    expect(decide(null, behind)).toMatchObject(closed);
    expect(missingEvidence(walk(null, [behind], context({ via: 'import' })))).toEqual(['signing:项目预审']);
  });
});
