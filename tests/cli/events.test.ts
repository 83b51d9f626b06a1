import { describe, expect, test } from '@jest/globals';
import type { EventAnswer } from '../../src/cli/answers.ts';
import { Session } from '../../src/cli/session.ts';
import { textsOf } from '../../src/cli/texts/index.ts';
import { eventText, slotText } from '../../src/cli/views/events.ts';
import { processIo } from '../../src/cli/io.ts';

const session = new Session(processIo(), { lang: 'zh', texts: await textsOf('zh'), options: {} });
const told = (type: string, data: Record<string, unknown>): string => eventText({ type, data } as EventAnswer, session);

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
  ])('%s', (type, data, words) => expect(told(type, data)).toContain(words));

  test('also the step a project waits for', () => {
    expect(slotText('completion:2027-06-30:-30', session)).toBe('竣工 2027-06-30 提前 30 天');
  });
});
