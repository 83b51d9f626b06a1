import type { PlanBatchCommand } from '../../../src/domain/batch/types.ts';
import { makeEnvelope, makeProjectFacts } from '../../support/make.ts';
import type { Office } from './office.ts';

export const makePlan = (codes: readonly string[], more: Partial<PlanBatchCommand> = {}): PlanBatchCommand => ({
  type: 'plan',
  name: '2026年第四季度集中签约',
  stage: 'signing',
  on: '2026-11-23',
  cutOff: '2026-11-20',
  mainVenue: '市会展中心',
  branchVenues: ['南安分会场'],
  projects: codes.map(code => ({ code })),
  ...more,
});

/** `B-2 … ` → codes that stand in order when sorted as text. */
export const codesOf = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(3, '0')}`);

/** Projects in negotiation that stand in the ledger only, as after a wiped Temporal; each of 1.2345 亿元. */
export async function inNegotiation({ ledger, nowMs }: Pick<Office, 'ledger' | 'nowMs'>, codes: readonly string[]) {
  const atMs = (await nowMs()) - 400 * 86_400_000;
  const start = (name: string) =>
    ({ type: 'start', facts: makeProjectFacts({ name, investmentWan: 12_345 }), stage: 'negotiation' }) as const;
  return ledger.commit(codes.map(code => makeEnvelope('project', code, start(`项目 ${code}`), { atMs })));
}
