import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { deliverRound, type DeliverDeps, type RoundReport } from '../../src/mail/deliver.ts';
import { createSink } from '../../src/mail/sender.ts';
import type { SmtpPool } from '../../src/mail/smtp.ts';
import { FROM, poolOn, renderPlain } from './support/fixtures.ts';
import { MemoryOutbox } from './support/memory-outbox.ts';
import { ScriptedServer, type Script } from './support/scripted-server.ts';

const START = Date.parse('2026-01-05T01:00:00Z');
const MINUTE = 60_000;
let clock: number;
let outbox: MemoryOutbox;
const cleanUp: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  clock = START;
  outbox = new MemoryOutbox(() => clock);
});

afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

async function serverWith(script?: Script): Promise<ScriptedServer> {
  const server = await new ScriptedServer(script).start();
  cleanUp.push(() => server.stop());
  return server;
}

function pool(server: ScriptedServer, connections = 5): SmtpPool {
  const made = poolOn(server, { connections });
  cleanUp.push(() => made.close());
  return made;
}

const round = (deps: Partial<DeliverDeps> & Pick<DeliverDeps, 'smtp'>, limit = 1_000): Promise<RoundReport> =>
  deliverRound({ outbox, render: renderPlain, now: () => clock, ...deps }, { limit });

describe('a round', () => {
  test('delivers 200 mails on 5 connections, each exactly once, in few statements', async () => {
    const server = await serverWith();
    for (let index = 0; index < 200; index += 1) outbox.add({ id: `m${index}` });
    const report = await round({ smtp: pool(server) });
    expect(report).toMatchObject({ sent: 200, retry: 0, failed: 0, unknown: 0, nextDueMs: null, stopped: null });
    expect(server.received.map(mail => mail.to[0]).sort()).toEqual(outbox.rows.map(row => row.toAddress).sort());
    expect(server.connections).toBe(5);
    expect([...outbox.log.values()].every(states => states.join() === 'sending,committing,sent')).toBe(true);
    expect(outbox.calls).toMatchObject({ claim: 5, storeRendered: 4 });
    expect(outbox.calls.markCommitting + outbox.calls.settle).toBeLessThan(200);
  });

  test('with nothing to do does nothing, and run again sends nothing again', async () => {
    const server = await serverWith();
    const smtp = pool(server);
    expect(await round({ smtp })).toMatchObject({ sent: 0, nextDueMs: null });
    outbox.add({ id: 'a' });
    await round({ smtp });
    expect(await round({ smtp })).toMatchObject({ sent: 0 });
    expect(server.received).toHaveLength(1);
  });

  test('two at the same time share the work', async () => {
    const server = await serverWith();
    for (let index = 0; index < 60; index += 1) outbox.add({ id: `m${index}` });
    const reports = await Promise.all([round({ smtp: pool(server, 2) }), round({ smtp: pool(server, 2) })]);
    expect(reports.reduce((sum, report) => sum + report.sent, 0)).toBe(60);
    expect(new Set(server.received.map(mail => mail.to[0])).size).toBe(60);
    expect(server.received).toHaveLength(60);
  });

  test('stores a message once and sends what is stored: Message-ID, Date and bytes are those of the first try', async () => {
    const server = await serverWith((step, _to, nth) => (step === 'dot' && nth === 1 ? 'drop' : 'go on'));
    const smtp = pool(server);
    outbox.add({ id: 'a' });
    expect(await round({ smtp })).toMatchObject({ retry: 1, nextDueMs: START + MINUTE });
    clock += MINUTE;
    const render = (): Promise<never> => Promise.reject(new Error('rendered twice'));
    expect(await round({ smtp, render })).toMatchObject({ sent: 1 });
    const copies = server.copiesTo('a@example.cn');
    expect(copies).toHaveLength(2);
    expect(copies[0]?.raw).toBe(copies[1]?.raw);
    expect(copies[0]?.raw).toContain('Message-ID: <a@example.cn>');
    expect(copies[0]?.raw).toContain('Date: Mon, 05 Jan 2026 01:00:00 +0000');
  });

  test('writes mails that a mail program can open: text, HTML, calendar and the invitation file', async () => {
    const server = await serverWith();
    outbox.add({ id: 'a', toName: '张三\r\nBcc: b@example.cn' });
    await round({ smtp: pool(server) });
    const raw = server.received[0]?.raw ?? '';
    const mail = await PostalMime.parse(raw);
    expect(mail).toMatchObject({
      subject: 's',
      html: expect.stringContaining('<p>a</p>'),
      text: expect.stringContaining('a'),
    });
    expect(mail.to).toEqual([{ name: '张三 Bcc: b@example.cn', address: 'a@example.cn' }]);
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.find(header => header.key === 'auto-submitted')?.value).toBe('auto-generated');
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8;\s+method=REQUEST/);
    expect(mail.attachments.map(file => file.filename)).toContain('invite.ics');
  });
});

describe('what a server may answer', () => {
  test('451 first, then 250: tried again after a minute, delivered once', async () => {
    const server = await serverWith((step, _to, nth) =>
      step === 'rcpt' && nth === 1 ? '451 4.7.1 greylisted' : 'go on',
    );
    const smtp = pool(server);
    outbox.add({ id: 'a' });
    expect(await round({ smtp })).toMatchObject({ retry: 1, nextDueMs: START + MINUTE });
    expect(await round({ smtp })).toMatchObject({ sent: 0, retry: 0 });
    clock += MINUTE;
    expect(await round({ smtp })).toMatchObject({ sent: 1, nextDueMs: null });
    expect(outbox.of('a')).toMatchObject({ state: 'sent', attempts: 2, reply: expect.stringContaining('250') });
  });

  test('451 until the slot has passed: expired, never late', async () => {
    const server = await serverWith(step => (step === 'rcpt' ? '451 later' : 'go on'));
    outbox.add({ id: 'a', expiresAt: START + 10 * MINUTE });
    const smtp = pool(server);
    for (const wait of [0, 1, 5]) {
      clock += wait * MINUTE;
      await round({ smtp });
    }
    expect(outbox.of('a')).toMatchObject({ state: 'expired', attempts: 3, reply: '451 later' });
    expect(server.reached.filter(step => step.startsWith('rcpt'))).toHaveLength(3);
  });

  test('a mail whose slot has passed before it was tried is expired', async () => {
    const server = await serverWith();
    outbox.add({ id: 'a', expiresAt: START });
    expect(await round({ smtp: pool(server) })).toMatchObject({ expired: 1, sent: 0 });
  });

  test('550: failed at once, the others are not held up', async () => {
    const server = await serverWith((step, to) =>
      step === 'rcpt' && to.startsWith('gone') ? '550 no such user' : 'go on',
    );
    outbox.add({ id: 'gone' });
    outbox.add({ id: 'a' });
    expect(await round({ smtp: pool(server) })).toMatchObject({ sent: 1, failed: 1, nextDueMs: null });
    expect(outbox.of('gone')).toMatchObject({ state: 'failed', reply: '550 no such user' });
  });

  test('silence after the final dot: a reminder goes once more at most, a letter waits for a person', async () => {
    const server = await serverWith(step => (step === 'dot' ? 'drop' : 'go on'));
    const smtp = pool(server);
    outbox.add({ id: 'reminder', policy: 'resend' });
    outbox.add({ id: 'letter', policy: 'hold' });
    expect(await round({ smtp })).toMatchObject({ retry: 1, unknown: 1 });
    for (let hour = 0; hour < 5; hour += 1) {
      clock += 60 * MINUTE;
      await round({ smtp });
    }
    expect(outbox.of('reminder')).toMatchObject({ state: 'unknown', doubts: 2 });
    expect(outbox.of('letter')).toMatchObject({
      ...{ state: 'unknown', doubts: 1 },
      reply: expect.stringMatching(/^正文已交出，.+ \/ the message had left .+: \S/),
    });
    expect(server.copiesTo('reminder@example.cn')).toHaveLength(2);
    expect(server.copiesTo('letter@example.cn')).toHaveLength(1);
  });

  test('a refused login gives everything back untouched and says why', async () => {
    const server = await serverWith(step => (step === 'from' ? '535 5.7.8 bad credentials' : 'go on'));
    for (let index = 0; index < 30; index += 1) outbox.add({ id: `m${index}` });
    const report = await round({ smtp: pool(server, 2) });
    expect(report).toMatchObject({ sent: 0, failed: 0, returned: 30, stopped: { reason: 'auth' } });
    expect(outbox.rows.every(row => row.state === 'pending' && row.attempts === 0)).toBe(true);
    const said = outbox.rows.flatMap(({ reply }) => reply ?? []);
    expect(said.length).toBeGreaterThan(0);
    for (const reply of said)
      expect(reply).toMatch(/^邮件服务器不接受我们的登录.* \/ .*check SMTP_URL.*: 535 5\.7\.8 bad/);
    expect(server.reached.filter(step => step.startsWith('from')).length).toBeLessThanOrEqual(2);
  });

  test('a server that was restarted in the middle: all arrive, once each', async () => {
    const restarts: Promise<unknown>[] = [];
    const server = await serverWith(async (_step, to) => {
      if (to !== 'm20@example.cn' || restarts.length > 0) return 'go on';
      restarts.push(server.stop().then(() => server.start()));
      return 'drop';
    });
    const smtp = pool(server, 3);
    for (let index = 0; index < 60; index += 1) outbox.add({ id: `m${index}` });
    await round({ smtp });
    await Promise.all(restarts);
    while (outbox.count('sent') < 60) {
      clock += 5 * MINUTE;
      await round({ smtp });
    }
    const doubted = outbox.rows.filter(row => row.doubts > 0).length;
    expect(server.received.length).toBeLessThanOrEqual(60 + doubted);
    expect(new Set(server.received.map(mail => mail.to[0])).size).toBe(60);
  });

  test('a server that is away is left alone for a while', async () => {
    const server = await serverWith();
    await server.stop();
    for (let index = 0; index < 300; index += 1) outbox.add({ id: `m${index}` });
    const report = await round({ smtp: pool(server) });
    expect(report.sent).toBe(0);
    const tried = outbox.rows.filter(row => row.attempts > 0);
    expect(tried.length).toBeLessThan(300);
    for (const { reply } of tried) expect(reply).toMatch(/^邮件服务器接不通.* \/ the mail server is not reached.*: \S/);
    expect(report.nextDueMs).toBe(START + 15_000);
  });
});

describe('dying at any point', () => {
  /** Stops the process, as far as the ledger can see, at the n-th call of one kind. */
  function dieAt(call: keyof MemoryOutbox['calls'], nth: number): void {
    outbox.before = name => {
      if (name === call && outbox.calls[call] >= nth) throw new Error('process died');
    };
  }

  async function carryOn(smtp: SmtpPool): Promise<void> {
    outbox.before = () => undefined;
    for (let hour = 0; hour < 6; hour += 1) {
      clock += 60 * MINUTE;
      await round({ smtp });
    }
  }

  test.each(['claim', 'storeRendered', 'markCommitting', 'settle'] as const)(
    'in %s: none lost, none three times',
    async call => {
      const server = await serverWith();
      for (let index = 0; index < 150; index += 1) outbox.add({ id: `m${index}` });
      dieAt(call, 1);
      await round({ smtp: pool(server) }).catch(() => undefined);
      await carryOn(pool(server));
      expect(outbox.count('sent')).toBe(150);
      for (const row of outbox.rows) {
        const copies = server.copiesTo(row.toAddress);
        expect(copies.length).toBeGreaterThanOrEqual(1);
        // a second copy only where the mark stood and the outcome was never written
        expect(copies.length).toBeLessThanOrEqual(1 + row.doubts);
        expect(row.doubts).toBeLessThanOrEqual(1);
        expect(new Set(copies.map(copy => copy.raw)).size).toBe(1);
      }
    },
  );

  test('after the mark, a letter is not sent again but shown as unknown', async () => {
    const server = await serverWith();
    outbox.add({ id: 'letter', policy: 'hold' });
    dieAt('settle', 0);
    await round({ smtp: pool(server) }).catch(() => undefined);
    await carryOn(pool(server));
    expect(outbox.of('letter').state).toBe('unknown');
    expect(server.copiesTo('letter@example.cn')).toHaveLength(1);
  });

  test('a holder whose lease went to another sends nothing more', async () => {
    const server = await serverWith();
    outbox.add({ id: 'a' });
    outbox.before = call => {
      if (call !== 'markCommitting') return;
      // the other one claimed the row while this one talked to a slow server
      outbox.of('a').leaseUntil = clock + 999_999;
    };
    expect(await round({ smtp: pool(server) })).toMatchObject({ sent: 0, retry: 0, returned: 0 });
    expect(server.copiesTo('a@example.cn')).toHaveLength(0);
    expect(outbox.of('a').state).toBe('sending');
  });

  test('a shutdown finishes what is under way and gives the rest back', async () => {
    const shutdown = new AbortController();
    const server = await serverWith(step => {
      if (step === 'dot') shutdown.abort();
      return 'go on';
    });
    for (let index = 0; index < 50; index += 1) outbox.add({ id: `m${index}` });
    const report = await round({ smtp: pool(server, 2), signal: shutdown.signal });
    expect(report.sent).toBeGreaterThan(0);
    expect(report.sent + report.returned).toBe(50);
    expect(outbox.count('pending')).toBe(report.returned);
  });
});

describe('what cannot be sent', () => {
  test.each([
    'a@example.cn\r\nRCPT TO:<b@example.cn>',
    'a@example.cn, b@example.cn',
    'all: a@example.cn, b@example.cn;',
    '',
  ])('the address %j fails before a connection is opened', async toAddress => {
    const server = await serverWith();
    outbox.add({ id: 'a', toAddress });
    expect(await round({ smtp: pool(server) })).toMatchObject({ failed: 1 });
    expect(server.connections).toBe(0);
  });

  test('a mail that cannot be rendered fails alone', async () => {
    const server = await serverWith();
    outbox.add({ id: 'a' });
    outbox.add({ id: 'b' });
    const render: DeliverDeps['render'] = async mails =>
      new Map([...(await renderPlain(mails)), ['b', { error: 'person gone' }]]);
    expect(await round({ smtp: pool(server), render })).toMatchObject({ sent: 1, failed: 1 });
    expect(outbox.of('b').reply).toBe('person gone');
  });

  test('a renderer that cannot read its data gives the batch back', async () => {
    const server = await serverWith();
    outbox.add({ id: 'a' });
    const render = (): Promise<never> => Promise.reject(new Error('ledger down'));
    await expect(round({ smtp: pool(server), render })).rejects.toThrow('ledger down');
    expect(outbox.of('a')).toMatchObject({ state: 'pending', attempts: 0 });
  });
});

describe('modes', () => {
  test('hold renders and parks: what would go can be looked at', async () => {
    const server = await serverWith();
    outbox.add({ id: 'a' });
    expect(await round({ smtp: pool(server), mode: 'hold' })).toMatchObject({ held: 1, sent: 0, nextDueMs: null });
    expect(outbox.of('a')).toMatchObject({ state: 'held', stored: { html: '<p>a</p>' } });
    expect(server.connections).toBe(0);
  });

  test('hold lets go what somebody has released, and nothing else', async () => {
    const server = await serverWith();
    outbox.add({ id: 'a' });
    outbox.add({ id: 'b', released: true });
    expect(await round({ smtp: pool(server), mode: 'hold' })).toMatchObject({ held: 1, sent: 1 });
    expect([outbox.of('a').state, outbox.of('b').state]).toEqual(['held', 'sent']);
  });

  test('without a server what was released is kept back again: it would look sent otherwise', async () => {
    outbox.add({ id: 'a', released: true });
    expect(await round({ smtp: createSink(FROM), mode: 'hold' })).toMatchObject({ held: 1, sent: 0 });
  });

  test('sink does everything but leave the house', async () => {
    outbox.add({ id: 'a' });
    expect(await round({ smtp: createSink(FROM) })).toMatchObject({ sent: 1 });
    expect(outbox.of('a')).toMatchObject({ state: 'sent', reply: expect.stringMatching(/^sink: \d+ bytes/) });
  });
});
