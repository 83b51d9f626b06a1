import { TASK_QUEUE } from '../../src/contract/names.ts';
import type { Actor } from '../../src/domain/entity.ts';
import { addWorkingDays } from '../../src/domain/calendar/working-calendar.ts';
import type { VisitCommand } from '../../src/domain/visit/types.ts';
import type { WhistleCommand } from '../../src/domain/whistle/types.ts';
import { HANDLER, INSPECTOR, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import type { RunName } from '../support/started-runs.ts';
import { until } from '../support/until.ts';
import type { Office } from '../workflows/support/office.ts';
import type { Scenario } from './scenarios.ts';

// Visits and county whistles. A day cannot be waited for here: the ledger is told of them as of days ago, and the runs begin with that.

const REPORTER: Actor = { id: 'reporter', unitId: 'licheng', roles: ['countyReporter'] };
const team = { actor: INSPECTOR };

type Kind = 'visit' | 'whistle';

const ended = async ({ server }: Office, workflowId: string): Promise<RunName> => {
  await server.client.workflow.getHandle(workflowId).result();
  return { workflowId };
};
const happened = (office: Office, [kind, id, type]: [Kind, string, string]) =>
  until(`${type} of ${id}`, async () => (await office.events(kind, id)).includes(type), 120_000);
const workday = async (office: Office, n: number): Promise<string> =>
  addWorkingDays(office.calendar.table, await office.today(), n);

/** As the ledger has it, begun at ten in the morning of a day that has passed. */
async function begunOn(
  office: Office,
  day: string,
  [kind, id, command]: [Kind, string, VisitCommand | WhistleCommand],
) {
  const atMs = Date.parse(`${day}T10:00:00+08:00`);
  const actor = kind === 'visit' ? INSPECTOR : REPORTER;
  const envelope = makeEnvelope(kind, id, command, { actor, atMs });
  const [outcome] = await office.ledger.commit([envelope]);
  if (!outcome?.ok) throw new Error(`${id} was refused: ${JSON.stringify(outcome?.refusal)}`);
  const args = [{ id, view: outcome.view }];
  const type = kind === 'visit' ? 'supervisionVisit' : 'countyWhistle';
  await office.server.client.workflow.start(type, { taskQueue: TASK_QUEUE, workflowId: `${kind}/${id}`, args });
}

const plan = (on: string): VisitCommand => ({
  type: 'plan',
  distinct: '同日另去',
  ...{ on, team: 'team-1', county: '鲤城区', people: ['inspector'] },
});

async function held(office: Office): Promise<RunName> {
  await office.give('visit', 'R-held', plan(await office.today()), team);
  await office.give('visit', 'R-held', { type: 'move', to: await workday(office, 1), reason: '改期' }, team);
  await office.give('visit', 'R-held', { type: 'move', to: await office.today(), reason: '改回' }, team);
  const findings = ['征地未完成', '用工缺口', '供电不足'].map(title => ({ title, category: 'other' as const }));
  await office.give('visit', 'R-held', { type: 'hold', note: '正常', findings }, team);
  return ended(office, 'visit/R-held');
}

/** The second run of a visit: it begins with what was found later. */
async function foundLater(office: Office): Promise<RunName> {
  const record = { ...plan(await office.today()), type: 'recordVisit' } as VisitCommand;
  await office.give('visit', 'R-later', record, team);
  await ended(office, 'visit/R-later');
  const findings = [{ title: '缺水', category: 'utilities' as const }];
  await office.give('visit', 'R-later', { type: 'find', findings, reason: '补登' }, team);
  return ended(office, 'visit/R-later');
}

async function missed(office: Office): Promise<RunName> {
  const day = await workday(office, -5);
  await begunOn(office, day, ['visit', 'R-missed', plan(addWorkingDays(office.calendar.table, day, 2))]);
  await happened(office, ['visit', 'R-missed', 'visitReminded']);
  await office.give('visit', 'R-missed', { type: 'cancel', reason: '未成行' }, team);
  return ended(office, 'visit/R-missed');
}

async function refusedPlan(office: Office): Promise<RunName> {
  await office.ask('visit', 'R-refused', { ...plan(await office.today()), people: ['nobody'] } as VisitCommand, team);
  return ended(office, 'visit/R-refused');
}

const PROJECT = 'R-whistle';
const blow = (on: string): WhistleCommand => ({
  type: 'blow',
  ...{ county: '鲤城区', project: PROJECT, topic: '现场协调', departments: ['land', 'approvals'] },
  ...{ on, time: '15:00', venue: '区政务中心' },
});

/** What the whistles are about; its county may blow as many as are recorded. */
async function whistling(office: Office): Promise<void> {
  const nowMs = await office.nowMs();
  const atMs = nowMs - 30 * 86_400_000;
  const facts = makeProjectFacts({ name: PROJECT });
  const value = { ...whistleSettings, perCountyMonth: 100 };
  const validFrom = office.calendar.clock.toLocal(atMs).date;
  await office.ledger.commit([
    makeEnvelope('project', PROJECT, { type: 'start', facts, stage: 'negotiation' }, { atMs }),
    makeEnvelope('setting', 'whistle', { type: 'set', value, validFrom, reason: '记录' }, { atMs }),
  ]);
}

const whistleSettings = {
  ...{ withinWorkingDays: 3, answerWorkingDays: 1, remindHoursBefore: 4, resultWorkingDays: 1 },
};

/** Of the departments one has answered; the limit, the start and the day of the result have passed. */
async function heldLate(office: Office): Promise<RunName> {
  await whistling(office);
  const day = await workday(office, -5);
  await begunOn(office, day, ['whistle', 'R-late', blow(addWorkingDays(office.calendar.table, day, 2))]);
  await happened(office, ['whistle', 'R-late', 'resultAsked']);
  const result = { type: 'hold', result: 'unresolved', text: '另议', present: ['land'] } as const;
  await office.give('whistle', 'R-late', result, { actor: REPORTER });
  return ended(office, 'whistle/R-late');
}

async function calledOff(office: Office): Promise<RunName> {
  await whistling(office);
  await office.give('whistle', 'R-off', blow(await workday(office, 2)), { actor: REPORTER });
  const answer = { type: 'answer', department: 'land', answer: 'comes' } as const;
  await office.give('whistle', 'R-off', answer, { actor: HANDLER });
  const other = { type: 'answer', department: 'approvals', answer: 'objects', reason: '属省级权限' } as const;
  await office.give('whistle', 'R-off', other);
  await office.give('whistle', 'R-off', { type: 'callOff', reason: '已解决' }, { actor: REPORTER });
  return ended(office, 'whistle/R-off');
}

async function refusedBlow(office: Office): Promise<RunName> {
  await office.ask('whistle', 'R-refused', blow(await workday(office, 2)), { actor: HANDLER });
  return ended(office, 'whistle/R-refused');
}

export const SUPERVISION_SCENARIOS: readonly Scenario[] = [
  { name: 'supervisionVisit/held', play: held },
  { name: 'supervisionVisit/found-later', play: foundLater },
  { name: 'supervisionVisit/missed', play: missed },
  { name: 'supervisionVisit/refused-plan', play: refusedPlan },
  { name: 'countyWhistle/held-late', play: heldLate },
  { name: 'countyWhistle/called-off', play: calledOff },
  { name: 'countyWhistle/refused', play: refusedBlow },
];
