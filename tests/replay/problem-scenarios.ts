import { TASK_QUEUE } from '../../src/contract/names.ts';
import { addDays, weekdayOf } from '../../src/domain/calendar/dates.ts';
import type { ProblemCommand } from '../../src/domain/problem/commands.ts';
import {
  COORDINATOR,
  HANDLER,
  INSPECTOR,
  LEADER,
  makeEnvelope,
  makeProblemFacts,
  makeSeriesFacts,
} from '../support/make.ts';
import type { RunName } from '../support/started-runs.ts';
import { until } from '../support/until.ts';
import { DAY_MS, startLost, type Office } from '../workflows/support/office.ts';
import type { Scenario } from './scenarios.ts';

const raise = { type: 'raise', facts: makeProblemFacts() } as const;
const resolve = { type: 'resolve', result: '已落实', evidence: [{ kind: '批复' }] } as const;
const over = { type: 'withdraw', reason: '记录结束' } as const;

/** A Wednesday some weeks ahead: a working day where only weekends are known. */
const wednesdayAfter = (today: string): string => addDays(today, 28 + ((3 - weekdayOf(today) + 7) % 7));

/** The whole protocol, as far as people drive it: an objection, departments, an extension, a rejection, a relapse. */
async function protocol(office: Office): Promise<RunName> {
  const id = 'R-protocol';
  const today = await office.today();
  const day = wednesdayAfter(today);
  const water = { ...HANDLER, id: 'clerk', unitId: 'approvals' };
  const steps: [ProblemCommand, typeof HANDLER][] = [
    [raise, COORDINATOR],
    [{ type: 'assign', leadUnit: 'land', splitUnits: ['licheng'], coUnits: ['office'] }, COORDINATOR],
    [{ type: 'acknowledge' }, HANDLER],
    [{ type: 'object', reason: '属审批部门', unit: 'approvals' }, HANDLER],
    [{ type: 'ruleObjection', upheld: true, reason: '职责在审批局', leadUnit: 'approvals' }, LEADER],
    [{ type: 'coAnswer', text: '已提供材料', unit: 'office' }, COORDINATOR],
    [{ type: 'answer', text: '正在报批', nextOn: addDays(today, 5) }, water],
    [{ type: 'askExtension', until: day, reason: '待省厅批复' }, water],
    [{ type: 'ruleExtension', granted: true }, LEADER],
    [{ type: 'table', proposal: '市里协调', promisedOn: day }, water],
    [resolve, water],
    [{ type: 'verify', accepted: false, reason: '未见' }, INSPECTOR],
    [resolve, water],
    [{ type: 'verify', accepted: true }, INSPECTOR],
    [{ type: 'lookBack', satisfaction: 'not', relapsed: true, note: '又停工' }, COORDINATOR],
    [over, COORDINATOR],
  ];
  const [[first] = [raise], ...rest] = steps;
  await office.give('problem', id, first);
  const handle = office.server.client.workflow.getHandle(`problem/${id}`);
  const { runId } = await handle.describe();
  for (const [command, actor] of rest) await office.give('problem', id, command, { actor });
  await handle.result();
  // On the recording server a run grows old early: the first holds nearly all of it, and hands over.
  return { workflowId: `problem/${id}`, runId };
}

/** A meeting that has begun, with a problem on its agenda since days before. */
async function carriedOver(office: Office): Promise<RunName> {
  const nowMs = await office.nowMs();
  const today = await office.today();
  const [plannedOn, atMs] = [addDays(today, -1), nowMs - 5 * DAY_MS];
  const facts = makeSeriesFacts({ weekday: weekdayOf(plannedOn) });
  await office.ledger.commit([makeEnvelope('series', 'R-dispatch', { type: 'define', facts }, { atMs })]);
  const promisedOn = wednesdayAfter(today);
  for (const command of [
    raise,
    { type: 'assign', leadUnit: 'land' },
    { type: 'table', proposal: '调剂指标', promisedOn },
  ] as const) {
    const [outcome] = await office.ledger.commit([makeEnvelope('problem', 'R-tabled', command, { atMs })]);
    if (!outcome?.ok) throw new Error(`${command.type} was refused`);
  }
  await startLost(office, 'problem');
  const id = `R-dispatch/${plannedOn}`;
  const [opened] = await office.ledger.commit([makeEnvelope('meeting', id, { type: 'open' }, { atMs })]);
  await office.server.client.workflow.execute('dispatchMeeting', {
    ...{ taskQueue: TASK_QUEUE, workflowId: `meeting/${id}`, args: [{ id, view: opened?.view }] },
  });
  await until('it is carried over', async () => (await office.events('problem', 'R-tabled')).includes('carriedOver'));
  await office.give('problem', 'R-tabled', over);
  return { workflowId: `meeting/${id}` };
}

/** Its parts are overdue, it is warned of and told: what the clock does by itself, at once after an outage. */
async function climbed(office: Office): Promise<RunName> {
  const atMs = (await office.nowMs()) - 40 * DAY_MS;
  for (const command of [raise, { type: 'assign', leadUnit: 'land', coUnits: ['approvals'] }] as const) {
    await office.ledger.commit([makeEnvelope('problem', 'R-climbed', command, { atMs })]);
  }
  await startLost(office, 'problem');
  await until('it is on the agenda', async () => (await office.events('problem', 'R-climbed')).includes('putOnAgenda'));
  await office.give('problem', 'R-climbed', over);
  await office.server.client.workflow.getHandle('problem/R-climbed').result();
  return { workflowId: 'problem/R-climbed' };
}

export const PROBLEM_SCENARIOS: readonly Scenario[] = [
  { name: 'problemResolution/protocol', play: protocol },
  { name: 'problemResolution/climbed', play: climbed },
  { name: 'dispatchMeeting/carried-over', play: carriedOver },
];
