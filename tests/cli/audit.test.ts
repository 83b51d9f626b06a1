import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GENESIS, hashOf } from '../../src/audit/chain.ts';
import { fakeApi, run, type Answered, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'audit-cli-'));
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(dir, { recursive: true });
});

async function dispatch(answer: Answered, ...argv: string[]) {
  api = await fakeApi(() => answer);
  return run(['audit', ...argv], { env: { DISPATCH_URL: api.url } });
}

const entry = {
  ...{
    position: 9,
    seq: 7,
    at: '2026-11-23T10:00:00.000+08:00',
    actor: { id: 'lin', name: '林晓' },
    action: 'correct',
  },
  ...{
    outcome: 'done',
    subject: { kind: 'project', id: 'P-1' },
    means: 'token:abc',
    address: '10.0.0.7',
    requestId: 'r',
  },
  ...{ changes: [{ field: 'facts.investmentWan', old: 138_000, new: 5_000 }], detail: {} },
};
const refused = {
  ...{ ...entry, seq: null, actor: null, action: 'listProjects', outcome: 'refused', subject: null, means: null },
  ...{ changes: [], detail: { status: 401, errors: [{ code: 'notSignedIn', field: 'Authorization' }] } },
};
const HEAD = `7:${'a'.repeat(64)}`;

describe('dispatch audit', () => {
  test('list shows who, what, about what, from where and old → new', async () => {
    const page = { items: [entry, refused], total: 2, next: null };
    const { code, out } = await dispatch({ body: page }, 'list', '--refused', '--from', '2026-11-01', '--actor', 'lin');
    expect(code).toBe(0);
    expect(Object.fromEntries(api?.asked[0]?.query ?? [])).toEqual({
      ...{ outcome: 'refused', from: '2026-11-01', actor: 'lin', limit: '50' },
    });
    expect(out).toMatch(/7\s+2026-11-23 10:00\s+林晓 \(lin\)\s+correct\s+project P-1\s+token:abc 10\.0\.0\.7/);
    expect(out).toContain('facts.investmentWan: 138000 → 5000');
    expect(out).toContain('listProjects 拒绝（notSignedIn）');
    expect((await dispatch({ body: page }, 'list', '--json')).json()).toEqual({ items: [entry, refused], total: 2 });
  });

  test('list tells why a sign-in was refused, where more is known than that', async () => {
    const tried = (detail: object) => ({ ...refused, action: 'signInRefused', detail });
    const page = { items: [tried({}), tried({ why: 'code' })], total: 2, next: null };
    const { out } = await dispatch({ body: page }, 'list');
    expect(out).toMatch(/signInRefused 拒绝 /);
    expect(out).toContain('signInRefused 拒绝（code）');
  });

  test('list shows the first few of many changes, --json all', async () => {
    const changes = Array.from({ length: 9 }, (_, n) => ({ field: `f${n}`, old: null, new: n }));
    const page = { items: [{ ...entry, changes }], total: 1, next: null };
    const { out } = await dispatch({ body: page }, 'list');
    expect(out).toContain('f4: – → 4; … +4');
    expect(out).not.toContain('f5');
    expect((await dispatch({ body: page }, 'list', '--json')).json()).toEqual({ items: page.items, total: 1 });
  });

  test('verify ends with 2 when anything is not as it was, and names each place', async () => {
    const whole = { whole: true, entries: 7, head: HEAD, faults: [], total: 0 };
    const good = await dispatch({ body: whole }, 'verify', '--head', HEAD);
    expect([good.code, api?.asked[0]?.query.get('head')]).toEqual([0, HEAD]);
    expect(good.out).toContain(HEAD);
    await api?.close();
    const faults = [
      { code: 'altered', seq: 3, position: 4, what: 'lin:k-1' },
      { code: 'eventsMissing', seq: null, position: null, what: 'project P-1' },
    ];
    const bad = await dispatch({ body: { ...whole, whole: false, faults, total: 2 } }, 'verify');
    expect(bad.code).toBe(2);
    expect(bad.out).toContain('序号 3  lin:k-1  记录或其校验值被改过');
    expect(bad.out).toContain('project P-1  事件有缺');
  });

  test('verify --file needs no server', async () => {
    const sealed = {
      ...{ seq: 1, sealedAt: '2026-11-23T02:00:00.000Z' },
      entry: { position: 4, source: 'audit' as const, data: { action: 'x' } },
    };
    const { entry: row, ...place } = sealed;
    const line = { ...place, ...row, previous: GENESIS, hash: hashOf(GENESIS, sealed), changes: [] };
    const path = join(dir, 'audit.jsonl');
    await writeFile(path, `${JSON.stringify(line)}\n`);
    const good = await run(['audit', 'verify', '--file', path]);
    expect([good.code, good.err]).toEqual([0, '']);
    await writeFile(path, `${JSON.stringify({ ...line, data: { action: 'y' } })}\n`);
    const bad = await run(['audit', 'verify', '--file', path]);
    expect(bad.code).toBe(2);
    expect(bad.out).toContain('第 1 行');
    const none = await run(['audit', 'verify', '--file', join(dir, 'none')]);
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('none')]);
  });

  test('export saves what the server sends, by the end of the name', async () => {
    const path = join(dir, 'a.jsonl');
    const { code } = await dispatch({ body: { seq: 1 } }, 'export', path, '--to', '2026-11-23');
    expect([code, api?.asked[0]?.path]).toEqual([0, '/api/v1/audit/export.jsonl']);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ seq: 1 });
    const wrong = await run(['audit', 'export', join(dir, 'a.xlsx')]);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('.jsonl')]);
  });
});

describe('dispatch people export', () => {
  test('prints what is held of somebody, or saves it', async () => {
    const data = { person: { id: 'lin', name: '林晓' }, tokens: [] };
    api = await fakeApi(() => ({ body: data }));
    const env = { DISPATCH_URL: api.url };
    const printed = await run(['people', 'export', 'lin'], { env });
    expect([printed.code, JSON.parse(printed.out), api.asked[0]?.path]).toEqual([0, data, '/api/v1/people/lin/data']);
    const path = join(dir, 'lin.json');
    const saved = await run(['people', 'export', 'lin', '--file', path], { env });
    expect([saved.code, JSON.parse(await readFile(path, 'utf8'))]).toEqual([0, data]);
  });
});
