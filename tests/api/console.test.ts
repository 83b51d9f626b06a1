import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONSOLE_PATHS } from '../../src/access/open.ts';
import { startApi, type ApiRig } from './rig.ts';

describe('the console as the server hands it out', () => {
  let rig: ApiRig;
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'console-'));
    await mkdir(join(directory, 'assets'));
    await writeFile(join(directory, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="{{nonce}}">');
    await writeFile(join(directory, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(directory, 'assets', 'index-a1.js'), 'export {};');
    await writeFile(join(directory, 'assets', 'index-a1.js.br'), 'packed');
    rig = await startApi({ consoleDir: directory });
  });
  afterAll(async () => {
    await rig.stop();
    await rm(directory, { recursive: true });
  });

  const get = (url: string, headers: Record<string, string> = {}) => rig.call({ url, as: null, headers });

  test.each(CONSOLE_PATHS)('%s is its page, kept by nobody, with a policy of its own', async path => {
    const answer = await get(path.replaceAll(/:\w+/g, 'P-2026-0001'));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-store');
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(nonce).toHaveLength(24);
    expect(answer.text).toContain(`nonce="${nonce}"`);
  });

  test('no two answers share a nonce', async () => {
    const [one, other] = await Promise.all([get('/'), get('/')]);
    expect(one.headers['content-security-policy']).not.toBe(other.headers['content-security-policy']);
  });

  test('a file named by its content is kept for ever, and packed for whoever takes it so', async () => {
    const plain = await get('/assets/index-a1.js');
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.text).toBe('export {};');
    const packed = await get('/assets/index-a1.js', { 'accept-encoding': 'br' });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(packed.text).toBe('packed');
    expect((await get('/icon.svg')).headers['cache-control']).toBe('no-cache');
  });

  test.each([
    '/assets/none.js',
    '/assets/index-a1.js.br',
    '/index.html',
    '/nowhere',
    '/projects/a/b',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
  ])('%s is not there', async path => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('it opens nothing beside itself', async () => {
    expect((await get('/api/v1/projects')).status).toBe(401);
    expect((await rig.call({ method: 'POST', url: '/projects', as: null, body: {} })).status).toBe(405);
  });
});
