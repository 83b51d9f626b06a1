import { COMPILE_BRIEF_WORKFLOW_ID, OPEN_ROUND_WORKFLOW_ID, TASK_QUEUE } from '../../src/contract/names.ts';
import { addDays } from '../../src/domain/calendar/dates.ts';
import { monthAfter } from '../../src/domain/calendar/months.ts';
import { workingDaysBetween } from '../../src/domain/calendar/working-calendar.ts';
import { closingDate } from '../../src/domain/project/investment.ts';
import type { RoundCommand } from '../../src/domain/round/types.ts';
import { makeEnvelope, makeProjectFacts } from '../support/make.ts';
import type { RunName } from '../support/started-runs.ts';
import { until } from '../support/until.ts';
import { DAY_MS, type Office } from '../workflows/support/office.ts';
import type { Scenario } from './scenarios.ts';

// Rounds of reporting, and the brief of a week. A month cannot be waited for: the ledger is told of it as of days ago, and the settings bring its days to today.

const CLOSING_DAY = 28;

const setMoney = async ({ ledger }: Office, money: object, [validFrom, atMs]: [string, number]): Promise<void> => {
  const value = { closingDay: CLOSING_DAY, opensDay: 25, remindWorkingDaysBefore: [], ...money };
  const command = { type: 'set', value, validFrom, reason: '记录' } as const;
  const [outcome] = await ledger.commit([makeEnvelope('setting', 'money', command, { atMs })]);
  if (!outcome?.ok) throw new Error('the settings were refused');
};
const happened = (office: Office, month: string, type: string) =>
  until(`${type} of ${month}`, async () => (await office.events('round', month)).includes(type), 60_000);

/** The round of last month, a reminder of which is due; then the closing day is moved before today, and it closes. */
async function reminded(office: Office): Promise<RunName> {
  const [today, nowMs] = [await office.today(), await office.nowMs()];
  const month = monthAfter(today.slice(0, 7), -1);
  const left = workingDaysBetween(office.calendar.table, today, closingDate(month, CLOSING_DAY));
  await setMoney(office, { remindWorkingDaysBefore: [left + 1] }, [addDays(today, -9), nowMs - 9 * DAY_MS]);
  const open: RoundCommand = { type: 'open' };
  const atMs = nowMs - 8 * DAY_MS;
  const start = { type: 'start', facts: makeProjectFacts({ name: 'R-round' }), stage: 'signing' } as const;
  const signing = addDays(today, -90);
  const [, opened] = await office.ledger.commit([
    makeEnvelope('project', 'R-round', { ...start, actuals: { signing } }, { atMs: nowMs - 60 * DAY_MS }),
    makeEnvelope('round', month, open, { atMs }),
  ]);
  const workflowId = `round/${month}`;
  const args = [{ id: month, view: opened?.view }];
  await office.server.client.workflow.start('reportingRound', { taskQueue: TASK_QUEUE, workflowId, args });
  await happened(office, month, 'silentReminded');
  await setMoney(office, { closingDay: 1 }, [today, nowMs]);
  await office.gateway.lookAgain('round', [month]);
  await office.server.client.workflow.getHandle(workflowId).result();
  return { workflowId };
}

/** This month's, opened by hand and by the Schedule; a reminder is skipped, and it waits for its closing day. */
async function byHand(office: Office): Promise<RunName> {
  const [today, nowMs] = [await office.today(), await office.nowMs()];
  await setMoney(office, { remindWorkingDaysBefore: [2] }, [today, nowMs]);
  const month = today.slice(0, 7);
  await office.give('round', month, { type: 'open' });
  await office.give('round', month, { type: 'skipStep', slot: 'remind:2', reason: '已当面催过' });
  await office.ask('round', month, { type: 'open' });
  return { workflowId: `round/${month}` };
}

async function refused(office: Office): Promise<RunName> {
  const month = monthAfter((await office.today()).slice(0, 7), 1);
  await office.ask('round', month, { type: 'open' });
  await office.server.client.workflow.getHandle(`round/${month}`).result();
  return { workflowId: `round/${month}` };
}

async function opened(office: Office): Promise<RunName> {
  const start = { taskQueue: TASK_QUEUE, workflowId: OPEN_ROUND_WORKFLOW_ID };
  await office.server.client.workflow.execute('openRound', start);
  return { workflowId: OPEN_ROUND_WORKFLOW_ID };
}

/** Whatever the day: one that is due, or none. */
async function briefCompiled(office: Office): Promise<RunName> {
  const start = { taskQueue: TASK_QUEUE, workflowId: COMPILE_BRIEF_WORKFLOW_ID };
  await office.server.client.workflow.execute('compileBrief', start);
  return { workflowId: COMPILE_BRIEF_WORKFLOW_ID };
}

export const ROUND_SCENARIOS: readonly Scenario[] = [
  { name: 'reportingRound/reminded', play: reminded },
  { name: 'reportingRound/by-hand', play: byHand },
  { name: 'reportingRound/refused', play: refused },
  { name: 'openRound/opened', play: opened },
  { name: 'compileBrief/looked', play: briefCompiled },
];
