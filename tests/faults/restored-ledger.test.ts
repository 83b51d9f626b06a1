import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { isRefusal } from '../../src/domain/refusal.ts';
import { makeProblemFacts, makeProjectFacts } from '../support/make.ts';
import { startDevServer, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { openOffice, type Office } from '../workflows/support/office.ts';

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

/** The ledger as a backup of before has it: one event of the project, and no problem. */
async function restoreOlder(project: { seq: number; state: unknown }): Promise<void> {
  const { db } = office;
  for (const table of ['event', 'command']) await sql`alter table ${sql.table(table)} disable trigger all`.execute(db);
  await sql`delete from event where entity_kind = 'problem' or (entity_kind = 'project' and seq > ${project.seq})`.execute(
    db,
  );
  await sql`delete from command c where c.entity_kind in ('project', 'problem')
    and not exists (select 1 from event e where e.command_id = c.id)`.execute(db);
  for (const table of ['event', 'command']) await sql`alter table ${sql.table(table)} enable trigger all`.execute(db);
  const state = JSON.stringify(project.state);
  await sql`update entity set seq = ${project.seq}, state = ${state}::jsonb where kind = 'project'`.execute(db);
  await sql`delete from entity where kind = 'problem'`.execute(db);
  await sql`delete from problem`.execute(db);
}

const entityOf = () =>
  office.db.selectFrom('entity').select(['seq', 'state']).where('id', '=', 'P-1').executeTakeFirstOrThrow();

async function aheadOf({ recovery }: Office, kind: 'project' | 'problem') {
  const page = await recovery.ahead(kind, null);
  if (isRefusal(page)) throw new Error(page.code);
  return page;
}

test('a ledger restored from an older backup: what it lost is listed, and its entities follow it again', async () => {
  await office.rig.run(
    async () => {
      const today = await office.today();
      const advance = { type: 'advance', to: 'negotiation', on: today } as const;
      await office.give('project', 'P-1', { type: 'start', facts: makeProjectFacts(), stage: 'lead' });
      await office.give('project', 'P-2', {
        type: 'start',
        facts: makeProjectFacts({ name: '另一个' }),
        stage: 'lead',
      });
      const before = await entityOf();
      await office.give('project', 'P-1', advance);
      await office.give('problem', 'Q-1', { type: 'raise', facts: makeProblemFacts({ project: 'P-1' }) });
      await restoreOlder(before);

      const refused = await office.ask('project', 'P-1', { type: 'pause', reason: '资金', reviewOn: today });
      expect(refused).toMatchObject({ ok: false, refusal: { code: 'ledgerBehind' } });

      // By visibility, which is some moments late.
      const ahead = await until('both are found', async () => {
        const pages = await Promise.all([aheadOf(office, 'project'), aheadOf(office, 'problem')]);
        const items = pages.flatMap(page => page.items);
        return pages[0]?.looked === 2 && items.length === 2 && items;
      });
      expect(ahead).toMatchObject([
        {
          ...{ kind: 'project', id: 'P-1', ledgerSeq: before.seq, workflowSeq: before.seq + 1, status: 'active' },
          lost: [{ seq: before.seq + 1, actor: 'coordinator', command: advance }],
        },
        {
          ...{ kind: 'problem', id: 'Q-1', ledgerSeq: 0, workflowSeq: 1, status: 'raised' },
          lost: [{ seq: 1, actor: 'coordinator', command: { type: 'raise', facts: { project: 'P-1' } } }],
        },
      ]);

      expect(await office.recovery.followLedger('project', 'P-1')).toEqual({ started: true });
      expect(await office.recovery.followLedger('problem', 'Q-1')).toEqual({ started: false });
      for (const id of ['P-1', 'P-2']) {
        expect(await office.recovery.followLedger('project', id)).toMatchObject({ code: 'ledgerNotBehind', value: id });
      }
      await office.give('project', 'P-1', advance);
      await office.give('problem', 'Q-1', { type: 'raise', facts: makeProblemFacts({ project: 'P-1' }) });
      expect((await aheadOf(office, 'project')).items).toEqual([]);
    },
    { leftRunning: true },
  );
}, 300_000);
