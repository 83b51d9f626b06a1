import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { person } from '../support/make.ts';
import { projectCalls, told } from './project-calls.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
  await rig.ledger.commit(['e1', 'e2', 'e3'].map(id => person(id, 'approvals', { roles: [] })));
});
afterAll(() => rig.stop());

const { signed, give, read } = projectCalls(() => rig);
/** `status code` of a refusal. */
const briefly = (answer: Answer): unknown[] => told(answer).slice(0, 2);
const get = async (path: string) => (await rig.call({ url: `/api/v1/${path}` })).body;
const put = (path: string, body: object, more: object = {}) =>
  rig.call({ method: 'PUT', url: `/api/v1/${path}`, body, ...more });

describe('leads', () => {
  test('say where they came from, are found and counted by it, and set right', async () => {
    await signed('L-1', { leadSource: 'centre' });
    await signed('L-2', { stage: 'lead', milestones: {} });
    await give('L-2', 'correct', { field: 'leadSource', value: 'centre', reason: '补录' });
    expect(await read('L-2')).toMatchObject({ leadSource: 'centre', review: null, promises: {} });
    expect((await get('projects?leadSource=centre')).total).toBe(2);
    const { items, total } = await get('evaluation/lead-sources');
    expect(total).toBe(8);
    expect(items[1]).toEqual({
      ...{ source: 'centre', name: '招商中心', leads: 2, open: 1, signed: 1, percent: '50.00', left: 0 },
      ...{ signedWan: 138_000, signedYi: '13.8', withoutAmount: 0 },
    });
    expect(items[0]).toMatchObject({ source: 'adviser', leads: 0, percent: null });
    expect((await get('evaluation/lead-sources?asOf=2026-11-22')).items.every((row: any) => row.leads === 0)).toBe(
      true,
    );
    const wrong = await rig.call({
      method: 'POST',
      url: '/api/v1/projects',
      body: { name: 'x', leadSource: 'nowhere' },
    });
    expect(told(wrong)).toEqual([400, 'notInList', 'leadSource', 'nowhere']);
    expect(told(await rig.call({ url: '/api/v1/evaluation/lead-sources?asOf=2026-11-24' }))).toEqual([
      ...[422, 'dayToCome', 'asOf', '2026-11-24'],
    ]);
  });

  test('have a contact beside their history, which is replaced whole and erased', async () => {
    const body = { name: '王小明', phone: '0595-22220000', address: 'wang@EXAMPLE.org' };
    expect(await read('L-1/contact')).toEqual({ project: 'L-1', contact: null });
    expect((await put('projects/L-1/contact', body)).body).toMatchObject({
      ...{ project: 'L-1', contact: { ...body, address: 'wang@example.org', organisation: null, title: null } },
      command: { events: ['defined'] },
    });
    expect(briefly(await put('projects/L-1/contact', { name: 'x', address: 'a@b, c@d' }))).toEqual([
      400,
      'badMailAddress',
    ]);
    expect(told(await put('projects/NO/contact', { name: 'x' }))).toEqual([404, 'notFound', 'code', 'NO']);
    const erase = () => rig.call({ method: 'DELETE', url: '/api/v1/projects/L-1/contact' });
    expect((await erase()).body).toMatchObject({ contact: null });
    expect(told(await erase()).slice(0, 3)).toEqual([404, 'notFound', 'contact']);
    expect(JSON.stringify(await get('projects/L-1/events'))).not.toContain('王小明');
  });
});

describe('a pre-review', () => {
  test('is asked of the pool, answered and concluded, and is read with names', async () => {
    for (const id of ['e1', 'e2', 'e3']) {
      expect((await put(`experts/${id}`, { fields: ['新材料', '新材料'] })).body).toMatchObject({
        ...{ id, name: id, unit: 'approvals', fields: ['新材料'], firms: [], active: true },
      });
    }
    expect((await get('experts?field=新材料&active=true')).total).toBe(3);
    expect((await get('experts/e1')).address).toBe('e1@example.org');
    expect(briefly(await put('experts/e1', { fields: ['x'] }, { as: 'handler' }))).toEqual([403, 'notAllowed']);
    expect(told(await put('experts/none', { fields: ['x'] }))).toEqual([422, 'personNotFound', 'id', 'none']);
    await signed('R-1');
    expect(told(await give('R-1', 'ask-review', { reviewers: ['e1', 'e2'] }))).toEqual([
      422,
      'reviewersTooFew',
      'reviewers',
      2,
    ]);
    expect((await give('R-1', 'ask-review', { reviewers: ['e1', 'e2', 'e3'] })).status).toBe(200);
    expect(briefly(await give('R-1', 'give-opinion', { verdict: 'recommend', reason: 'x' }))).toEqual([
      422,
      'reviewerNotAsked',
    ]);
    for (const reviewer of ['e1', 'e2', 'e3']) {
      expect((await give('R-1', 'give-opinion', { reviewer, verdict: 'recommend', reason: '好' })).status).toBe(200);
    }
    const conclude = { outcome: 'passed', reason: '纪要' };
    expect(briefly(await give('R-1', 'conclude-review', conclude, { as: 'leader' }))).toEqual([403, 'notAllowed']);
    expect((await give('R-1', 'conclude-review', conclude)).body.command.events).toEqual(['reviewConcluded']);
    expect(told(await give('R-1', 'conclude-review', conclude))).toEqual([409, 'noReviewOpen', 'code', 'R-1']);
    const { items, total } = await get('evaluation/reviews?standing=passed');
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      ...{ code: 'R-1', number: 1, dueOn: '2026-11-30', opinions: { recommend: 3, conditional: 0, against: 0 } },
      reviewers: [
        { id: 'e1', name: 'e1', opinion: { verdict: 'recommend', by: 'coordinator' }, recused: null },
        {},
        {},
      ],
      result: { outcome: 'passed', by: 'coordinator', on: '2026-11-23' },
    });
    expect((await read('R-1')).review).toBe('passed');
  });

  test('is asked for by a path of the settings, and a leader waives it', async () => {
    const { value } = await get('settings/project');
    const [standard] = value.paths;
    const gated = {
      ...standard,
      id: 'gated',
      gates: { signing: [{ kind: '项目预审', needs: [], level: 'required', by: 'review' }] },
    };
    const body = {
      value: { ...value, paths: [...value.paths, gated] },
      validFrom: '2026-11-23',
      reason: '先预审后签约',
    };
    expect((await put('settings/project', body, { as: 'admin' })).status).toBe(200);
    await signed('R-2', { path: 'gated', stage: 'lead', milestones: {} });
    const sign = () => give('R-2', 'advance', { to: 'signing', on: '2026-11-20', evidence: [{ kind: '项目预审' }] });
    expect(told(await sign())).toEqual([409, 'gateClosed', 'evidence', null]);
    const waive = { stage: 'signing', kind: '项目预审', reason: '省重点' };
    expect((await give('R-2', 'waive', waive, { as: 'leader' })).status).toBe(200);
    expect((await sign()).body.milestones.signing.waivers).toMatchObject([{ kind: '项目预审', reason: '省重点' }]);
  });

  test('is asked of as many experts as the settings say', async () => {
    const value = { reviewers: 1, opinions: 2, supportPercent: 50, opinionWorkingDays: 5, gatherMinutes: 30 };
    const set = (more: object) =>
      put('settings/review', { value: { ...value, ...more }, validFrom: '2026-11-23', reason: 'r' }, { as: 'admin' });
    expect(told(await set({}))).toEqual([400, 'outOfRange', 'value.opinions', 2]);
    expect((await set({ opinions: 1 })).status).toBe(200);
    await signed('R-3');
    expect((await give('R-3', 'ask-review', { reviewers: ['e1'], dueOn: '2026-12-31' })).status).toBe(200);
    expect((await give('R-3', 'recuse-reviewer', { reviewer: 'e1', reason: '顾问', instead: 'e2' })).status).toBe(200);
    expect((await get('evaluation/reviews?standing=open')).items[0].reviewers).toMatchObject([
      { id: 'e1', recused: '顾问' },
      { id: 'e2', recused: null },
    ]);
  });
});

describe('the policy handbook', () => {
  const entry = { title: '设备补助', unit: 'land', offer: '按设备投资额 8% 补助', validFrom: '2026-01-01' };

  test('is written by coordinators, and an entry ends', async () => {
    expect((await put('policies/H-1', entry)).body).toMatchObject({
      id: 'H-1',
      ...entry,
      validTo: null,
      unitName: 'land',
    });
    await put('policies/H-2', { ...entry, validTo: '2026-06-30' });
    expect((await get('policies?validOn=2026-11-23')).items.map(({ id }: any) => id)).toEqual(['H-1']);
    expect((await get('policies/H-2')).validTo).toBe('2026-06-30');
    expect(briefly(await put('policies/H-3', entry, { as: 'handler' }))).toEqual([403, 'notAllowed']);
    expect(told(await put('policies/H-3', { ...entry, validTo: '2025-01-01' }))).toEqual([
      422,
      'endBeforeStart',
      'validTo',
      '2025-01-01',
    ]);
    expect(told(await put('policies/H-3', { ...entry, unit: 'none' }))).toEqual([422, 'unitNotFound', 'unit', 'none']);
  });

  test('promises projects something, and what was kept and broken is listed', async () => {
    await signed('H-P');
    const promise = { policy: 'H-1', text: '设备补助', amountWan: 300, dueOn: '2026-11-10', on: '2026-10-01' };
    expect((await give('H-P', 'promise', promise)).body.command.events).toEqual(['promised']);
    await give('H-P', 'promise', { ...promise, amountWan: undefined, text: '专线' });
    const evidence = [{ kind: '银行回单', number: '7' }];
    expect((await give('H-P', 'keep-promise', { number: 1, on: '2026-11-05', amountWan: 100, evidence })).status).toBe(
      200,
    );
    expect(told(await give('H-P', 'keep-promise', { number: 1, on: '2026-11-06', amountWan: 201 }))).toEqual([
      ...[400, 'outOfRange', 'amountWan', 201],
    ]);
    expect((await give('H-P', 'end-promise', { number: 2, outcome: 'broken', reason: '取消' })).status).toBe(200);
    expect(briefly(await give('H-P', 'keep-promise', { number: 2, on: '2026-11-06' }))).toEqual([
      409,
      'promiseSettled',
    ]);
    expect((await read('H-P')).promises).toEqual({ late: 1, broken: 1 });
    const { items } = await get('evaluation/promises?policy=H-1&standing=late&county=南安市');
    expect(items).toEqual([
      {
        ...{
          code: 'H-P',
          name: 'H-P',
          county: '南安市',
          number: 1,
          ...promise,
          standing: 'late',
          keptWan: 100,
          keptOn: null,
        },
        kept: [{ on: '2026-11-05', amountWan: 100, evidence }],
        end: null,
      },
    ]);
    const file = 'a'.repeat(64);
    const missing = await give('H-P', 'keep-promise', {
      number: 1,
      on: '2026-11-06',
      amountWan: 1,
      evidence: [{ kind: 'x', file }],
    });
    expect(told(missing)).toEqual([422, 'fileNotFound', 'evidence[0].file', file]);
  });
});

describe('the rolling lists', () => {
  test('say who is signed and not landed, by kind of agreement', async () => {
    await signed('N-1', {
      agreement: 'intent',
      landKind: 'new',
      milestones: { signing: { actual: '2026-04-28' }, landing: { plan: '2026-11-20' } },
    });
    const { items, agreements } = await get('evaluation/not-landed?agreement=intent');
    expect(items).toEqual([
      {
        ...{ code: 'N-1', name: 'N-1', county: '南安市', status: 'active', agreement: 'intent', landKind: 'new' },
        ...{ investmentWan: 138_000, investmentYi: '13.8', signedOn: '2026-04-28', days: 209 },
        ...{ baseline: '2026-11-20', plan: '2026-11-20', lateDays: 3 },
      },
    ]);
    expect(agreements[0]).toEqual({
      ...{ agreement: 'intent', count: 1, investmentWan: 138_000, investmentYi: '13.8' },
      ...{ withoutAmount: 0, late: 1, unplanned: 0 },
    });
    expect((await get('evaluation/not-landed?asOf=2026-11-20')).total).toBe(0);
  });

  test('say which foreign capital is due, has come and is short, by project and by county', async () => {
    await give('N-1', 'due-capital', { on: '2026-10-31', currency: 'USD', amount: '1000000', note: '首期' });
    await give('N-1', 'due-capital', { on: '2027-10-31', currency: 'USD', amount: '500' });
    await give('N-1', 'correct-due', { number: 2, amount: '500.50', reason: '补充协议' });
    await give('N-1', 'arrive', { on: '2026-11-01', currency: 'USD', amount: '999999.99' });
    expect((await read('N-1/money')).dues).toEqual([
      { number: 1, on: '2026-10-31', currency: 'USD', amount: '1000000', note: '首期' },
      { number: 2, on: '2027-10-31', currency: 'USD', amount: '500.50', note: null },
    ]);
    const sums = { currency: 'USD', due: '1000500.50', dueBy: '1000000.00', arrived: '999999.99', short: '0.01' };
    expect(await get('evaluation/capital?county=南安市')).toEqual({
      asOf: '2026-11-23',
      items: [
        {
          ...{ code: 'N-1', name: 'N-1', county: '南安市', ...sums, lateSince: '2026-10-31' },
          next: { on: '2027-10-31', amount: '500.50' },
        },
      ],
      total: 1,
      counties: [{ county: '南安市', projects: 1, ...sums }],
    });
    expect(told(await give('N-1', 'correct-due', { number: 3, amount: '1', reason: 'r' }))).toEqual([
      400,
      'outOfRange',
      'number',
      3,
    ]);
  });
});
