import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { listEvents } from '../../src/ledger/reads/events.ts';
import { listMails, mailById } from '../../src/ledger/reads/mails.ts';
import { listMeetings, listSeries } from '../../src/ledger/reads/meetings.ts';
import { readCursor, writeCursor, type Page, type PageQuery } from '../../src/ledger/reads/paging.ts';
import { listPeople, listUnits } from '../../src/ledger/reads/people.ts';
import { listProblems, openProblemsOf } from '../../src/ledger/reads/problems.ts';
import { listProjects, projectByCode } from '../../src/ledger/reads/projects.ts';
import { at, makeEnvelope, makeProblemFacts, makeProjectFacts, makeSeriesFacts, NOW } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

/** All rows of a list, some at a time. */
async function walk<T>(
  read: (page: PageQuery) => Promise<Page<T>>,
  { limit, keys }: { limit: number; keys: number },
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | undefined;
  do {
    const after = readCursor(cursor, keys);
    if (after !== null && 'code' in after) throw new Error('the cursor was refused');
    const page = await read({ limit, after });
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

describe.each(DATABASES)('lists on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
    office = await openLedger(databases);
    await office.ledger.commit(CODES.map(code => project(code)));
    await office.ledger.commit(CODES.map(code => problem(`Q-${code}`, code)));
    await office.give(makeEnvelope('series', 'weekly', { type: 'define', facts: makeSeriesFacts() }));
    await office.ledger.commit(MEETINGS.map(id => makeEnvelope('meeting', id, { type: 'open' })));
    await office.ledger.commit(MEETINGS.map(id => makeEnvelope('meeting', id, { type: 'remindNow' })));
  });
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });

  // Capitals, digits and marks, which collations order in different ways.
  const CODES = ['a-1', 'A-1', 'A.2', 'A_3', 'b', 'B', '10', '9', 'Z-10', 'z-9'];
  const MEETINGS = ['weekly/2026-11-30', 'weekly/2026-12-07', 'weekly/2026-12-14'];
  const project = (code: string) =>
    makeEnvelope('project', code, {
      type: 'start',
      facts: makeProjectFacts({ name: `园 ${CODES.indexOf(code)}` }),
      stage: 'lead',
    });
  const problem = (code: string, of: string) =>
    makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts({ project: of }) });
  const sorted = (words: readonly string[]) => [...words].sort();

  test.each([1, 3, 100])('are walked in pages of %d, each row once', async limit => {
    const { db } = office;
    const projects = await walk(page => listProjects(db, {}, page), { limit, keys: 1 });
    expect(sorted(projects.map(({ code }) => code))).toEqual(sorted(CODES));
    const problems = await walk(page => listProblems(db, { filter: {}, atMs: at(NOW) }, page), { limit, keys: 1 });
    expect(sorted(problems.map(({ code }) => code))).toEqual(sorted(CODES.map(code => `Q-${code}`)));
    const people = await walk(page => listPeople(db, {}, page), { limit, keys: 1 });
    expect(people).toHaveLength(7);
    expect(await walk(page => listUnits(db, {}, page), { limit, keys: 1 })).toHaveLength(5);
    expect(await walk(page => listSeries(db, page), { limit, keys: 1 })).toHaveLength(1);
    const meetings = await walk(page => listMeetings(db, {}, page), { limit, keys: 2 });
    expect(meetings.map(({ id }) => id)).toEqual([...MEETINGS].reverse());
    const mails = await walk(page => listMails(db, {}, page), { limit, keys: 2 });
    expect(new Set(mails.map(({ id }) => id)).size).toBe(6);
    const events = await walk(page => listEvents(db, { kind: 'meeting', id: 'weekly/2026-11-30' }, page), {
      limit,
      keys: 1,
    });
    expect(events.map(({ type }) => type)).toEqual(['opened', 'agendaComposed', 'stepDone', 'stepDone']);
  });

  test('mails of one millisecond but different microseconds are not lost between pages', async () => {
    const { db } = office;
    await sql`update mail set created_at = timestamptz '2026-11-23 10:00:00.123Z' + (random() * 900)::int * interval '1 microsecond'`.execute(
      db,
    );
    const mails = await walk(page => listMails(db, {}, page), { limit: 1, keys: 2 });
    expect(new Set(mails.map(({ id }) => id)).size).toBe(6);
  });

  test('hold what was asked for', async () => {
    const { db } = office;
    const page = { limit: 50, after: null };
    expect((await listPeople(db, { role: 'supervisionTeam' }, page)).items.map(({ id }) => id)).toEqual(['inspector']);
    expect((await listUnits(db, { kind: 'county' }, page)).total).toBe(1);
    expect((await listProjects(db, { q: 'a_3' }, page)).items.map(({ code }) => code)).toEqual(['A_3']);
    expect((await listProjects(db, { gaps: true }, page)).total).toBe(0);
    expect((await listProblems(db, { filter: { overdue: true }, atMs: at('2026-12-31 10:00') }, page)).total).toBe(
      CODES.length,
    );
    expect((await listProblems(db, { filter: { overdue: true }, atMs: at(NOW) }, page)).total).toBe(0);
    expect((await listMails(db, { slotPrefix: 'weekly/2026-12-07/' }, page)).total).toBe(2);
    expect(await openProblemsOf(db, 'b')).toMatchObject([{ code: 'Q-b' }]);
    expect(await projectByCode(db, 'none')).toBeNull();
    expect(await mailById(db, 'none')).toBeNull();
  });

  test('forged cursors read from somewhere else, and never break a statement', async () => {
    const { db } = office;
    const forged = (...keys: string[]) => ({
      limit: 50,
      after: readCursor(writeCursor(keys), keys.length) as string[],
    });
    await expect(listMeetings(db, {}, forged('not a date', 'x'))).resolves.toMatchObject({ total: 3 });
    await expect(listMails(db, {}, forged("'; drop table mail", 'x'))).resolves.toMatchObject({ total: 6 });
    await expect(listMails(db, {}, forged('+275760-01-01', 'x'))).resolves.toMatchObject({ total: 6 });
    await expect(listEvents(db, { kind: 'project', id: 'b' }, forged('9e99'))).resolves.toMatchObject({ total: 1 });
    await expect(listProjects(db, {}, forged("' or 1=1 --"))).resolves.toMatchObject({ total: CODES.length });
  });
});

test('a cursor that was not written here is refused', () => {
  for (const cursor of [
    '',
    'x',
    writeCursor(['a', 'b']),
    writeCursor(['a\0']),
    Buffer.from('{"a":1}').toString('base64url'),
  ]) {
    expect(readCursor(cursor, 1)).toMatchObject({ code: 'badFormat', field: 'cursor' });
  }
  expect(readCursor(writeCursor(['园']), 1)).toEqual(['园']);
  expect(readCursor(undefined, 1)).toBeNull();
});
