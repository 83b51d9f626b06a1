import { describe, expect, test } from '@jest/globals';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import { at, HANDLER, INSPECTOR, LEADER, local } from '../../support/make.ts';
import { after, assigned, decide, RESOLVE, resolved } from './handle.ts';

describe('a result that is sent back', () => {
  const reject: ProblemCommand = { type: 'verify', accepted: false, reason: '现场未见进场' };

  test('rejecting takes no day away that a leader has granted, whichever rejection it is', () => {
    const ask = { type: 'askExtension', until: '2026-12-21', reason: '待省厅批复' } as const;
    const asked = after(assigned(), ask, { by: HANDLER });
    const granted = after(asked, { type: 'ruleExtension', granted: true }, { by: LEADER });
    const sentBack = (state: ProblemState, now: string): ProblemState =>
      after(after(state, RESOLVE, { by: HANDLER, now }), reject, { by: INSPECTOR, now });
    const back = sentBack(granted, '2026-12-01 10:00');
    expect([local(back.dueMs ?? 0), back.limit]).toEqual([
      '2026-12-21 17:30',
      { rule: 'day', on: '2026-12-21', fromMs: at('2026-12-01 10:00') },
    ]);
    expect(local(sentBack(back, '2026-12-02 10:00').dueMs ?? 0)).toBe('2026-12-21 17:30');
    expect(local(sentBack(back, '2026-12-17 10:00').dueMs ?? 0)).toBe('2026-12-22 17:30');
    // What nobody granted is the new limit's: three working days, also where the first one left more.
    expect(local(sentBack(assigned(), '2026-11-23 11:00').dueMs ?? 0)).toBe('2026-11-26 17:30');
  });

  test('what the verifier saw there goes with his verdict, and is asked for its file like every paper', () => {
    const photo = { kind: '现场照片', file: 'a'.repeat(64) };
    const seen: ProblemCommand = { ...reject, evidence: [photo] };
    const back = decide(resolved(), seen, { by: INSPECTOR });
    expect(back).toMatchObject({ events: [{ type: 'rejected', evidence: [photo] }] });
    expect(after(resolved(), seen, { by: INSPECTOR }).inspection).toEqual([photo]);
    expect(after(resolved(), { type: 'verify', accepted: true }, { by: INSPECTOR }).inspection).toEqual([]);
    expect(decide(resolved(), seen, { by: INSPECTOR, facts: { unknownFiles: [photo.file] } })).toMatchObject({
      code: 'fileNotFound',
      field: 'evidence[0].file',
    });
  });
});
