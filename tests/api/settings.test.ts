import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { startApi, type Answer, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const get = (url: string, more: Partial<Call> = {}): Promise<Answer> => rig.call({ url: `/api/v1${url}`, ...more });
const put = (section: string, body: unknown, more: Partial<Call> = {}): Promise<Answer> =>
  rig.call({ method: 'PUT', url: `/api/v1/settings/${section}`, body, as: 'admin', ...more });
const limits = (leadWorkingDays: number) => ({ ...DEFAULT_SETTINGS.problem, leadWorkingDays });
const change = (days: number, validFrom: string, more: object = {}) => ({
  ...{ value: limits(days), validFrom, reason: '市委办通知' },
  ...more,
});

describe('the settings of a day', () => {
  test('are the defaults of an office that has set nothing', async () => {
    const { status, body } = await get('/settings');
    expect(status).toBe(200);
    expect(body).toMatchObject({ day: '2026-11-23', settings: DEFAULT_SETTINGS });
    expect(body.versions.problem).toEqual({ version: 0, validFrom: null });
    expect((await get('/settings/officeHours')).body).toEqual({
      section: 'officeHours',
      day: '2026-11-23',
      version: 0,
      validFrom: null,
      replacedOn: null,
      value: DEFAULT_SETTINGS.officeHours,
      reason: null,
      setBy: null,
      setAt: null,
    });
  });

  test('change on the day a version becomes valid', async () => {
    const { status, body } = await put('problem', change(5, '2027-01-01'));
    expect(status).toBe(200);
    expect(body).toEqual({
      section: 'problem',
      version: 1,
      validFrom: '2027-01-01',
      replacedOn: null,
      value: limits(5),
      old: limits(7),
      reason: '市委办通知',
      setBy: { id: 'admin', name: 'admin' },
      setAt: '2026-11-23T10:00:00.000+08:00',
      command: { entityId: 'problem', seq: 1, events: ['set'], replayed: false },
    });
    expect((await get('/settings/problem')).body).toMatchObject({ version: 0, replacedOn: '2027-01-01' });
    expect((await get('/settings?on=2026-12-31')).body.settings.problem).toEqual(limits(7));
    expect((await get('/settings?on=2027-01-01')).body).toMatchObject({
      day: '2027-01-01',
      settings: { problem: limits(5), officeHours: DEFAULT_SETTINGS.officeHours },
      versions: { problem: { version: 1, validFrom: '2027-01-01' }, officeHours: { version: 0, validFrom: null } },
    });
    expect((await get('/settings/problem?on=2027-01-01')).body).toMatchObject({ version: 1, value: limits(5) });
  });

  test('have a history with old and new', async () => {
    await put('problem', change(4, '2026-12-01'));
    const { body } = await get('/settings/problem/history?limit=1');
    expect(body).toMatchObject({
      total: 2,
      items: [{ version: 1, old: limits(7), value: limits(5), replacedOn: null }],
    });
    expect((await get(`/settings/problem/history?limit=1&cursor=${body.next}`)).body).toMatchObject({
      next: null,
      items: [{ version: 2, old: limits(7), value: limits(4), replacedOn: '2027-01-01', setBy: { id: 'admin' } }],
    });
  });
});

describe('a change of settings', () => {
  test('is for administrators', async () => {
    expect(await put('problem', change(6, '2027-05-01'), { as: 'coordinator' })).toMatchObject({
      status: 403,
      body: { code: 'notAllowed' },
    });
    expect((await put('problem', change(6, '2027-05-01'), { as: null })).status).toBe(401);
    expect((await put('problem', change(6, '2027-05-01'), { key: null })).body.code).toBe('keyMissing');
  });

  test('sent again with the same key gives the first answer, also when it was based on another version', async () => {
    const first = await put(
      'meeting',
      { ...change(0, '2027-01-01'), value: { ...DEFAULT_SETTINGS.meeting, openDaysAhead: 14 } },
      { key: 'again' },
    );
    expect(first.status).toBe(200);
    const { command, ...shown } = first.body;
    const body = {
      value: { ...DEFAULT_SETTINGS.meeting, openDaysAhead: 14 },
      validFrom: '2027-01-01',
      reason: '市委办通知',
      basedOn: 1,
    };
    const again = await put('meeting', body, { key: 'again' });
    expect(again.body).toEqual({ ...shown, command: { ...command, replayed: true } });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await put('meeting', { ...body, reason: '别的' }, { key: 'again' })).body.code).toBe('keyReused');
  });

  test('that rests on a version which is no longer the one is refused, and names the new one', async () => {
    const refused = await put('problem', change(9, '2027-02-01', { basedOn: 0 }), { lang: 'zh' });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'settingMoved',
      errors: [{ field: 'basedOn', value: 0, params: { section: 'problem', version: 1, day: '2027-02-01' } }],
    });
    expect(refused.body.detail).toBe(
      '所依据的版本（basedOn）：你是在第 0 版的基础上修改 problem 的，而 2027-02-01 适用的已是第 1 版，请重新查看后再改。',
    );
    expect((await put('problem', change(9, '2027-02-01', { basedOn: 1 }))).status).toBe(200);
  });

  test.each<[string, string, unknown, number, string, string]>([
    ['a day that has passed', 'problem', change(6, '2026-11-22'), 422, 'settingInPast', 'validFrom'],
    ['what stands already', 'problem', change(4, '2026-12-24'), 422, 'settingUnchanged', 'value'],
    ['a section that is none', 'lunar', change(6, '2027-01-01'), 400, 'notInList', 'section'],
    ['a wrong value', 'problem', change(0, '2027-01-01'), 400, 'outOfRange', 'value.leadWorkingDays'],
    [
      'a wrong item',
      'project',
      { ...change(0, '2027-01-01'), value: { ...DEFAULT_SETTINGS.project, warnDaysBefore: [30, 30] } },
      422,
      'listedTwice',
      'value.warnDaysBefore[1]',
    ],
    ['no reason', 'problem', { value: limits(6), validFrom: '2027-01-01' }, 400, 'required', 'reason'],
    ['nothing', 'problem', undefined, 400, 'required', 'value'],
  ])('with %s is refused by field, and writes nothing', async (_, section, body, status, code, field) => {
    const before = await rig.rows();
    const refused = await put(section, body);
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status, code });
    expect(refused.body.errors[0].field).toBe(field);
    expect(await rig.rows()).toEqual(before);
  });

  test('is refused in both languages, with the place inside the section', async () => {
    const body = { ...change(0, '2027-01-01'), value: { ...DEFAULT_SETTINGS.project, warnDaysBefore: [30, 400] } };
    expect((await put('project', body, { lang: 'zh' })).body.detail).toBe(
      '值·提前预警（天） 第2项（value.warnDaysBefore[1]）：400 超出范围 1 – 365。',
    );
    expect((await put('project', body, { lang: 'en' })).body.detail).toBe(
      'value.warnDaysBefore[1]: 400 lies outside the range 1 – 365.',
    );
  });
});

test.each(['/settings/lunar', '/settings/lunar/history', '/settings?on=2026-02-30', '/settings/problem?on=x'])(
  '%s is refused',
  async url => expect((await get(url)).status).toBe(400),
);

test('the description has a body of its own for every section', async () => {
  const { paths, components } = (await rig.call({ url: '/api/openapi.json', as: null })).body;
  const body = paths['/api/v1/settings/officeHours'].put.requestBody.content['application/json'].schema;
  expect(body.$ref).toBe('#/components/schemas/SetOfficeHoursSettingsInput');
  expect(components.schemas.OfficeHoursSettingsInput.properties.start.pattern).toBeDefined();
});
