import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createMailActivities } from '../../src/activities/mail.ts';
import type { CommandGateway } from '../../src/contract/ports.ts';
import { packBody } from '../../src/ledger/mail-bodies.ts';
import { putAwayFiles, storeFiles } from '../../src/ledger/mail-files.ts';
import { DEFAULT_FILES } from '../../src/domain/files.ts';
import { at, makeCalendar, makeEnvelope } from '../support/make.ts';
import { putMails, ScriptedSender } from '../workflows/support/mails.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

const LONG_AGO = at('2026-01-05 09:00');
const NOW_MS = at('2026-11-23 10:00');
const DAY_MS = 86_400_000;

describe.each(DATABASES)('files of mails of long ago, on $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterAll(() => databases?.stop());

  const fileOf = (words: string) => {
    const content = Buffer.from(words);
    return { name: `${words}.docx`, type: 'x', sha256: createHash('sha256').update(content).digest('hex'), content };
  };
  /** A mail that has been written, with what goes with it. */
  async function written(id: string, state: string, more: { words?: string; expiresMs?: number } = {}): Promise<void> {
    const { words = id, expiresMs = null } = more;
    await putMails(office.db, [{ id }], LONG_AGO);
    const body = packBody({ html: id, text: id, ics: null, files: [fileOf(words)] });
    await office.db
      .updateTable('mail')
      .set({ state, body, subject: id, expires_at: expiresMs === null ? null : new Date(expiresMs) })
      .where('id', '=', id)
      .execute();
    await storeFiles(office.db, [fileOf(words)], LONG_AGO);
  }
  const kept = async (): Promise<string[]> =>
    (await office.db.selectFrom('mail_file').select('content').execute())
      .map(({ content }) => Buffer.from(content).toString())
      .sort();
  const putAway = (keepDays = 200, nowMs = NOW_MS) => putAwayFiles(office.db, { nowMs, keepDays });

  test('are taken out when nothing with them may leave any more, and what was said stays', async () => {
    await written('sent', 'sent');
    await written('late', 'expired');
    await written('refused', 'failed', { expiresMs: NOW_MS - DAY_MS });
    for (const state of ['pending', 'retry', 'held', 'sending', 'committing', 'failed', 'bounced', 'unknown']) {
      await written(state, state);
    }
    await written('again', 'failed', { expiresMs: NOW_MS + DAY_MS });
    expect(await putAway()).toBe(3);
    expect(await kept()).toEqual([
      ...['again', 'bounced', 'committing', 'failed', 'held', 'pending', 'retry', 'sending', 'unknown'],
    ]);
    expect(await putAway()).toBe(0);
    const { body, subject } = await office.db
      .selectFrom('mail')
      .selectAll()
      .where('id', '=', 'sent')
      .executeTakeFirstOrThrow();
    expect([subject, body?.length]).toEqual(['sent', expect.any(Number)]);
  });

  test('stay while one mail of many with them may leave, and as long as the last of them was written', async () => {
    await written('one', 'sent', { words: 'ledger' });
    await written('two', 'held', { words: 'ledger' });
    await written('three', 'sent', { words: 'minutes' });
    await storeFiles(office.db, [fileOf('minutes')], NOW_MS - 100 * DAY_MS);
    expect(await putAway()).toBe(0);
    expect(await putAway(99)).toBe(1);
    expect(await kept()).toEqual(['ledger']);
  });

  test('are kept for the days of the settings, and the second run of a day finds nothing', async () => {
    await written('sent', 'sent');
    const [set] = await office.ledger.commit([
      makeEnvelope(
        'setting',
        'files',
        { type: 'set', value: { ...DEFAULT_FILES, mailDays: 400 }, validFrom: '2026-11-23', reason: '试验' },
        { atMs: NOW_MS },
      ),
    ]);
    expect(set).toMatchObject({ ok: true });
    const { clock, table } = makeCalendar();
    const run = (nowMs: number) =>
      createMailActivities({
        ...{ db: office.db, gateway: {} as CommandGateway, clock, table, sender: new ScriptedSender() },
        ...{ mode: 'live', now: () => nowMs, publicUrl: 'https://d.example' },
      }).putAwayMailFiles();
    expect(await run(NOW_MS)).toEqual({ files: 0 });
    expect(await run(NOW_MS + 100 * DAY_MS)).toEqual({ files: 1 });
    expect(await run(NOW_MS + 100 * DAY_MS)).toEqual({ files: 0 });
  });
});
