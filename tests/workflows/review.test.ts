import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localClock } from '../../src/calendar/zone.ts';
import { addWorkingDays } from '../../src/domain/calendar/working-calendar.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import { makeCalendar, makeProjectFacts, person } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { openOffice, type Office } from './support/office.ts';

const clock = localClock();
const EXPERTS = ['e1', 'e2', 'e3', 'e4'];
let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startTimeSkipping();
  office = await openOffice(server, { calendar: { ...makeCalendar(), table: { years: {} } } });
  await office.ledger.commit(EXPERTS.map(id => person(id, 'approvals', { roles: [] })));
  for (const id of EXPERTS) {
    await office.give('expert', id, { type: 'define', fields: ['新材料'], firms: [], active: true });
  }
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const MINUTE_MS = 60_000;
const ask = (...reviewers: string[]): ProjectCommand => ({ type: 'askReview', reviewers });

test('experts asked about two projects within the hour get one mail of both, without what they have answered', async () => {
  await office.rig.run(async () => {
    // Ten in the morning of a working day, when a mail may leave.
    const workday = addWorkingDays(office.calendar.table, await office.today(), 1);
    await office.skipTo(clock.toInstant(workday, '10:00'));
    for (const name of ['R-1', 'R-2']) {
      await office.give('project', name, { type: 'start', facts: makeProjectFacts({ name }), stage: 'lead' });
    }
    await office.give('project', 'R-1', ask('e1', 'e2', 'e3'));
    await office.skip(10 * MINUTE_MS);
    await office.give('project', 'R-2', ask('e1', 'e2', 'e4'));
    await office.give('project', 'R-1', { type: 'giveOpinion', reviewer: 'e2', verdict: 'recommend', reason: '好' });
    await office.skip(40 * MINUTE_MS);
    await office.quiet();
    const mails = await office.mails('review-request');
    const told = mails.map(({ person_id, state, text }) => [
      ...[person_id, state, ['R-1', 'R-2'].filter(code => text?.includes(`${code} `)).join()],
    ]);
    expect(told.sort()).toEqual([
      ['e1', 'sent', 'R-1,R-2'],
      ['e2', 'sent', 'R-2'],
      ['e3', 'sent', 'R-1'],
      ['e4', 'sent', 'R-2'],
    ]);
    for (const code of ['R-1', 'R-2']) await office.give('project', code, { type: 'withdraw', reason: '结束' });
  });
});
