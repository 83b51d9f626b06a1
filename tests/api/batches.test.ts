import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { advanceOf } from '../../src/domain/batch/check.ts';
import { makeEnvelope } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

// The clock of the rig stands at Monday 23 November 2026, 10:00.

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
  const wan: Record<string, number | undefined> = {
    'Z-A': 12_345,
    'Z-B': 20_000,
    'Z-C': undefined,
    'Z-D': 1,
    'Z-E': 5,
  };
  for (const [code, investmentWan] of Object.entries(wan)) {
    await post('projects', { code, name: `项目 ${code}`, county: '鲤城区', stage: 'negotiation', investmentWan });
  }
  await post('projects', {
    code: 'Z-S',
    name: '已签',
    stage: 'signing',
    milestones: { signing: { actual: '2026-05-06' } },
  });
});
afterAll(() => rig.stop());

const send = (path: string, body: unknown, more: object = {}): Promise<Answer> =>
  rig.call({ method: 'POST', url: `/api/v1/${path}`, body, ...more });
async function post(path: string, body: unknown): Promise<Answer> {
  const answer = await send(path, body);
  expect({ path, text: answer.text, done: answer.status < 300 }).toEqual({ path, text: answer.text, done: true });
  return answer;
}
const get = async (path: string, lang?: string) =>
  (await rig.call({ url: `/api/v1/${path}`, ...(lang && { lang }) })).body;

const plan = (codes: readonly string[], more: object = {}) => ({
  name: '2026年第四季度集中签约',
  stage: 'signing',
  on: '2026-11-23',
  cutOff: '2026-11-23',
  mainVenue: '市会展中心',
  branchVenues: ['南安分会场'],
  projects: codes.map(code => ({ code })),
  ...more,
});

/** What the workflow does after a confirmation. */
async function moveAll(code: string): Promise<void> {
  const { projects } = await get(`batches/${code}`);
  const results = [];
  for (const project of projects.filter(({ standing }: any) => standing === 'listed')) {
    const advance = makeEnvelope('project', project.code, advanceOf({ code, stage: 'signing' }, '2026-11-23'));
    const [outcome] = await rig.ledger.commit([advance]);
    results.push({ code: project.code, refusal: outcome?.ok === false ? outcome.refusal : null });
  }
  await rig.ledger.commit([makeEnvelope('batch', code, { type: 'record', results })]);
}

describe('a batch event', () => {
  let code: string;

  test('is planned under a code of its own, and sent again is the same one', async () => {
    const first = await send('batches', plan(['Z-A', 'Z-B', 'Z-C']), { key: 'plan-1' });
    expect([first.status, first.body.code]).toEqual([201, 'B-2026-0001']);
    expect(first.headers.location).toBe('/api/v1/batches/B-2026-0001');
    const again = await send('batches', plan(['Z-A', 'Z-B', 'Z-C']), { key: 'plan-1' });
    expect([again.status, again.body.code, again.headers['idempotent-replayed']]).toEqual([201, 'B-2026-0001', 'true']);
    code = first.body.code;
  });

  test('shows its list with the money of each venue, exact', async () => {
    await post(`batches/${code}/add`, { code: 'Z-D', venue: '南安分会场' });
    await post(`batches/${code}/substitute`, { out: 'Z-B', in: 'Z-E', reason: '资料不全' });
    const batch = await get(`batches/${code}`);
    expect(batch).toMatchObject({
      status: 'listing',
      heldOn: null,
      progress: { total: 4, moved: 0, refused: 0, waiting: 4 },
      totals: { all: { count: 4, investmentWan: 12_351, investmentYi: '1.2351', unknown: 1 }, dropped: { count: 1 } },
      venues: [
        { venue: '市会展中心', main: true, count: 3, investmentYi: '1.235', unknown: 1 },
        { venue: '南安分会场', main: false, count: 1, investmentYi: '0.0001', unknown: 0 },
      ],
    });
    const list = batch.projects.map((each: any) => [each.code, each.standing, each.replaces ?? each.replacedBy]);
    expect(list).toEqual([
      ['Z-A', 'listed', null],
      ['Z-B', 'dropped', 'Z-E'],
      ['Z-E', 'listed', 'Z-B'],
      ['Z-C', 'listed', null],
      ['Z-D', 'listed', null],
    ]);
  });

  test('is checked without being changed', async () => {
    await post('projects/Z-A/prove', { stage: 'signing', evidence: [{ kind: '合同文本', on: '2026-11-20' }] });
    await post('projects/Z-C/pause', { reason: '资金', reviewOn: '2027-01-05' });
    const before = await rig.rows();
    const check = await get(`batches/${code}/check`, 'zh');
    expect(check.counts).toEqual({ ready: 1, lacking: 2, cannot: 1 });
    expect(check.total).toBe(4);
    expect(
      check.items.map((each: any) => [each.code, each.verdict, each.missing.map(({ kind }: any) => kind)]),
    ).toEqual([
      ['Z-A', 'ready', []],
      ['Z-E', 'lacking', ['合同文本']],
      ['Z-C', 'cannot', ['合同文本']],
      ['Z-D', 'lacking', ['合同文本']],
    ]);
    expect(check.items[2].refusal).toMatchObject({ code: 'projectPaused', message: expect.stringContaining('Z-C') });
    expect(await rig.rows()).toEqual(before);
  });

  test('is confirmed once; its projects are moved, and who refuses says why in the reader’s language', async () => {
    const confirmed = await send(`batches/${code}/confirm`, { on: '2026-11-23' }, { key: 'confirm-1' });
    expect(confirmed.body).toMatchObject({ status: 'moving', heldOn: '2026-11-23', confirmedBy: 'coordinator' });
    await moveAll(code);
    const again = await send(`batches/${code}/confirm`, { on: '2026-11-23' }, { key: 'confirm-1' });
    expect([again.status, again.body.command.replayed, again.body.status]).toEqual([200, true, 'tracking']);
    const second = await send(`batches/${code}/confirm`, { on: '2026-11-23' });
    expect([second.status, second.body.code]).toEqual([409, 'batchConfirmed']);
    const batch = await get(`batches/${code}`, 'en');
    expect(batch).toMatchObject({
      progress: { total: 4, moved: 3, refused: 1, waiting: 0 },
      totals: { moved: { count: 3, investmentYi: '1.2351', unknown: 0 }, refused: { count: 1, unknown: 1 } },
      followUps: [
        { months: 1, on: '2026-12-23', told: false },
        { months: 3, on: '2027-02-23', told: false },
        { months: 6, on: '2027-05-23', told: false },
      ],
    });
    expect(batch.projects[3]).toMatchObject({
      standing: 'refused',
      refusal: { code: 'projectPaused', message: 'code: project "Z-C" is paused; resume it first.' },
    });
    const project = await get('projects/Z-A');
    expect(project.milestones.signing).toMatchObject({ actual: '2026-11-23' });
    expect(project.milestones.signing.evidence.at(-1)).toMatchObject({ kind: '集中签约', number: code });
  });

  test('keeps its whole history', async () => {
    const { items } = await get(`batches/${code}/events`);
    expect(items.map(({ type }: any) => type)).toEqual([
      ...['batchPlanned', 'projectAdded', 'projectSubstituted', 'batchConfirmed', 'projectsMoved', 'batchMoved'],
    ]);
  });

  test('is one of a list, by kind and state', async () => {
    await post('batches', plan(['Z-B'], { on: '2026-12-30', cutOff: '2026-11-01' }));
    await post('batches/B-2026-0002/cancel', { reason: '改期' });
    const all = await get('batches');
    expect(all).toMatchObject({ total: 2, next: null });
    expect(all.items.map((each: any) => [each.code, each.status])).toEqual([
      ['B-2026-0002', 'cancelled'],
      ['B-2026-0001', 'tracking'],
    ]);
    expect(await get('batches?status=tracking&stage=signing')).toMatchObject({ total: 1 });
    const page = await get('batches?limit=1');
    expect((await get(`batches?limit=1&cursor=${page.next}`)).items[0].code).toBe('B-2026-0001');
  });
});

describe('what is refused names the field, the value and the rule, and writes nothing', () => {
  let late: string;
  beforeAll(async () => {
    late = (await post('batches', plan(['Z-B'], { cutOff: '2026-11-20' }))).body.code;
  });

  test.each<[string, string, object, string, unknown]>([
    ['a project twice', 'batches', plan(['Z-B', 'Z-B']), '422 listedTwice projects[1].code', 'Z-B'],
    ['an unknown project', 'batches', plan(['Z-9']), '422 projectNotFound projects[0].code', 'Z-9'],
    ['a project that was signed before', 'batches', plan(['Z-S']), '409 projectPastStage projects[0].code', 'Z-S'],
    ['an empty list', 'batches', plan([]), '422 batchEmpty projects', null],
    [
      'a cut-off after the event',
      'batches',
      plan(['Z-B'], { cutOff: '2026-11-24' }),
      '422 cutOffAfterEvent cutOff',
      '2026-11-24',
    ],
    [
      'a stage nobody holds events for',
      'batches',
      plan(['Z-B'], { stage: 'landing' }),
      '400 notInList stage',
      'landing',
    ],
    ['an unknown field', 'batches', { ...plan(['Z-B']), venue: 'x' }, '400 unknownField venue', 'x'],
    ['a code that is none', 'batches', plan(['Z B']), '400 badFormat projects[0].code', 'Z B'],
    ['a day to come', 'batches/LATE/confirm', { on: '2026-11-24' }, '422 dateInFuture on', '2026-11-24'],
    ['a late change without a reason', 'batches/LATE/drop', { code: 'Z-B' }, '400 required reason', null],
    ['who is not on the list', 'batches/LATE/drop', { code: 'Z-A', reason: 'x' }, '422 projectNotListed code', 'Z-A'],
    [
      'a day before the cut-off',
      'batches/LATE/confirm',
      { on: '2026-11-19' },
      '422 eventBeforeCutOff on',
      '2026-11-19',
    ],
    ['an event that is not there', 'batches/B-9/confirm', { on: '2026-11-23' }, '404 notFound code', 'B-9'],
    ['a cancellation without a reason', 'batches/LATE/cancel', {}, '400 required reason', null],
  ])('%s', async (_, path, body, wanted, value) => {
    const before = await rig.rows();
    const { status, body: answer } = await send(path.replace('LATE', late), body);
    const [error] = answer.errors;
    expect(`${status} ${answer.code} ${error.field}`).toBe(wanted);
    expect(error.value).toEqual(value);
    expect(error.message).toContain(error.field);
    expect(await rig.rows()).toEqual(before);
  });

  test('a reporter or a handler plans and confirms nothing', async () => {
    const answer = await send('batches', plan(['Z-B']), { as: 'handler' });
    expect([answer.status, answer.body.code]).toEqual([403, 'notAllowed']);
  });
});
