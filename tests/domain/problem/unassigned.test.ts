import { describe, expect, test } from '@jest/globals';
import { ladderOf } from '../../../src/domain/problem/ladder.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import type { ProblemCommand } from '../../../src/domain/problem/commands.ts';
import { HANDLER, LEADER, local, makeProblemPeople } from '../../support/make.ts';
import { after, ASSIGN, assigned, decide, nextOf, raised, RAISE, type Given } from './handle.ts';

/** What nobody assigns never sleeps: it is told, climbs, stands on the agenda and is told again. */

const PEOPLE = { people: makeProblemPeople({ answerable: ['coordinator'], heads: ['office-head'] }) };

/** The next step of its clock, taken on its instant. */
function tick(state: ProblemState, given: Given = {}) {
  const due = nextOf(state, given.now ?? undefined);
  if (!due) throw new Error('nothing is due');
  const command: ProblemCommand = { type: 'remind', slot: due.slot };
  const all = { facts: PEOPLE, ...given, now: due.atMs };
  const answer = decide(state, command, all);
  if (!('notices' in answer)) throw new Error(JSON.stringify(answer));
  return {
    at: local(due.atMs),
    events: answer.events.map(({ type }) => type),
    told: answer.notices.map(
      ({ kind, personId, data }) => `${kind} ${String(data['what'] ?? data['paper'] ?? '')} ${personId}`,
    ),
    state: after(state, command, all),
  };
}

describe('a problem that nobody assigns', () => {
  test('is told to the coordinators as it is raised, but not to the one who raises it', () => {
    const two = { people: makeProblemPeople({ coordinators: ['coordinator', 'second'] }) };
    const answer = decide(null, RAISE, { facts: two });
    const told = 'notices' in answer ? answer.notices.map(({ personId, data }) => [personId, data['what']]) : [];
    expect(told).toEqual([['second', 'raised']]);
  });

  test('is told at the end of its day, stands on the agenda a day later, is told every week, and climbs with the dispatches', () => {
    const passed = tick(raised());
    expect(passed).toMatchObject({ at: '2026-11-23 17:30', events: ['overdueTold', 'escalated'] });
    expect(passed.told).toEqual([
      'problem-overdue  coordinator',
      'problem-overdue  office-head',
      'problem-overdue  inspector',
    ]);
    const listed = tick(passed.state);
    expect(listed).toMatchObject({ at: '2026-11-24 09:00', events: ['putOnAgenda', 'escalated'] });
    expect(listed.told).toEqual(['problem-notice unassigned coordinator', 'problem-notice unassigned office-head']);
    const again = tick(listed.state);
    expect(again).toMatchObject({ at: '2026-12-01 09:00', events: ['unassignedTold'] });
    expect(again.told).toEqual(listed.told);
    expect(tick(again.state).at).toBe('2026-12-08 09:00');

    const dispatch = (state: ProblemState, day: string) => {
      const startMs = Date.parse(`${day}T09:30:00+08:00`);
      return after(
        state,
        { type: 'carryOver', meeting: `weekly/${day}`, startMs },
        { now: startMs + 1, facts: PEOPLE },
      );
    };
    const carried = dispatch(dispatch(again.state, '2026-12-02'), '2026-12-09');
    expect(ladderOf(carried)).toMatchObject({ level: 4, carried: 2, carriedOverdue: 0, papers: [] });
  });

  test('given to another lead after its limit keeps its level; the new one is warned, and its head gets his own yellow paper', () => {
    const own = { facts: { people: makeProblemPeople({ heads: ['head'] }) } };
    const climbing = (from: ProblemState): ProblemState => tick(tick(from, own).state, own).state;
    const passed = tick(climbing(assigned()), own);
    expect(ladderOf(passed.state)).toMatchObject({ level: 2, papers: ['blue', 'yellow'] });
    const moving: ProblemCommand = { type: 'assign', leadUnit: 'water', reason: '职责划转' };
    const moved = after(passed.state, moving, { now: '2026-12-03 10:00' });
    // Dispatches that passed with another lead count for no red paper of this one.
    const before = { ...passed.state, ladder: { ...ladderOf(passed.state), carried: 2, carriedOverdue: 2 } };
    const given = after(before, moving, { now: '2026-12-03 10:00' });
    expect(ladderOf(given)).toMatchObject({ carried: 2, carriedOverdue: 0 });
    expect(ladderOf(moved)).toMatchObject({ level: 2, papers: [], warned: [] });
    const late = tick(climbing(moved), own);
    expect(late.events).toEqual(['overdueTold', 'paperGiven']);
    expect(late.told).toContain('problem-paper yellow head');
    expect(ladderOf(late.state)).toMatchObject({ level: 2, papers: ['blue', 'yellow'] });
  });

  test('leaves the agenda when it is assigned; the department is warned and its head told like any other', () => {
    const late = tick(tick(raised()).state).state;
    const given = after(late, ASSIGN, { now: '2026-11-25 10:00' });
    expect([given.agenda, given.unassignedToldMs]).toEqual([null, null]);
    const own = { facts: { people: makeProblemPeople({ heads: ['head'] }) } };
    const steps = ['first', 'second'].reduce((state: ProblemState) => tick(state, own).state, given);
    expect(ladderOf(steps)).toMatchObject({ warned: ['first', 'second'], papers: ['blue'], level: 3 });
    const passed = tick(steps, own);
    expect(passed.events).toEqual(['overdueTold', 'paperGiven']);
    expect(passed.told).toContain('problem-paper yellow head');
    const onAgenda = tick(passed.state, own);
    expect([onAgenda.events, onAgenda.told[0]]).toEqual([['putOnAgenda'], 'problem-notice onAgenda handler']);
  });

  test('that an earlier release had told and left lying climbs on', () => {
    const { dueMs } = raised();
    expect(nextOf({ ...raised(), toldDueMs: dueMs }, '2027-01-05 10:00')?.slot).toBe(`agenda:${dueMs}`);
  });
});

describe('an extension nobody rules on', () => {
  const ask: ProblemCommand = { type: 'askExtension', until: '2026-12-18', reason: '待省厅批复' };
  const asked = () => after(assigned(), ask, { by: HANDLER, now: '2026-12-01 10:00' });

  test('is reminded of on the day of the limit, before it passes, once', () => {
    const warned = {
      ...asked(),
      ladder: { warned: ['first', 'second'], level: 0, papers: [], carried: 0, carriedOverdue: 0 },
    } as ProblemState;
    const reminded = tick(warned, { facts: { people: makeProblemPeople() } });
    expect(reminded).toMatchObject({ at: '2026-12-02 09:00', events: ['rulingOfExtensionAsked'] });
    expect(reminded.told).toEqual([
      'problem-notice extensionAsked leader',
      'problem-notice extensionAsked coordinator',
    ]);
    expect(nextOf(reminded.state, '2026-12-02 09:01')?.slot).toMatch(/^overdue:/);
  });

  test('is not reminded of once it is ruled', () => {
    const ruled = after(
      asked(),
      { type: 'ruleExtension', granted: false, reason: '不同意' },
      { by: LEADER, now: '2026-12-01 11:00' },
    );
    expect(nextOf(ruled, '2026-12-01 11:00')?.slot).not.toMatch(/^extension:/);
  });
});

test('what is told just before the office closes leaves in the last minute, not after it', () => {
  const two = { people: makeProblemPeople({ coordinators: ['second'] }) };
  const answer = decide(null, RAISE, { facts: two, now: '2026-11-23 17:29' });
  expect('notices' in answer && answer.notices.map(({ notBeforeMs }) => local(notBeforeMs))).toEqual([
    '2026-11-23 17:29',
  ]);
});
