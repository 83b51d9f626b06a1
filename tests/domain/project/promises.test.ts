import { describe, expect, test } from '@jest/globals';
import type { Decision, RuleContext } from '../../../src/domain/entity.ts';
import type { Policy } from '../../../src/domain/policy/area.ts';
import type { ProjectCommand, ProjectEvent, PromiseCommand } from '../../../src/domain/project/commands.ts';
import { decideProject } from '../../../src/domain/project/decide.ts';
import { keptOn, keptWan, promiseStanding } from '../../../src/domain/project/promises.ts';
import type { PolicyPromise, ProjectState } from '../../../src/domain/project/types.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { HANDLER, makeContext, makeProjectRuleFacts } from '../../support/make.ts';
import { evolve, signed } from './walk.ts';

const POLICY: Policy = {
  ...{ id: 'H-07', title: '设备补助', unitId: 'land', offer: '按设备投资额 8% 补助' },
  ...{ validFrom: '2026-01-01', validTo: '2026-12-31' },
};
const decide = (
  state: ProjectState,
  command: ProjectCommand,
  { context = makeContext(), policy = POLICY }: { context?: RuleContext; policy?: Policy | null } = {},
): Decision<ProjectEvent> | Refusal => decideProject(state, command, makeProjectRuleFacts({ policy }), context);

const after = (state: ProjectState, commands: readonly ProjectCommand[]): ProjectState =>
  commands.reduce((current, command) => {
    const answer = decide(current, command);
    if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
    return evolve(current, answer.events);
  }, state);

const promise = (more: Partial<Extract<PromiseCommand, { type: 'promise' }>> = {}): PromiseCommand => ({
  ...{ type: 'promise', policy: 'H-07', text: '补助设备款', amountWan: 300, dueOn: '2026-12-15', on: '2026-10-01' },
  ...more,
});
const keep = (more: Partial<Extract<PromiseCommand, { type: 'keepPromise' }>> = {}): PromiseCommand => ({
  ...{ type: 'keepPromise', number: 1, on: '2026-11-20', amountWan: 100 },
  ...more,
});
const made = (more: Parameters<typeof promise>[0] = {}): ProjectState => after(signed(), [promise(more)]);
const only = ({ promises }: ProjectState): PolicyPromise => promises[0] as PolicyPromise;

describe('a promise', () => {
  test('names an entry of the handbook, its own words, money if it is money, and its day', () => {
    expect(decide(signed(), promise({ on: undefined, amountWan: undefined }))).toEqual({
      notices: [],
      events: [
        {
          type: 'promised',
          policy: 'H-07',
          text: '补助设备款',
          amountWan: null,
          on: '2026-11-23',
          dueOn: '2026-12-15',
        },
      ],
    });
  });

  test.each<[string, Parameters<typeof promise>[0], Policy | null, object]>([
    ['by no policy', {}, null, { code: 'policyNotFound', field: 'policy', value: 'H-07' }],
    [
      'before the policy is valid',
      { on: '2025-12-31' },
      POLICY,
      { code: 'policyNotValid', params: { day: '2025-12-31', from: '2026-01-01', to: '2026-12-31' } },
    ],
    ['after it has ended', {}, { ...POLICY, validTo: '2026-09-30' }, { code: 'policyNotValid', field: 'policy' }],
    ['to be kept before it is made', { dueOn: '2026-09-30' }, POLICY, { code: 'dateBeforePromise', field: 'dueOn' }],
    ['made tomorrow', { on: '2026-11-24' }, POLICY, { code: 'dateInFuture', field: 'on' }],
    ['on no day', { dueOn: '2026-02-30' }, POLICY, { code: 'noSuchDate', field: 'dueOn' }],
    ['of half a 万元', { amountWan: 0.5 }, POLICY, { code: 'notWholeWan', field: 'amountWan' }],
  ])('%s is refused', (_what, more, policy, refusal) => {
    expect(decide(signed(), promise(more), { policy })).toMatchObject(refusal);
  });

  test('outlives the policy: what was promised on its last day stands', () => {
    const endless = { ...POLICY, validTo: null };
    expect(decide(signed(), promise(), { policy: endless })).toHaveProperty('events');
    expect(decide(signed(), promise(), { policy: { ...POLICY, validTo: '2026-10-01' } })).toHaveProperty('events');
  });
});

describe('keeping it', () => {
  test('is done in parts until all the money has come; the last part says whether it was late', () => {
    const part = after(made(), [keep()]);
    expect([keptWan(only(part)), keptOn(only(part)), promiseStanding(only(part), '2026-12-15')]).toEqual([
      100,
      null,
      'open',
    ]);
    expect(promiseStanding(only(part), '2026-12-16')).toBe('late');
    const whole = after(part, [
      keep({ amountWan: 200, on: '2026-11-22', evidence: [{ kind: '银行回单', number: '7' }] }),
    ]);
    expect([keptOn(only(whole)), promiseStanding(only(whole), '2027-01-01')]).toEqual(['2026-11-22', 'kept']);
    const late = after(made({ dueOn: '2026-11-01' }), [keep({ amountWan: 300 })]);
    expect(promiseStanding(only(late), '2026-11-23')).toBe('keptLate');
  });

  test('of what is no money is done at once', () => {
    const kept = after(made({ amountWan: undefined }), [keep({ amountWan: undefined })]);
    expect(promiseStanding(only(kept), '2026-11-23')).toBe('kept');
  });

  test.each<[string, ProjectState, PromiseCommand, object]>([
    [
      'more than is left',
      after(made(), [keep()]),
      keep({ amountWan: 201 }),
      { code: 'outOfRange', params: { min: 1, max: 200, unit: '万元' } },
    ],
    ['nothing', made(), keep({ amountWan: 0 }), { code: 'outOfRange', field: 'amountWan', value: 0 }],
    ['money without saying how much', made(), keep({ amountWan: undefined }), { code: 'required', field: 'amountWan' }],
    [
      'money where none was promised',
      made({ amountWan: undefined }),
      keep(),
      { code: 'promiseWithoutMoney', value: 100 },
    ],
    [
      'before it was promised',
      made(),
      keep({ on: '2026-09-30' }),
      { code: 'dateBeforePromise', params: { on: '2026-10-01' } },
    ],
    ['tomorrow', made(), keep({ on: '2026-11-24' }), { code: 'dateInFuture' }],
    [
      'one that was never made',
      made(),
      keep({ number: 2 }),
      { code: 'outOfRange', field: 'number', params: { min: 1, max: 1 } },
    ],
    [
      'one that is kept',
      after(made(), [keep({ amountWan: 300 })]),
      keep(),
      { code: 'promiseSettled', params: { standing: 'kept' } },
    ],
  ])('%s is refused', (_what, state, command, refusal) => {
    expect(decide(state, command)).toMatchObject(refusal);
  });
});

describe('the end of a promise', () => {
  const end: PromiseCommand = { type: 'endPromise', number: 1, outcome: 'broken', reason: '预算取消' };

  test('is a coordinator’s, says why, and is final', () => {
    expect(decide(made(), end, { context: makeContext(undefined, { actor: HANDLER }) })).toMatchObject({
      code: 'notAllowed',
    });
    const broken = after(made(), [keep(), end]);
    expect(only(broken)).toMatchObject({ kept: [{ amountWan: 100 }], end: { outcome: 'broken', on: '2026-11-23' } });
    expect(promiseStanding(only(broken), '2026-11-23')).toBe('broken');
    for (const more of [keep(), end]) {
      expect(decide(broken, more)).toMatchObject({ code: 'promiseSettled', params: { standing: 'broken' } });
    }
    expect(promiseStanding(only(after(made(), [{ ...end, outcome: 'withdrawn' }])), '2026-11-23')).toBe('withdrawn');
  });

  test('of a project that has left is refused like everything else of it', () => {
    const gone = after(made(), [{ type: 'withdraw', reason: 'r' }]);
    expect(decide(gone, keep())).toMatchObject({ code: 'projectWithdrawn' });
  });
});
