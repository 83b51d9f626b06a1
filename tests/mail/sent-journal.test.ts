import { appendFile, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deliverRound, type RoundReport } from '../../src/mail/deliver.ts';
import { withJournal } from '../../src/mail/journalled-outbox.ts';
import { openSentJournal, type SentJournal } from '../../src/mail/sent-journal.ts';
import { ScriptedSender } from '../workflows/support/mails.ts';
import { message, renderPlain } from './support/fixtures.ts';
import { MemoryOutbox } from './support/memory-outbox.ts';

const START = Date.parse('2026-01-05T01:00:00Z');
const DAY = 86_400_000;
let folder: string;
let clock: number;
let lost: unknown[];
const opened: SentJournal[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sent-'));
  clock = START;
  lost = [];
});
afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close().catch(() => undefined);
  await rm(folder, { recursive: true });
});

async function open(): Promise<SentJournal> {
  const journal = await openSentJournal(folder, { nowMs: clock, onLost: error => lost.push(error) });
  opened.push(journal);
  return journal;
}

describe('the journal of sent mails', () => {
  test('is read again by the next process, and by others of the same folder', async () => {
    const handover = { key: 'a:2026-01-05:p', mailId: 'm1', atMs: START };
    await (await open()).add([handover]);
    await (await open()).add([{ ...handover, key: 'b' }]);
    const third = await open();
    expect(third.find('a:2026-01-05:p')).toEqual(handover);
    expect(third.find('b')).toMatchObject({ mailId: 'm1' });
    expect(third.find('c')).toBeNull();
  });

  test('half a line of a process that died hides none of the whole ones', async () => {
    await (await open()).add([{ key: 'whole', mailId: 'm1', atMs: START }]);
    const [name = ''] = await readdir(folder);
    await appendFile(join(folder, name), '{"key":"half","mai');
    const next = await open();
    await next.add([{ key: 'later', mailId: 'm2', atMs: START }]);
    const last = await open();
    expect([last.find('whole')?.mailId, last.find('half'), last.find('later')?.mailId]).toEqual(['m1', null, 'm2']);
  });

  test('files of a hundred days ago are taken away, and files of others are left alone', async () => {
    await (await open()).add([{ key: 'old', mailId: 'm1', atMs: START }]);
    await writeFile(join(folder, 'notes.txt'), 'ours');
    const [name = ''] = (await readdir(folder)).filter(each => each.startsWith('sent-'));
    for (const each of [name, 'notes.txt']) await utimes(join(folder, each), START / 1_000, START / 1_000);
    clock = START + 101 * DAY;
    expect((await open()).find('old')).toBeNull();
    const left = await readdir(folder);
    expect(left).not.toContain(name);
    expect(left).toContain('notes.txt');
  });

  test('a folder that is none is named, and nothing starts', async () => {
    const file = join(folder, 'taken');
    await writeFile(file, '');
    await expect(openSentJournal(file, { nowMs: clock, onLost: () => undefined })).rejects.toThrow(
      `发送日志无法读写 / the journal of sent mails cannot be read or written: ${file}`,
    );
  });

  test('a disk that takes nothing more is told, and the mail is not called back', async () => {
    const journal = await open();
    await journal.close();
    await journal.add([{ key: 'a', mailId: 'm1', atMs: START }]);
    expect(lost).toHaveLength(1);
    expect(journal.find('a')).toMatchObject({ mailId: 'm1' });
  });
});

describe('an outbox with the journal', () => {
  let outbox: MemoryOutbox;
  let sender: ScriptedSender;
  beforeEach(() => {
    outbox = new MemoryOutbox(() => clock);
    sender = new ScriptedSender();
  });

  async function round(): Promise<RoundReport> {
    const journalled = withJournal(outbox, await open(), () => clock);
    return deliverRound(
      { outbox: journalled, smtp: sender, render: renderPlain, now: () => clock },
      { limit: 100, leaseMs: 60_000 },
    );
  }

  test('writes down what has left, and nothing else', async () => {
    outbox.add({ id: 'good' });
    outbox.add({ id: 'refused' });
    sender.script = id => (id === 'refused' ? { kind: 'failed', reply: '550 no' } : undefined);
    await round();
    const journal = await open();
    expect(journal.find('good')).toEqual({ key: 'good', mailId: 'good', atMs: clock });
    expect(journal.find('refused')).toBeNull();
  });

  test('a ledger that was restored from before does not send again what had been stored', async () => {
    const row = outbox.add({ id: 'a', stored: message('a') });
    const before = { ...row };
    await round();
    Object.assign(row, before);
    expect(await round()).toMatchObject({ sent: 0, unknown: 0 });
    expect(sender.copies).toEqual(['a']);
    expect(row).toMatchObject({ state: 'sent', reply: expect.stringContaining('2026-01-05T01:00:00.000Z') });
  });

  test('what was decided anew for the same occasion, or was not written yet, waits for a person', async () => {
    outbox.add({ id: 'a', key: 'reminder:2026-01-05:p' });
    const row = outbox.add({ id: 'unwritten' });
    await round();
    Object.assign(row, { state: 'pending', stored: null });
    const anew = outbox.add({ id: 'b', key: 'reminder:2026-01-05:p', stored: message('b') });
    const other = outbox.add({ id: 'c', key: 'reminder:2026-01-12:p' });
    expect(await round()).toMatchObject({ sent: 1, unknown: 2 });
    expect([row.state, anew.state, other.state]).toEqual(['unknown', 'unknown', 'sent']);
    expect(sender.copies).toEqual(['a', 'unwritten', 'c']);
  });

  test('a process that died between the server’s answer and the ledger leaves no second copy', async () => {
    const row = outbox.add({ id: 'a' });
    outbox.before = call => {
      if (call === 'settle') throw new Error('the ledger is away');
    };
    await expect(round()).rejects.toThrow('the ledger is away');
    expect(row.state).toBe('committing');
    outbox.before = () => undefined;
    clock += 61_000;
    await round();
    expect(sender.copies).toEqual(['a']);
    expect(row.state).toBe('sent');
  });

  test('what a person sends again is another handover', async () => {
    const row = outbox.add({ id: 'a' });
    await round();
    Object.assign(row, { state: 'pending', key: 'a@2026-01-05T02:00:00.000Z' });
    expect(await round()).toMatchObject({ sent: 1 });
    expect(sender.copies).toEqual(['a', 'a']);
  });
});
