import { afterEach, describe, expect, test } from '@jest/globals';
import { fakeApi, page, problem, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});
const dispatch = (...argv: string[]) => run(['problem', ...argv], { env: { DISPATCH_URL: api?.url ?? '' } });
const UNSURE = '（节假日安排尚未公布，暂定）';

describe('a limit in a year whose holidays are not published', () => {
  const marked = {
    ...{ dueAt: '2027-01-01T17:30:00.000+08:00', provisional: true },
    extension: { until: '2027-01-08', provisional: true, reason: '待批', by: 'chen' },
    promises: [{ no: 1, kind: 'solution', on: '2027-02-01', missed: false, provisional: true }],
  };

  test('says so after the command that set it', async () => {
    api = await fakeApi(() => ({ body: problem(marked) }));
    const { out } = await dispatch('rule-extension', 'Q-2026-0001', '--grant');
    for (const said of [`2027-01-01 17:30 ${UNSURE}`, `2027-01-08 ${UNSURE}`, `2027-02-01 ${UNSURE}`]) {
      expect(out).toContain(said);
    }
  });

  test('and wherever it is shown', async () => {
    api = await fakeApi(() => ({ body: problem(marked) }));
    const { out } = await dispatch('show', 'Q-2026-0001');
    expect(out.split(UNSURE)).toHaveLength(4);
  });
});

test('a command that changed nothing says so, and names no event', async () => {
  const command = { entityId: 'Q-2026-0001', seq: 2, events: [], replayed: false };
  api = await fakeApi(() => ({ body: problem({ command }) }));
  const { out } = await dispatch('acknowledge', 'Q-2026-0001');
  expect(out).toContain('= Q-2026-0001 没有变化：台账里已是如此');
});

test('a sure one says nothing', async () => {
  api = await fakeApi(() => ({ body: problem() }));
  expect((await dispatch('show', 'Q-2026-0001')).out).not.toContain('暂定');
});

test('lists of problems and of moved limits name the units', async () => {
  const at = '2026-12-09T17:30:00.000+08:00';
  const move = { what: 'limit', unit: 'land-office', promise: null, oldAt: at, newAt: at };
  const units = page([{ id: 'land-office', name: '自然资源局', kind: 'department', county: null }]);
  const moved = page([{ problem: 'Q-1', title: '用地', moves: [move] }]);
  api = await fakeApi(({ path }) => {
    if (path.endsWith('/units')) return units;
    return path.endsWith('/moved-limits') ? moved : page([problem()]);
  });
  for (const list of ['list', 'moved-limits']) expect((await dispatch(list)).out).toContain('自然资源局 (land-office)');
});

test('moved limits are counted as they are listed, one by one', async () => {
  const at = '2026-12-09T17:30:00.000+08:00';
  const moves = ['limit', 'verification'].map(what => ({ what, unit: null, promise: null, oldAt: at, newAt: at }));
  api = await fakeApi(() => page([{ problem: 'Q-1', title: '用地', moves }]));
  const { out } = await dispatch('moved-limits');
  expect([out.split('Q-1').length - 1, out.split('\n').findLast(line => line !== '')]).toEqual([2, '共 2 条']);
});

test('a problem says why it was sent back, and what was split from it', async () => {
  const rejected = { by: 'wu', reason: '现场未通水' };
  const more = { rejections: 1, rejected, rejectedByName: '吴敏', splitInto: ['Q-2', 'Q-3'] };
  api = await fakeApi(() => ({ body: problem(more) }));
  const { out } = await dispatch('show', 'Q-1');
  expect(out).toMatch(/^退回原因 +吴敏 \(wu\): 现场未通水$/m);
  expect(out).toMatch(/^拆出 +Q-2、Q-3$/m);
});
