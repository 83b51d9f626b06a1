import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays } from '../../src/domain/calendar/dates.ts';
import { addMonths } from '../../src/domain/calendar/months.ts';
import { isWorkday } from '../../src/domain/calendar/working-calendar.ts';
import { makeProjectFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { codesOf, inNegotiation, makePlan } from './support/batches.ts';
import { DAY_MS, HOUR_MS, isRunning, localText, openOffice, type Office } from './support/office.ts';

let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startTimeSkipping();
  office = await openOffice(server);
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const withdraw = { type: 'withdraw', reason: '试验结束' } as const;
const statusOf = async (code: string): Promise<string | undefined> =>
  (await office.gateway.waitingFor('batch', code))?.status;
const happened = (code: string, type: string, count = 1) =>
  until(
    `${type} of ${code}`,
    async () => (await office.events('batch', code)).filter(each => each === type).length >= count,
  );

/** Running projects in negotiation whose groundbreaking is planned ten months from now. */
async function running(codes: readonly string[]): Promise<void> {
  const groundbreaking = addDays(await office.today(), 300);
  for (const code of codes) {
    const facts = makeProjectFacts({ name: `项目 ${code}` });
    await office.give('project', code, { type: 'start', facts, stage: 'negotiation', plans: { groundbreaking } });
  }
}

describe('a batch event', () => {
  test('is listed, closed, confirmed, moves its projects, follows them up after 1, 3 and 6 months, and is over', async () => {
    const codes = ['L-1', 'L-2', 'L-3', 'L-4'];
    let on = '';
    await office.rig.run(async () => {
      on = addDays(await office.today(), 10);
      await running(codes);
      await office.give('batch', 'B-1', makePlan(codes.slice(0, 3), { on, cutOff: addDays(on, -3) }));
      expect(await statusOf('B-1')).toBe('listing');
      await office.skip(8 * DAY_MS);
      await happened('B-1', 'listClosed');
      const late = { type: 'substitute', out: 'L-1', in: 'L-4' } as const;
      expect(await office.ask('batch', 'B-1', late)).toMatchObject({ ok: false, refusal: { code: 'required' } });
      await office.give('batch', 'B-1', { ...late, reason: '业主改期' });
      await office.give('project', 'L-3', { type: 'pause', reason: '资金', reviewOn: addDays(on, 500) });
      await office.skip(3 * DAY_MS);
      await office.give('batch', 'B-1', { type: 'confirm', on });
      await happened('B-1', 'batchMoved');
      expect(await office.gateway.waitingFor('batch', 'B-1')).toMatchObject({ status: 'tracking' });
      // The projects' own workflows are in step: they wait for the stage after.
      expect(await office.gateway.waitingFor('project', 'L-2')).toMatchObject({ awaits: 'landing' });
      await office.give('project', 'L-2', { type: 'advance', to: 'landing', on: await office.today() });
      for (const [index, months] of [1, 3, 6].entries()) {
        await office.skipTo(Date.parse(`${addMonths(on, months)}T12:00:00+08:00`) + 9 * DAY_MS);
        await happened('B-1', 'followedUp', index + 1);
      }
      await server.client.workflow.getHandle('batch/B-1').result();
      for (const code of codes) await office.give('project', code, withdraw);
      // The last mails gather their lines for two minutes.
      await office.skip(HOUR_MS);
      await office.quiet();
    });
    expect(await office.events('batch', 'B-1')).toEqual([
      ...['batchPlanned', 'listClosed', 'projectSubstituted', 'batchConfirmed', 'projectsMoved', 'batchMoved'],
      ...['followedUp', 'followedUp', 'followedUp'],
    ]);
    const list = await office.db
      .selectFrom('batch_project')
      .selectAll()
      .where('batch_code', '=', 'B-1')
      .orderBy('position')
      .execute();
    expect(
      list.map(({ project_code, standing, late, refusal }) => [
        project_code,
        standing,
        late,
        (refusal as { code?: string } | null)?.code,
      ]),
    ).toEqual([
      ['L-1', 'dropped', true, undefined],
      ['L-4', 'moved', true, undefined],
      ['L-2', 'moved', false, undefined],
      ['L-3', 'refused', false, 'projectPaused'],
    ]);
    await expectFollowUpMails(on);
  });

  async function expectFollowUpMails(on: string): Promise<void> {
    const mails = await office.mails('batch-follow-up');
    expect(new Set(mails.map(({ person_id, slot, state }) => `${person_id} ${slot} ${state}`))).toEqual(
      new Set(['coordinator', 'reporter'].flatMap(person => [1, 3, 6].map(months => `${person} B-1/${months} sent`))),
    );
    for (const { not_before: notBefore } of mails) {
      const [day = '', time = ''] = localText(notBefore?.getTime() ?? 0).split(' ');
      expect([isWorkday(office.calendar.table, day), time >= '09:00' && time < '17:30']).toEqual([true, true]);
    }
    const [first] = mails.filter(({ slot }) => slot === 'B-1/1');
    expect(first?.subject).toContain('满 1 个月\uff1a2 个项目\uff0c1 个尚无进展');
    expect(first?.text).toMatch(/仍在签约\uff0c尚无进展(.|\n)*L-4 项目 L-4(.|\n)*已有进展(.|\n)*L-2 项目 L-2/);
    expect(first?.text).toContain(`${Number(on.slice(5, 7))}月${Number(on.slice(8))}日`);
  }

  test('whose plan is refused leaves neither a run nor a fact', async () => {
    await office.rig.run(async () => {
      expect(await office.ask('batch', 'B-2', makePlan(['nobody']))).toMatchObject({
        ok: false,
        view: null,
        refusal: { code: 'projectNotFound', field: 'projects[0].code', value: 'nobody' },
      });
    });
    expect(await office.events('batch', 'B-2')).toEqual([]);
  });

  test('that is cancelled ends, and its projects are free for another', async () => {
    await office.rig.run(async () => {
      const on = addDays(await office.today(), 10);
      await inNegotiation(office, ['L-5']);
      await office.give('batch', 'B-3', makePlan(['L-5'], { on, cutOff: on }));
      const other = makePlan(['L-5'], { on, cutOff: on });
      expect(await office.ask('batch', 'B-4', other)).toMatchObject({ refusal: { code: 'projectInBatch' } });
      await office.give('batch', 'B-3', { type: 'cancel', reason: '改期' });
      await server.client.workflow.getHandle('batch/B-3').result();
      await office.give('batch', 'B-4', other);
      await office.give('batch', 'B-4', { type: 'cancel', reason: '试验结束' });
    });
  });

  test('confirmed twice moves once: the second is refused, the same key gets the first answer', async () => {
    await office.rig.run(async () => {
      const on = addDays(await office.today(), -400);
      await inNegotiation(office, ['L-6']);
      await office.give('batch', 'B-5', makePlan(['L-6'], { on, cutOff: on }));
      const key = { commandId: 'coordinator:once', digest: 'a' };
      const first = await office.give('batch', 'B-5', { type: 'confirm', on }, key);
      const again = await office.give('batch', 'B-5', { type: 'confirm', on }, key);
      expect(again.result).toEqual(first.result);
      expect(await office.ask('batch', 'B-5', { type: 'confirm', on })).toMatchObject({
        ok: false,
        refusal: { code: 'batchConfirmed' },
      });
      await server.client.workflow.getHandle('batch/B-5').result();
      await office.give('project', 'L-6', withdraw);
    });
    expect(await office.events('project', 'L-6')).toEqual(['started', 'stageReached', 'stageReached', 'withdrawn']);
  });

  test('every project of which refuses ends at once as one that moved nobody, and follows nothing up', async () => {
    await office.rig.run(async () => {
      const on = await office.today();
      await inNegotiation(office, ['L-7']);
      await office.give('batch', 'B-7', makePlan(['L-7'], { on, cutOff: on }));
      await office.give('project', 'L-7', withdraw);
      await office.give('batch', 'B-7', { type: 'confirm', on });
      await server.client.workflow.getHandle('batch/B-7').result();
    });
    const query = office.db.selectFrom('batch').select(['status', 'held_on', 'follow_ups']).where('code', '=', 'B-7');
    expect(await query.executeTakeFirst()).toMatchObject({
      ...{ status: 'noneMoved', held_on: expect.anything(), follow_ups: [] },
    });
  });

  test('moves projects whose workflows are not there: they run afterwards', async () => {
    const codes = codesOf(45, 'M');
    await office.rig.run(
      async () => {
        const on = addDays(await office.today(), -400);
        await inNegotiation(office, codes);
        await office.give('batch', 'B-6', makePlan(codes, { on, cutOff: on }));
        await office.give('batch', 'B-6', { type: 'confirm', on });
        await server.client.workflow.getHandle('batch/B-6').result();
        for (const code of codes) expect(await isRunning(server, `project/${code}`)).toBe(true);
      },
      { leftRunning: codes.map(code => `project/${code}`) },
    );
    // In three rounds of at most twenty.
    const events = await office.events('batch', 'B-6');
    expect(events.filter(type => type !== 'listClosed')).toEqual([
      ...['batchPlanned', 'batchConfirmed', 'projectsMoved', 'projectsMoved', 'projectsMoved', 'batchMoved'],
    ]);
    const signed = await office.db
      .selectFrom('command')
      .select('id')
      .where('id', 'like', 'batch/B-6:%')
      .where('type', '=', 'advance')
      .execute();
    expect(signed).toHaveLength(45);
  });
});
