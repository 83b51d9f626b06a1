import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Envelope } from '../../src/contract/commit.ts';
import type { EntityKind } from '../../src/domain/entity.ts';
import type { ProjectFacts } from '../../src/domain/project/types.ts';
import { HOLIDAYS } from '../../src/calendar/holidays.ts';
import { localClock } from '../../src/calendar/zone.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { openPglite, type EmbeddedDatabase } from '../../src/embedded/pglite.ts';
import { createLedger, type Ledger } from '../../src/ledger/commit.ts';
import { openDatabase, type Database } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';

let embedded: EmbeddedDatabase;
let db: Database;
let ledger: Ledger;
beforeAll(async () => {
  embedded = await openPglite('memory://');
  db = openDatabase(embedded.pool);
  await migrate(db);
  ledger = createLedger({ db, calendar: { table: HOLIDAYS, hours: DEFAULT_SETTINGS.officeHours, clock: localClock() } });
});
afterAll(() => embedded.close());

const FACTS: ProjectFacts = { name: '低温银浆项目', county: '鲤城区', investor: null, industry: null, projectType: null, agreement: 'contract', investmentWan: 200000, leaderId: null, teamUnitId: null, knownIssue: null, note: null, source: null };
let n = 0;
const envelope = <K extends EntityKind>(kind: K, entityId: string, command: Envelope<K>['command'], more: Partial<Envelope<K>> = {}): Envelope<K> => ({ commandId: `t:${++n}`, digest: `d${n}`, kind, entityId, command, actor: { id: 'p1', unitId: 'u1', roles: ['coordinator'] }, via: 'person', atMs: Date.parse('2026-11-23T10:00:00+08:00'), ...more });

describe('commit', () => {
  test('starts a project and advances it', async () => {
    const [started] = await ledger.commit([envelope('project', 'P1', { type: 'start', facts: FACTS, stage: 'signing', actuals: { signing: '2026-04-28' }, plans: { groundbreaking: '2026-12-20' } })]);
    expect(started).toMatchObject({ ok: true, view: { seq: 2, stage: 'signing', open: true } });
    const [moved] = await ledger.commit([envelope('project', 'P1', { type: 'advance', to: 'groundbreaking', on: '2026-10-01', passed: { landing: '2026-08' } })]);
    expect(moved).toMatchObject({ ok: true, view: { seq: 4, stage: 'groundbreaking' } });
    console.log(await db.selectFrom('milestone').selectAll().execute(), await db.selectFrom('project').selectAll().execute(), JSON.stringify(started));
  });
});
