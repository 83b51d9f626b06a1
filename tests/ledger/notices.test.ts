import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Envelope } from '../../src/contract/commit.ts';
import { writeNotices, type EntityNotice } from '../../src/ledger/notices.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import {
  at,
  local,
  makeCalendar,
  makeEnvelope,
  makeProblemFacts,
  makeProjectFacts,
  makeSeriesFacts,
  person,
} from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

const NOW_MS = at('2026-11-23 10:00');
const notice = (entityId: string, more: Partial<EntityNotice['notice']> = {}): EntityNotice => ({
  entityKind: 'problem',
  entityId,
  notice: {
    kind: 'problem-overdue',
    slot: '2026-11-23',
    personId: 'handler',
    notBeforeMs: NOW_MS,
    expiresMs: NOW_MS + 86_400_000,
    data: { problem: entityId },
    ...more,
  },
});

describe.each(DATABASES)('mail intents on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const write = (...notices: EntityNotice[]): Promise<void> =>
    office.db.transaction().execute(tx => writeNotices(tx, notices, NOW_MS));

  /** `key → entities of its lines`, in order. */
  const mails = async (): Promise<Record<string, string[]>> => {
    const rows = await office.db
      .selectFrom('mail')
      .leftJoin('mail_item', 'mail_item.mail_id', 'mail.id')
      .select(['dedupe_key', 'entity_id'])
      .orderBy('dedupe_key')
      .orderBy('position')
      .execute();
    const lines: Record<string, string[]> = {};
    for (const { dedupe_key, entity_id } of rows) (lines[dedupe_key] ??= []).push(entity_id ?? '');
    return lines;
  };
  const claim = () => createOutbox({ db: office.db, now: () => NOW_MS }).claim(10, 60_000);
  const assignOverdue = async (code: string): Promise<Envelope<'problem'>> => {
    await office.give(makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts() }));
    await office.give(makeEnvelope('problem', code, { type: 'assign', leadUnit: 'approvals' }));
    const row = office.db.selectFrom('problem').select('due_at').where('code', '=', code);
    const atMs = (await row.executeTakeFirstOrThrow()).due_at?.getTime() ?? 0;
    return makeEnvelope('problem', code, { type: 'overdue', slot: `overdue:${atMs}` }, { atMs, via: 'clock' });
  };

  test('what is to leave while the office works is marked so; what somebody waits for, and what was begun at night, is not', async () => {
    const written = async (nowMs: number, ...notices: EntityNotice[]): Promise<Record<string, boolean>> => {
      await office.db.transaction().execute(tx => writeNotices(tx, notices, nowMs, makeCalendar()));
      const rows = await office.db.selectFrom('mail').select(['kind', 'in_office_hours']).execute();
      return Object.fromEntries(rows.map(row => [row.kind, row.in_office_hours]));
    };
    const atNight = at('2026-11-23 23:00');
    expect(
      await written(
        NOW_MS,
        notice('P-1'),
        notice('M-1', { kind: 'meeting-change' }),
        notice('handler', { kind: 'account' }),
        notice('P-2', { kind: 'plan-warning', notBeforeMs: atNight, expiresMs: atNight + 86_400_000 }),
      ),
    ).toEqual({ 'problem-overdue': true, 'meeting-change': false, account: false, 'plan-warning': false });
    // Asked for at night: whoever does so wants it to leave.
    expect(await written(atNight, notice('M-1', { kind: 'meeting-reminder' }))).toMatchObject({
      'meeting-reminder': false,
    });
  });

  test('lines of one kind, slot and person gather in one mail', async () => {
    await write(notice('P-1'), notice('P-2'), notice('P-3', { personId: 'clerk' }));
    await write(notice('P-4'), notice('P-5', { slot: '2026-11-24' }));
    expect(await mails()).toEqual({
      'problem-overdue:2026-11-23:clerk': ['P-3'],
      'problem-overdue:2026-11-23:handler': ['P-1', 'P-2', 'P-4'],
      'problem-overdue:2026-11-24:handler': ['P-5'],
    });
  });

  test('two lines about one entity on one day are both kept', async () => {
    await write(notice('A-1', { data: { stage: 'landing' } }));
    await write(notice('A-1', { data: { stage: 'groundbreaking' } }), notice('A-1', { data: { stage: 'completion' } }));
    expect(await mails()).toEqual({ 'problem-overdue:2026-11-23:handler': ['A-1', 'A-1', 'A-1'] });
  });

  test('a line that comes when its mail is rendered goes into part 2, the next ones too', async () => {
    await write(notice('P-1'));
    await office.db.updateTable('mail').set({ subject: 's' }).execute();
    await write(notice('P-2'));
    await write(notice('P-3'), notice('P-4'));
    expect(await mails()).toEqual({
      'problem-overdue:2026-11-23:handler': ['P-1'],
      'problem-overdue:2026-11-23:handler:2': ['P-2', 'P-3', 'P-4'],
    });
    await office.db.updateTable('mail').set({ subject: 's' }).execute();
    await write(notice('P-5'));
    expect((await mails())['problem-overdue:2026-11-23:handler:3']).toEqual(['P-5']);
  });

  test('a mail that the sender has claimed takes no more lines, although it is not rendered yet', async () => {
    await write(notice('P-1'));
    expect((await claim()).mails).toHaveLength(1);
    await write(notice('P-2'));
    expect(await mails()).toEqual({
      'problem-overdue:2026-11-23:handler': ['P-1'],
      'problem-overdue:2026-11-23:handler:2': ['P-2'],
    });
  });

  test('somebody without an address, and somebody who has left, are shown as failed mails', async () => {
    await office.give(person('clerk', 'approvals', { active: false }));
    await write(notice('P-1', { personId: 'offline' }), notice('P-1', { personId: 'clerk' }), notice('P-1'));
    const rows = await office.db
      .selectFrom('mail')
      .select(['person_id', 'state', 'last_reply', 'to_address'])
      .orderBy('person_id')
      .execute();
    const failed = { state: 'failed', last_reply: '没有邮箱地址 / no mail address', to_address: '' };
    expect(rows).toEqual([
      { person_id: 'clerk', ...failed },
      { person_id: 'handler', state: 'pending', last_reply: null, to_address: 'handler@example.org' },
      { person_id: 'offline', ...failed },
    ]);
    expect((await claim()).mails.map(({ personId }) => personId)).toEqual(['handler']);
  });

  test('carry the instants of their notice', async () => {
    await write(notice('P-1'));
    const row = await office.db.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect([row.not_before?.getTime(), row.expires_at?.getTime(), row.created_at.getTime()]).toEqual([
      NOW_MS,
      NOW_MS + 86_400_000,
      NOW_MS,
    ]);
    expect(row).toMatchObject({ policy: 'resend', attempts: 0, doubts: 0, subject: null, to_name: 'handler' });
  });

  test('of two problems whose limits pass on one evening a person gets one mail, the offices too', async () => {
    const [first, second] = [await assignOverdue('P-1'), await assignOverdue('P-2')];
    expect(await office.give(first)).toMatchObject({ ok: true, notices: 2 });
    expect(await office.give(second)).toMatchObject({ ok: true, notices: 2 });
    expect(await mails()).toEqual({
      // That they were assigned to him, the week before.
      'problem-notice:2026-11-23:clerk': ['P-1', 'P-2'],
      'problem-overdue:2026-12-03:inspector': ['P-1', 'P-2'],
      'problem-paper:2026-12-03/yellow:clerk': ['P-1', 'P-2'],
    });
  });

  test('of one command are written once, however often it is given', async () => {
    const overdue = await assignOverdue('P-1');
    await office.give(overdue);
    expect(await office.give(overdue)).toMatchObject({ ok: true, replayed: true, notices: 0 });
    expect((await mails())['problem-paper:2026-12-03/yellow:clerk']).toEqual(['P-1']);
  });

  test('an overdue problem nobody is assigned to reaches the coordinators', async () => {
    const raised = await office.give(makeEnvelope('problem', 'P-1', { type: 'raise', facts: makeProblemFacts() }));
    const { slot, atMs } = raised.view?.next ?? { slot: '', atMs: 0 };
    await office.give(makeEnvelope('problem', 'P-1', { type: 'overdue', slot }, { atMs, via: 'clock' }));
    expect(Object.keys(await mails())).toEqual([
      'problem-overdue:2026-11-24:coordinator',
      'problem-overdue:2026-11-24:inspector',
      // The office that should have assigned it has no head here: a leader hears of it.
      'problem-overdue:2026-11-24:leader',
    ]);
  });

  test('a head nobody can write to is shown as not reached, and the coordinators hear instead', async () => {
    const head = { roles: ['departmentHead'], address: null };
    await office.db.updateTable('person').set(head).where('id', '=', 'clerk').execute();
    await office.give(await assignOverdue('P-1'));
    const papers = await office.db.selectFrom('mail').where('kind', '=', 'problem-paper').selectAll().execute();
    expect(papers.map(({ person_id, state }) => `${person_id} ${state}`).sort()).toEqual([
      'clerk failed',
      'coordinator pending',
    ]);
  });

  describe('warnings of a plan', () => {
    const warnOf = async (code: string, facts: object): Promise<string[]> => {
      const plans = { signing: '2026-12-30' };
      const start = makeEnvelope('project', code, {
        type: 'start',
        facts: makeProjectFacts({ name: code, ...facts }),
        stage: 'lead',
        plans,
      });
      const { view } = await office.give(start);
      const { slot, atMs } = view?.next ?? { slot: '', atMs: 0 };
      expect(local(atMs)).toBe('2026-11-30 09:00');
      await office.give(makeEnvelope('project', code, { type: 'warn', slot }, { atMs, via: 'clock' }));
      return Object.keys(await mails()).map(key => key.split(':')[2] ?? '');
    };

    test("go to the county's reporters and the team", async () => {
      expect(await warnOf('A-1', { county: '鲤城区', teamUnitId: 'team-1' })).toEqual(['inspector', 'reporter']);
    });

    test('go to the coordinators when there is nobody else', async () => {
      expect(await warnOf('A-1', { county: '南安市' })).toEqual(['coordinator']);
      expect(await warnOf('A-2', { county: null })).toEqual(['coordinator']);
    });
  });

  test('a meeting is one reminder for each attendee', async () => {
    await office.give(makeEnvelope('series', 'weekly', { type: 'define', facts: makeSeriesFacts() }));
    await office.give(makeEnvelope('meeting', 'weekly/2026-11-30', { type: 'open' }));
    await office.give(person('reporter', 'licheng', { active: false, roles: ['countyReporter'] }));
    const reminded = await office.give(makeEnvelope('meeting', 'weekly/2026-11-30', { type: 'remindNow' }));
    expect(reminded).toMatchObject({ ok: true, notices: 1 });
    expect(await mails()).toEqual({ 'meeting-reminder:weekly/2026-11-30/reminder:handler': ['weekly/2026-11-30'] });
  });
});
