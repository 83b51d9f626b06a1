import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import exceljs from 'exceljs';
import { issueToken } from '../../src/ledger/tokens.ts';
import { at, makeEnvelope, NOW, person } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

let api: ApiRig;
let both = '';
beforeAll(async () => {
  api = await startApi();
  const named = (id: string, name: string, more: object = {}) =>
    person(id, 'land', { personal: { name, title: null, address: `${id}@example.org` }, ...more });
  await api.ledger.commit([
    named('chen1', '陈明'),
    named('chen2', '陈明', { unitId: 'licheng' }),
    named('gone', '已离任者', { active: false }),
    person('both', 'office', { roles: ['coordinator', 'administrator'] }),
  ]);
  both = await issueToken(api.db, 'both', { label: 'test', atMs: at(NOW) });
});
afterAll(() => api?.stop());

async function workbook(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  book.addWorksheet('参会名单').addRows([['姓名', '人员编号', '单位', '职务', '邮箱'], ...rows] as string[][]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const send = async (rows: readonly (readonly string[])[], query = '', more: object = {}) =>
  api.call({
    method: 'POST',
    url: `/api/v1/series/weekly/attendees${query}`,
    payload: await workbook(rows),
    headers: { 'content-type': 'application/octet-stream' },
    ...more,
  });
const told = (body: { rows: { name: string; verdict: string; person: string | null; errors: { code: string }[] }[] }) =>
  body.rows.map(({ name, verdict, person: id, errors }) =>
    [name, verdict, id, ...errors.map(({ code }) => code)].filter(Boolean).join(' '),
  );
const attendees = async (): Promise<string[]> => (await api.call({ url: '/api/v1/series/weekly' })).body.attendees;

describe('the attendees of a series from a list', () => {
  test('a dry run tells every row its rule, and writes nothing', async () => {
    const before = await api.rows();
    const { status, body } = await send([
      ['handler', '', '', '', ''],
      ['clerk', '', '', '科长', 'clerk@example.org'],
      ['clerk', 'clerk', '', '', ''],
      ['陈明', '', '', '', ''],
      ['陈明', '', 'land', '', ''],
      ['陈明', '', '', '', 'chen2@example.org'],
      ['林晓', 'leader', '', '', ''],
      ['无邮箱', '', '', '', ''],
      ['已离任者', '', '', '', ''],
      ['inspector', '', '', '', 'other@example.org'],
      ['reporter', '', '', '', 'a@b@c'],
      ['新来者', '', 'land', '', 'new@example.org'],
    ]);
    expect(status).toBe(200);
    expect(told(body)).toEqual([
      'handler attends handler',
      'clerk added clerk',
      'clerk refused attendeeInRow',
      '陈明 refused attendeeNotOne',
      '陈明 added chen1',
      '陈明 added chen2',
      '林晓 refused attendeeIsAnother',
      '无邮箱 refused attendeeWithoutAddress',
      '已离任者 refused personLeft',
      'inspector refused attendeeElsewhere',
      'reporter refused badMailAddress',
      '新来者 refused attendeeUnknown',
    ]);
    expect(body).toMatchObject({ applied: false, counts: { attends: 1, added: 3, new: 0, refused: 8, left: 0 } });
    expect(await api.rows()).toEqual(before);
  });

  test('names the row, the value and the rule in the reader’s language', async () => {
    const { body } = await send([['陈明', '', '', '', '']], '', { lang: 'zh-CN' });
    expect(body.rows[0].errors[0].message).toBe('姓名：有 2 人叫 “陈明”（chen1、chen2），请写人员编号或邮箱。');
  });

  test('adds whom the ledger knows; what is refused holds up nobody, and the same file again does nothing', async () => {
    const rows = [
      ['clerk', '', '', '', ''],
      ['没有这个人', '', '', '', ''],
    ];
    const first = await send(rows, '?apply=true', { key: 'list-1' });
    expect(first.body).toMatchObject({ applied: true, counts: { added: 1, refused: 1 } });
    expect(await attendees()).toEqual(['handler', 'reporter', 'clerk']);
    const events = async () => (await api.rows())['event'];
    const before = await events();
    expect((await send(rows, '?apply=true', { key: 'list-2' })).body.counts).toMatchObject({ attends: 1, added: 0 });
    expect(await events()).toBe(before);
  });

  test('adds who is new only when told to, and only for somebody who may define people', async () => {
    const rows = [
      ['新来者', '', 'land', '主任', 'New@Example.org'],
      ['无单位者', '', '', '', 'no-unit@example.org'],
      ['单位不明者', '', '天上', '', 'sky@example.org'],
      ['撞号者', 'clerk2', 'land', '', ''],
      ['倒\u202e写者', '', 'land', '', 'turned@example.org'],
    ];
    const coordinator = await send(rows, '?newPeople=true');
    expect(told(coordinator.body)[0]).toBe('新来者 refused notAllowed');
    const as = { as: null, headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${both}` } };
    const ahead = await send(rows, '?newPeople=true', as);
    expect(told(ahead.body)).toEqual([
      '新来者 new new',
      '无单位者 refused required',
      '单位不明者 refused unitNotFound',
      '撞号者 refused attendeeWithoutAddress',
      '倒\ufffd写者 refused badCharacters',
    ]);
    expect((await api.call({ url: '/api/v1/people/new' })).status).toBe(404);
    await send(rows, '?newPeople=true&apply=true', as);
    expect((await api.call({ url: '/api/v1/people/new' })).body).toMatchObject({
      ...{ name: '新来者', title: '主任', address: 'New@example.org', unit: 'land', roles: [], active: true },
    });
    expect(await attendees()).toContain('new');
  });

  test('with `replace` whom the list does not name attends no more', async () => {
    const { body } = await send([['reporter', '', '', '', '']], '?replace=true&apply=true');
    expect(body.left.sort()).toEqual(['clerk', 'handler', 'new']);
    expect(await attendees()).toEqual(['reporter']);
    // Nobody left: the rule of the series itself.
    expect(await send([['没有这个人', '', '', '', '']], '?replace=true&apply=true')).toMatchObject({
      status: 422,
      body: { code: 'seriesHasNoAttendees' },
    });
  });

  test('is for coordinators, of a series there is, from a file that is a list', async () => {
    expect((await send([], '', { as: 'handler' })).status).toBe(403);
    const unknown = { method: 'POST' as const, url: '/api/v1/series/none/attendees', payload: await workbook([]) };
    const headers = { 'content-type': 'application/octet-stream' };
    expect(await api.call({ ...unknown, headers })).toMatchObject({ status: 404, body: { code: 'seriesNotFound' } });
    const text = { method: 'POST' as const, url: '/api/v1/series/weekly/attendees', payload: 'a,b\n1,2', headers };
    expect(await api.call(text)).toMatchObject({ status: 422, body: { code: 'headerNotFound' } });
  });

  test('a special meeting has its list too', async () => {
    const facts = { name: '专题会', time: '15:00', venue: '现场', chairId: 'leader', attendeeIds: ['handler'] };
    const call = {
      type: 'call',
      facts: {
        ...facts,
        ...{ weekday: 4, durationMinutes: 60, themes: [], holidayRule: 'nextWorkday' as const },
        ...{ rhythm: { every: 'once' as const, date: '2026-12-03' }, about: { problems: [], whistle: null } },
      },
    } as const;
    await api.ledger.commit([makeEnvelope('series', 'zt-1', call)]);
    const answer = await api.call({
      ...{ method: 'POST' as const, url: '/api/v1/series/zt-1/attendees?apply=true' },
      payload: await workbook([['clerk', '', '', '', '']]),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(answer.body.counts).toMatchObject({ added: 1 });
    expect((await api.call({ url: '/api/v1/series/zt-1' })).body.attendees).toEqual(['handler', 'clerk']);
  });
});
