import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOLIDAYS } from '../../src/calendar/holidays.ts';
import { localClock } from '../../src/calendar/zone.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import { addDays } from '../../src/domain/calendar/dates.ts';
import type { Actor } from '../../src/domain/entity.ts';
import { exact, roundedText } from '../../src/domain/money/exact.ts';
import type { ProblemCommand } from '../../src/domain/problem/commands.ts';
import { sumOf } from '../../src/domain/visit/counts.ts';
import { evidenceOf, problemFactsOf } from '../../src/domain/visit/findings.ts';
import type { VisitState } from '../../src/domain/visit/types.ts';
import { problemFigures } from '../../src/ledger/evaluation/problems.ts';
import { listMeetings } from '../../src/ledger/reads/meetings.ts';
import { visitByCode, visitCounts } from '../../src/ledger/reads/visits.ts';
import { at, COORDINATOR, HANDLER, makeEnvelope, makeProblemFacts, makeSeriesFacts, person } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

/**
 * What Quanzhou published of its weekly dispatch from 1 January to 20 June 2024: 32 meetings, 204 problems, 170 of them solved (83.3 %),
 * 7 supervision teams, some 70 visits, 23 problems solved on the spot. The days in between are not published and made up here.
 */
const PUBLISHED = { meetings: 32, problems: 204, solved: 170, percent: '83.3', teams: 7, visits: 70, onTheSpot: 23 };
const FIRST = '2024-01-01';
const LAST = '2024-06-20';

const TEAMS = Array.from({ length: PUBLISHED.teams }, (_, index) => `team-${index + 1}`);
const inspectorOf = (team: string): Actor => ({ id: `of-${team}`, unitId: team, roles: ['supervisionTeam'] });
const teamAt = (index: number): string => TEAMS[index % TEAMS.length] as string;

/** 25 Tuesdays of the weekly dispatch, and seven special ones on Thursdays. */
const TUESDAYS = Array.from({ length: 25 }, (_, week) => addDays('2024-01-02', 7 * week));
const THURSDAYS = Array.from({ length: 7 }, (_, step) => addDays('2024-01-11', 21 * step));

describe.each(DATABASES)('the first half of a real year on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  const source = () => ({ db: office.db, clock: localClock() });

  const giveAll = async (envelopes: readonly Envelope[]): Promise<void> => {
    const refused = (await office.ledger.commit(envelopes)).filter(outcome => !outcome.ok);
    expect(refused).toEqual([]);
  };
  const on = (when: string, code: string, command: ProblemCommand, actor: Actor = COORDINATOR): Envelope =>
    makeEnvelope('problem', code, command, { atMs: at(when), actor });

  beforeAll(async () => {
    databases = await start();
    office = await openLedger(databases);
    const unit = { kind: 'supervision' as const, county: null };
    await giveAll(
      TEAMS.filter(team => team !== 'team-1').map(team =>
        makeEnvelope('unit', team, { type: 'define', unit: { ...unit, name: team } }, { atMs: at('2024-01-01 09:00') }),
      ),
    );
    await giveAll(TEAMS.map(team => person(`of-${team}`, team, { roles: ['supervisionTeam'] })));
    await meet('weekly', TUESDAYS);
    await meet('special', THURSDAYS);
    await visitAll();
    await solveAll();
  }, 240_000);
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });

  /** Each meeting goes through its timetable at the instants the ledger itself names. */
  async function meet(series: string, days: readonly string[]): Promise<void> {
    const weekday = series === 'weekly' ? 2 : 4;
    await giveAll([
      makeEnvelope(
        'series',
        series,
        { type: 'define', facts: makeSeriesFacts({ weekday }) },
        { atMs: at('2024-01-01 09:00') },
      ),
    ]);
    for (const day of days) {
      const id = `${series}/${day}`;
      let atMs = at(`${addDays(day, -6)} 09:00`);
      let outcome = await office.give(makeEnvelope('meeting', id, { type: 'open' }, { atMs }));
      while (outcome.ok && outcome.view.next !== null) {
        atMs = outcome.view.next.atMs;
        const step = { type: 'step', slot: outcome.view.next.slot } as const;
        outcome = await office.give(makeEnvelope('meeting', id, step, { atMs }));
      }
      expect(outcome).toMatchObject({ ok: true });
    }
  }

  /** Ten visits a team; every third one found something and solved it there, until there are 23. */
  async function visitAll(): Promise<void> {
    const visits = Array.from({ length: PUBLISHED.visits }, (_, index) => ({
      code: `V-${index}`,
      team: teamAt(index),
      day: addDays('2024-01-03', 2 * index),
      found: index % 3 === 0 && index / 3 < PUBLISHED.onTheSpot,
    }));
    await giveAll(
      visits.map(({ code, team, day, found }) =>
        makeEnvelope(
          'visit',
          code,
          {
            ...{ type: 'recordVisit', on: day, team, county: '鲤城区', people: [`of-${team}`] },
            findings: found ? [{ title: `供电接入 ${code}`, category: 'utilities', solved: '当场协调供电公司' }] : [],
          },
          { atMs: at(`${day} 16:00`), actor: inspectorOf(team) },
        ),
      ),
    );
    const found = visits.filter(visit => visit.found);
    expect(found).toHaveLength(PUBLISHED.onTheSpot);
    for (const { code, team, day } of found) {
      const { state } = (await visitByCode(office.db, code)) as { state: VisitState };
      const [finding] = state.findings;
      if (!finding) throw new Error('the visit found nothing');
      const problem = `Q-${code}`;
      const solved = { type: 'solveOnTheSpot', result: '当场协调', evidence: evidenceOf(state, finding) } as const;
      for (const envelope of [
        on(`${day} 16:00`, problem, { type: 'raise', facts: problemFactsOf(state, finding) }, inspectorOf(team)),
        on(`${day} 16:01`, problem, solved, inspectorOf(team)),
        on(`${day} 17:00`, problem, { type: 'verify', accepted: true }),
      ]) {
        expect(await office.give(envelope)).toMatchObject({ ok: true });
      }
      const results = [{ number: finding.number, problem, refusal: null }];
      await giveAll([makeEnvelope('visit', code, { type: 'record', results }, { atMs: at(`${day} 16:02`) })]);
    }
  }

  /** The other 181 came from meetings; 147 of them were solved and verified within the half year. */
  async function solveAll(): Promise<void> {
    const others = Array.from({ length: PUBLISHED.problems - PUBLISHED.onTheSpot }, (_, index) => ({
      code: `Q-${index}`,
      day: TUESDAYS[index % 23] as string,
    }));
    const facts = makeProblemFacts({ county: '鲤城区' });
    await giveAll(others.map(({ code, day }) => on(`${day} 10:00`, code, { type: 'raise', facts })));
    await giveAll(others.map(({ code, day }) => on(`${day} 15:00`, code, { type: 'assign', leadUnit: 'land' })));
    const solved = others.slice(0, PUBLISHED.solved - PUBLISHED.onTheSpot);
    const result = { type: 'resolve', result: '已解决', evidence: [{ kind: '批复' }] } as const;
    await giveAll(solved.map(({ code, day }) => on(`${addDays(day, 6)} 10:00`, code, result, HANDLER)));
    await giveAll(
      solved.map(({ code, day }, index) =>
        on(`${addDays(day, 7)} 10:00`, code, { type: 'verify', accepted: true }, inspectorOf(teamAt(index))),
      ),
    );
  }

  const figures = async (asOf: string) => {
    const scope = { from: FIRST, to: LAST, asOf, atMs: at(`${asOf} 23:59`) };
    return (await problemFigures(source(), { scope, by: 'total', table: HOLIDAYS })).total;
  };

  test('comes out as it was published: 204 problems, 170 solved, 83.3 %, 23 on the spot', async () => {
    const total = await figures(LAST);
    expect(total).toMatchObject({
      raised: PUBLISHED.problems,
      solved: PUBLISHED.solved,
      closed: PUBLISHED.solved,
      open: PUBLISHED.problems - PUBLISHED.solved,
      onTheSpot: PUBLISHED.onTheSpot,
      withdrawn: 0,
    });
    expect(roundedText(exact(total.solveRate ?? ''), 1)).toBe(PUBLISHED.percent);
    expect(total.solveRate).toBe('83.33');
  });

  test('32 meetings, 70 visits of 7 teams, 23 findings solved on the spot', async () => {
    const { total, items } = await listMeetings(office.db, { status: 'held' }, { limit: 200, after: null });
    expect([total, items.length]).toEqual([PUBLISHED.meetings, PUBLISHED.meetings]);
    const counts = await visitCounts(source(), { from: '2024-01', to: '2024-06' }, { day: LAST, today: '2026-11-23' });
    expect(new Set(counts.map(({ team }) => team)).size).toBe(PUBLISHED.teams);
    expect(sumOf(counts)).toMatchObject({ held: PUBLISHED.visits, solvedOnSpot: PUBLISHED.onTheSpot, raised: 0 });
  });

  test('a month before it said what was known a month before', async () => {
    const before = await figures('2024-05-20');
    expect(before.raised).toBeLessThan(PUBLISHED.problems);
    expect(before.raised).toBe(before.closed + before.open);
    expect(await figures('2023-12-31')).toMatchObject({ raised: 0, solveRate: null });
    expect(await figures('2026-11-22')).toMatchObject({ raised: PUBLISHED.problems, solved: PUBLISHED.solved });
  });
});
