import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ProblemEvent } from '../../../src/domain/problem/commands.ts';
import { ladderOf } from '../../../src/domain/problem/ladder.ts';
import { officeInstantOnOrAfter } from '../../../src/domain/calendar/office-hours.ts';
import { PROBLEM_STATES, type Part, type ProblemState, type ProblemStatus } from '../../../src/domain/problem/types.ts';
import { local } from '../../support/make.ts';
import { evolve } from './handle.ts';
import { histories, play, type Seen } from './random-histories.ts';

const SEED = 20261123;
const RUNS = { seed: SEED, numRuns: 1_000 };

/** A new look for every history: what it keeps is of that history alone. */
const each = (looking: () => (seen: Seen) => void): void => {
  fc.assert(
    fc.property(histories, steps => {
      play(steps, looking());
    }),
    RUNS,
  );
};
const every = (see: (seen: Seen) => void): void => each(() => see);

/** Where an event leaves a problem; what is not named leaves it where it was. */
const LEADS_TO: Partial<Record<ProblemEvent['type'], readonly ProblemStatus[]>> = {
  assigned: ['assigned'],
  answered: ['handling'],
  tabled: ['handling'],
  resolved: ['resolved'],
  closed: ['closed'],
  // What a team solved on the spot was never assigned and begins as any other.
  rejected: ['handling', 'raised'],
  reopened: ['handling', 'raised'],
  withdrawn: ['withdrawn'],
  mergedInto: ['merged'],
};

/** Every state that may follow another. */
const MAY_FOLLOW: Record<ProblemStatus, readonly ProblemStatus[]> = {
  raised: ['assigned', 'resolved', 'withdrawn', 'merged'],
  assigned: ['handling', 'resolved', 'withdrawn', 'merged'],
  handling: ['resolved', 'withdrawn', 'merged'],
  resolved: ['closed', 'handling', 'raised', 'withdrawn', 'merged'],
  closed: ['handling', 'raised'],
  withdrawn: [],
  merged: [],
};

// What was promised waits for what becomes of the result.
/** Clocks of units that are off the problem for now, and may come back with them. */
const formerOf = ({ former }: ProblemState): (number | null)[] => [
  ...(former?.parts ?? []).map(({ dueMs }) => dueMs),
  ...Object.values(former?.leads ?? {}).map(({ dueMs }) => dueMs),
];

const limitsOf = ({ status, dueMs, parts = [], promises = [], objection }: ProblemState): number[] =>
  [
    dueMs,
    ...parts.map(part => part.dueMs),
    ...promises.flatMap(promise => (promise.missed || status === 'resolved' ? [] : [promise.dueMs])),
    objection?.dueMs,
  ].filter(ms => ms != null);

function stepOf(event: ProblemEvent): string | null {
  // A department's warnings belong to its limit and are looked at below.
  if (event.type === 'warned') return event.unitId === undefined ? event.warning : null;
  if (event.type === 'escalated') return `level ${event.level}`;
  return event.type === 'paperGiven' ? event.paper : null;
}

describe(`any history of commands (seed ${SEED})`, () => {
  test('never reaches an illegal state', () => {
    every(({ state }) => {
      expect(PROBLEM_STATES).toContain(state.status);
      const runs = ['raised', 'assigned', 'handling'].includes(state.status);
      expect(state.dueMs !== null).toBe(runs);
      if (!runs) expect(limitsOf(state)).toEqual([]);
      if (state.status === 'raised') expect(state.leadUnitId).toBeNull();
      if (['assigned', 'handling'].includes(state.status)) expect(state.leadUnitId).not.toBeNull();
      if (['resolved', 'closed'].includes(state.status)) {
        expect(state.solution?.evidence).not.toEqual([]);
        expect(state.leadUnitId === null).toBe(state.solution?.onTheSpot === true);
      }
      expect(state.verifiedBy !== null).toBe(state.status === 'closed');
      const parts = (state.parts ?? []).map(({ unitId }) => unitId);
      expect(parts).not.toContain(state.leadUnitId);
      expect(new Set(parts).size).toBe(parts.length);
      if (state.objection) expect(state.status).toBe('assigned');
      if (state.extension) expect(['assigned', 'handling']).toContain(state.status);
      if (state.agenda) expect(['raised', 'assigned', 'handling']).toContain(state.status);
      if (state.lookBack) expect(state.status).toBe('closed');
      expect(state.verification != null).toBe(state.status === 'resolved');
    });
  });

  test('moves only along the ways of the protocol, and loses no transition', () => {
    every(({ before, state, events }) => {
      const moves = events.flatMap(({ type }) => (LEADS_TO[type] ? [LEADS_TO[type]] : []));
      expect(moves.at(-1) ?? [before.status]).toContain(state.status);
      if (before.status !== state.status) expect(MAY_FOLLOW[before.status]).toContain(state.status);
    });
  });

  test('is closed only by a second key: another person of another unit, a team, or a coordinator for what a team solved', () => {
    every(({ before, events, by }) => {
      if (!events.some(({ type }) => type === 'closed' || type === 'rejected')) return;
      expect(by.roles).toContain(before.solution?.onTheSpot ? 'coordinator' : 'supervisionTeam');
      const { solverId, enteredBy, colleagues = [] } = before.solution ?? {};
      expect([solverId, enteredBy, before.handlerId, ...colleagues]).not.toContain(by.id);
      expect([before.solution?.solverUnitId, before.leadUnitId]).not.toContain(by.unitId);
    });
  });

  test('counts each rejection and each episode; a relapse begins at the foot of the ladder with a limit that has not passed', () => {
    every(({ before, state, events, nowMs }) => {
      const count = (type: ProblemEvent['type']): number => events.filter(event => event.type === type).length;
      expect(state.rejections).toBe(before.rejections + count('rejected'));
      expect(state.episode).toBe((before.episode ?? 1) + count('reopened'));
      if (count('reopened') === 0) return;
      expect(ladderOf(state)).toMatchObject({ level: 0, warned: [], papers: [], carried: 0 });
      expect(state.dueMs).toBeGreaterThan(nowMs);
    });
  });

  test('warns a department before its own limit, while it owes its part, once each', () => {
    each(() => {
      const given = new Set<string>();
      return ({ before, events, nowMs }) => {
        for (const event of events) {
          if (event.type !== 'warned' || event.unitId === undefined) continue;
          const part = before.parts?.find(({ unitId }) => unitId === event.unitId);
          expect(part).toMatchObject({ answered: false });
          expect(nowMs).toBeLessThan(part?.dueMs ?? 0);
          const key = `${event.unitId} ${event.warning} ${part?.limit.fromMs}`;
          expect(given).not.toContain(key);
          given.add(key);
        }
      };
    });
  });

  test('gives nobody a second clock: a unit that comes back to its part runs on from where it began, and keeps what it was warned of', () => {
    each(() => {
      const last = new Map<string, Part>();
      return ({ before, state, events }) => {
        if (events.some(({ type }) => type === 'assigned' || type === 'rejected' || type === 'reopened')) last.clear();
        for (const part of before.parts ?? []) last.set(part.unitId, part);
        if (!events.some(({ type }) => type === 'assignmentChanged')) return;
        for (const part of state.parts ?? []) {
          const was = last.get(part.unitId);
          if (!was || was.dueMs === null) continue;
          expect(part.limit.fromMs).toBe(was.limit.fromMs);
          expect(part.warned ?? []).toEqual(was.warned ?? []);
        }
      };
    });
  });

  test('tells nobody outside office hours', () => {
    every(({ notices, nowMs, calendar }) => {
      for (const { notBeforeMs } of notices) {
        expect(officeInstantOnOrAfter(calendar, notBeforeMs)).toBe(notBeforeMs);
        expect(notBeforeMs).toBeGreaterThanOrEqual(nowMs);
      }
    });
  });

  test('has no limit that lies before its start; each ends an office day and is told at most once, not before it has passed', () => {
    each(() => {
      const told = new Set<string>();
      return ({ before, state, events, nowMs }) => {
        // A promise that waited for what becomes of a result is none that begins when the result is sent back.
        const known = new Set([
          ...limitsOf(before),
          ...formerOf(before),
          ...(before.promises ?? []).map(promise => promise.dueMs),
        ]);
        for (const dueMs of limitsOf(state)) {
          expect(local(dueMs)).toMatch(/17:30$/);
          if (!known.has(dueMs)) expect(dueMs).toBeGreaterThan(nowMs);
        }
        if (state.limit && state.dueMs !== null) expect(state.dueMs).toBeGreaterThan(state.limit.fromMs);
        for (const event of events) {
          if (event.type !== 'overdueTold') continue;
          const key = `${state.episode}:${event.dueMs}`;
          expect(told.has(key)).toBe(false);
          expect(event.dueMs).toBeLessThanOrEqual(nowMs);
          told.add(key);
        }
      };
    });
  });

  test('climbs each step of the ladder at most once an episode, and only upwards', () => {
    each(() => {
      const climbed = new Set<string>();
      return ({ before, state, events }) => {
        for (const event of events) {
          const step = stepOf(event);
          if (step === null) continue;
          // A level is the problem's; warnings and papers are a lead's.
          const of = event.type === 'escalated' ? '' : ` of lead ${before.reassigned ?? 0}`;
          const key = `${before.episode}: ${step}${of}`;
          expect(climbed.has(key)).toBe(false);
          climbed.add(key);
        }
        if (before.episode === state.episode) {
          expect(ladderOf(state).level).toBeGreaterThanOrEqual(ladderOf(before).level);
        }
      };
    });
  });

  test('keeps or breaks every promise once, and keeps who has it once a leader has ruled', () => {
    each(() => {
      const settled = new Set<number>();
      return ({ before, state, events }) => {
        for (const event of events) {
          const { type } = event;
          if (
            type !== 'promiseKept' &&
            type !== 'promiseMissed' &&
            type !== 'promiseLapsed' &&
            type !== 'promiseReplaced'
          )
            continue;
          expect(settled.has(event.promise.no)).toBe(false);
          settled.add(event.promise.no);
        }
        if (before.finalReason != null) expect(state.leadUnitId).toBe(before.leadUnitId);
      };
    });
  });

  test('contains every kind of event, and survives the way through JSON', () => {
    const seen = new Set<string>();
    for (const steps of fc.sample(histories, { seed: SEED, numRuns: 1_500 })) {
      const events = play(steps, () => undefined);
      for (const { type } of events) seen.add(type);
      expect(evolve(null, JSON.parse(JSON.stringify(events)) as ProblemEvent[])).toEqual(evolve(null, events));
    }
    expect([...seen].sort()).toEqual([...KINDS].sort());
  });
});

/** Spelled out by type, so that a new event does not compile before it stands here and is not green before it is reached. */
const KINDS = Object.keys({
  ...{
    raised: 1,
    assigned: 1,
    acknowledged: 1,
    objected: 1,
    objectionRuled: 1,
    answered: 1,
    partAnswered: 1,
    tabled: 1,
  },
  ...{
    promiseKept: 1,
    promiseMissed: 1,
    promiseLapsed: 1,
    promiseReplaced: 1,
    assignmentChanged: 1,
    extensionLapsed: 1,
    missExplained: 1,
    extensionAsked: 1,
    extensionRuled: 1,
    resolved: 1,
  },
  ...{ closed: 1, rejected: 1, lookBackAsked: 1, lookBackLapsed: 1, lookedBack: 1, reopened: 1, withdrawn: 1 },
  ...{
    mergedInto: 1,
    warned: 1,
    overdueTold: 1,
    partOverdueTold: 1,
    rulingOverdueTold: 1,
    verificationOverdueTold: 1,
    unassignedTold: 1,
    rulingOfExtensionAsked: 1,
    escalated: 1,
  },
  ...{ paperGiven: 1, putOnAgenda: 1, carriedOver: 1, interviewed: 1, limitsMoved: 1 },
  // What an import begins has a test of its own.
} satisfies Record<Exclude<ProblemEvent['type'], 'imported'>, 1>) as ProblemEvent['type'][];
