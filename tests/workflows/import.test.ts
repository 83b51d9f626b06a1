import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importWorkflowId } from '../../src/contract/names.ts';
import type { ImportProgress } from '../../src/contract/import.ts';
import { createImportActivities } from '../../src/activities/import.ts';
import type { CommandGateway } from '../../src/contract/ports.ts';
import { Rig } from '../support/rig.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { ledgerOf, plan } from './support/imports.ts';
import { isRunning, openOffice, type Office } from './support/office.ts';

let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startDevServer();
  office = await openOffice(server);
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const resultOf = (importId: string): Promise<ImportProgress> =>
  server.client.workflow.getHandle(importWorkflowId(importId)).result();
const codesOf = async (importId: string): Promise<string[]> => {
  const rows = office.db.selectFrom('import_row').select('project_code').where('import_id', '=', importId);
  return (await rows.orderBy('position').execute()).map(row => row.project_code ?? '');
};
const count = async (table: 'event' | 'project' | 'command'): Promise<number> =>
  Number(
    (
      await office.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirst()
    )?.n,
  );
const stateOf = async (importId: string): Promise<string | undefined> =>
  (await office.db.selectFrom('import_job').select('state').where('id', '=', importId).executeTakeFirst())?.state;

describe('an import', () => {
  test('makes a running workflow of every new project; the same file again finds nothing to do', async () => {
    await plan(office, 'first', ledgerOf(30));
    await office.rig.run(
      async () => {
        await office.gateway.startImport('first');
        expect(await resultOf('first')).toEqual({ total: 30, done: 30, refused: 0 });
        const codes = await codesOf('first');
        const running = await Promise.all(codes.map(code => isRunning(server, `project/${code}`)));
        expect(running.filter(Boolean)).toHaveLength(30);
        expect(await office.gateway.waitingFor('project', codes[0] ?? '')).toMatchObject({ awaits: 'signing' });
        expect(await stateOf('first')).toBe('applied');

        const facts = await count('event');
        await plan(office, 'second', ledgerOf(30));
        await office.gateway.startImport('second');
        expect(await resultOf('second')).toEqual({ total: 0, done: 0, refused: 0 });
        await office.gateway.startImport('first');
        expect(await resultOf('first')).toEqual({ total: 30, done: 30, refused: 0 });
        expect(await count('event')).toBe(facts);
      },
      { leftRunning: true },
    );
  });

  test('of a problem ledger gives every open problem a workflow, and none to what is over', async () => {
    const rows = [
      ['编号', '县区', '问题', '提出日期', '状态'],
      ['Q-open', '鲤城区', '道路未通', '2026-03-02', '已提出'],
      ['Q-old', '鲤城区', '用地未落实', '2024-03', '已销号'],
    ];
    const cells = rows.map(row => row.map(value => ({ kind: 'text' as const, value })));
    await plan(office, 'problems', { name: '问题台账', hidden: false, rows: cells }, 'problems');
    await office.rig.run(
      async () => {
        await office.gateway.startImport('problems');
        expect(await resultOf('problems')).toEqual({ total: 2, done: 2, refused: 0 });
        expect(await isRunning(server, 'problem/Q-open')).toBe(true);
        expect((await office.gateway.waitingFor('problem', 'Q-open'))?.awaits).toMatch(/^overdue:/);
        expect(await office.gateway.waitingFor('problem', 'Q-old')).toBeNull();
      },
      { leftRunning: true },
    );
  });

  test('whose worker is taken away in the middle goes on with another, and nothing is there twice', async () => {
    await plan(office, 'broken-off', ledgerOf(260, '中断项目'));
    const before = await count('project');
    let firstRound = (): void => {};
    const firstDone = new Promise<void>(resolve => (firstRound = resolve));
    const applyRows = async (input: { importId: string }) => office.activities.applyRows(input).finally(firstRound);
    const rig = await Rig.create({ server, activities: { ...office.activities, applyRows } });
    await rig.whileWorking(async () => {
      await office.gateway.startImport('broken-off');
      await firstDone;
    });
    expect(await stateOf('broken-off')).not.toBe('applied');
    await rig.run(
      async () => {
        expect(await resultOf('broken-off')).toEqual({ total: 260, done: 260, refused: 0 });
      },
      { leftRunning: true },
    );
    expect(await count('project')).toBe(before + 260);
    expect(new Set(await codesOf('broken-off')).size).toBe(260);
  });

  test('that dies between the ledger and the workflows starts the missing workflows and writes no fact again', async () => {
    await plan(office, 'died', ledgerOf(20, '半途项目'));
    let deaths = 0;
    const startProjects: CommandGateway['startProjects'] = async projects => {
      deaths += 1;
      if (deaths > 1) return office.gateway.startProjects(projects);
      await office.gateway.startProjects(projects.slice(0, 7));
      throw new Error('the link to Temporal broke');
    };
    const dying = createImportActivities({ ...office, gateway: { ...office.gateway, startProjects } });
    const rig = await Rig.create({ server, activities: { ...office.activities, ...dying } });
    await rig.run(
      async () => {
        await office.gateway.startImport('died');
        expect(await resultOf('died')).toEqual({ total: 20, done: 20, refused: 0 });
        const codes = await codesOf('died');
        const running = await Promise.all(codes.map(code => isRunning(server, `project/${code}`)));
        expect(running.filter(Boolean)).toHaveLength(20);
        expect(await office.events('project', codes[0] ?? '')).toEqual(['started', 'stageReached']);
      },
      { leftRunning: true },
    );
    expect(deaths).toBe(2);
  });

  test('changes known projects through their workflows', async () => {
    await plan(office, 'known', ledgerOf(3, '变更项目'));
    const moved = ledgerOf(3, '变更项目');
    const [header = [], first = [], ...rest] = moved.rows;
    const dearer = [...first.slice(0, 3), { kind: 'text', value: '2.5' } as const, ...first.slice(4)];
    await office.rig.run(
      async () => {
        await office.gateway.startImport('known');
        await resultOf('known');
        await plan(office, 'changed', { ...moved, rows: [header, dearer, ...rest] });
        await office.gateway.startImport('changed');
        expect(await resultOf('changed')).toEqual({ total: 1, done: 1, refused: 0 });
      },
      { leftRunning: true },
    );
    const [code = ''] = await codesOf('known');
    const project = await office.db.selectFrom('project').selectAll().where('code', '=', code).executeTakeFirst();
    expect(project).toMatchObject({ investment_wan: 25_000 });
    expect(await office.events('project', code)).toEqual(['started', 'stageReached', 'corrected']);
  });
});
