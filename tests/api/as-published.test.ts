import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Envelope } from '../../src/contract/commit.ts';
import { POINTS_RULES } from '../../src/domain/colour/rule-sets.ts';
import type { EntityKind } from '../../src/domain/entity.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { at, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

/** October is published on 4 November; five months of an office follow; then every figure of that day is asked for again. */
const PUBLISHED = '2026-11-04';
const LATER = '2027-04-08';
const clock = { now: at(`${PUBLISHED} 18:00`) };

let rig: ApiRig;
const give = async <Kind extends EntityKind>(
  kind: Kind,
  id: string,
  when: string,
  command: Envelope<Kind>['command'],
): Promise<void> => {
  const [outcome] = await rig.ledger.commit([makeEnvelope(kind, id, command, { atMs: at(when) })]);
  if (!outcome?.ok) throw new Error(`${id} ${command.type} was refused: ${JSON.stringify(outcome)}`);
};
const project = (id: string, when: string, command: ProjectCommand) => give('project', id, when, command);

const COUNTIES = ['鲤城区', '南安市', null, '鲤城区', '南安市', '鲤城区', '南安市', '鲤城区'];
const CODES = COUNTIES.map((_, index) => `P-${index + 1}`);

/** Ahead, behind, late, silent, without a county, foreign, signed and not landed, under construction. */
async function untilThePublishing(): Promise<void> {
  const entry = { title: '设备补助', unitId: 'office', offer: '一成', validFrom: '2026-01-01', validTo: null };
  await give('policy', 'H-1', '2026-01-04 09:00', { type: 'define', ...entry });
  for (const [index, code] of CODES.entries()) {
    const county = COUNTIES[index] ?? null;
    const facts = makeProjectFacts({
      name: `园 ${code}`,
      county,
      agreement: 'framework',
      investmentWan: 30_000 * index,
    });
    const plans = { groundbreaking: '2026-10-15', completion: '2027-12-01' };
    const start = { type: 'start', facts, stage: 'signing', actuals: { signing: '2026-01' }, plans } as const;
    await project(code, '2026-01-05 09:00', { ...start, leadSource: index % 2 ? 'adviser' : null });
    await project(code, '2026-01-06 09:00', { type: 'planYear', year: 2026, amountWan: 12_000 });
    if (index === 3) continue;
    await project(code, '2026-02-02 09:00', { type: 'report', month: '2026-01', doneWan: 1_500 * index });
    if (index % 2) await project(code, '2026-11-02 09:00', { type: 'report', month: '2026-10', doneWan: 800 * index });
  }
  const passed = { landing: '2026-05' };
  await project('P-5', '2026-09-20 09:00', { type: 'advance', to: 'groundbreaking', on: '2026-09-19', passed });
  await project('P-6', '2026-07-01 09:00', { type: 'dueCapital', on: '2026-10-31', currency: 'USD', amount: '1000' });
  await project('P-6', '2026-10-20 09:00', { type: 'arrive', on: '2026-10-19', currency: 'USD', amount: '400.50' });
  const promise = { policy: 'H-1', text: '设备补助', amountWan: 300, on: '2026-06-01', dueOn: '2026-10-31' };
  await project('P-7', '2026-06-02 09:00', { type: 'promise', ...promise });
  await project('P-8', '2026-08-15 09:00', { type: 'pause', reason: '资金', reviewOn: '2026-12-01' });
  await give('colouring', '2026-10', `${PUBLISHED} 17:00`, { type: 'publish' });
}

/** Late money, corrections of every kind, moves, comings and goings, stricter rules, and the month published once more. */
async function whatCameAfter(): Promise<void> {
  await project('P-1', '2026-11-10 09:00', { type: 'report', month: '2026-10', doneWan: 9_000 });
  await project('P-2', '2026-11-11 09:00', { type: 'correctReport', month: '2026-01', doneWan: 90, reason: '核实' });
  await project('P-2', '2026-11-12 09:00', { type: 'planYear', year: 2026, amountWan: 500, reason: '调整' });
  await project('P-3', '2026-11-13 09:00', { type: 'correct', field: 'county', value: '南安市', reason: '补录' });
  await project('P-3', '2026-11-13 10:00', { type: 'correct', field: 'name', value: '改名园', reason: '更名' });
  await project('P-4', '2026-11-14 09:00', { type: 'remove', reason: '长期无进展' });
  await project('P-5', '2026-11-15 09:00', {
    ...{ type: 'correct', field: 'actual.groundbreaking', value: '2026-10-02', reason: '核实' },
  });
  await project('P-5', '2026-11-16 09:00', { type: 'correct', field: 'investmentWan', value: 77_777, reason: '核实' });
  await project('P-6', '2026-11-17 09:00', { type: 'correctArrival', number: 1, amount: '1.00', reason: '回单' });
  await project('P-6', '2026-11-17 10:00', { type: 'correctDue', number: 1, amount: '9000', reason: '补充协议' });
  await project('P-6', '2026-11-18 09:00', {
    type: 'upgrade',
    agreement: 'contract',
    on: '2026-11-18',
    investmentWan: 1,
  });
  await project('P-7', '2026-11-19 09:00', { type: 'keepPromise', number: 1, on: '2026-10-30', amountWan: 300 });
  await project('P-7', '2026-11-20 09:00', { type: 'merge', into: 'P-2', reason: '同一项目' });
  await project('P-8', '2026-12-01 09:00', { type: 'resume' });
  await project('P-8', '2026-12-02 09:00', { type: 'withdraw', reason: '放弃' });
  await project('P-1', '2026-12-03 09:00', {
    type: 'revisePlan',
    stage: 'groundbreaking',
    date: '2027-06-01',
    reason: 'r',
  });
  const facts = makeProjectFacts({ name: '后来的', county: '鲤城区' });
  await project('P-9', '2027-01-05 09:00', { type: 'start', facts, stage: 'signing', actuals: { signing: '2026-02' } });
  const thresholds = { ...POINTS_RULES.thresholds, pace: { yellowFromPoints: '0.01', redAbovePoints: '0.01' } };
  const strict = { ...POINTS_RULES, version: 2, validFrom: '2026-11-10', thresholds };
  const colours = { ...DEFAULT_SETTINGS.colours, ruleSets: [...DEFAULT_SETTINGS.colours.ruleSets, strict] };
  await give('setting', 'colours', '2026-11-10 09:00', {
    ...{ type: 'set', value: colours, validFrom: '2026-11-10', reason: '从严' },
  });
  await give('setting', 'money', '2026-11-10 10:00', {
    ...{ type: 'set', value: { ...DEFAULT_SETTINGS.money, closingDay: 15 }, validFrom: '2026-11-10', reason: '放宽' },
  });
  await give('setting', 'evaluation', '2026-11-10 11:00', {
    ...{ type: 'set', value: { ...DEFAULT_SETTINGS.evaluation, tiersWan: [1] }, validFrom: '2026-11-10', reason: 'r' },
  });
  await give('colouring', '2026-10', '2026-12-10 09:00', { type: 'publish', reason: '逾期补报' });
}

const TABLES: Record<string, (day: string) => string> = Object.fromEntries([
  ...['', '&sort=investment&order=desc', '&status=active', '&county=南安市', '&gaps=true'].map(filter => [
    `projects${filter}`,
    (day: string) => `projects?limit=200&asOf=${day}${filter}`,
  ]),
  ...['export.csv', 'export-money.csv'].map(name => [name, (day: string) => `projects/${name}?asOf=${day}`]),
  ['colours', (day: string) => `evaluation/colours?month=2026-10&on=${day}`],
  ['colours of the last closed month', (day: string) => `evaluation/colours?on=${day}`],
  ['colours by silence', (day: string) => `evaluation/colours?month=2026-10&rules=silence@1&on=${day}`],
  ...['P-1', 'P-2', 'P-4', 'P-8'].map(code => [
    `why of ${code}`,
    (day: string) => `evaluation/colours/why?month=2026-10&project=${code}&on=${day}`,
  ]),
  ['why of a county', (day: string) => `evaluation/colours/why?month=2026-10&county=鲤城区&on=${day}`],
  ...['project', 'county', 'total'].map(by => [
    `pace by ${by}`,
    (day: string) => `evaluation/pace?month=2026-10&basis=both&by=${by}&on=${day}`,
  ]),
  ['silence', (day: string) => `evaluation/silence?on=${day}`],
  ...['batches', 'lead-sources', 'not-landed', 'capital', 'promises', 'reviews'].map(name => [
    name,
    (day: string) => `evaluation/${name}?asOf=${day}`,
  ]),
]);

const figures = async (name: string): Promise<unknown> => {
  const url = `/api/v1/${TABLES[name]?.(PUBLISHED) ?? ''}`;
  const { status, body, text } = await rig.call({ url: encodeURI(url) });
  expect([name, status]).toEqual([name, 200]);
  return body ?? text;
};

const then = new Map<string, unknown>();
beforeAll(async () => {
  rig = await startApi({ now: () => clock.now });
  await untilThePublishing();
  for (const name of Object.keys(TABLES)) then.set(name, await figures(name));
  await whatCameAfter();
  clock.now = at(`${LATER} 10:00`);
});
afterAll(() => rig.stop());

test.each(Object.keys(TABLES))(
  '%s: five months later the figures of the day are those it was published with',
  async name => {
    expect(await figures(name)).toEqual(then.get(name));
  },
);

test('the edition that was published has just the colours the ledger gives as of its day, and a later one has not', async () => {
  const edition = async (number: number) =>
    (await rig.call({ url: `/api/v1/evaluation/colours/editions/2026-10/${number}` })).body;
  const lights = (items: { subject: string; id: string; colour: string }[]) =>
    items.map(({ subject, id, colour }) => `${subject} ${id} ${colour}`);
  const asked = (await figures('colours')) as { items: [] };
  expect(lights((await edition(1)).items)).toEqual(lights(asked.items));
  expect(lights((await edition(2)).items)).not.toEqual(lights(asked.items));
});

test('today the figures are others, so that what stood still above did so for a reason', async () => {
  const changed = await Promise.all(
    Object.entries(TABLES).map(async ([name, url]) => {
      const { body, text } = await rig.call({ url: encodeURI(`/api/v1/${url(LATER)}`) });
      return [name, JSON.stringify(body ?? text) !== JSON.stringify(then.get(name)).replaceAll(PUBLISHED, LATER)];
    }),
  );
  expect(changed.filter(([, other]) => other === false)).toEqual([['reviews', false]]);
});
