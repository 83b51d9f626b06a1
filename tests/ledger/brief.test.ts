import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Envelope, Outcome } from '../../src/contract/commit.ts';
import { SYSTEM_ACTOR } from '../../src/domain/entity.ts';
import type { ProjectCommand } from '../../src/domain/project/commands.ts';
import { briefByWeek, isIntact, listBriefs } from '../../src/ledger/reads/briefs.ts';
import {
  at,
  INSPECTOR,
  LEADER,
  local,
  makeEnvelope,
  makeProblemFacts,
  makeProjectFacts,
  makeSeriesFacts,
} from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';
import { expectRebuilt } from './rebuild.ts';

const WEEK = '2026-W48';
const FRIDAY = '2026-11-27 16:30';

describe.each(DATABASES)('the weekly brief on the $name', ({ start: startDatabase }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await startDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterEach(() => office.close());

  const took = async (envelope: Envelope): Promise<Outcome> => {
    const outcome = await office.give(envelope);
    expect(outcome).toMatchObject({ ok: true });
    return outcome;
  };
  const start = (
    code: string,
    now: string,
    more: Partial<Extract<ProjectCommand, { type: 'start' }>> = {},
    via = 'person',
  ) =>
    took({
      ...makeEnvelope('project', code, {
        ...{
          type: 'start',
          stage: 'lead',
          facts: makeProjectFacts({ name: `项目 ${code}`, leaderId: 'leader' }),
          ...more,
        },
      } as ProjectCommand),
      via: via as 'person',
      atMs: at(now),
    });
  const signed = { stage: 'signing', actuals: { signing: '2026-11-20' } } as const;
  const problem = (code: string, now: string) =>
    took(
      makeEnvelope(
        'problem',
        code,
        { type: 'raise', facts: makeProblemFacts({ title: `问题 ${code}` }) },
        { atMs: at(now) },
      ),
    );
  const compile = (now = FRIDAY, week = WEEK) =>
    office.give(
      makeEnvelope(
        'brief',
        week,
        { type: 'compile' },
        {
          ...{
            commandId: `brief/${week}:compile`,
            digest: 'compile',
            atMs: at(now),
            actor: SYSTEM_ACTOR,
            via: 'clock',
          },
        },
      ),
    );
  const brief = async (week = WEEK) => {
    const row = await briefByWeek(office.db, week);
    if (!row) throw new Error(`there is no brief of ${week}`);
    return row;
  };
  const codes = ({ items }: { items: readonly { code: string }[] }) => items.map(({ code }) => code);

  test('tells what was entered since the brief before, whatever day it was of, and nothing that came with an older ledger', async () => {
    await start('old', '2026-11-20 09:00', signed);
    await start('late', '2026-11-24 09:00', signed);
    await start('lead', '2026-11-24 09:00');
    await start('imported', '2026-11-24 09:00', signed, 'import');
    await compile();
    const { content, since_at: since, until_at: until } = await brief();
    expect([since, until].map(each => local(each.getTime()))).toEqual(['2026-11-23 00:00', FRIDAY]);
    expect(codes(content.projects.signing)).toEqual(['late']);
    expect(content.projects.signing.items[0]).toMatchObject({ leaderId: 'leader', county: '鲤城区', on: '2026-11-20' });
    // After the brief, on the Friday evening: it is in the next one.
    await start('evening', '2026-11-27 18:00', signed);
    await compile('2026-12-04 16:30', '2026-W49');
    expect(codes((await brief('2026-W49')).content.projects.signing)).toEqual(['evening']);
  });

  test('tells problems raised, solved, closed and overdue, with the lead’s name', async () => {
    await problem('W-1', '2026-11-10 09:00');
    await problem('W-2', '2026-11-24 09:00');
    const solve = async (code: string, now: string) => {
      const give = (command: object, more: object = {}) =>
        took(makeEnvelope('problem', code, command as never, { atMs: at(now), ...more }));
      await give({ type: 'assign', leadUnit: 'land', handler: 'handler' });
      await give({ type: 'resolve', result: '已调剂指标', evidence: [{ kind: '批复' }] });
    };
    await solve('W-2', '2026-11-25 09:00');
    await took(
      makeEnvelope(
        'problem',
        'W-2',
        { type: 'verify', accepted: true },
        { atMs: at('2026-11-26 09:00'), actor: INSPECTOR },
      ),
    );
    await compile();
    const { problems } = (await brief()).content;
    expect(Object.fromEntries(Object.entries(problems).map(([standing, list]) => [standing, codes(list)]))).toEqual({
      ...{ raised: ['W-2'], solved: ['W-2'], closed: ['W-2'], overdue: ['W-1'] },
    });
    expect(problems.closed.items[0]).toMatchObject({ unit: 'land' });
  });

  test('says what the next dispatch has on, as it would be composed then', async () => {
    const series = makeSeriesFacts({ attendeeIds: ['handler'] });
    await took(makeEnvelope('series', 'weekly', { type: 'define', facts: series }, { atMs: at('2026-11-20 09:00') }));
    await problem('W-1', '2026-11-10 09:00');
    await took(
      makeEnvelope(
        'problem',
        'W-1',
        { type: 'assign', leadUnit: 'land' },
        {
          atMs: at('2026-11-10 10:00'),
        },
      ),
    );
    await took(
      makeEnvelope(
        'problem',
        'W-1',
        { type: 'table', proposal: '调剂 50 亩', promisedOn: '2026-11-30' },
        {
          atMs: at('2026-11-24 09:00'),
        },
      ),
    );
    await took(
      makeEnvelope(
        'meeting',
        'weekly/2026-11-30',
        { type: 'open' },
        { atMs: at('2026-11-20 09:00'), via: 'clock', actor: SYSTEM_ACTOR },
      ),
    );
    await compile();
    const [meeting] = (await brief()).content.meetings;
    expect(meeting).toMatchObject({
      ...{ id: 'weekly/2026-11-30', composed: false },
      // The theme stands on it too.
      agenda: { total: 2, items: [{ code: 'W-1', unit: 'land' }, { code: null }] },
    });
  });

  test('is compiled once and stays as it was, and each reader gets one mail', async () => {
    await start('late', '2026-11-24 09:00', signed);
    const first = await compile();
    expect(await compile()).toMatchObject({ ok: true, replayed: true, result: first.ok ? first.result : null });
    const again = await office.give(makeEnvelope('brief', WEEK, { type: 'compile' }, { atMs: at('2026-11-27 17:00') }));
    expect(again).toMatchObject({ ok: false, refusal: { code: 'alreadyExists' } });
    await took(
      makeEnvelope(
        'project',
        'late',
        { type: 'correct', field: 'name', value: '另一个名字', reason: '笔误' } as never,
        {
          atMs: at('2026-11-28 09:00'),
        },
      ),
    );
    const row = await brief();
    expect(row.content.projects.signing.items[0]?.name).toBe('项目 late');
    expect(isIntact(row)).toBe(true);
    expect(isIntact({ ...row, hash: 'another' })).toBe(false);
    const mails = await office.db.selectFrom('mail').select(['kind', 'person_id', 'not_before']).execute();
    const briefs = mails.filter(({ kind }) => kind === 'weekly-brief');
    expect(briefs.map(({ person_id: id }) => id).sort()).toEqual(['coordinator', LEADER.id].sort());
    expect(local(briefs[0]?.not_before?.getTime() ?? 0)).toBe('2026-11-30 09:00');
    await expect(office.db.updateTable('brief').set({ hash: 'x' }).execute()).rejects.toThrow(/only appends/);
    expect((await listBriefs(office.db, { limit: 10, after: null })).total).toBe(1);
    await expectRebuilt(office.db);
  });

  test('its readers are those the settings name; who cannot be written to is named', async () => {
    const value = { compileAt: '16:30', deliverAt: '09:00', roles: [], people: ['handler', 'nobody'] } as const;
    await took(
      makeEnvelope('setting', 'brief', { type: 'set', value, validFrom: '2026-11-23', reason: '收件人' } as never, {
        atMs: at('2026-11-23 09:00'),
      }),
    );
    await compile();
    expect(await brief()).toMatchObject({ recipients: ['handler', 'nobody'], unreachable: ['nobody'] });
  });

  test('what changed colour is what was published since: against the month before, or the edition before', async () => {
    await start('P', '2026-01-10 09:00', { stage: 'signing', actuals: { signing: '2026-01-10' } });
    const publish = (month: string, now: string, more: object = {}) =>
      took(makeEnvelope('colouring', month, { type: 'publish', ...more } as never, { atMs: at(now) }));
    await publish('2026-09', '2026-10-10 09:00');
    await took(
      makeEnvelope('project', 'P', { type: 'planYear', year: 2026, amountWan: 9000 } as never, {
        atMs: at('2026-11-24 08:00'),
      }),
    );
    await publish('2026-10', '2026-11-24 09:00', { reason: '发布' });
    await compile();
    const { colours } = (await brief()).content;
    expect(colours.total).toBe(colours.items.length);
    for (const { from, to, month } of colours.items)
      expect({ month, differs: from !== to }).toEqual({ month: '2026-10', differs: true });
    expect(colours.total).toBeGreaterThan(0);
  });
});
