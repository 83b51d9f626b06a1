import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMailbox, type Mailbox } from '../../src/embedded/mailbox/index.ts';
import { SmtpPool } from '../../src/mail/smtp.ts';
import { FROM, mailTo, message, willing } from '../mail/support/fixtures.ts';

let dir: string;
let mailbox: Mailbox;
let pool: SmtpPool;

const start = async (maxBytes?: number): Promise<void> => {
  mailbox = await startMailbox({ dir, port: 0, ...(maxBytes === undefined ? {} : { maxBytes }) });
  pool = new SmtpPool({
    server: { host: '127.0.0.1', port: mailbox.port, security: 'offered', auth: null },
    from: FROM,
  });
};
const stop = async (): Promise<void> => {
  await pool.close();
  await mailbox.stop();
};

beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'mailbox-')), 'letters');
  await start();
});
afterEach(async () => {
  await stop();
  await rm(join(dir, '..'), { recursive: true, force: true });
});

describe('the development mailbox', () => {
  test('keeps a letter as it came: envelope, both parts, the invitation', async () => {
    expect(await pool.send(mailTo('a'), willing)).toMatchObject({
      kind: 'sent',
      reply: expect.stringContaining('kept as'),
    });
    const { items, total, next } = await mailbox.list(10);
    expect({ total, next }).toEqual({ total: 1, next: null });
    expect(items[0]).toMatchObject({
      envelope: { from: 'dispatch@example.cn', to: ['a@example.cn'] },
      subject: '周调度会议提醒',
      messageId: '<a@example.cn>',
    });
    const letter = await mailbox.read(items[0]?.id ?? '');
    expect(letter?.raw.length).toBe(items[0]?.bytes);
    expect(letter?.parsed).toMatchObject({ from: '周调度 <dispatch@example.cn>', to: ['张三 <a@example.cn>'] });
    expect(letter?.parsed.html).toContain('请于周一参会');
    expect(letter?.parsed.text).toContain('请于周一参会');
    const calendar = letter?.parsed.attachments.find(({ contentType }) => contentType === 'text/calendar');
    expect(calendar).toMatchObject({ method: 'REQUEST' });
    expect(letter?.parsed.attachments.map(({ fileName }) => fileName)).toContain('invite.ics');
  });

  test('lists page by page, newest first, while letters arrive', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await pool.send(mailTo(id), willing);
    const first = await mailbox.list(2);
    await pool.send(mailTo('f'), willing);
    const second = await mailbox.list(2, first.next);
    const third = await mailbox.list(2, second.next);
    const to = [first, second, third].map(page => page.items.map(letter => letter.envelope.to[0]?.[0]).join(''));
    expect(to).toEqual(['ed', 'cb', 'a']);
    expect(third.next).toBeNull();
  });

  test('has every letter it answered 250 to after a restart, and no half-written one', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => pool.send(mailTo(`m${index}`), willing)));
    await stop();
    await writeFile(join(dir, '00000000000001-00000000.part'), 'half a letter');
    await writeFile(join(dir, 'notes.txt'), 'not a letter');
    await start();
    expect(await mailbox.list(100)).toMatchObject({ total: 30 });
    expect((await readdir(dir)).filter(name => name.endsWith('.part'))).toEqual([]);
    await pool.send(mailTo('later'), willing);
    expect((await mailbox.list(1)).items[0]?.envelope.to).toEqual(['later@example.cn']);
  });

  test('refuses what is too large and keeps nothing of it', async () => {
    await stop();
    await start(2_000);
    const large = { ...mailTo('a'), message: { ...message('a'), html: 'x'.repeat(5_000) } };
    expect(await pool.send(large, willing)).toMatchObject({ kind: 'failed' });
    expect(await mailbox.list(10)).toMatchObject({ total: 0 });
  });

  test('says later when the folder is gone, so that the sender keeps the mail', async () => {
    await rm(dir, { recursive: true });
    expect(await pool.send(mailTo('a'), willing)).toMatchObject({ kind: 'retry', cause: 'reply' });
  });

  test('shows what is no proper message as text', async () => {
    await sendBytes(mailbox.port, '\u0001 no headers at all');
    const { items } = await mailbox.list(1);
    expect(await mailbox.read(items[0]?.id ?? '')).toMatchObject({
      envelope: { to: ['a@example.cn'] },
      parsed: { attachments: [] },
    });
  });

  test('listens on this machine only and names a port that is taken', async () => {
    await expect(startMailbox({ dir, port: mailbox.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test.each(['', '..', '../../etc/passwd', '00000000000001-00000000', 'x.eml'])('there is no letter %j', async id => {
    expect(await mailbox.read(id)).toBeNull();
  });
});

/** A session by hand, for bytes no library would send. */
async function sendBytes(port: number, body: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const steps = ['EHLO x', 'MAIL FROM:<x@example.cn>', 'RCPT TO:<a@example.cn>', 'DATA', `${body}\r\n.`, 'QUIT'];
  socket.on('data', chunk => {
    // one step per finished reply: a line with a space after its code
    if (/^\d{3} .*\r\n$/m.test(String(chunk))) socket.write(`${steps.shift() ?? 'NOOP'}\r\n`);
  });
  await new Promise<void>((resolve, reject) => socket.on('close', () => resolve()).on('error', reject));
}
