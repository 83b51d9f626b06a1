import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Unavailable } from '../../src/contract/ports.ts';
import { openDatabase, postgresPool } from '../../src/ledger/database.ts';
import { isDatabaseAway } from '../../src/api/plugins/errors.ts';
import { buildApp } from '../../src/api/app.ts';
import { at, NO_PREVIEW, makeCalendar, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

const START = { method: 'POST', url: '/api/v1/projects', body: { name: 'x' } } as const;

describe('when a part does not answer', () => {
  let rig: ApiRig;
  let fault: Error | null = null;
  beforeAll(async () => {
    rig = await startApi({ readiness: { temporal: async () => (fault ? Promise.reject(fault) : 'here') } });
    const { send } = rig.gateway;
    rig.gateway.send = async envelope => {
      if (fault) throw fault;
      return send(envelope);
    };
  });
  afterAll(() => rig.stop());

  test.each(['temporal', 'database'] as const)(
    'without %s: 503, when to ask again, and nothing half done',
    async part => {
      fault = new Unavailable(part);
      const start = { ...START, body: { name: `等到 ${part}` } };
      const before = await rig.db.selectFrom('project').selectAll().execute();
      const answer = await rig.call({ ...start, key: part, lang: 'zh-CN' });
      expect([answer.status, answer.headers['retry-after'], answer.body.code]).toEqual([503, '5', 'unavailable']);
      expect(answer.body.detail).toContain('同一个键');
      expect((await rig.call({ url: '/api/ready', as: null })).body).toMatchObject({
        status: 'notReady',
        parts: { database: { ok: true }, temporal: { ok: false } },
      });
      expect(await rig.db.selectFrom('project').selectAll().execute()).toEqual(before);
      fault = null;
      expect((await rig.call({ ...start, key: part })).status).toBe(201);
    },
  );

  test('an error of our own is a number, and nothing of the inside', async () => {
    fault = new Error('password=secret at /src/gateway.ts:12');
    const answer = await rig.call({ ...START, lang: 'en' });
    expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
    expect(answer.text).not.toMatch(/secret|gateway|stack/);
    fault = null;
  });
});

describe('what is no request', () => {
  let rig: ApiRig;
  beforeAll(async () => {
    rig = await startApi();
  });
  afterAll(() => rig.stop());

  test.each([
    ['no HTTP', 'hello\r\n\r\n', 'HTTP/1.1 400', 'badFormat'],
    ['too many headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 'HTTP/1.1 431', 'tooLong'],
  ])('%s is told as a problem too', async (_, sent, status, code) => {
    const answer = await answerTo(sent);
    expect(answer.startsWith(status)).toBe(true);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({ code });
  });

  test('Chinese in an address as it is typed is told by the address and how it is written', async () => {
    const answer = await answerTo('GET /api/v1/projects?county=南安市 HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400(.|\r|\n)*address: (.|\n)*county=南安市(.|\n)*percent-encoded/);
  });

  async function answerTo(sent: string): Promise<string> {
    const { port } = new URL(await rig.app.listen({ port: 0, host: '127.0.0.1' }).catch(() => rig.app.listeningOrigin));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(sent);
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    return answer;
  }

  test('a body of nothing but mistakes is answered with the first of them', async () => {
    const body = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`field${n}`, n]));
    const answer = await rig.call({ ...START, body });
    expect([answer.status, answer.body.errors.length]).toEqual([400, 50]);
  });
});

describe('without a database', () => {
  test('every route answers 503 with Retry-After; only the process says that it is alive', async () => {
    const pool = postgresPool('postgres://nobody@127.0.0.1:1/none');
    const never = async (): Promise<never> => Promise.reject(new Error('not asked'));
    const app = await buildApp({
      db: openDatabase(pool),
      gateway: {
        ...{ send: never, waitingFor: never, triggerMeeting: never, startImport: never, rebuild: never },
        ...{ startProjects: never, startProblems: never, wakeMailroom: never, openMeetings: never },
        ...{ lookAgain: never, lookAgainEverywhere: never },
      },
      ledger: { refusalOf: never },
      recovery: { ahead: never, followLedger: never },
      schedules: { diff: never, apply: never },
      files: { put: never, open: never, check: never },
      ...{ calendar: makeCalendar(), mailbox: null, now: () => at(NOW), readiness: {}, version: '0' },
      accountsKey: Buffer.alloc(32),
      publicUrl: 'https://dispatch.example',
      ...NO_PREVIEW,
    });
    const headers = { authorization: 'Bearer x', 'idempotency-key': 'k', 'accept-language': 'zh' };
    for (const url of ['/api/v1/projects', '/api/v1/mails/x', '/api/v1/settings']) {
      const answer = await app.inject({ url, headers });
      expect([answer.statusCode, answer.headers['retry-after'], answer.json().code]).toEqual([503, '5', 'unavailable']);
      expect(answer.body).not.toContain('ECONNREFUSED');
    }
    const { url, ...start } = START;
    expect((await app.inject({ ...start, url, headers, payload: start.body })).statusCode).toBe(503);
    expect((await app.inject('/api/ready')).statusCode).toBe(503);
    expect((await app.inject('/api/health')).statusCode).toBe(200);
    await app.close();
    await pool.end();
  });

  test.each([
    [Object.assign(new Error('x'), { code: '08006' }), true],
    [Object.assign(new Error('x'), { code: '57P01' }), true],
    [Object.assign(new Error('x'), { code: '53300' }), true],
    [Object.assign(new Error('x'), { code: 'ECONNRESET' }), true],
    [new Error('Connection terminated unexpectedly'), true],
    [new Error('timeout exceeded when trying to connect'), true],
    [new Error('PGlite is closed'), true],
    [new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), true],
    [Object.assign(new Error('x'), { code: '23505' }), false],
    [new Error('something else'), false],
    ['text', false],
  ])('%s is a database that is away: %s', (error, away) => {
    expect(isDatabaseAway(error)).toBe(away);
  });
});
