import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commandsOfRow } from '../../src/domain/ledger-import/commands.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import type { ProjectFacts } from '../../src/domain/project/types.ts';
import { pendingRows } from '../../src/ledger/import-rows.ts';
import { at, makeEnvelope, makeProjectFacts, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

/** A whole ledger out of one office and into another, and the money on its way. */
let rig: ApiRig;
const rigs: ApiRig[] = [];
const office = async (): Promise<ApiRig> => {
  const started = await startApi();
  rigs.push(started);
  return started;
};
beforeEach(async () => {
  rig = await office();
});
afterEach(async () => {
  await Promise.all(rigs.splice(0).map(each => each.stop()));
});

const give = async (code: string, command: ProjectCommand, to = rig, when = NOW): Promise<void> => {
  const [outcome] = await to.ledger.commit([makeEnvelope('project', code, command, { atMs: at(when), via: 'import' })]);
  if (!outcome?.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
};
const start = (code: string, facts: Partial<ProjectFacts>, more: Partial<ProjectCommand> = {}) =>
  give(code, { type: 'start', facts: makeProjectFacts(facts), stage: 'lead', ...more } as ProjectCommand);

const exported = async (name: string, from = rig): Promise<Buffer> => {
  const answer = await from.call({ url: `/api/v1/projects/${name}` });
  expect(answer.status).toBe(200);
  return answer.bytes;
};
const plan = async (payload: Buffer | string, to = rig, fileName = 'ledger.csv') => {
  const headers = { 'content-type': 'application/octet-stream' };
  const url = `/api/v1/imports?fileName=${fileName}`;
  const { body } = await to.call({ method: 'POST', url, payload: Buffer.from(payload), headers });
  const { items } = (await to.call({ url: `/api/v1/imports/${body.id}/rows?limit=200` })).body;
  return { ...body, items } as { id: string; summary: any; items: any[] };
};
const apply = async (id: string, to = rig): Promise<void> => {
  for (const row of await pendingRows(to.db, id, 500)) {
    for (const command of commandsOfRow(row, '导入')) await give(row.projectCode ?? 'none', command, to);
  }
};
const moneyOf = async (code: string, from = rig) => {
  const { years, months } = (await from.call({ url: `/api/v1/projects/${code}/money` })).body;
  return { years, months };
};

/** Two phases, an enlargement, another path, early dates, and money with months missing, corrected and of several years. */
async function fill(): Promise<void> {
  await start('Z-MAIN', { name: '主项目', landKind: 'new' }, {
    stage: 'signing',
    pathId: 'park',
    actuals: { lead: '2024-05', negotiation: '2024-08-01', signing: '2025-01-10' },
    plans: { completion: '2027-06-30' },
  } as Partial<ProjectCommand>);
  const phase = { code: 'Z-MAIN', relation: 'phase', phase: 2 } as const;
  await start('M-2', { name: '主项目二期', parent: phase, landKind: 'readyFactory' });
  const enlargement = { code: 'M-2', relation: 'enlargement', phase: null } as const;
  await start('A-3', { name: '扩产', parent: enlargement, landKind: 'existingFirm' });
  await give('Z-MAIN', { type: 'planYear', year: 2025, amountWan: 5_000 });
  await give('Z-MAIN', { type: 'planYear', year: 2026, amountWan: 0 });
  await give('Z-MAIN', { type: 'report', month: '2025-11', doneWan: 300, toDateWan: 4_000 });
  await give('Z-MAIN', { type: 'report', month: '2025-12', doneWan: 0 });
  await give('Z-MAIN', { type: 'report', month: '2026-01', doneWan: 10 });
  await give('Z-MAIN', { type: 'report', month: '2026-02', doneWan: 20 });
  await give('Z-MAIN', { type: 'correctReport', month: '2026-01', doneWan: 12, reason: '漏报' });
  await give('A-3', { type: 'report', month: '2026-10', doneWan: 7, toDateWan: 70 });
  await start('GONE', { name: '退出的' });
  await give('GONE', { type: 'planYear', year: 2026, amountWan: 9 });
  await give('GONE', { type: 'withdraw', reason: '退出' });
}

test('a ledger comes out of one office and goes whole into another, and says there the same', async () => {
  await fill();
  const workbook = await exported('export.xlsx');
  const other = await office();
  const { id, summary } = await plan(workbook, other, 'ledger.xlsx');
  expect(summary.counts).toEqual({ create: 4, change: 4, same: 0, behind: 0, refused: 0 });
  await apply(id, other);
  for (const code of ['Z-MAIN', 'A-3', 'GONE']) {
    const [there, here] = [await moneyOf(code, other), await moneyOf(code)];
    const figures = (money: typeof here) =>
      money.months.map(({ month, doneWan, toDateWan }: any) => [month, doneWan, toDateWan]);
    expect([there.years, figures(there)]).toEqual([here.years, figures(here)]);
  }
  // Withdrawing is a command of its own; all else says the same.
  const lines = (text: Buffer) => text.toString('utf8').replaceAll(/(退出|跟踪中)(?=\r\n)/g, '状态');
  expect(lines(await exported('export.csv', other))).toBe(lines(await exported('export.csv')));
  expect(await exported('export-money.csv', other)).toEqual(await exported('export-money.csv'));
});

test('imported again in any of its forms it changes nothing', async () => {
  await fill();
  const forms = ['export.xlsx', 'export.csv', 'export-money.csv'];
  for (const form of forms) {
    const { items, summary } = await plan(await exported(form), rig, form.replace('export', 'ledger'));
    expect([form, items.filter(({ verdict }) => verdict !== 'same')]).toEqual([form, []]);
    expect(summary.counts.same).toBe({ 'export.xlsx': 8, 'export.csv': 4, 'export-money.csv': 4 }[form]);
  }
  expect((await exported('export-money.csv?asOf=2020-01-01')).toString('utf8').split('\r\n')).toHaveLength(2);
  const narrowed = (await exported('export-money.csv?path=park')).toString('utf8');
  expect(
    narrowed
      .split('\r\n')
      .slice(1, -1)
      .map(line => line.split(',').slice(0, 4)),
  ).toEqual([
    ['Z-MAIN', '主项目', '2025', '5000'],
    ['Z-MAIN', '主项目', '2026', '0'],
  ]);
});

describe('a file of money', () => {
  const HEADER = '项目编号,项目名称,年度,年度计划投资（万元）,1月完成,1月累计,2月完成,2月累计,3月完成';
  const file = (...lines: string[]): string => [HEADER, ...lines].join('\r\n');
  beforeEach(async () => {
    await start('A', { name: '甲' });
    await give('A', { type: 'planYear', year: 2026, amountWan: 100 });
    await give('A', { type: 'report', month: '2026-01', doneWan: 10 });
    await give('A', { type: 'report', month: '2026-02', doneWan: 20 });
  });

  test('plans, reports and corrects, and a correction takes the later months along', async () => {
    const { id, items } = await plan(file('A,甲,2026,120,15,15,20,35,30'));
    expect(items.map(({ verdict, changes }) => [verdict, changes])).toEqual([
      [
        'change',
        [
          { field: 'yearPlan.2026', kind: 'correction', old: 100, new: 120 },
          { field: 'done.2026-01', kind: 'correction', old: 10, new: 15 },
          { field: 'toDate.2026-01', kind: 'correction', old: 10, new: 15 },
          { field: 'done.2026-03', kind: 'fill', old: null, new: 30 },
        ],
      ],
    ]);
    await apply(id);
    const { months } = await moneyOf('A');
    expect(months.map(({ doneWan, toDateWan }: any) => [doneWan, toDateWan])).toEqual([
      [15, 15],
      [20, 35],
      [30, 65],
    ]);
    expect((await plan(file('A,甲,2026,120,15,15,20,35,30'))).summary.counts.same).toBe(1);
    const { items: events } = (await rig.call({ url: '/api/v1/projects/A/events' })).body;
    expect(events.filter((event: any) => event.data.reason === '导入').map((event: any) => event.type)).toEqual([
      'yearPlanned',
      'reportCorrected',
    ]);
  });

  test('is refused by the rules of the commands, with the cell, and nothing is written', async () => {
    const { items } = await plan(
      file('A,甲,2026,,10,10,20,99,', 'NO,无,2026,5,,,,,', 'A,甲,2027,,3,3,,,', 'A,甲,2026,7,,,,,'),
    );
    expect(items.map(({ verdict, errors: [error] }) => [verdict, error.code, error.field])).toEqual([
      ['refused', 'toDateUnequal', '2月累计 H2'],
      ['refused', 'projectNotFound', 'ledger 3'],
      ['refused', 'monthInFuture', '1月完成 E4'],
      ['refused', 'rowTwice', 'ledger 5'],
    ]);
    expect(items[0].errors[0].message).toContain('99');
    expect((await rig.call({ url: '/api/v1/projects/A/events' })).body.items).toHaveLength(4);
  });
});
