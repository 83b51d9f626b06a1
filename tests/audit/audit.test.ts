import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { archiveLines, archivesOf, oldEnough, putAway, type AsOwner } from '../../src/audit/archive.ts';
import { appendAudit, type AuditRecord } from '../../src/audit/append.ts';
import { exportedAudit } from '../../src/audit/export.ts';
import { auditCsv, auditJsonLines, verifyAuditFile } from '../../src/audit/files.ts';
import { listAudit } from '../../src/audit/log.ts';
import { seal } from '../../src/audit/seal.ts';
import { LATE_MS, verifyAudit, type Fault } from '../../src/audit/verify.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import { at, makeEnvelope, makeProblemFacts, makeProjectFacts, NOW } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';

const NOW_MS = at(NOW);
const MINUTE = 60_000;

const start = (code: string, more: Partial<Envelope<'project'>> = {}): Envelope<'project'> =>
  makeEnvelope('project', code, { type: 'start', facts: makeProjectFacts({ name: code }), stage: 'lead' }, more);
const correct = (code: string, value: number): Envelope<'project'> =>
  makeEnvelope('project', code, { type: 'correct', field: 'investmentWan', value, reason: '笔误' });
const raise = (code: string): Envelope<'problem'> =>
  makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts() });

const refusal = (more: Partial<AuditRecord> = {}): AuditRecord => ({
  ...{ action: 'advanceProject', outcome: 'refused', actorId: 'handler', atMs: NOW_MS },
  origin: { address: '10.1.2.3', means: 'token:abc' },
  ...{ requestId: 'r-1', subject: { kind: 'project', id: 'P-1' }, detail: { status: 409 } },
  ...more,
});

const TABLES = ['command', 'event', 'audit', 'audit_seal', 'audit_number'] as const;
type Table = (typeof TABLES)[number];

describe.each(DATABASES)('the audit on the $name', ({ start: startDatabase, isServer }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const verify = (nowMs = NOW_MS, known?: { seq: number; hash: string }) =>
    verifyAudit(office.db, { nowMs, ...(known ? { known } : {}) });

  /** As somebody can who owns the tables. */
  const behindTriggers = (statement: string): Promise<unknown> =>
    office.db.transaction().execute(async tx => {
      await sql.raw('set local session_replication_role = replica').execute(tx);
      await sql.raw(statement).execute(tx);
    });

  const day = async (): Promise<void> => {
    await office.give(start('P-1', { origin: { address: '10.0.0.7', means: 'token:abc' }, requestId: 'r-0' }));
    await office.give(correct('P-1', 5_000));
    await office.give(raise('D-1'));
    await appendAudit(office.db, refusal(), refusal({ actorId: null, subject: null, action: 'signIn' }));
  };

  test('what was done and what was refused is one log, with from where, and old → new', async () => {
    await day();
    const { items, total } = await listAudit(office.db, {}, { limit: 4, after: null });
    expect(total).toBeGreaterThan(5);
    expect(items.map(({ action, outcome, seq }) => ({ action, outcome, seq }))).toEqual([
      { action: 'signIn', outcome: 'refused', seq: null },
      { action: 'advanceProject', outcome: 'refused', seq: null },
      { action: 'raise', outcome: 'done', seq: null },
      { action: 'correct', outcome: 'done', seq: null },
    ]);
    const changed = items[3]?.changes.find(({ field }) => field.endsWith('investmentWan'));
    expect(changed).toEqual({ field: expect.any(String), old: makeProjectFacts().investmentWan, new: 5_000 });
    const [begun] = (await listAudit(office.db, { kind: 'project', action: 'start' }, { limit: 4, after: null })).items;
    expect(begun).toMatchObject({ address: '10.0.0.7', means: 'token:abc', requestId: 'r-0', id: 'P-1' });
    const refused = await listAudit(office.db, { outcome: 'refused', actor: 'handler' }, { limit: 4, after: null });
    expect([refused.total, refused.items[0]?.detail]).toEqual([1, { status: 409 }]);
  });

  test('is sealed once, in one chain, and is whole', async () => {
    await day();
    const sealed = await seal(office.db, { nowMs: NOW_MS });
    expect(await seal(office.db, { nowMs: NOW_MS })).toBe(0);
    await office.give(raise('D-2'));
    const found = await verify();
    expect(found).toMatchObject({ entries: sealed + 1, faults: [], total: 0, head: { seq: sealed + 1 } });
  });

  test('a number given early and committed late has its place where it was found', async () => {
    const early = Number(
      (await sql<{ n: number }>`select nextval('audit_position') as n`.execute(office.db)).rows[0]?.n,
    );
    await day();
    await seal(office.db, { nowMs: NOW_MS });
    await sql`insert into audit (position, at, action, outcome, detail) values (${early}, now(), 'late', 'done', '{}')`.execute(
      office.db,
    );
    expect(await seal(office.db, { nowMs: NOW_MS + MINUTE })).toBe(1);
    expect(await verify(NOW_MS + 2 * MINUTE)).toMatchObject({ total: 0 });
  });

  test('an entry that is deleted before it is sealed leaves its number, and nothing takes its place', async () => {
    await day();
    await seal(office.db, { nowMs: NOW_MS });
    await appendAudit(
      office.db,
      refusal({ action: 'first' }),
      refusal({ action: 'second' }),
      refusal({ action: 'third' }),
    );
    await office.give(correct('P-1', 6_000));
    const { rows } = await sql<{ number: number }>`select n.number from audit_number n
      join audit a on a.position = n.position where a.action = 'second'`.execute(office.db);
    const number = rows[0]?.number;
    await behindTriggers(`delete from audit where action = 'second'`);
    const gone: number[] = [];
    expect(await seal(office.db, { nowMs: NOW_MS + MINUTE, onGone: at => gone.push(at) })).toBeGreaterThan(3);
    expect(gone).toEqual([number]);
    expect((await verify()).faults).toMatchObject([{ code: 'missing', seq: number }]);
    // With its number too.
    await behindTriggers(
      `delete from audit_seal where seq = ${number}; delete from audit_number where number = ${number}`,
    );
    const { faults } = await verify();
    expect(faults.filter(({ seq }) => seq === number).map(({ code }) => code)).toContain('numberMissing');
  });

  test('a transaction that is given up takes no number', async () => {
    await day();
    const last = async () =>
      (await sql<{ last: number }>`select last from audit_counter`.execute(office.db)).rows[0]?.last;
    const before = await last();
    const work = office.db.transaction().execute(async tx => {
      await appendAudit(tx, refusal({ action: 'never' }));
      throw new Error('given up');
    });
    await expect(work).rejects.toThrow('given up');
    expect(await last()).toBe(before);
    await appendAudit(office.db, refusal());
    expect(await verify()).toMatchObject({ total: 0, head: { seq: Number(before) + 1 } });
  });

  test('refuses to be changed, whoever asks', async () => {
    await day();
    await seal(office.db, { nowMs: NOW_MS });
    for (const table of ['audit', 'audit_seal', 'audit_number']) {
      for (const what of [`delete from ${table}`, `update ${table} set position = 0`, `truncate ${table}`]) {
        await expect(sql.raw(what).execute(office.db)).rejects.toThrow(/only appends|foreign key/);
      }
    }
  });

  describe('somebody who owns the tables', () => {
    beforeEach(async () => {
      await office.give(start('P-0'));
      await day();
      await seal(office.db, { nowMs: NOW_MS });
      for (const table of TABLES) await sql.raw(`create table kept_${table} as table ${table}`).execute(office.db);
    });

    const restore = async (): Promise<void> => {
      for (const table of TABLES) {
        await behindTriggers(`delete from ${table}`);
        await behindTriggers(`insert into ${table} overriding system value select * from kept_${table}`);
      }
    };
    const placeOf = async (from: string): Promise<number> => {
      const text = `select s.seq from audit_seal s join ${from} on x.position = s.position order by s.seq limit 1`;
      return Number((await sql.raw<{ seq: number }>(text).execute(office.db)).rows[0]?.seq);
    };
    const codes = (faults: readonly Fault[], seq: number) => faults.filter(fault => fault.seq === seq).map(f => f.code);

    /** One row of each table that a seal covers. */
    const ROWS: Record<Table, { where: string; from: string }> = {
      command: { where: `type = 'correct'`, from: `(select position from command where type = 'correct') x` },
      event: {
        where: `entity_id = 'P-1' and seq = 2`,
        from: `(select c.position from command c join event e on e.command_id = c.id and e.entity_id = 'P-1' and e.seq = 2) x`,
      },
      audit: {
        where: `action = 'advanceProject'`,
        from: `(select position from audit where action = 'advanceProject') x`,
      },
      audit_seal: { where: 'seq = 3', from: '(select position from audit_seal where seq = 3) x' },
      audit_number: { where: 'number = 3', from: '(select position from audit_seal where seq = 3) x' },
    };

    test.each(TABLES)('alters any column of %s, and the place is named', async table => {
      const { where, from } = ROWS[table];
      const seq = await placeOf(from);
      const { rows } = await sql<{ column_name: string; data_type: string }>`select column_name, data_type
        from information_schema.columns where table_schema = 'public' and table_name = ${table}`.execute(office.db);
      expect(rows.length).toBeGreaterThan(1);
      for (const { column_name: column, data_type: type } of rows) {
        await behindTriggers(`update ${table} set ${column} = ${altered({ table, column, type })} where ${where}`);
        const { faults } = await verify();
        expect({ table, column, codes: codes(faults, seq).length > 0 }).toEqual({ table, column, codes: true });
        await restore();
      }
      expect(await verify()).toMatchObject({ total: 0 });
    });

    test.each(TABLES)('deletes a row of %s, and the place is named', async table => {
      const seq = await placeOf(ROWS[table].from);
      await behindTriggers(`delete from ${table} where ${ROWS[table].where}`);
      const { faults } = await verify();
      expect(codes(faults, seq)).not.toEqual([]);
    });

    test.each(['with', 'without'])('puts a row in among old ones %s a number, and it is found', async numbered => {
      await office.give(raise('D-9'));
      await verify(NOW_MS + LATE_MS + MINUTE);
      // Positions are given without gaps here, so one is made where a transaction was given up.
      for (const table of ['audit_number', 'audit_seal', 'command', 'audit']) {
        await behindTriggers(`update ${table} set position = position + 1000`);
      }
      const forged = `insert into audit (position, at, action, outcome, detail)
        values (1, '2026-11-01T00:00:00Z', 'forged', 'done', '{}')`;
      await (numbered === 'with' ? sql.raw(forged).execute(office.db) : behindTriggers(forged));
      const { faults } = await verify(NOW_MS + 3 * LATE_MS);
      expect(faults).toContainEqual(expect.objectContaining({ code: 'inserted', what: 'forged' }));
    });

    test('takes the count back, and it is found', async () => {
      await behindTriggers(`update audit_counter set last = last - 1`);
      expect((await verify()).faults).toMatchObject([{ code: 'numberMissing' }]);
    });

    test('swaps two, and both places are named', async () => {
      const [a, b] = [await placeOf(ROWS.command.from), await placeOf(ROWS.audit.from)];
      await behindTriggers(`update audit_seal set position = -position where seq in (${a}, ${b})`);
      await behindTriggers(`update audit_seal s set position = -o.position from audit_seal o
        where s.seq in (${a}, ${b}) and o.seq in (${a}, ${b}) and o.seq <> s.seq`);
      const { faults } = await verify();
      expect(new Set([...codes(faults, a), ...codes(faults, b)])).toEqual(new Set(['altered']));
      expect([codes(faults, a), codes(faults, b)]).not.toContainEqual([]);
    });

    test('deletes events before they are sealed, and the gap is found', async () => {
      await office.give(correct('P-1', 6_000));
      await behindTriggers(`delete from event where entity_id = 'P-1' and seq = 3`);
      const { faults } = await verify();
      expect(faults).toContainEqual({ code: 'eventsMissing', seq: null, position: null, what: 'project P-1' });
    });

    test('makes the whole chain anew, and the head that was written down tells', async () => {
      const { head } = await verify();
      await behindTriggers(`update audit set actor_id = 'somebody' where action = 'advanceProject'`);
      await behindTriggers(`delete from audit_seal`);
      expect((await verify()).total).toBe(0);
      expect((await verify(NOW_MS, head ?? { seq: 0, hash: '' })).faults).toMatchObject([{ code: 'headUnknown' }]);
    });
  });

  test('leaves as a file that can be verified without us', async () => {
    await day();
    await seal(office.db, { nowMs: NOW_MS });
    await appendAudit(office.db, refusal({ action: 'exportAuditLines', outcome: 'done' }));
    await seal(office.db, { nowMs: NOW_MS + MINUTE });
    const text = await whole(auditJsonLines(exportedAudit(office.db, {})));
    const lines = text.trimEnd().split('\n');
    const { head } = await verify();
    expect(verifyAuditFile(text)).toEqual({
      ...{ entries: lines.length, first: 1, last: lines.length, faults: [] },
      head: `${head?.seq}:${head?.hash}`,
    });
    expect(verifyAuditFile(text.replace('笔误', '核实')).faults).toMatchObject([{ code: 'altered' }]);
    const without = [...lines.slice(0, 2), ...lines.slice(3)].join('\n');
    expect(verifyAuditFile(without).faults).toMatchObject([{ line: 3, code: 'sealMissing' }]);
    expect(verifyAuditFile(`${text}{"seq":1}\nx\n`).faults).toMatchObject([{ code: 'notALine' }, { code: 'notALine' }]);
    // A later stretch begins with the hash before it.
    const later = await whole(auditJsonLines(exportedAudit(office.db, { fromMs: NOW_MS + MINUTE })));
    expect(verifyAuditFile(later)).toMatchObject({ entries: 1, faults: [] });
    const csv = await whole(auditCsv(exportedAudit(office.db, {})));
    expect(csv).toContain('investmentWan');
    expect(csv.split('\r\n').length - 2).toBeGreaterThanOrEqual(lines.length);
  });

  describe('old entries', () => {
    const DAY = 86_400_000;
    const LATER = NOW_MS + 300 * DAY;
    const asOwner: AsOwner = work => work(office.db);
    const record = { actorId: 'admin', origin: { address: null, means: null }, requestId: 'r-9' };

    /** Ten months ago, and yesterday. */
    const months = async (): Promise<void> => {
      await day();
      await seal(office.db, { nowMs: NOW_MS });
      await appendAudit(office.db, refusal({ action: 'young', atMs: LATER - DAY }));
      await seal(office.db, { nowMs: LATER - DAY });
    };
    const stretchOf = async () =>
      (await oldEnough(office.db, { nowMs: LATER, keepDays: 200 })) ?? { firstSeq: 0, lastSeq: 0 };
    const file = async () => whole(archiveLines(office.db, await stretchOf()));
    const put = async (text: string) => {
      const sha256 = createHash('sha256').update(text).digest('hex');
      return putAway(office.db, asOwner, { stretch: await stretchOf(), sha256, nowMs: LATER, record });
    };
    const actions = async () =>
      (await office.db.selectFrom('audit').select('action').orderBy('position').execute()).map(row => row.action);

    test('leave in a file that verifies, commands stay, and the rest and the file go on to verify', async () => {
      await months();
      const text = await file();
      const before = await verify(LATER);
      expect(verifyAuditFile(text)).toMatchObject({ entries: before.entries - 1, first: 1, faults: [] });
      const commands = await office.db.selectFrom('command').select('id').execute();
      expect(await put(text)).toMatchObject({
        firstSeq: 1,
        lastSeq: before.entries - 1,
        taken: 2,
        previous: '0'.repeat(64),
      });
      expect(await actions()).toEqual(['young', 'archiveAudit']);
      expect(await office.db.selectFrom('command').select('id').execute()).toEqual(commands);
      const { head } = before;
      const after = await verifyAudit(office.db, { nowMs: LATER, known: head });
      expect(after).toMatchObject({ entries: before.entries + 1, archived: 2, total: 0 });
      const rest = await whole(auditJsonLines(exportedAudit(office.db, { afterSeq: before.entries - 1 })));
      expect(verifyAuditFile(text + rest)).toMatchObject({ entries: after.entries, faults: [] });
      expect(await oldEnough(office.db, { nowMs: LATER, keepDays: 200 })).toBeNull();
      expect(await archivesOf(office.db)).toHaveLength(1);
      await expect(sql`delete from audit`.execute(office.db)).rejects.toThrow('only appends');
    });

    test('stay when the file is not what stands here, or something is not whole', async () => {
      await months();
      const text = await file();
      expect(await put(text.replace('handler', 'another'))).toMatchObject({ code: 'archiveDiffers' });
      expect(await put(text.trimEnd())).toMatchObject({ code: 'archiveDiffers' });
      await behindTriggers(`update audit set actor_id = 'somebody' where action = 'advanceProject'`);
      expect(await put(await file())).toMatchObject({ code: 'auditNotWhole' });
      expect(await archivesOf(office.db)).toEqual([]);
      expect(await actions()).toEqual(['advanceProject', 'signIn', 'young']);
    });

    test('younger ones are never old enough, and of two at once one puts away', async () => {
      await months();
      expect(await oldEnough(office.db, { nowMs: NOW_MS + 199 * DAY, keepDays: 200 })).toBeNull();
      const text = await file();
      const done = await Promise.all([put(text), put(text)]);
      expect(done.filter(answer => 'taken' in answer)).toHaveLength(1);
    });

    test('a row more or less among what was put away is found, and so is a command', async () => {
      await months();
      await put(await file());
      await behindTriggers(`delete from command where type = 'correct'`);
      const { faults } = await verify(LATER);
      expect(faults).toContainEqual(expect.objectContaining({ code: 'missing', what: 'archiveAudit' }));
    });
  });

  if (isServer) {
    test('a row whose transaction ends while others are sealed waits for nobody', async () => {
      let let_go = (): void => undefined;
      const held = new Promise<void>(resolve => (let_go = resolve));
      const slow = office.db.transaction().execute(async tx => {
        await appendAudit(tx, refusal({ action: 'slow' }));
        await held;
      });
      await day();
      const first = await seal(office.db, { nowMs: NOW_MS });
      expect(first).toBeGreaterThan(4);
      let_go();
      await slow;
      expect(await seal(office.db, { nowMs: NOW_MS + MINUTE })).toBe(1);
      expect((await verify(NOW_MS + 2 * MINUTE)).total).toBe(0);
    });
  }
});

async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}

function altered({ table, column, type }: { table: Table; column: string; type: string }): string {
  // Always generated: even its owner can only ask for the next.
  if (table === 'event' && column === 'position') return 'default';
  if (column === 'hash') return `repeat('a', 64)`;
  if (column === 'outcome') return `'done'`;
  if (type === 'text') return `coalesce(${column}, '') || 'x'`;
  if (type === 'jsonb') return `'{"x": 1}'`;
  if (type.startsWith('timestamp')) return `${column} + interval '1 millisecond'`;
  return `${column} + 1000000`;
}
