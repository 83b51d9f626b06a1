import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startApi } from './rig.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

test('the log names the page of a link and never what opens it', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const own = await startApi({ logger });
  const secret = 's'.repeat(43);
  for (const url of [`/l/${secret}`, `/l/${secret}?lang=en`, `/l/${secret}/x`, `/x/l/${secret}`]) {
    await own.app.inject({ url });
    await own.app.inject({ method: 'POST', url, headers: FORM, payload: 'about=x' });
  }
  await own.stop();
  const log = lines.join('');
  // Nor what stands behind the question mark: an address may carry what somebody typed.
  expect(log).toContain('"url":"/l/…"');
  expect(log).not.toContain('lang=en');
  expect(log).not.toContain(secret);
});

describe('too many from one address', () => {
  test('are asked to wait, in words; others are not', async () => {
    const own = await startApi();
    const statuses: number[] = [];
    for (let n = 0; n < 121; n += 1) statuses.push((await own.app.inject({ url: '/l/x' })).statusCode);
    expect([statuses.filter(status => status === 404).length, statuses.at(-1)]).toEqual([120, 429]);
    const answer = await own.app.inject({ url: '/l/x' });
    expect(answer.body).toContain('请过一分钟再试');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await own.app.inject({ url: '/l/x', remoteAddress: '10.0.0.9' })).statusCode).toBe(404);
    expect((await own.app.inject({ url: '/api/health' })).statusCode).toBe(200);
    await own.stop();
  });

  test('are told apart behind a proxy that is trusted, and only there', async () => {
    const own = await startApi({ trustedProxies: ['127.0.0.1'] });
    const from = (forwarded: string, remoteAddress = '127.0.0.1') =>
      own.app.inject({ url: '/l/x', remoteAddress, headers: { 'x-forwarded-for': forwarded } });
    const left = async (...call: [string, string?]) => (await from(...call)).headers['x-ratelimit-remaining'];
    expect([await left('10.1.1.1'), await left('10.1.1.1'), await left('10.1.1.2')]).toEqual(['119', '118', '119']);
    expect([await left('10.1.1.1', '10.9.9.9'), await left('10.1.1.7', '10.9.9.9')]).toEqual(['119', '118']);
    await own.stop();
  });
});
