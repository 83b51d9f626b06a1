import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { at, makeEnvelope, makeProblemFacts } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

const MEETING = 'weekly/2026-11-30';

describe('an agenda, and what became since of what stands on it', () => {
  let rig: ApiRig;
  beforeAll(async () => {
    rig = await startApi();
    await give('meeting', MEETING, { type: 'open' }, '2026-11-23 10:00');
    for (const code of ['Q-tabled', 'Q-whistled']) {
      const facts = makeProblemFacts({ title: `问题${code}` });
      await give('problem', code, { type: 'raise', facts }, '2026-11-23 10:00');
      await give('problem', code, { type: 'assign', leadUnit: 'land' }, '2026-11-23 10:00');
    }
    await give('problem', 'Q-tabled', PROPOSED, '2026-11-23 10:00');
    await whistleTabled('Q-whistled');
    await give('meeting', MEETING, { type: 'step', slot: 'agenda' }, '2026-11-27 10:00', 'clock');
  });
  afterAll(() => rig?.stop());

  const PROPOSED = { type: 'table', proposal: '调剂指标', promisedOn: '2026-12-18' };
  const give = async (kind: string, id: string, command: object, when: string, via = 'api'): Promise<void> => {
    const envelope = makeEnvelope(kind as 'problem', id, command as never, { atMs: at(when) });
    expect(await rig.ledger.commit([{ ...envelope, via: via as 'clock' }])).toMatchObject([{ ok: true }]);
  };
  const agenda = async () => (await rig.call({ url: `/api/v1/meetings/${MEETING}/agenda` })).body;

  /** Nobody has to propose anything before a whistle; before the dispatch it is on the agenda of, somebody has. */
  async function whistleTabled(problem: string): Promise<void> {
    const departments = ['land'];
    const place = { county: '鲤城区', topic: '用地', venue: '一楼', on: '2026-11-25', time: '15:00' };
    await give('whistle', 'W-1', { type: 'blow', problem, departments, ...place }, '2026-11-23 11:00');
    await give('whistle', 'W-1', { type: 'step', slot: 'limit' }, '2026-11-24 17:30', 'clock');
    await give('whistle', 'W-1', { type: 'step', slot: 'start' }, '2026-11-25 15:00', 'clock');
    const hold = { type: 'hold', result: 'tabled', text: '提交周调度', present: departments };
    await give('whistle', 'W-1', hold, '2026-11-25 17:00');
  }

  test('what is held back names whom it was told, and the mails it was told by', async () => {
    const { items, heldBack } = await agenda();
    expect(items[0]).toMatchObject({ code: 'Q-tabled', problemState: 'handling' });
    expect(heldBack).toMatchObject([
      { code: 'Q-whistled', problemState: 'assigned', proposal: null, promisedOn: null },
    ]);
    const told: { person: string; slot: string }[] = heldBack[0].told;
    expect(told.map(({ person }) => person).sort()).toEqual(['handler', 'offline']);
    expect(new Set(told.map(({ slot }) => slot))).toEqual(new Set([`${MEETING}/proposals`]));
  });

  test('a problem that was withdrawn since says so, and one that was held back names the proposal it has now', async () => {
    await give('problem', 'Q-tabled', { type: 'withdraw', reason: '重复' }, '2026-11-27 11:00');
    await give('problem', 'Q-whistled', PROPOSED, '2026-11-27 11:00');
    const { items, heldBack } = await agenda();
    // The list that was sent is the list that is dealt with.
    expect(items[0]).toMatchObject({ code: 'Q-tabled', proposal: '调剂指标', problemState: 'withdrawn' });
    expect(heldBack).toMatchObject([{ code: 'Q-whistled', proposal: '调剂指标', promisedOn: '2026-12-18' }]);
  });
});
