import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fakeApi, problem, project, refusal, run, type Answerer, type FakeApi } from './support.ts';

const SHA = 'ab'.repeat(32);
const stored = { sha256: SHA, name: '许可证.pdf', type: 'pdf', bytes: 8 };

let api: FakeApi | undefined;
let dir: string;
let permit: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-files-'));
  permit = join(dir, '许可证.pdf');
  await writeFile(permit, '%PDF-1.7');
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(dir, { recursive: true });
});
const answering =
  (answer: unknown): Answerer =>
  ({ path }) => ({ status: 201, body: path === '/api/v1/files' ? stored : answer });
const given = (argv: string[]) => run(argv, { env: { DISPATCH_URL: api?.url ?? '' } });
const asked = () => api?.changes().map(({ path }) => path.replace('/api/v1/', ''));

describe('files of evidence', () => {
  test('file put stores one and says its SHA-256', async () => {
    api = await fakeApi(answering(null));
    const ran = await given(['file', 'put', permit, '--key', 'k1']);
    expect([ran.code, ran.out]).toEqual([0, `已存入 许可证.pdf（8 字节）\n${SHA}\n`]);
    const [upload] = api.changes();
    expect(upload?.headers['idempotency-key']).toBe('k1');
    expect(upload?.body).toContain('name="file"; filename="许可证.pdf"');
    expect(upload?.body).toContain('%PDF-1.7');
  });

  test('file get saves one, whole or not at all', async () => {
    api = await fakeApi(({ path }) =>
      path.endsWith(SHA) ? { body: 'PDF' } : refusal(404, 'notFound', '找不到这个文件'),
    );
    const to = join(dir, 'out.pdf');
    expect((await given(['file', 'get', SHA, '--to', to])).code).toBe(0);
    expect(await readFile(to, 'utf8')).toBe('PDF');
    const missing = await given(['file', 'get', 'c'.repeat(64), '--to', join(dir, 'none.pdf')]);
    expect([missing.code, missing.err.includes('找不到这个文件')]).toEqual([2, true]);
    expect((await readdir(dir)).sort()).toEqual(['out.pdf', '许可证.pdf'].sort());
  });

  test.each<[string, string[], unknown]>([
    ['project start', ['project', 'start', '--name', '储能中心'], project()],
    ['project advance', ['project', 'advance', 'P-1', '开工', '--on', '2026-11-20'], project()],
    ['problem resolve', ['problem', 'resolve', 'W-1', '--result', '已办结'], problem()],
  ])('%s stores the papers its evidence names by path, and names them by their SHA-256', async (_, argv, answer) => {
    api = await fakeApi(answering(answer));
    const evidence = ['--evidence', `施工许可证,编号=1,文件=${permit}`, '--evidence', `照片,文件=${SHA}`];
    const ran = await given([...argv, ...evidence, '--key', 'k2']);
    expect([ran.err, ran.code]).toEqual(['', 0]);
    expect(asked()?.[0]).toBe('files');
    const [upload, command, ...more] = api.changes();
    expect([upload?.headers['idempotency-key'], command?.headers['idempotency-key'], more]).toEqual([
      'k2.file0',
      'k2',
      [],
    ]);
    expect((command?.body as { evidence: unknown }).evidence).toEqual([
      { kind: '施工许可证', number: '1', file: SHA },
      { kind: '照片', file: SHA },
    ]);
  });

  test('a paper that is not there, or is refused, stops the command before it is given', async () => {
    api = await fakeApi(() => refusal(422, 'fileNotAsNamed', '内容与名称不符'));
    const prove = (path: string) =>
      given(['project', 'start', '--name', '储能中心', '--evidence', `照片,文件=${path}`]);
    const missing = await prove(join(dir, 'none.pdf'));
    expect([missing.code, asked()]).toEqual([2, []]);
    const refused = await prove(permit);
    expect([refused.code, asked()]).toEqual([2, ['files']]);
    expect(refused.err).toContain('内容与名称不符');
  });
});
