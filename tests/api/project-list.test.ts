import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import { at, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

let rig: ApiRig;
const give = async (when: string, code: string, command: ProjectCommand): Promise<void> => {
  const [outcome] = await rig.ledger.commit([makeEnvelope('project', code, command, { atMs: at(when) })]);
  if (!outcome?.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
};
const start = (when: string, code: string, investmentWan: number | null) =>
  give(when, code, {
    type: 'start',
    facts: makeProjectFacts({ name: `园 ${code}`, investmentWan, investor: null }),
    stage: 'lead',
  });

beforeAll(async () => {
  rig = await startApi();
  await start('2026-06-01 09:00', 'L-1', 123_456);
  await start('2026-06-02 09:00', 'L-2', null);
  await start('2026-09-01 09:00', 'L-3', 1_000_000);
  await give('2026-10-01 09:00', 'L-1', { type: 'correct', field: 'county', value: '南安市', reason: '更正' });
  await give('2026-11-02 09:00', 'L-3', { type: 'withdraw', reason: '退出' });
});
afterAll(() => rig.stop());

const list = (query: string, lang?: string) =>
  rig.call({ url: `/api/v1/projects?${query}`, ...(lang === undefined ? {} : { lang }) });
const codesOf = ({ body }: { body: any }): string[] => body.items.map(({ code }: { code: string }) => code);

describe('the list of projects', () => {
  test('tells the sums of all that are found, on every page', async () => {
    const sums = {
      investmentWan: 1_123_456,
      investmentYi: '112.3456',
      withoutAmount: 1,
      counted: { projects: 2, investmentWan: 123_456, investmentYi: '12.3456' },
    };
    const whole = await list('');
    expect(whole.body).toMatchObject({ total: 3, sums, asOf: '2026-11-23' });
    const first = await list('limit=2&sort=investment&order=desc');
    expect(first.body).toMatchObject({ total: 3, sums });
    expect(codesOf(first)).toEqual(['L-3', 'L-1']);
    const second = await list(`limit=2&sort=investment&order=desc&cursor=${first.body.next}`);
    expect(codesOf(second)).toEqual(['L-2']);
    expect(second.body).toMatchObject({ total: 3, sums, next: null });
  });

  test('is filtered and summed together', async () => {
    const { body } = await list(`county=${encodeURIComponent('南安市')}`);
    expect(body).toMatchObject({ total: 1, sums: { investmentYi: '12.3456', withoutAmount: 0 } });
    expect((await list('stage=production')).body).toMatchObject({ total: 0, sums: { investmentYi: '0' } });
  });

  test('is searched by pinyin initials too, of today and of a past day', async () => {
    expect(codesOf(await list('q=YL'))).toEqual(['L-1', 'L-2', 'L-3']);
    expect(codesOf(await list('q=yl2'))).toEqual(['L-2']);
    expect(codesOf(await list('q=yl1&asOf=2026-06-01'))).toEqual(['L-1']);
    expect(codesOf(await list('q=ly'))).toEqual([]);
  });

  test.each(['', '&asOf=2026-06-01', '&asOf=2026-11-01'])(
    'of one of the four batches is as long and as large as its figure%s',
    async day => {
      const figures = await rig.call({ url: `/api/v1/evaluation/batches?year=2026${day}` });
      for (const { batch, count, sumYi } of figures.body.items) {
        const { body } = await list(`batch=${batch}&batchYear=2026${day}`);
        expect({ total: body.total, yi: body.sums.investmentYi }).toEqual({ total: count, yi: sumYi });
      }
    },
  );

  test('of one of the four batches holds those that stand in it', async () => {
    const signed = { type: 'advance', to: 'signing', on: '2026-11-10', passed: { negotiation: '2026-10-01' } } as const;
    await give('2026-11-10 09:00', 'L-2', signed);
    expect(codesOf(await list('batch=planned'))).toEqual(['L-2']);
    expect(codesOf(await list('batch=planned&q=L-1'))).toEqual([]);
    expect(codesOf(await list('batch=planned&asOf=2026-11-09'))).toEqual([]);
    expect(codesOf(await list('batch=inUse'))).toEqual([]);
    expect((await list('batch=third')).status).toBe(400);
  });

  test('of a past day is what it was at the end of that day', async () => {
    const june = await list('asOf=2026-06-01');
    expect(june.body).toMatchObject({
      total: 1,
      asOf: '2026-06-01',
      items: [{ code: 'L-1', county: '鲤城区', seq: 1 }],
    });
    expect(codesOf(await list('asOf=2026-05-31'))).toEqual([]);
    const september = await list(`asOf=2026-09-30&county=${encodeURIComponent('鲤城区')}`);
    expect(codesOf(september)).toEqual(['L-1', 'L-2', 'L-3']);
    expect(september.body.sums.counted).toEqual({ projects: 3, investmentWan: 1_123_456, investmentYi: '112.3456' });
    const paged = await list('asOf=2026-11-01&sort=changed&limit=2');
    expect(codesOf(paged)).toEqual(['L-2', 'L-3']);
    expect(codesOf(await list(`asOf=2026-11-01&sort=changed&limit=2&cursor=${paged.body.next}`))).toEqual(['L-1']);
  });

  test('of today is the read model', async () => {
    expect((await list('asOf=2026-11-23')).body).toEqual((await list('')).body);
  });

  test.each([
    ['asOf=2026-11-24', 'dayToCome', 422],
    ['asOf=2026-02-30', 'noSuchDate', 400],
    ['asOf=2026-06', 'badFormat', 400],
    ['sort=colour', 'notInList', 400],
    ['order=up', 'notInList', 400],
    ['sort=name&cursor=WyJMLTEiXQ', 'badFormat', 400],
  ])('%s is refused as %s', async (query, code, status) => {
    const answer = await list(query, 'zh-CN');
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.body.errors[0].field).toMatch(/^(asOf|sort|order|cursor)$/);
  });
});
