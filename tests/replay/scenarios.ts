import type { EntityView } from '../../src/contract/commit.ts';
import {
  importWorkflowId,
  LOOK_AGAIN_WORKFLOW_ID,
  MAILROOM_WORKFLOW_ID,
  openMeetingsWorkflowId,
  TASK_QUEUE,
} from '../../src/contract/names.ts';
import { addDays, weekdayOf } from '../../src/domain/calendar/dates.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import {
  HANDLER,
  INSPECTOR,
  makeEnvelope,
  makeProblemFacts,
  makeProjectFacts,
  makeSeriesFacts,
} from '../support/make.ts';
import type { RunName } from '../support/started-runs.ts';
import { until } from '../support/until.ts';
import { ledgerOf, plan } from '../workflows/support/imports.ts';
import { putMails } from '../workflows/support/mails.ts';
import { DAY_MS, HOUR_MS, isRunning, type Office } from '../workflows/support/office.ts';
import { BATCH_SCENARIOS } from './batch-scenarios.ts';
import { BEFORE_SIGNING_SCENARIOS } from './before-signing-scenarios.ts';
import { COLLECTION_SCENARIOS } from './collection-scenarios.ts';
import { PROBLEM_SCENARIOS } from './problem-scenarios.ts';
import { ROUND_SCENARIOS } from './round-scenarios.ts';
import { SUPERVISION_SCENARIOS } from './supervision-scenarios.ts';

/** What is recorded, as `<workflow type>/<scenario>`; plays on a real server and answers the run to keep. */
export interface Scenario {
  name: string;
  play(office: Office): Promise<RunName>;
}

/** Each of a name of its own: a second project of the same name in the same place is refused. */
const startOf = (name: string) => ({ type: 'start', facts: makeProjectFacts({ name }), stage: 'negotiation' }) as const;
const withdraw = { type: 'withdraw', reason: '记录结束' } as const;
const raise = { type: 'raise', facts: makeProblemFacts() } as const;
const assign = { type: 'assign', leadUnit: 'land', handler: 'handler' } as const;
const resolve = { type: 'resolve', result: '已落实', evidence: [{ kind: '批复' }] } as const;

const ended = async ({ server }: Office, workflowId: string): Promise<RunName> => {
  await server.client.workflow.getHandle(workflowId).result();
  return { workflowId };
};
const happened = (office: Office, [kind, id, type]: ['project' | 'problem' | 'meeting', string, string]) =>
  until(`${type} of ${id}`, async () => (await office.events(kind, id)).includes(type));

async function path(office: Office): Promise<RunName> {
  const today = await office.today();
  const steps: ProjectCommand[] = [
    { ...startOf('R-life'), stage: 'lead' },
    { type: 'advance', to: 'signing', on: addDays(today, -300) },
    { type: 'revisePlan', stage: 'landing', date: addDays(today, 300), reason: '首次计划' },
    { type: 'pause', reason: '资金', reviewOn: addDays(today, 60) },
    { type: 'resume' },
    { type: 'correct', field: 'county', value: '丰泽区', reason: '录入有误' },
    { type: 'advance', to: 'production', on: today, passed: passed(today) },
    { type: 'advance', to: 'fullCapacity', on: today },
  ];
  for (const step of steps) await office.give('project', 'R-path', step);
  return ended(office, 'project/R-path');
}

const passed = (today: string) => ({
  landing: addDays(today, -200),
  groundbreaking: addDays(today, -150),
  completion: addDays(today, -20),
});

/** A plan that has passed already: the clock warns at once, with a timer of a millisecond. */
async function warned(office: Office): Promise<RunName> {
  const today = await office.today();
  const plans = { landing: addDays(today, -15) };
  await office.give('project', 'R-warned', {
    ...startOf('R-warned'),
    stage: 'signing',
    actuals: { signing: plans.landing },
    plans,
  });
  await happened(office, ['project', 'R-warned', 'warned']);
  await office.give('project', 'R-warned', withdraw);
  return ended(office, 'project/R-warned');
}

async function refusedStart(office: Office): Promise<RunName> {
  await office.ask('project', 'R-refused', { ...startOf('R-refused'), stage: 'signing' });
  return ended(office, 'project/R-refused');
}

/** The first run of two: it hands over when the server suggests it. */
async function handedOver(office: Office): Promise<RunName> {
  const today = await office.today();
  await office.give('project', 'R-long', startOf('R-long'));
  const { runId } = await office.server.client.workflow.getHandle('project/R-long').describe();
  for (let day = 1; day <= 30; day += 1) {
    const date = addDays(today, 300 + day);
    await office.give('project', 'R-long', { type: 'revisePlan', stage: 'signing', date, reason: '顺延' });
  }
  const later = await office.server.client.workflow.getHandle('project/R-long').describe();
  if (later.runId === runId) throw new Error('the run did not hand over');
  return { workflowId: 'project/R-long', runId };
}

async function takenOver(office: Office): Promise<RunName> {
  await office.give('project', 'R-long', withdraw);
  return ended(office, 'project/R-long');
}

async function imported(office: Office): Promise<RunName> {
  const atMs = await office.nowMs();
  const [begun] = await office.ledger.commit([makeEnvelope('project', 'R-imported', startOf('R-imported'), { atMs })]);
  await office.gateway.startProjects([{ id: 'R-imported', view: begun?.view as EntityView }]);
  await office.give('project', 'R-imported', withdraw);
  return ended(office, 'project/R-imported');
}

async function twoKeys(office: Office): Promise<RunName> {
  const by = (actor: typeof HANDLER) => ({ actor });
  await office.give('problem', 'R-keys', raise);
  await office.give('problem', 'R-keys', assign);
  await office.give('problem', 'R-keys', resolve, by(HANDLER));
  await office.give('problem', 'R-keys', { type: 'verify', accepted: false, reason: '未见' }, by(INSPECTOR));
  await office.give('problem', 'R-keys', resolve, by(HANDLER));
  await office.give('problem', 'R-keys', { type: 'verify', accepted: true }, by(INSPECTOR));
  // The look-back cannot be waited for: a relapse may be told at any time.
  await office.give('problem', 'R-keys', { type: 'lookBack', satisfaction: 'not', relapsed: true, note: '又停工' });
  await office.give('problem', 'R-keys', withdraw);
  return ended(office, 'problem/R-keys');
}

/** Raised long ago, its workflow started now: the limit has passed already. */
async function overdue(office: Office): Promise<RunName> {
  const atMs = (await office.nowMs()) - 10 * DAY_MS;
  const [raised] = await office.ledger.commit([makeEnvelope('problem', 'R-late', raise, { atMs })]);
  const args = [{ id: 'R-late', view: raised?.view }];
  await office.server.client.workflow.start('problemResolution', {
    ...{ taskQueue: TASK_QUEUE, workflowId: 'problem/R-late', args },
  });
  await happened(office, ['problem', 'R-late', 'overdueTold']);
  await office.give('problem', 'R-late', { type: 'withdraw', reason: '记录结束' });
  return ended(office, 'problem/R-late');
}

/** A series that meets tomorrow, whose reminders are due long before. */
async function seriesTomorrow(office: Office, id: string): Promise<void> {
  await remindEarly(office);
  const weekday = (weekdayOf(await office.today()) % 7) + 1;
  const facts = makeSeriesFacts({ weekday, time: '23:59' });
  await office.give('series', id, { type: 'define', facts });
}

async function remindEarly({ db }: Office): Promise<void> {
  const timetable = [
    { step: 'reminder', at: { hours: -100 } },
    { step: 'held', at: { hours: 0 } },
  ];
  const value = JSON.stringify({ openDaysAhead: 21, timetable });
  const row = { key: 'meeting', valid_from: '2020-01-01', version: 1, value, set_at: new Date() };
  await db
    .insertInto('setting')
    .values(row as never)
    .onConflict(oc => oc.doNothing())
    .execute();
}

async function reminded(office: Office): Promise<RunName> {
  await seriesTomorrow(office, 'R-weekly');
  const id = `R-weekly/${addDays(await office.today(), 1)}`;
  await happened(office, ['meeting', id, 'stepDone']);
  return { workflowId: `meeting/${id}` };
}

/** The whole timetable at once: composed, asked for, changed, approved, sent; it is called off, as its day cannot be waited for. */
async function agenda(office: Office): Promise<RunName> {
  const value = JSON.stringify({
    ...DEFAULT_SETTINGS.meeting,
    timetable: [
      { step: 'agenda', at: { hours: -102 } },
      { step: 'approval', at: { hours: -101 } },
      { step: 'reminder', at: { hours: -100 } },
      { step: 'held', at: { hours: 0 } },
    ],
  });
  const row = { key: 'meeting', valid_from: '2020-01-02', version: 2, value, set_at: new Date() };
  await office.db
    .insertInto('setting')
    .values(row as never)
    .execute();
  const weekday = (weekdayOf(await office.today()) % 7) + 1;
  const facts = makeSeriesFacts({ weekday, time: '23:59' });
  await office.give('series', 'R-agenda', { type: 'define', facts });
  const id = `R-agenda/${addDays(await office.today(), 1)}`;
  await until(
    'it was sent',
    async () => (await office.events('meeting', id)).filter(is => is === 'stepDone').length >= 3,
  );
  await office.give('meeting', id, { type: 'addItem', title: '四季度冲刺', minutes: 10, to: 1 });
  await office.give('meeting', id, { type: 'timeItem', no: 1, minutes: 20 });
  await office.give('meeting', id, { type: 'approveAgenda' });
  await office.give('meeting', id, { type: 'cancel', reason: '记录结束' });
  return ended(office, `meeting/${id}`);
}

/** Held a week ago, its workflow started now: its minutes are late, and what was not decided is carried over. */
async function followedUp(office: Office, series = 'R-follow'): Promise<RunName> {
  const weekday = weekdayOf(await office.today());
  await office.give('series', series, { type: 'define', facts: makeSeriesFacts({ weekday, time: '00:01' }) });
  const id = `${series}/${addDays(await office.today(), -7)}`;
  const atMs = (await office.nowMs()) - 20 * DAY_MS;
  const [opened] = await office.ledger.commit([makeEnvelope('meeting', id, { type: 'open' }, { atMs })]);
  const options = { taskQueue: TASK_QUEUE, workflowId: `meeting/${id}`, args: [{ id, view: opened?.view }] };
  await office.server.client.workflow.start('dispatchMeeting', options);
  await happened(office, ['meeting', id, 'meetingFollowedUp']);
  return ended(office, `meeting/${id}`);
}

/** Late minutes are written and published with a decision, which is reported: the last run waits for it. */
async function minuted(office: Office): Promise<RunName> {
  const { workflowId } = await followedUp(office, 'R-minutes');
  const id = workflowId.slice('meeting/'.length);
  await office.give('meeting', id, { type: 'attend', person: 'handler', presence: 'present' });
  const due = addDays(await office.today(), 1 + ((8 - weekdayOf(await office.today())) % 7));
  await office.give('meeting', id, { type: 'decideItem', text: '下达指标', unit: 'land', due });
  await office.give('meeting', id, { type: 'publishMinutes' });
  await office.give('meeting', id, { type: 'reportDecision', decision: 1, result: '已下达' });
  return ended(office, `meeting/${id}`);
}

/** Its workflow comes when the meeting has begun: held, without a reminder. */
async function held(office: Office): Promise<RunName> {
  const id = `R-weekly/${addDays(await office.today(), -6)}`;
  const atMs = (await office.nowMs()) - 20 * DAY_MS;
  const [opened] = await office.ledger.commit([makeEnvelope('meeting', id, { type: 'open' }, { atMs })]);
  const options = { taskQueue: TASK_QUEUE, workflowId: `meeting/${id}`, args: [{ id, view: opened?.view }] };
  await office.server.client.workflow.execute('dispatchMeeting', options);
  return { workflowId: `meeting/${id}` };
}

async function calledEarly(office: Office): Promise<RunName> {
  const weekday = (weekdayOf(await office.today()) % 7) + 1;
  const facts = makeSeriesFacts({ weekday, time: '23:59' });
  const define = makeEnvelope('series', 'R-called', { type: 'define', facts }, { atMs: await office.nowMs() });
  await office.ledger.commit([define]);
  const { entityId: _, command: __, kind: ___, ...given } = makeEnvelope('meeting', '', { type: 'remindNow' });
  const outcome = await office.gateway.triggerMeeting('R-called', given);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return { workflowId: `meeting/${outcome.result.entityId}` };
}

/** Attendees say whether they come, one twice and one in the same words. */
async function invitationAnswered(office: Office): Promise<RunName> {
  const weekday = (weekdayOf(await office.today()) % 7) + 1;
  await office.give('series', 'R-asked', { type: 'define', facts: makeSeriesFacts({ weekday, time: '23:59' }) });
  const id = `R-asked/${addDays(await office.today(), 1)}`;
  const said = { type: 'answerInvitation', person: 'handler' } as const;
  await office.give('meeting', id, { ...said, response: 'coming' });
  await office.give('meeting', id, { ...said, response: 'coming' });
  await office.give('meeting', id, { ...said, response: 'deputy', deputy: '王小明' });
  await office.give('meeting', id, { type: 'cancel', reason: '记录结束' });
  return ended(office, `meeting/${id}`);
}

/** One of the occurrences runs already. */
async function opensTheOthers(office: Office): Promise<RunName> {
  await office.gateway.openMeetings('R-called');
  return ended(office, openMeetingsWorkflowId('R-called'));
}

const warnBefore = async (office: Office, days: number): Promise<void> => {
  const value = { ...DEFAULT_SETTINGS.project, warnDaysBefore: [days] };
  await office.give('setting', 'project', { type: 'set', value, validFrom: await office.today(), reason: '通知' });
};

/** A plan far ahead, of which the team is then to be warned earlier. */
async function lookedAgain(office: Office): Promise<RunName> {
  const today = await office.today();
  const plans = { landing: addDays(today, 300) };
  const facts = makeProjectFacts({ name: '参数变更项目' });
  await office.give('project', 'R-looks', {
    ...startOf('R-looks'),
    facts,
    stage: 'signing',
    actuals: { signing: today },
    plans,
  });
  await warnBefore(office, 45);
  await until('it waits for the new day', async () => {
    const waiting = await office.gateway.waitingFor('project', 'R-looks');
    return waiting?.next?.slot.endsWith(':-45');
  });
  await office.give('project', 'R-looks', withdraw);
  return ended(office, 'project/R-looks');
}

/** Two chunks, and a second change while the first is under way. */
async function everywhere(office: Office): Promise<RunName> {
  const atMs = await office.nowMs();
  const lost = Array.from({ length: 250 }, (_, n) =>
    makeEnvelope('problem', `R-lost-${n}`, { ...raise, facts: makeProblemFacts() }, { atMs }),
  );
  await office.ledger.commit(lost);
  await office.gateway.lookAgainEverywhere(['problem']);
  await office.gateway.lookAgainEverywhere(['problem', 'meeting']);
  return ended(office, LOOK_AGAIN_WORKFLOW_ID);
}

async function lookedAtSettings(office: Office): Promise<RunName> {
  await warnBefore(office, 50);
  await ended(office, LOOK_AGAIN_WORKFLOW_ID);
  const options = { taskQueue: TASK_QUEUE, workflowId: 'R-new-day', args: [] };
  await office.server.client.workflow.execute('lookAtSettings', options);
  await ended(office, LOOK_AGAIN_WORKFLOW_ID);
  return { workflowId: 'R-new-day' };
}

/** What other scenarios left in the outbox waits for office hours. */
async function emptyMailroom({ db, server }: Office): Promise<void> {
  await db.deleteFrom('mail_item').execute();
  await db.deleteFrom('mail').execute();
  if (await isRunning(server, MAILROOM_WORKFLOW_ID)) {
    await server.client.workflow.getHandle(MAILROOM_WORKFLOW_ID).terminate();
  }
}

async function waitedForMail(office: Office): Promise<RunName> {
  await emptyMailroom(office);
  const nowMs = await office.nowMs();
  await putMails(office.db, [{ id: 'R-now' }, { id: 'R-soon', notBeforeMs: nowMs + 2_000 }], nowMs);
  await office.gateway.wakeMailroom();
  return ended(office, MAILROOM_WORKFLOW_ID);
}

async function wokenWhileWaiting(office: Office): Promise<RunName> {
  const nowMs = await office.nowMs();
  await putMails(office.db, [{ id: 'R-far', notBeforeMs: nowMs + HOUR_MS }], nowMs);
  await office.gateway.wakeMailroom();
  await until('the mailroom waits', () => isRunning(office.server, MAILROOM_WORKFLOW_ID));
  await office.db
    .updateTable('mail')
    .set({ not_before: new Date(nowMs) })
    .where('id', '=', 'R-far')
    .execute();
  await office.gateway.wakeMailroom();
  return ended(office, MAILROOM_WORKFLOW_ID);
}

async function swept(office: Office): Promise<RunName> {
  const nowMs = await office.nowMs();
  await putMails(office.db, [{ id: 'R-forgotten' }], nowMs);
  const options = { taskQueue: TASK_QUEUE, workflowId: 'R-sweep', args: [] };
  await office.server.client.workflow.execute('sweepOutbox', options);
  await office.quiet();
  return { workflowId: 'R-sweep' };
}

async function twoRounds(office: Office): Promise<RunName> {
  await plan(office, 'R-import', ledgerOf(251));
  await office.gateway.startImport('R-import');
  return ended(office, importWorkflowId('R-import'));
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'projectLifecycle/path', play: path },
  { name: 'projectLifecycle/warned', play: warned },
  { name: 'projectLifecycle/refused-start', play: refusedStart },
  { name: 'projectLifecycle/handed-over', play: handedOver },
  { name: 'projectLifecycle/taken-over', play: takenOver },
  { name: 'projectLifecycle/imported', play: imported },
  { name: 'projectLifecycle/looked-again', play: lookedAgain },
  { name: 'problemResolution/two-keys', play: twoKeys },
  { name: 'problemResolution/overdue', play: overdue },
  { name: 'dispatchMeeting/reminded', play: reminded },
  { name: 'dispatchMeeting/held', play: held },
  { name: 'dispatchMeeting/called-early', play: calledEarly },
  { name: 'dispatchMeeting/invitation-answered', play: invitationAnswered },
  { name: 'openMeetings/opens-the-others', play: opensTheOthers },
  { name: 'mailroom/waited', play: waitedForMail },
  { name: 'mailroom/woken', play: wokenWhileWaiting },
  { name: 'sweepOutbox/swept', play: swept },
  { name: 'importLedger/two-rounds', play: twoRounds },
  ...PROBLEM_SCENARIOS,
  ...BATCH_SCENARIOS,
  ...ROUND_SCENARIOS,
  ...SUPERVISION_SCENARIOS,
  ...BEFORE_SIGNING_SCENARIOS,
  { name: 'lookAgainEverywhere/two-chunks', play: everywhere },
  { name: 'lookAtSettings/looked', play: lookedAtSettings },
  // It takes out what went with mails of long ago, too.
  { name: 'lookAtSettings/put-away', play: lookedAtSettings },
  { name: 'dispatchMeeting/followed-up', play: office => followedUp(office) },
  { name: 'dispatchMeeting/minuted', play: minuted },
  // Last: it changes the timetable of the office.
  { name: 'dispatchMeeting/agenda', play: agenda },
  ...COLLECTION_SCENARIOS,
];
