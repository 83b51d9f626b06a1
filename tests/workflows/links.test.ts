import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildApp } from '../../src/api/app.ts';
import { startMailbox, type Mailbox } from '../../src/embedded/mailbox/index.ts';
import { freePort } from '../../src/embedded/ports.ts';
import { openDiskStore } from '../../src/files/disk-store.ts';
import { SmtpPool } from '../../src/mail/smtp.ts';
import { mailboxReader } from '../../src/processes/mailbox-reader.ts';
import { HANDLER, NO_PREVIEW, makeProblemFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { openOffice, type Office } from './support/office.ts';

// A mail that really left over SMTP, read in the development mailbox, and its link followed over HTTP by somebody without an account.

let server: TestServer;
let office: Office;
let mailbox: Mailbox;
let pool: SmtpPool;
let app: FastifyInstance;
let folder: string;
let origin: string;
beforeAll(async () => {
  server = await startTimeSkipping();
  folder = await mkdtemp(join(tmpdir(), 'links-'));
  mailbox = await startMailbox({ dir: join(folder, 'letters'), port: 0 });
  pool = new SmtpPool({
    server: { host: '127.0.0.1', port: mailbox.port, security: 'off', auth: null },
    from: { name: '周调度', address: 'dispatch@city.example', domain: 'city.example' },
  });
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  office = await openOffice(server, { sender: pool, publicUrl: origin });
  const { db, ledger, gateway, recovery, schedules, calendar, now } = office;
  app = await buildApp({
    ...{
      db,
      ledger,
      gateway,
      recovery,
      schedules,
      calendar,
      now,
      publicUrl: origin,
      ...NO_PREVIEW,
      readiness: {},
      version: '0',
    },
    ...{
      files: await openDiskStore(join(folder, 'files')),
      mailbox: mailboxReader(mailbox),
      accountsKey: Buffer.alloc(32),
    },
  });
  await app.listen({ host: '127.0.0.1', port: port ?? 0 });
});
afterAll(async () => {
  await app?.close();
  await office?.close();
  await pool?.close();
  await mailbox?.stop();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function page(url: string, form?: Record<string, string>) {
  const response = await fetch(url, form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) });
  return {
    status: response.status,
    text: await response.text(),
    replayed: response.headers.get('idempotent-replayed'),
  };
}

/** The hidden fields of a form, as a browser sends them back. */
const hidden = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

/** The addresses of links in the letters somebody got, the newest first, each under its word. */
async function linksIn(address: string): Promise<{ word: string; url: string }[]> {
  const { items } = await mailbox.list(50);
  const mine = items.filter(({ envelope }) => envelope.to.includes(address));
  const texts = await Promise.all(mine.map(async ({ id }) => (await mailbox.read(id))?.parsed.text ?? ''));
  return texts.flatMap(text =>
    [...text.matchAll(/^ *(\S+)：(https?:\S+\/l\/\S+)$/gm)].map(([, word = '', url = '']) => ({ word, url })),
  );
}

async function limitOf(code: string): Promise<number> {
  const problem = await office.db.selectFrom('problem').select('due_at').where('code', '=', code).executeTakeFirst();
  return problem?.due_at?.getTime() ?? 0;
}

describe('a link of an overdue notice', () => {
  test('is found in the letter, opened twice, pressed, and shows afterwards what was done', async () => {
    await office.rig.run(async () => {
      await office.give('problem', 'W-1', { type: 'raise', facts: makeProblemFacts() });
      await office.give('problem', 'W-1', { type: 'assign', leadUnit: 'land', handler: 'handler' });
      await office.skipTo((await limitOf('W-1')) + 3_600_000);
      // It passes with the close of its day, and is told when the office opens again.
      const opens = await until('it is written', async () => {
        const { db } = office;
        const waiting = db
          .selectFrom('mail')
          .select('not_before')
          .where('state', '=', 'pending')
          .orderBy('not_before', 'desc');
        return (await waiting.executeTakeFirst())?.not_before;
      });
      await office.skipTo(opens.getTime() + 60_000);
      await office.quiet();

      const found = await linksIn('handler@example.org');
      expect(found.slice(0, 2).map(({ word }) => word)).toEqual(['签收', '答复']);
      const link = found.find(({ word }) => word === '答复');
      expect(await linksIn('inspector@example.org')).toEqual([]);
      const url = link?.url ?? '';
      expect(url.startsWith(`${origin}/l/`)).toBe(true);

      const before = await office.events('problem', 'W-1');
      const [first, second] = [await page(url), await page(url)];
      expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
      expect(first.text).toContain('W-1 用地指标未落实');
      expect(first.text).toContain('（已超期）');
      expect(await office.events('problem', 'W-1')).toEqual(before);

      // What the rules refuse stays on the page, and the same link does it afterwards.
      const today = await office.today();
      const past = await page(url, { ...hidden(first.text), text: '指标已报省厅，等待批复', nextOn: today });
      expect([past.status, past.text]).toEqual([422, expect.stringContaining('须晚于今天')]);
      expect(await office.events('problem', 'W-1')).toEqual(before);
      const nextOn = office.calendar.clock.toLocal((await office.nowMs()) + 5 * 86_400_000).date;
      const form = { ...hidden(first.text), text: '指标已报省厅，等待批复', nextOn };
      const done = await page(url, form);
      expect([done.status, done.replayed]).toEqual([200, null]);
      expect(done.text).toContain('答复已提交');
      expect(await office.events('problem', 'W-1')).toEqual([...before, 'answered']);
      expect(await office.gateway.waitingFor('problem', 'W-1')).toMatchObject({ status: 'handling' });

      const again = await page(url, { ...form, text: '改口' });
      expect([again.status, again.replayed]).toEqual([200, 'true']);
      expect(again.text).toContain('指标已报省厅，等待批复');
      expect((await page(url)).text).toContain('此链接已经用过');
      expect(await office.events('problem', 'W-1')).toEqual([...before, 'answered']);

      await office.give('problem', 'W-1', { type: 'withdraw', reason: '重复' }, { actor: HANDLER });
      // What was done stays shown, whatever became of the problem.
      expect((await page(url)).text).toContain('指标已报省厅，等待批复');
      await server.client.workflow.getHandle('problem/W-1').result();
    });
  });
});
