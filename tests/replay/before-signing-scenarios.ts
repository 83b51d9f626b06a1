import { addDays } from '../../src/domain/calendar/dates.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import { makeProjectFacts, person } from '../support/make.ts';
import type { RunName } from '../support/started-runs.ts';
import type { Office } from '../workflows/support/office.ts';
import type { Scenario } from './scenarios.ts';

const EXPERTS = ['R-chen', 'R-li', 'R-wu', 'R-zhou'];

/** A lead that is reviewed by experts, promised something by the handbook, signed, and given up. */
async function reviewed(office: Office): Promise<RunName> {
  const today = await office.today();
  await office.ledger.commit(EXPERTS.map(id => person(id, 'approvals', { roles: [] })));
  for (const id of EXPERTS) {
    await office.give('expert', id, { type: 'define', fields: ['新材料'], firms: [], active: true });
  }
  const policy = { title: '补助', unitId: 'land', offer: '补助', validFrom: addDays(today, -30), validTo: null };
  await office.give('policy', 'R-policy', { type: 'define', ...policy });
  const [first = '', second = '', third = '', instead = ''] = EXPERTS;
  const says = (reviewer: string): ProjectCommand => ({
    ...{ type: 'giveOpinion', reviewer, verdict: 'recommend', reason: '好' },
  });
  const steps: ProjectCommand[] = [
    { type: 'start', facts: makeProjectFacts({ name: 'R-reviewed' }), stage: 'lead', leadSource: 'adviser' },
    { type: 'askReview', reviewers: [first, second, third] },
    { type: 'recuseReviewer', reviewer: first, reason: '曾任顾问', instead },
    ...[second, third, instead].map(says),
    { type: 'concludeReview', outcome: 'passed', reason: '会议纪要' },
    { type: 'promise', policy: 'R-policy', text: '设备补助', amountWan: 300, dueOn: addDays(today, 90) },
    { type: 'keepPromise', number: 1, on: today, amountWan: 100 },
    { type: 'endPromise', number: 1, outcome: 'broken', reason: '预算取消' },
    { type: 'advance', to: 'signing', on: today },
    { type: 'dueCapital', on: addDays(today, 60), currency: 'USD', amount: '5000000' },
    { type: 'correctDue', number: 1, amount: '4000000', reason: '补充协议' },
    { type: 'withdraw', reason: '记录结束' },
  ];
  for (const step of steps) await office.give('project', 'R-reviewed', step);
  const workflowId = 'project/R-reviewed';
  await office.server.client.workflow.getHandle(workflowId).result();
  return { workflowId };
}

export const BEFORE_SIGNING_SCENARIOS: readonly Scenario[] = [{ name: 'projectLifecycle/reviewed', play: reviewed }];
