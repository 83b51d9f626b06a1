import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOLIDAYS } from '../../src/calendar/holidays.ts';
import { nextWorkday } from '../../src/domain/calendar/working-calendar.ts';
import { addDays } from '../../src/domain/calendar/dates.ts';
import type { Actor } from '../../src/domain/entity.ts';
import { HANDLER, INSPECTOR, makeProblemFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { DAY_MS, localText, openOffice, type Office } from './support/office.ts';

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

const raise = { type: 'raise', facts: makeProblemFacts() } as const;
const assign = { type: 'assign', leadUnit: 'land', coUnits: ['approvals'], handler: 'handler' } as const;
const resolve = {
  type: 'resolve',
  result: '指标已落实',
  evidence: [{ kind: '批复', number: '闽政地〔2026〕1号' }],
} as const;
const accept = { type: 'verify', accepted: true } as const;
const withdraw = { type: 'withdraw', reason: '重复上报' } as const;

const as = (actor: Actor) => ({ actor });
const ended = (code: string): Promise<unknown> => server.client.workflow.getHandle(`problem/${code}`).result();
const dueOf = async (code: string): Promise<number> => {
  const row = office.db.selectFrom('problem').select('due_at').where('code', '=', code);
  return (await row.executeTakeFirstOrThrow()).due_at?.getTime() ?? 0;
};
const told = (code: string, count: number): Promise<boolean> =>
  until(`${code} has been told ${count} times`, async () => {
    const events = await office.events('problem', code);
    return events.filter(type => type === 'overdueTold').length >= count;
  });

describe('a problem', () => {
  test('goes from raised to closed with two keys: a rejection sends it back, neither the solver nor his unit may verify', async () => {
    await office.rig.run(async () => {
      const { give, ask, gateway } = office;
      await give('problem', 'W-1', raise);
      await give('problem', 'W-1', assign);
      const nextOn = addDays(await office.today(), 3);
      await give('problem', 'W-1', { type: 'answer', text: '已上报省厅', nextOn }, as(HANDLER));
      await give('problem', 'W-1', resolve, as(HANDLER));
      const waiting = await gateway.waitingFor('problem', 'W-1');
      expect(waiting).toMatchObject({ status: 'resolved', next: { slot: expect.stringMatching(/^verification:/) } });

      expect(await ask('problem', 'W-1', accept, as(HANDLER))).toMatchObject({
        refusal: { code: 'verifierNotSupervision' },
      });
      const sameHands: Actor = { ...HANDLER, roles: ['departmentHandler', 'supervisionTeam'] };
      expect(await ask('problem', 'W-1', accept, as(sameHands))).toMatchObject({
        refusal: { code: 'solverIsVerifier' },
      });

      const sentBack = { type: 'verify', accepted: false, reason: '现场未见落实' } as const;
      await give('problem', 'W-1', sentBack, as(INSPECTOR));
      expect(await gateway.waitingFor('problem', 'W-1')).toMatchObject({ status: 'handling' });
      await give('problem', 'W-1', resolve, as(HANDLER));
      await give('problem', 'W-1', accept, as(INSPECTOR));
      const early = { type: 'lookBack', satisfaction: 'satisfied', relapsed: false } as const;
      expect(await ask('problem', 'W-1', early)).toMatchObject({ refusal: { code: 'lookBackEarly' } });
      await office.skip(35 * DAY_MS);
      await until('the coordinators have been asked', async () =>
        (await office.events('problem', 'W-1')).includes('lookBackAsked'),
      );
      await give('problem', 'W-1', early);
      await ended('W-1');
      expect(await gateway.waitingFor('problem', 'W-1')).toMatchObject({ ended: true });
    });
    expect(await office.events('problem', 'W-1')).toEqual([
      ...['raised', 'assigned', 'answered', 'resolved', 'rejected', 'resolved', 'promiseKept', 'closed'],
      ...['lookBackAsked', 'lookedBack'],
    ]);
    const problem = await office.db.selectFrom('problem').selectAll().where('code', '=', 'W-1').executeTakeFirst();
    expect(problem).toMatchObject({ state: 'closed', rejections: 1, verified_by: 'inspector' });
    const mails = (await office.mails()).map(({ kind, person_id, state }) => [kind, person_id, state]);
    // What was asked had been done before the mails left, which say so; only the look-back still asks.
    expect(mails.sort()).toEqual([
      ['problem-notice', 'clerk', 'expired'],
      ['problem-notice', 'coordinator', 'sent'],
      ['problem-notice', 'handler', 'expired'],
      ['problem-notice', 'inspector', 'expired'],
    ]);
  });

  test('whose limit passes is told once, when the office opens after it, to those who answer for it and to the supervision', async () => {
    await office.rig.run(async () => {
      await office.give('problem', 'W-2', raise);
      await office.give('problem', 'W-2', assign);
      const dueMs = await dueOf('W-2');
      await office.skipTo(dueMs + DAY_MS);
      await told('W-2', 1);
      await office.skip(30 * DAY_MS);
      await office.quiet();
      const day = nextWorkday(HOLIDAYS, localText(dueMs).slice(0, 10));
      const papers = (await office.mails('problem-paper')).filter(({ slot }) => slot === `${day}/yellow`);
      expect(papers.map(mail => [mail.person_id, mail.state])).toEqual([
        ['handler', 'sent'],
        ['offline', 'failed'],
      ]);
      const copies = (await office.mails('problem-overdue')).filter(({ slot }) => slot === day);
      expect(copies.map(mail => [mail.person_id, mail.state])).toEqual([['inspector', 'sent']]);
      await office.give('problem', 'W-2', withdraw);
    });
    expect(await office.events('problem', 'W-2')).toEqual([
      ...['raised', 'assigned', 'warned', 'warned', 'partOverdueTold', 'warned', 'warned', 'paperGiven'],
      ...['overdueTold', 'escalated', 'paperGiven', 'putOnAgenda', 'escalated', 'withdrawn'],
    ]);
  });

  test('that is sent back has a new limit, as has the department that still owes its part; both are told as they pass', async () => {
    await office.rig.run(async () => {
      await office.give('problem', 'W-3', raise);
      await office.give('problem', 'W-3', assign);
      await office.skip(20 * DAY_MS);
      await told('W-3', 1);
      await office.give('problem', 'W-3', resolve, as(HANDLER));
      await office.skip(20 * DAY_MS);
      await office.give('problem', 'W-3', { type: 'verify', accepted: false, reason: '未见批复' }, as(INSPECTOR));
      await office.skip(20 * DAY_MS);
      await told('W-3', 2);
      await office.quiet();
      await office.give('problem', 'W-3', withdraw);
    });
    const climbed = (await office.events('problem', 'W-3')).filter(type => type !== 'warned' && type !== 'paperGiven');
    expect(climbed).toEqual([
      ...['raised', 'assigned', 'partOverdueTold', 'overdueTold', 'escalated', 'putOnAgenda', 'escalated'],
      ...[
        'resolved',
        'verificationOverdueTold',
        'rejected',
        'overdueTold',
        'partOverdueTold',
        'putOnAgenda',
        'withdrawn',
      ],
    ]);
  });

  test('that nobody assigns is told on the day it should have been, and stands on the agenda', async () => {
    await office.rig.run(async () => {
      const { view } = await office.give('problem', 'W-4', raise);
      await office.skipTo((view.next?.atMs ?? 0) + DAY_MS);
      await told('W-4', 1);
      await until('it stands on the agenda', async () =>
        (await office.events('problem', 'W-4')).includes('putOnAgenda'),
      );
      await office.quiet();
      await office.give('problem', 'W-4', withdraw);
    });
    const copied = await office.db
      .selectFrom('mail')
      .innerJoin('mail_item', 'mail_item.mail_id', 'mail.id')
      .select(['person_id', 'mail.kind'])
      .where('entity_id', '=', 'W-4')
      .orderBy('mail.kind')
      .orderBy('person_id')
      .execute();
    expect(copied.map(mail => [mail.kind, mail.person_id])).toEqual([
      ['problem-notice', 'coordinator'],
      ['problem-notice', 'leader'],
      ['problem-overdue', 'coordinator'],
      ['problem-overdue', 'inspector'],
      ['problem-overdue', 'leader'],
    ]);
  });
});
