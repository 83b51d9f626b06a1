import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { letterPath } from '../../src/api/mailbox-keys.ts';
import { loadScript } from '../support/script.ts';
import { openFilledOffice, type FilledOffice } from './filled-office.ts';
import { Browser, givePassword, PASSWORD } from '../accounts/rig.ts';
import type { Answer, Call } from './rig.ts';

interface Looked {
  url: string;
  status: number;
  headers: Record<string, unknown>;
  body: string;
}
const { findingsOf } = await loadScript<{ findingsOf(answer: Looked): string[] }>('lib/passive.mjs');

const HSTS_SECONDS = 31_536_000;
let office: FilledOffice;
beforeAll(async () => {
  office = await openFilledOffice({ hstsSeconds: HSTS_SECONDS, securityContact: 'mailto:security@city.example' });
});
afterAll(() => office?.rig.stop());

/** As a browser sees it behind a proxy with TLS. */
const findingsIn = (path: string, { status, headers, text: body }: Answer): string[] =>
  findingsOf({ url: `https://dispatch.example${path}`, status, headers, body });

async function look(call: Call, { ours = true } = {}): Promise<{ status: number; findings: string[] }> {
  const { status, headers, text } = await office.rig.call(call);
  const body = ours ? text : '<!doctype html><html lang="zh-CN">';
  const findings = findingsOf({ url: `https://dispatch.example${call.url}`, status, headers, body });
  return { status, findings };
}
const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://dispatch.example' };

describe('what a scanner notes without sending anything of its own', () => {
  test('every page of people without an account, in every state', async () => {
    const { open, ...pages } = office.pages;
    expect(open).toBeDefined();
    const url = open ?? '';
    const send = (payload: string, headers = FORM): Call => ({
      method: 'POST',
      url,
      as: null,
      key: null,
      payload,
      headers,
    });
    const about = 'about=answerProblem+Q-1';
    const calls: Call[] = [
      ...Object.values(pages).map(page => ({ url: page, as: null })),
      { url, as: null },
      { url: `${url}?lang=en`, as: null },
      send(''),
      send(`${about}&text=&nextOn=`),
      send(about, { ...FORM, origin: 'https://evil.example' }),
      send(`${about}&text=%E5%B7%B2%E6%8A%A5&nextOn=2026-12-01`),
      { url, as: null },
      { url: '/.well-known/security.txt', as: null },
    ];
    const seen: number[] = [];
    for (const call of calls) {
      const { status, findings } = await look(call);
      seen.push(status);
      expect({ call, findings }).toEqual({ call, findings: [] });
    }
    // What stands in a letter is not ours; what a browser is told about it is.
    expect((await look({ url: letterPath('l1'), as: null }, { ours: false })).findings).toEqual([]);
    expect(new Set(seen)).toEqual(new Set([200, 400, 403, 404, 409, 410]));
  });

  test('the pages of signing in and of one’s account, in every state, with their cookies', async () => {
    const { rig } = office;
    await givePassword(rig.db, 'coordinator');
    const made = await rig.call({
      ...{ method: 'POST', url: '/api/v1/people/handler/account-link', as: 'admin', body: { by: 'hand' } },
    });
    expect(made.status).toBe(201);
    const link = new URL(made.body.url).pathname;
    const visitor = new Browser(rig);
    const member = new Browser(rig);
    const typed = { user: 'coordinator', password: PASSWORD };
    const asked: [what: string, answer: Promise<Answer>][] = [];
    for (const path of [
      '/signin',
      '/signin?lang=en',
      '/signin-forgotten',
      link,
      '/a/unknown',
      '/account',
      '/account-password',
    ]) {
      asked.push([path, visitor.get(path)]);
    }
    for (const [what, answer] of asked)
      expect({ what, findings: findingsIn(what, await answer) }).toEqual({ what, findings: [] });
    const sent: [path: string, browser: Browser, form: Record<string, string>][] = [
      ['/signin', visitor, {}],
      ['/signin', visitor, { user: '"><b>', password: 'not this one at all' }],
      ['/signin-forgotten', visitor, { user: 'nobody' }],
      [link, visitor, { newPassword: 'short', again: 'shorter' }],
      [link, visitor, { newPassword: PASSWORD, again: PASSWORD }],
      ['/signin', member, typed],
      ['/account-password', member, { password: 'not this one', newPassword: 'x', again: 'y' }],
      ['/account-session-end', member, { session: 'none' }],
      ['/account-signout', member, {}],
    ];
    for (const [path, browser, form] of sent) {
      const what = `${path} ${JSON.stringify(form)}`;
      expect({ what, findings: findingsIn(path, await browser.send(path, form)) }).toEqual({ what, findings: [] });
    }
    const inside = new Browser(rig);
    await inside.send('/signin', typed);
    const within = [
      '/account',
      '/account-password',
      '/account?lang=en',
      link,
      '/account-factor',
      '/account-factor-begin',
    ];
    for (const path of [...within, '/account-factor-remove', '/account-passkey-begin', '/account-passkey.js']) {
      expect({ path, findings: findingsIn(path, await inside.get(path)) }).toEqual({ path, findings: [] });
    }
    for (const path of ['/account-passkey-begin', '/signin-passkey-begin']) {
      const asks = await inside.send(path, { keyName: 'key', current: PASSWORD });
      expect(asks.text).toContain('data-options');
      expect({ path, findings: findingsIn(path, asks) }).toEqual({ path, findings: [] });
    }
  });

  test('every other address that is read without an account', async () => {
    const { rig, readable } = office;
    const pages = rig.app.knownRoutes.filter(({ method, url }) => method === 'GET' && !url.startsWith('/api/'));
    expect(pages.length).toBeGreaterThan(6);
    for (const { url } of pages) {
      const { findings } = await look({ url: readable(url), as: null });
      expect({ url, findings }).toEqual({ url, findings: [] });
    }
  });

  test('the documentation of the API and all its files', async () => {
    const files = [
      '',
      'static/swagger-initializer.js',
      'static/swagger-ui.css',
      'static/index.css',
      'json',
      'yaml',
      'static/none.js',
    ];
    for (const file of files) {
      const { findings } = await look({ url: `/api/docs/${file}`, as: null });
      expect({ file, findings }).toEqual({ file, findings: [] });
    }
  });

  test('every route that reads, with an account and without', async () => {
    const { rig, readable } = office;
    const patterns = rig.app.knownRoutes.filter(({ method, url }) => method === 'GET' && url.startsWith('/api/v1/'));
    for (const { url: pattern } of patterns) {
      for (const as of ['admin', null] as const) {
        const { status, findings } = await look({ url: readable(pattern), as });
        expect({ pattern, status, findings }).toEqual({ pattern, status, findings: [] });
      }
    }
  });

  test('every kind of answer that says no', async () => {
    const calls: Call[] = [
      { url: '/nothing' },
      { url: '/%ff' },
      { url: `/api/v1/projects/${'x'.repeat(300)}` },
      { url: '/api/v1/projects?q=%E0%A4' },
      { method: 'DELETE', url: '/api/v1/projects' },
      { method: 'POST', url: '/api/v1/projects', payload: '{"name":', headers: { 'content-type': 'application/json' } },
      { method: 'POST', url: '/api/v1/projects', payload: 'x', headers: { 'content-type': 'text/plain' } },
      { method: 'POST', url: '/api/v1/projects', body: { name: 'x' }, headers: { origin: 'https://evil.example' } },
      { method: 'POST', url: '/api/v1/projects', body: {}, as: null },
    ];
    for (const call of calls) {
      const { status, findings } = await look(call);
      expect([call, status >= 400 && status < 500, findings]).toEqual([call, true, []]);
    }
  });

  test('a failure of ours', async () => {
    const { rig } = office;
    const { send } = rig.gateway;
    rig.gateway.send = () => Promise.reject(new Error('at inside.ts:12 node_modules/pg'));
    const { status, findings } = await look({ method: 'POST', url: '/api/v1/projects', body: { name: '新项目' } });
    rig.gateway.send = send;
    expect([status, findings]).toEqual([500, []]);
  });
});

describe('whom to tell of a weakness', () => {
  test('stands in security.txt as RFC 9116 wants it', async () => {
    const { text, headers } = await office.rig.call({ url: '/.well-known/security.txt', as: null });
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text.split('\n')).toEqual([
      ...['Contact: mailto:security@city.example', 'Expires: 2027-05-22T00:00:00Z', 'Preferred-Languages: zh, en', ''],
    ]);
  });

  test('is not invented where nobody has been named', async () => {
    const { startApi } = await import('./rig.ts');
    const bare = await startApi();
    const { status, headers } = await bare.call({ url: '/.well-known/security.txt', as: null });
    await bare.stop();
    // TLS does not end before this one either.
    expect([status, headers['strict-transport-security']]).toEqual([404, undefined]);
  });
});
