import { describe, expect, test } from '@jest/globals';
import type { EventAnswer } from '../../src/cli/answers.ts';
import { Session } from '../../src/cli/session.ts';
import { textsOf } from '../../src/cli/texts/index.ts';
import { eventText, slotText } from '../../src/cli/views/events.ts';
import { processIo } from '../../src/cli/io.ts';
import { PROBLEM_TELLERS } from '../../src/cli/views/problem-events.ts';

const session = new Session(processIo(), { lang: 'zh', texts: await textsOf('zh'), options: {} });
const told = (type: string, data: Record<string, unknown>): string => eventText({ type, data } as EventAnswer, session);

describe('who has a problem is told by name', () => {
  const names = { land: '市自然资源局', water: '市水利局', forestry: '市林业局', chen: '陈明' };
  const named = (type: string, data: Record<string, unknown>): string =>
    eventText({ type, data, names } as unknown as EventAnswer, session, PROBLEM_TELLERS);
  const part = (unitId: string, role: string) => ({ unitId, role });

  test('lead, split and co-departments and handler of an assignment, and whom it is taken from', () => {
    const parts = [part('water', 'split'), part('forestry', 'co')];
    const data = { leadUnitId: 'land', coUnitIds: ['forestry'], parts, handlerId: 'chen', dueMs: null };
    expect(named('assigned', data)).toBe('主办 市自然资源局 · 分办 市水利局 · 协办 市林业局 · 承办人 陈明');
    const moved = { ...data, parts: [], handlerId: null, before: 'water', reason: '职责调整' };
    expect(named('assigned', moved)).toBe('主办 市水利局 → 市自然资源局 · 职责调整');
  });

  test('of an earlier release, whose co-departments have no part', () => {
    expect(named('assigned', { leadUnitId: 'land', coUnitIds: ['water', 'old'] })).toBe(
      '主办 市自然资源局 · 协办 市水利局、old',
    );
  });

  test('what a change under the same lead brought and took', () => {
    const data = { handlerId: 'chen', kept: ['land'], dropped: ['forestry'], parts: [part('water', 'split')] };
    expect(named('assignmentChanged', data)).toBe('新增 分办 市水利局 · 不再承办 市林业局 · 承办人 陈明');
  });
});

describe('an event is told in words', () => {
  test.each([
    ['corrected', { field: 'investmentWan', old: 35_000, new: 999_000, reason: '更正' }, '3.5 亿元 → 99.9 亿元'],
    ['stageReached', { stage: 'signing', on: null, passedOver: true, evidence: [] }, '签约 · 日期待补 · 跨过'],
    ['rejected', { by: 'wu', reason: '未通水', dueMs: Date.UTC(2026, 10, 30, 8) }, '期限 2026-11-30 16:00'],
    [
      'resolved',
      { solution: { result: '已下达', evidence: [{ kind: '批复', number: '12' }] } },
      '已下达 · 佐证 批复 12',
    ],
    ['proved', { stage: 'landing', evidence: [{ kind: '企业注册', number: '9135' }] }, '落地 · 企业注册 9135'],
    ['waived', { stage: 'landing', kind: '企业注册', reason: '同一法人', by: 'wu' }, '落地 · 企业注册 · 同一法人'],
    ['pathMoved', { from: 'standard', path: { id: 'park', name: '园区' }, reason: '改' }, 'standard → park 园区 · 改'],
    [
      'agreementUpgraded',
      { from: null, to: 'contract', on: '2026-11-18', investmentFrom: 10_000, investmentTo: 15_000, evidence: [] },
      '— → 正式合同 · 2026-11-18 · 总投资\uff1a1 亿元 → 1.5 亿元',
    ],
    ['yearPlanned', { year: 2026, from: null, to: 36_200, reason: null }, '2026 36200 万元'],
    ['yearPlanned', { year: 2026, from: 36_200, to: 30_000, reason: '晚到' }, '2026 36200 万元 → 30000 万元 · 晚到'],
    [
      'reported',
      { month: '2026-10', doneWan: 3_200, toDateWan: 41_000, on: '2026-11-04', late: true, note: null },
      '2026-10 · 本月完成 3200 万元 · 本年累计 41000 万元 · 迟报',
    ],
    [
      'reportCorrected',
      { month: '2026-10', old: { doneWan: 3_200 }, new: { doneWan: 3_100, toDateWan: 40_900 }, reason: '多报' },
      '2026-10 3200 万元 → 3100 万元 · 本年累计 40900 万元 · 多报',
    ],
    ['capitalArrived', { on: '2026-10-12', currency: 'USD', amount: '7.5', note: null }, '2026-10-12 · 7.5 USD'],
    ['arrivalCorrected', { number: 2, old: '7', new: '8.25', reason: '回单' }, '#2 7 → 8.25 · 回单'],
    ['statisticsEntered', { on: '2026-11-01' }, '2026-11-01'],
    ['mergedInto', { into: 'P-2', reason: '重复' }, '→ P-2 · 重复'],
    ['removed', { reason: '无进展', on: '2026-11-23' }, '无进展'],
    ['restored', { reason: '恢复' }, '恢复'],
    [
      'started',
      {
        facts: { name: '储能', parent: { code: 'P-9' } },
        stage: 'lead',
        distinctFrom: { codes: ['P-7'], reason: '另一地块' },
      },
      '储能 · 线索 · 上级项目 P-9 · 不同于 P-7\uff08另一地块\uff09',
    ],
  ])('%s', (type, data, words) => expect(told(type, data)).toContain(words));

  test('also the step a project waits for', () => {
    expect(slotText('completion:2027-06-30:-30', session)).toBe('竣工 2027-06-30 提前 30 天');
  });
});
