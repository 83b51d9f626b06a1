import { describe, expect, test } from '@jest/globals';
import type { ProjectCommand, UpgradeCommand } from '../../../src/domain/project/commands.ts';
import { AGREEMENTS, type Agreement, type ProjectState } from '../../../src/domain/project/types.ts';
import { makeProjectFacts } from '../../support/make.ts';
import { decide, signed, starting, walk } from './walk.ts';

const under = (agreement: Agreement | null, signedOn = '2026-04-28'): ProjectState =>
  signed({ facts: makeProjectFacts({ agreement, investmentWan: 200_000 }), actuals: { signing: signedOn } });
const upgrade = (agreement: Agreement, more: Partial<UpgradeCommand> = {}): ProjectCommand => ({
  type: 'upgrade',
  agreement,
  on: '2026-10-01',
  ...more,
});

describe('an agreement that is upgraded', () => {
  test('is one signing: the money of the new one takes the place of the old, and the first date stays', () => {
    const papers = [{ kind: '合同文本', on: '2026-10-01' }];
    const answer = decide(under('intent'), upgrade('contract', { investmentWan: 250_000, evidence: papers }));
    expect(answer).toEqual({
      events: [
        {
          type: 'agreementUpgraded',
          from: 'intent',
          to: 'contract',
          on: '2026-10-01',
          investmentFrom: 200_000,
          investmentTo: 250_000,
          evidence: papers,
        },
      ],
      notices: [],
    });
    const state = walk(under('intent'), [upgrade('contract', { investmentWan: 250_000, evidence: papers })]);
    expect(state).toMatchObject({ agreement: 'contract', investmentWan: 250_000, stage: 'signing' });
    expect(state.milestones.signing).toMatchObject({ actual: '2026-04-28', evidence: papers });
  });

  test('keeps its money when the new one names none, and may name none at all', () => {
    expect(walk(under('intent'), [upgrade('framework')]).investmentWan).toBe(200_000);
    expect(walk(under('intent'), [upgrade('framework', { investmentWan: 0 })]).investmentWan).toBe(0);
  });

  test('climbs the ladder step by step or at once, and out of an agreement nobody named', () => {
    expect(walk(under('intent'), [upgrade('framework'), upgrade('contract')]).agreement).toBe('contract');
    expect(walk(under(null), [upgrade('intent')]).agreement).toBe('intent');
  });

  test('may be signed on the day of the first, and on a day its month leaves open', () => {
    expect(walk(under('intent'), [upgrade('contract', { on: '2026-04-28' })]).agreement).toBe('contract');
    expect(walk(under('intent', '2026-04'), [upgrade('contract', { on: '2026-04-01' })]).agreement).toBe('contract');
    expect(walk(under('intent'), [upgrade('contract', { on: '2026-11-23' })]).agreement).toBe('contract');
  });

  test.each<[string, ProjectState, ProjectCommand, object]>([
    ['to the same', under('framework'), upgrade('framework'), { from: 'framework', ladder: AGREEMENTS }],
    ['downwards', under('contract'), upgrade('intent'), { from: 'contract', ladder: AGREEMENTS }],
  ])('%s is refused', (_what, state, command, params) => {
    const { agreement } = command as UpgradeCommand;
    expect(decide(state, command)).toEqual({ code: 'noUpgrade', field: 'agreement', value: agreement, params });
  });

  test.each<[string, ProjectCommand, object]>([
    [
      'before the first',
      upgrade('contract', { on: '2026-04-27' }),
      { code: 'dateBeforeLastStage', field: 'on', value: '2026-04-27', params: { last: '2026-04-28' } },
    ],
    [
      'tomorrow',
      upgrade('contract', { on: '2026-11-24' }),
      { code: 'dateInFuture', field: 'on', value: '2026-11-24', params: { today: '2026-11-23' } },
    ],
    ['on no day', upgrade('contract', { on: '2026-10' }), { code: 'badFormat', field: 'on', value: '2026-10' }],
    ['on a day that is none', upgrade('contract', { on: '2026-02-30' }), { code: 'noSuchDate', field: 'on' }],
    [
      'with money below one 万元',
      upgrade('contract', { investmentWan: 0.5 }),
      { code: 'notWholeWan', field: 'investmentWan', value: 0.5 },
    ],
    [
      'with money below nothing',
      upgrade('contract', { investmentWan: -1 }),
      { code: 'negativeMoney', field: 'investmentWan' },
    ],
    [
      'with a paper that says too little',
      upgrade('contract', { evidence: [{ kind: '合同文本' }] }),
      { code: 'evidenceIncomplete', field: 'evidence[0].on' },
    ],
  ])('%s is refused', (_what, command, refusal) => {
    expect(decide(under('intent'), command)).toMatchObject(refusal);
  });

  test('has been signed: before that the agreement comes with the signing', () => {
    expect(decide(walk(null, [starting()]), upgrade('contract'))).toEqual({
      code: 'notSignedYet',
      field: 'agreement',
      value: 'contract',
      params: { reached: 'lead' },
    });
  });
});
