import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type ApiRig, type Call } from './rig.ts';

// The clock of the rig stands at Monday 23 November 2026, 10:00.

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
  await rig.call({
    ...{ method: 'POST', url: '/api/v1/problems' },
    body: { code: 'Q-1', title: '用地指标', county: '鲤城区', category: 'land', source: 'firm' },
  });
});
afterAll(() => rig.stop());

const call = (id: string, body: object, more: Partial<Call> = {}) =>
  rig.call({ method: 'POST', url: `/api/v1/series/${id}/call`, body, ...more });
const define = (id: string, body: object) => rig.call({ method: 'PUT', url: `/api/v1/series/${id}`, body });
const refusal = ({ status, body }: Awaited<ReturnType<typeof call>>) => [
  status,
  body.errors.map(({ code, field }: { code: string; field: string }) => `${field} ${code}`),
];

const MEETING = {
  ...{ name: '用地专题会', date: '2026-12-03', time: '15:00', venue: '项目现场', chair: 'leader' },
  ...{ attendees: ['handler', 'reporter'], problems: ['Q-1'], topic: '绿能用地' },
};

describe('a special meeting', () => {
  test('is called by a coordinator, is shown like a series, and is changed by calling it again', async () => {
    const { status, body } = await call('zt-1', MEETING);
    expect([status, body.rhythm, body.about]).toEqual([
      200,
      { every: 'once', date: '2026-12-03' },
      { problems: ['Q-1'], whistle: null },
    ]);
    const again = await call('zt-1', { ...MEETING, attendees: ['handler'] });
    expect([again.status, again.body.attendees]).toEqual([200, ['handler']]);
    expect((await rig.call({ url: '/api/v1/series/zt-1' })).body.themes).toEqual(['绿能用地']);
  });

  test('is refused where the day, the people or the problem are wrong, and by who may not', async () => {
    expect(refusal(await call('zt-2', { chair: 'leader' }))).toEqual([
      400,
      ['name required', 'date required', 'time required', 'venue required', 'attendees required'],
    ]);
    expect(refusal(await call('zt-2', { ...MEETING, date: '2026-12-05' }))).toEqual([422, ['date notAWorkingDay']]);
    expect(refusal(await call('zt-2', { ...MEETING, date: '2026-11-02' }))).toEqual([422, ['date meetingInPast']]);
    expect(refusal(await call('zt-2', { ...MEETING, problems: ['Q-9'] }))).toEqual([422, ['problems problemNotFound']]);
    expect(refusal(await call('zt-2', { ...MEETING, attendees: ['handler', 'offline'] }))).toEqual([
      422,
      ['attendees attendeeWithoutAddress'],
    ]);
    expect(refusal(await call('zt-1', { ...MEETING, date: '2026-12-04' }))).toEqual([409, ['date meetingCalled']]);
    expect(refusal(await call('weekly', MEETING))).toEqual([409, ['id alreadyExists']]);
    expect((await call('zt-2', MEETING, { as: 'handler' })).status).toBe(403);
    const zh = await call('zt-1', { ...MEETING, date: '2026-12-04' }, { lang: 'zh' });
    expect(zh.body.errors[0].message).toBe(
      '日期（date）：该会议已定于 2026-12-03 15:00 召开，不能用 “2026-12-04” 重新召集；改期请用 meeting move。',
    );
  });

  test('called by a whistle takes its day, place, people and problem from it', async () => {
    const blown = await rig.call({
      ...{ method: 'POST', url: '/api/v1/whistles' },
      body: {
        ...{ county: '鲤城区', problem: 'Q-1', topic: '用地现场协调', departments: ['land', 'approvals'] },
        ...{ on: '2026-11-25', time: '15:00', venue: '区政务中心' },
      },
    });
    const { code } = blown.body;
    const { status, body } = await call('cs-1', { whistle: code, chair: 'leader' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ name: '用地现场协调', time: '15:00', venue: '区政务中心', about: { problems: ['Q-1'], whistle: code } },
      ...{ rhythm: { every: 'once', date: '2026-11-25' }, attendees: ['coordinator', 'handler', 'clerk'] },
    });
    expect((await call('cs-2', { whistle: 'W-2026-0099', chair: 'leader' })).status).toBe(404);
    await rig.call({ method: 'POST', url: `/api/v1/whistles/${code}/call-off`, body: { reason: '已解决' } });
    expect(refusal(await call('cs-2', { whistle: code, chair: 'leader' }))).toEqual([409, ['whistle whistleNotIn']]);
  });
});

describe('the rhythm of a series', () => {
  const SERIES = { name: '月例会', time: '09:00', venue: '三楼', chair: 'leader', attendees: ['handler'] };

  test('may be by the month, quarter or year, and is weekly where nothing is said', async () => {
    expect((await define('monthly', { ...SERIES, rhythm: { every: 'month', day: 4 } })).body.rhythm).toEqual({
      every: 'month',
      day: 4,
    });
    expect((await define('rally', { ...SERIES, weekday: 5, rhythm: { every: 'quarter', nth: -1 } })).status).toBe(200);
    expect((await define('yearly', { ...SERIES, rhythm: { every: 'year', month: 1, day: 15 } })).status).toBe(200);
    expect((await define('plain', { ...SERIES, weekday: 2 })).body.rhythm).toBeNull();
  });

  test.each<[string, object, string]>([
    ['without a weekday', {}, 'weekday required'],
    ['without its day', { weekday: 1, rhythm: { every: 'month' } }, 'rhythm.day required'],
    ['with two', { weekday: 1, rhythm: { every: 'month', day: 4, nth: 1 } }, 'rhythm.nth notOfTheRhythm'],
    ['of a fifth weekday', { weekday: 1, rhythm: { every: 'month', nth: 5 } }, 'rhythm.nth notInList'],
    ['once', { weekday: 1, rhythm: { every: 'once' } }, 'rhythm.every notInList'],
  ])('is refused %s', async (_name, more, told) => {
    expect(refusal(await define('other', { ...SERIES, ...more }))).toEqual([
      told === 'rhythm.nth notOfTheRhythm' ? 422 : 400,
      [told],
    ]);
  });
});
