import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { SmtpPool } from '../../src/mail/smtp.ts';
import { mailTo, poolOn, send, willing } from './support/fixtures.ts';
import { ScriptedServer, type Script } from './support/scripted-server.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).reverse()) await close();
});

async function serverWith(
  script?: Script,
  options?: ConstructorParameters<typeof ScriptedServer>[1],
): Promise<ScriptedServer> {
  const server = await new ScriptedServer(script, options).start();
  cleanUp.push(() => server.stop());
  return server;
}

function pool(...args: Parameters<typeof poolOn>): SmtpPool {
  const made = poolOn(...args);
  cleanUp.push(() => made.close());
  return made;
}

describe('what a try comes to', () => {
  test('250 after the final dot is sent, with the words of the server', async () => {
    const server = await serverWith();
    expect(await send(pool(server), 'a')).toEqual({ kind: 'sent', reply: expect.stringMatching(/^250 /) });
    expect(server.received).toMatchObject([{ to: ['a@example.cn'], from: 'dispatch@example.cn' }]);
  });

  test.each([
    ['from', '451 4.7.1 greylisted', { kind: 'retry', cause: 'reply' }],
    ['rcpt', '451 4.7.1 greylisted', { kind: 'retry', cause: 'reply' }],
    ['dot', '452 disk full', { kind: 'retry', cause: 'reply' }],
    ['rcpt', '550 5.1.1 no such user', { kind: 'failed' }],
    ['dot', '554 5.7.1 spam', { kind: 'failed' }],
    ['rcpt', '421 too busy', { kind: 'retry', cause: 'network' }],
    ['dot', '421 closing', { kind: 'retry', cause: 'network' }],
    ['from', '552 too large', { kind: 'failed' }],
    ['from', '553 5.7.1 not your address', { kind: 'stop', reason: 'sender' }],
    ['rcpt', '530 5.7.0 authentication required', { kind: 'stop', reason: 'auth' }],
    ['connect', '554 go away', { kind: 'stop', reason: 'sender' }],
    ['connect', '421 later', { kind: 'retry', cause: 'network' }],
  ] as const)('at %s: %s', async (at, act, outcome) => {
    const server = await serverWith(step => (step === at ? act : 'go on'));
    expect(await send(pool(server), 'a')).toEqual({ ...outcome, reply: expect.stringContaining(act.slice(0, 3)) });
    expect(server.received).toHaveLength(0);
  });

  test.each(['connect', 'from', 'rcpt'] as const)(
    'a link dropped at %s is tried again later: nothing had left',
    async at => {
      const server = await serverWith(step => (step === at ? 'drop' : 'go on'));
      let marks = 0;
      const mark = async (): Promise<boolean> => ++marks > 0;
      expect(await send(pool(server), 'a', { ...willing, mark })).toMatchObject({ kind: 'retry', cause: 'network' });
      expect(marks).toBe(0);
    },
  );

  test('a link dropped between 354 and the mark is tried again later: nothing had left', async () => {
    let dropped = (): void => undefined;
    const gone = new Promise<void>(resolve => (dropped = resolve));
    const server = await serverWith(step => (step === 'data' ? 'drop' : 'go on'));
    const links = pool(server);
    const marked = send(links, 'a', {
      ...willing,
      // the ledger is slow: its answer comes after the client has seen the link go
      mark: () => gone.then(someTurns).then(() => true),
    });
    setImmediate(() => void serverSawDrop(server).then(dropped));
    expect(await marked).toMatchObject({ kind: 'retry', cause: 'network' });
  });

  test('a link dropped after the final dot is unknown: the message may have been kept', async () => {
    const server = await serverWith(step => (step === 'dot' ? 'drop' : 'go on'));
    expect(await send(pool(server), 'a')).toMatchObject({ kind: 'unknown' });
    expect(server.swallowed).toHaveLength(1);
  });

  test('a server that falls silent after the final dot is unknown, one that never greets is tried again', async () => {
    const silent = await serverWith(step => (step === 'dot' ? new Promise(() => undefined) : 'go on'));
    expect(await send(pool(silent, { timeouts: { silenceMs: 300 } }), 'a')).toMatchObject({ kind: 'unknown' });

    const mute = await listening(createServer(() => undefined));
    const links = pool(mute as unknown as ScriptedServer, { timeouts: { greetingMs: 300 } });
    expect(await send(links, 'b')).toMatchObject({ kind: 'retry', cause: 'network' });
  });

  test('a server that trickles replies for ever is cut off by the total time', async () => {
    const server = await serverWith(step => (step === 'rcpt' ? new Promise(() => undefined) : 'go on'));
    const links = pool(server, { timeouts: { totalMs: 300 } });
    expect(await send(links, 'a')).toMatchObject({ kind: 'retry', cause: 'network' });
  });

  test('nobody listening is tried again later, and at once for everybody', async () => {
    const server = await serverWith();
    await server.stop();
    const links = pool(server);
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map(id => send(links, id)));
    expect(outcomes.every(outcome => outcome.kind === 'retry' && outcome.cause === 'network')).toBe(true);
  });

  test('a refused password stops the sender, a login server that is away does not', async () => {
    const login = (responseCode: number): ConstructorParameters<typeof ScriptedServer>[1] => ({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode })),
    });
    const auth = { user: 'dispatch', pass: 'wrong' };
    const strict = await serverWith(undefined, login(535));
    const account = { host: '127.0.0.1', port: strict.port, security: 'off', auth } as const;
    expect(await send(pool(strict, { server: account }), 'a')).toMatchObject({ kind: 'stop', reason: 'auth' });
    const away = await serverWith(undefined, login(454));
    const links = pool(away, { server: { ...account, port: away.port } });
    expect(await send(links, 'a')).toMatchObject({ kind: 'retry', cause: 'network' });
  });

  test('a certificate nobody vouches for, and STARTTLS that is asked for and not there, stop the sender', async () => {
    const own = await serverWith(undefined, { disabledCommands: ['AUTH'], logger: false });
    const base = { host: '127.0.0.1', port: own.port, auth: null } as const;
    const distrustful = pool(own, { server: { ...base, security: 'required' } });
    expect(await send(distrustful, 'a')).toMatchObject({ kind: 'stop', reason: 'tls' });
    const plain = await serverWith();
    const strict = pool(plain, { server: { ...base, port: plain.port, security: 'required' } });
    expect(await send(strict, 'a')).toMatchObject({ kind: 'stop', reason: 'tls' });
  });
});

describe('the mark', () => {
  test('is asked for after 354 and before the first byte of the message', async () => {
    const server = await serverWith();
    let readWhenAsked = -1;
    const mark = async (): Promise<boolean> => {
      readWhenAsked = server.reached.filter(step => step.startsWith('dot')).length;
      expect(server.reached).toContain('rcpt a@example.cn');
      await new Promise(resolve => setImmediate(resolve));
      expect(server.received).toHaveLength(0);
      return true;
    };
    expect(await send(pool(server), 'a', { ...willing, mark })).toMatchObject({ kind: 'sent' });
    expect(readWhenAsked).toBe(0);
  });

  test('refused: not a byte leaves, the row is somebody else’s', async () => {
    const server = await serverWith();
    const mark = (): Promise<boolean> => Promise.resolve(false);
    expect(await send(pool(server), 'a', { ...willing, mark })).toEqual({ kind: 'notOurs' });
    expect(server.copiesTo('a@example.cn')).toHaveLength(0);
  });

  test('not to be written: not a byte leaves, and the next mail finds a clean link', async () => {
    const server = await serverWith();
    const links = pool(server, { connections: 1 });
    const mark = (): Promise<boolean> => Promise.reject(new Error('ledger down'));
    expect(await send(links, 'a', { ...willing, mark })).toMatchObject({ kind: 'retry', reply: 'ledger down' });
    expect(await send(links, 'b')).toMatchObject({ kind: 'sent' });
    expect(server.received.map(mail => mail.to)).toEqual([['b@example.cn']]);
  });
});

describe('the pool', () => {
  test('opens no more connections than it may, reuses them, and resets after a refusal', async () => {
    const server = await serverWith((step, to) => (step === 'rcpt' && to.startsWith('bad') ? '550 no' : 'go on'));
    const links = pool(server, { connections: 3 });
    const ids = Array.from({ length: 40 }, (_, index) => (index % 5 === 0 ? `bad${index}` : `good${index}`));
    const outcomes = await Promise.all(ids.map(id => send(links, id)));
    expect(outcomes.filter(outcome => outcome.kind === 'sent')).toHaveLength(32);
    expect(outcomes.filter(outcome => outcome.kind === 'failed')).toHaveLength(8);
    expect(server.connections).toBe(3);
    expect(new Set(server.received.map(mail => mail.to[0])).size).toBe(32);
  });

  test('makes do with fewer connections when the server takes no more', async () => {
    const server = await serverWith(undefined, { maxClients: 2 });
    const links = pool(server, { connections: 5 });
    // two links stand before the crowd comes, as in the middle of a mailing
    await Promise.all([send(links, 'x'), send(links, 'y')]);
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => send(links, `m${index}`)));
    expect(outcomes.map(outcome => outcome.kind)).toEqual(Array(20).fill('sent'));
  });

  test('replaces a connection the server closed while it was idle, without a failed try', async () => {
    const server = await serverWith();
    const links = pool(server, { connections: 1 });
    await send(links, 'a');
    await server.stop();
    await server.start();
    expect(await send(links, 'b')).toMatchObject({ kind: 'sent' });
    expect(server.connections).toBe(2);
  });

  test('says QUIT when idle and lets a process end', async () => {
    const server = await serverWith();
    const links = pool(server, { idleMs: 20 });
    await send(links, 'a');
    await until(() => server.open === 0);
  });

  test('closing lets the mail under way finish and begins no other', async () => {
    let answer = (_act: 'go on'): void => undefined;
    const held = new Promise<'go on'>(resolve => (answer = resolve));
    const server = await serverWith(step => (step === 'rcpt' ? held : 'go on'));
    const links = pool(server, { connections: 1 });
    const outcomes = [send(links, 'a'), send(links, 'b')];
    await until(() => server.reached.some(step => step.startsWith('rcpt')));
    const closed = links.close();
    answer('go on');
    await closed;
    expect(await Promise.all(outcomes)).toMatchObject([{ kind: 'sent' }, { kind: 'notBegun' }]);
  });

  test('a line that starts with a dot, and a message of dots, arrive as they were', async () => {
    const server = await serverWith();
    const mail = mailTo('a');
    const text = '.\r\n..\r\n.\r\nQUIT\r\n.';
    await pool(server).send({ ...mail, message: { ...mail.message, text, ics: null } }, willing);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.raw).toContain(Buffer.from(text).toString('base64'));
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
}

async function serverSawDrop(server: ScriptedServer): Promise<void> {
  await until(() => server.reached.some(step => step.startsWith('data')) && server.open === 0);
}

/** The server's end is closed; the client learns it from the kernel within a turn or two of the loop that both share. */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(resolve => setImmediate(resolve));
}

async function listening(server: Server): Promise<{ port: number }> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => new Promise(resolve => server.close(resolve)));
  return { port: (server.address() as AddressInfo).port };
}
