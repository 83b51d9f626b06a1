import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fakeApi, page, refusal, run, type Answerer, type FakeApi, type RunOptions } from './support.ts';

let api: FakeApi | undefined;
let dir: string;
let ledger: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cli-import-'));
  ledger = join(dir, '台账 2026.csv');
  await writeFile(ledger, '项目名称\n储能中心\n');
});
afterEach(async () => {
  await api?.close();
  api = undefined;
  await rm(dir, { recursive: true });
});

interface Plan {
  create?: number;
  same?: number;
  change?: number;
  refused?: number;
  questions?: unknown[];
  readings?: unknown[];
  unread?: string[];
}

const job = (
  { create = 2, same = 0, change = 0, refused = 0, questions = [], ...more }: Plan,
  state: string,
  done = 0,
) => ({
  id: 'I-2026-0001',
  fileName: '台账 2026.csv',
  fileSha256: 'x',
  assume: {},
  map: [],
  ledger: 'projects',
  state,
  actor: 'lin',
  summary: {
    rows: create + change + same + refused,
    counts: { create, change, same, behind: 0, refused },
    gaps: 1,
    investmentWan: 5_880_000,
    tables: [{ sheet: '台账', headerRow: 3, unit: '亿元', columns: [] }],
    passedOver: [{ sheet: '台账', row: 1, reason: 'title', text: '台账' }],
    ignoredColumns: (more.unread ?? []).map(header => ({ sheet: '台账', column: 'E', header })),
    questions,
    readings: more.readings ?? [],
  },
  progress: { done, refused: 0, waiting: create + change - done, total: create + change },
  createdAt: 'x',
  changedAt: 'x',
});

const message = '当前阶段 M44:“推进中”不是阶段';
const row = (over: Record<string, unknown> = {}) => ({
  position: 1,
  sheet: '台账',
  row: 4,
  name: '储能中心',
  verdict: 'create',
  project: null,
  state: 'waiting',
  changes: [],
  gaps: ['county', 'actual.signing'],
  errors: [],
  ...over,
});
const refusedRow = row({
  verdict: 'refused',
  row: 44,
  name: '推进中的项目',
  errors: [{ field: '当前阶段 M44', value: '推进中', code: 'cellNotAStage', params: {}, message }],
});

/** An API whose import passes through `applying` twice before it is done. */
function importing(plan: Plan, rows: unknown[] = [row()]): Answerer {
  let polls = 0;
  return ({ method, path }) => {
    if (path.endsWith('/rows')) return page(rows);
    if (path.endsWith('/report.xlsx')) return { body: 'PK…', headers: { 'content-type': 'application/x' } };
    if (path.endsWith('/apply')) return { status: 202, body: job(plan, 'applying') };
    if (method === 'POST') return { status: 201, body: job(plan, 'planned') };
    polls += 1;
    return { body: polls < 3 ? job(plan, 'applying', polls - 1) : job(plan, 'applied', 2) };
  };
}

async function imported(answer: Answerer, argv: readonly string[] = [], options: RunOptions = {}) {
  api = await fakeApi(answer);
  return await run(['import', ledger, ...argv], { ...options, env: { DISPATCH_URL: api.url } });
}
const changes = () => api?.changes().map(({ method, path }) => `${method} ${path}`);

test('a ledger is sent whole, applied and followed to its end', async () => {
  const { code, out, waits } = await imported(importing({}), ['--assume', '推进中=签约', '--assume', '储备=lead']);
  expect(code).toBe(0);
  expect(changes()).toEqual(['POST /api/v1/imports', 'POST /api/v1/imports/I-2026-0001/apply']);
  const [upload] = api?.asked ?? [];
  expect(upload?.headers['content-type']).toMatch(/^multipart\/form-data/);
  expect(String(upload?.body)).toContain('filename="台账 2026.csv"');
  expect(String(upload?.body)).toContain('项目名称\n储能中心');
  expect(String(upload?.body)).toMatch(/推进中=signing[\s\S]*储备=lead/);
  expect(waits).toHaveLength(2);
  expect(out).toContain('已导入 2 行');
  expect(out).toContain('588 亿元');
});

test('upload and application carry two keys that come from one', async () => {
  await imported(importing({}), ['--key', 'monday']);
  expect(api?.changes().map(({ headers }) => headers['idempotency-key'])).toEqual(['monday.plan', 'monday.apply']);
});

test('when the application is not answered, the key that is told is the one that was given', async () => {
  const answer = importing({});
  const away = refusal(503, 'unavailable', 'Temporal 没有响应');
  const { code, json } = await imported(
    asked => (asked.path.endsWith('/apply') ? away : answer(asked, 0)),
    ['--key', 'monday', '--json', '--tries', '1'],
  );
  expect(code).toBe(3);
  expect(json()).toMatchObject({ code: 'unavailable', key: 'monday' });
});

test('a dry run shows rows with what they lack, and writes nothing', async () => {
  const { code, out } = await imported(importing({}), ['--dry-run']);
  expect(code).toBe(0);
  expect(changes()).toEqual(['POST /api/v1/imports']);
  for (const word of ['储能中心', '新建 2', '待补', '签约日期', '表头在第 3 行', '没有写入'])
    expect(out).toContain(word);
});

const STAGE = { field: '当前阶段', column: 'stage', refused: true };

describe('what the office’s own headers and words mean', () => {
  const plan: Plan = {
    questions: [
      { ...STAGE, word: '推进中', rows: 1 },
      { field: '协议性质', column: 'agreement', word: '口头', rows: 2, refused: true },
      { field: '县区', column: 'county', word: '鲤城', rows: 3, refused: false },
    ],
    readings: [
      { column: null, written: '项目全称', means: 'name', rows: 0, remembered: true },
      { column: 'landKind', written: '旧地', means: 'existing', rows: 4, remembered: false },
    ],
    unread: ['牵头人', '牵头人', '进度'],
  };

  test('is sent as it was typed, told where it was used, and asked where nobody knows', async () => {
    const { out } = await imported(importing(plan), [
      '--dry-run',
      '--map',
      '项目全称=项目名称',
      '--map',
      '用地方式:旧地=存量用地',
    ]);
    expect(String(api?.asked[0]?.body)).toMatch(/name="map"\s+项目全称=项目名称[\s\S]*用地方式:旧地=存量用地/);
    expect(out).toContain('列“项目全称”读作 项目名称');
    expect(out).toContain('“旧地”读作 用地方式：存量用地（4 行）');
    expect(out).toContain('--map 当前阶段:推进中=签约');
    expect(out).toContain('--map 协议性质:口头=意向');
    expect(out).toContain('县区“鲤城”（3 行）是新的');
    expect(out).toContain('没有读的列：牵头人、进度。要读：--map 牵头人=字段');
  });

  test('in English too', async () => {
    const { out } = await imported(importing(plan), ['--dry-run', '--lang', 'en']);
    for (const said of [
      'column "项目全称" read as name',
      '"旧地" read as land: existing land (4 rows)',
      '--map "协议性质:口头=intent"',
      'columns that were not read: 牵头人, 进度.',
    ])
      expect(out).toContain(said);
  });
});

describe('a ledger with refused rows', () => {
  const plan = { create: 1, refused: 1, questions: [{ ...STAGE, word: '推进中', rows: 1 }] };
  const answer = () => importing(plan, [row(), refusedRow]);

  test('writes nothing, tells row and reason, asks what a word stands for, and ends with 2', async () => {
    const { code, out, err } = await imported(answer());
    expect(code).toBe(2);
    expect(changes()).toEqual(['POST /api/v1/imports']);
    for (const word of ['44', '推进中的项目', message, '--assume 推进中=签约']) expect(out).toContain(word);
    expect(err).toContain('--skip-refused');
  });

  test('is one problem document in JSON, with every reason and the id of the dry run', async () => {
    const { code, json } = await imported(answer(), ['--json']);
    expect(code).toBe(2);
    expect(json()).toMatchObject({
      code: 'rowsRefused',
      import: 'I-2026-0001',
      errors: [{ field: '台账!44 当前阶段 M44', code: 'cellNotAStage', message }],
    });
  });

  test('comes in without them when that is what is asked', async () => {
    const { code } = await imported(answer(), ['--skip-refused']);
    expect(code).toBe(0);
    expect(changes()).toContain('POST /api/v1/imports/I-2026-0001/apply');
  });
});

test('a second import of the same file changes 0 and applies nothing', async () => {
  const { code, out } = await imported(importing({ create: 0, same: 1 }, []));
  expect(code).toBe(0);
  expect(out).toContain('变化 0');
  expect(changes()).toEqual(['POST /api/v1/imports']);
  await api?.close();
  const { json } = await imported(importing({ create: 0, same: 1 }, []), ['--json']);
  expect(json()).toMatchObject({ changes: 0, created: 0, changed: 0, refused: 0 });
});

test('the JSON document holds the import, its counts and its rows', async () => {
  const { code, json, err } = await imported(importing({}), ['--json']);
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(json()).toMatchObject({
    id: 'I-2026-0001',
    state: 'applied',
    dryRun: false,
    changes: 2,
    created: 2,
    rows: { total: 1, items: [{ name: '储能中心' }] },
  });
});

describe('projects that exist already', () => {
  const changing = () => importing({ create: 0, change: 2 }, [row({ verdict: 'change' })]);

  test('are changed only when the person agrees', async () => {
    const { code, err } = await imported(changing(), [], { answers: ['n'] });
    expect(code).toBe(2);
    expect(err).toContain('更新 2 个已有项目');
    expect(changes()).toHaveLength(1);
  });

  test.each([
    ['agrees', [], ['']],
    ['said so before', ['--yes'], []],
    ['is not there', [], []],
  ])('are changed when the person %s', async (_, argv, answers) => {
    expect((await imported(changing(), argv, { answers })).code).toBe(0);
    expect(changes()).toHaveLength(2);
  });
});

describe('the report', () => {
  test('is saved whole', async () => {
    const path = join(dir, '核对.xlsx');
    const { code, err } = await imported(importing({}), ['--dry-run', '--report', path]);
    expect(code).toBe(0);
    expect(await readFile(path, 'utf8')).toBe('PK…');
    expect(err).toContain(path);
    expect(await readdir(dir)).toHaveLength(2);
  });

  test('that cannot be written stops the import before anything happens', async () => {
    const { code, err } = await imported(importing({}), ['--report', join(dir, 'none', 'r.xlsx')]);
    expect(code).toBe(2);
    expect(err).toContain('没有这个文件或文件夹');
    expect(changes()).toEqual(['POST /api/v1/imports']);
  });
});

describe('an import that was started before', () => {
  test('can be followed', async () => {
    api = await fakeApi(importing({}));
    const { code, out } = await run(['import', '--follow', 'I-2026-0001'], { env: { DISPATCH_URL: api.url } });
    expect(code).toBe(0);
    expect(out).toContain('已导入 2 行');
  });

  test('goes on when nobody can see it any more, and that is said', async () => {
    const answer = importing({});
    const { code, err } = await imported(
      (asked, count) => (count > 3 ? { drop: true } : answer(asked, count)),
      ['--tries', '1'],
    );
    expect(code).toBe(3);
    expect(err).toContain('import --follow I-2026-0001');
  });

  test('that was never applied is told as such', async () => {
    api = await fakeApi(() => ({ body: job({}, 'planned') }));
    const { code, err } = await run(['import', '--follow', 'I-2026-0001'], { env: { DISPATCH_URL: api.url } });
    expect(code).toBe(2);
    expect(err).toContain('试算');
  });

  test('that failed ends with 1', async () => {
    api = await fakeApi(({ path }) => (path.endsWith('/rows') ? page([]) : { body: job({}, 'failed') }));
    expect((await run(['import', '--follow', 'I-2026-0001'], { env: { DISPATCH_URL: api.url } })).code).toBe(1);
  });
});
