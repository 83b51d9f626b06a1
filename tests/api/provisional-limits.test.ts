import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApi, type ApiRig } from './rig.ts';

// The clock of the rig stands at Monday 23 November 2026; of 2027 nobody has published the holidays.

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

async function post(path: string, body: object, as?: 'handler' | 'leader') {
  const answer = await rig.call({ method: 'POST', url: `/api/v1/problems${path}`, body, ...(as && { as }) });
  expect({ text: answer.text, done: answer.status < 300 }).toEqual({ text: answer.text, done: true });
  return answer.body;
}

test('an extension into a year that is not published is granted, and told to be provisional; so is a promise', async () => {
  await post('', { code: 'Q-1', title: '缺地', county: '鲤城区', category: 'land', source: 'firm' });
  const assigned = await post('/Q-1/assign', { leadUnit: 'land', coUnits: ['approvals'] });
  expect([assigned.provisional, assigned.parts[0].provisional]).toEqual([false, false]);
  const asked = await post('/Q-1/ask-extension', { until: '2027-01-01', reason: '待省厅批复' }, 'handler');
  expect(asked).toMatchObject({ provisional: false, extension: { until: '2027-01-01', provisional: true } });
  const granted = await post('/Q-1/rule-extension', { granted: true }, 'leader');
  expect(granted).toMatchObject({ dueAt: '2027-01-01T17:30:00.000+08:00', provisional: true });
  const tabled = await post('/Q-1/table', { proposal: '调剂指标', promisedOn: '2027-01-08' }, 'handler');
  expect(tabled.promises).toMatchObject([{ on: '2027-01-08', provisional: true }]);
  const listed = await rig.call({ url: '/api/v1/problems' });
  expect(listed.body.items[0]).toMatchObject({ code: 'Q-1', provisional: true });
  const past = await rig.call({ url: '/api/v1/problems?asOf=2026-11-23' });
  expect(past.body.items[0]).toMatchObject({ code: 'Q-1', provisional: true });
});
