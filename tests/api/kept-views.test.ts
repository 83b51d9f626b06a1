import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { at, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

let rig: ApiRig;
let clockMs = at(NOW);
beforeAll(async () => {
  rig = await startApi({ now: () => clockMs });
});
afterAll(() => rig.stop());
beforeEach(async () => {
  await rig.db.deleteFrom('kept_view').execute();
});

type Who = keyof ApiRig['tokens'];
const VIEWS = '/api/v1/me/views';
const QUERY = 'county=%E5%8D%97%E5%AE%89%E5%B8%82&view=board';
const keep = (view: object, as: Who = 'handler', lang = 'en') => {
  clockMs += 1_000;
  const body = { list: 'projects', query: QUERY, ...view };
  return rig.call({ method: 'PUT', url: VIEWS, body, as, lang, key: null });
};
const drop = (id: string, as: Who = 'handler') => rig.call({ method: 'DELETE', url: `${VIEWS}/${id}`, as, key: null });
const namesOf = async (as: Who = 'handler'): Promise<string[]> =>
  (await rig.call({ url: VIEWS, as })).body.items.map(({ list, name }: Record<string, string>) => `${list} ${name}`);

describe('a view that somebody keeps', () => {
  test('is his in every list, under names of any script, until he drops it', async () => {
    const first = await keep({ name: '  南安看板 𠮷 ' });
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ items: [{ list: 'projects', name: '南安看板 𠮷', query: QUERY }], total: 1 });
    await keep({ name: '在建' });
    const all = await keep({ list: 'problems', name: '在建', query: '' });
    expect(await namesOf()).toEqual(['problems 在建', 'projects 南安看板 𠮷', 'projects 在建']);
    const dropped = await drop(all.body.items[0].id);
    expect([dropped.status, dropped.body.total]).toEqual([200, 2]);
    expect(await namesOf()).toEqual(['projects 南安看板 𠮷', 'projects 在建']);
    expect((await drop(all.body.items[0].id)).status).toBe(404);
  });

  test('is replaced by the next of its name, in its place; twice the same is once', async () => {
    await keep({ name: '甲' });
    await keep({ name: '乙' });
    await keep({ name: '甲', query: 'q=1' });
    const { body } = await keep({ name: '甲', query: 'q=1' });
    expect(body.items).toMatchObject([
      { name: '甲', query: 'q=1' },
      { name: '乙', query: QUERY },
    ]);
  });

  test('is nobody else’s to see or to drop, not even an administrator’s', async () => {
    const { body } = await keep({ name: '甲' });
    expect(await namesOf('admin')).toEqual([]);
    expect((await drop(body.items[0].id, 'admin')).status).toBe(404);
    await keep({ name: '甲', query: 'q=2' }, 'admin');
    expect((await rig.call({ url: VIEWS, as: 'handler' })).body.items).toMatchObject([{ query: QUERY }]);
    expect((await rig.call({ url: VIEWS, as: null })).status).toBe(401);
  });

  test('is one of fifty at most, also when many come at once; an old one may still be replaced', async () => {
    const tries = await Promise.all(Array.from({ length: 55 }, (_, place) => keep({ name: `视图 ${place}` })));
    expect(tries.map(({ status }) => status).sort()).toEqual([...Array(50).fill(200), ...Array(5).fill(409)]);
    const refused = await keep({ name: '第五十一' }, 'handler', 'zh-CN');
    expect(refused.body.detail).toBe('名称（name）：最多保存 50 个视图，“第五十一” 没有保存；请先删去一个。');
    const [name = ''] = (await namesOf()).map(each => each.replace('projects ', ''));
    expect((await keep({ name, query: 'q=3' })).status).toBe(200);
    expect((await keep({ name: '甲' }, 'leader')).status).toBe(200);
  });

  test.each([
    ['a list that is none', { list: 'people' }, 'notInList', 'list'],
    ['no name', { name: ' ' }, 'required', 'name'],
    ['a name of 61 characters', { name: '𠮷'.repeat(61) }, 'tooLong', 'name'],
    ['a name that turns the direction of writing', { name: 'a\u202eb' }, 'badCharacters', 'name'],
    ['an address that is not encoded', { query: 'county=南安市' }, 'badFormat', 'query'],
    ['an address of 2,001 signs', { query: 'q'.repeat(2_001) }, 'badFormat', 'query'],
    ['something else', { person: 'admin' }, 'unknownField', 'person'],
  ])('is refused with %s', async (_, view, code, field) => {
    const { status, body } = await keep({ name: '甲', ...view });
    expect([status, body.errors[0].code, body.errors[0].field]).toEqual([400, code, field]);
    expect(await namesOf()).toEqual([]);
  });

  test('takes sixty characters of any width, and leaves nothing in the audit, which forgets nothing', async () => {
    expect((await keep({ name: '𠮷'.repeat(60) })).status).toBe(200);
    const { items } = (await rig.call({ url: '/api/v1/audit?limit=200&outcome=done', as: 'admin' })).body;
    expect(items.length).toBeGreaterThan(0);
    expect(JSON.stringify(items)).not.toMatch(/𠮷𠮷|MyView|me\/views/);
    // That somebody was refused stands there, as of every refusal, and never what he had typed.
    const refused = (await rig.call({ url: '/api/v1/audit?limit=200&outcome=refused', as: 'admin' })).body;
    expect(JSON.stringify(refused.items)).not.toMatch(/视图|第五十一/);
  });
});
