import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linkStateAt } from '../../../src/domain/link/link.ts';
import { problemLinkRefusal } from '../../../src/domain/link/problem-links.ts';
import type { LinkTimes } from '../../../src/domain/link/types.ts';
import { hasOtherHands } from '../../../src/domain/problem/standing.ts';
import { histories, play } from '../problem/random-histories.ts';

const RUNS = { seed: 20_261_129, numRuns: 1_000 };

type Act = 'look' | 'press' | 'revoke';
const acts = fc.array(fc.tuple(fc.constantFrom<Act>('look', 'press', 'press', 'revoke'), fc.nat(40)), {
  maxLength: 30,
});

/** What the ledger writes down of a link: only one that is open is used or revoked. */
function afterwards(link: LinkTimes, act: Act, nowMs: number): LinkTimes {
  if (act === 'look' || linkStateAt(link, nowMs) !== 'open') return link;
  return act === 'press' ? { ...link, usedMs: nowMs } : { ...link, revokedMs: nowMs };
}

test('a link is used once at most, never after it has expired or was revoked, and what became of it stays', () => {
  fc.assert(
    fc.property(acts, fc.nat(400), (steps, expiresMs) => {
      let [link, nowMs, uses]: [LinkTimes, number, number] = [{ expiresMs, usedMs: null, revokedMs: null }, 0, 0];
      for (const [act, later] of steps) {
        nowMs += later;
        const before = linkStateAt(link, nowMs);
        const next = afterwards(link, act, nowMs);
        if (next.usedMs !== link.usedMs) uses += 1;
        link = next;
        const state = linkStateAt(link, nowMs);
        if (before !== 'open' || act === 'look') expect(state).toBe(before);
        expect(linkStateAt(link, nowMs + 1_000) === 'open').toBe(false);
        if (state === 'used') expect(link.usedMs).toBeLessThan(expiresMs);
      }
      expect(uses).toBeLessThanOrEqual(1);
    }),
    RUNS,
  );
});

test('whatever has become of a problem, no link lets the hands that solved it verify it', () => {
  fc.assert(
    fc.property(histories, steps => {
      play(steps, ({ state, by }) => {
        const { solverId = null, enteredBy = null, colleagues = [] } = state.solution ?? {};
        const hands = [solverId, enteredBy, state.handlerId, ...colleagues].flatMap(id => id ?? []);
        const roles = ['supervisionTeam', 'coordinator'] as const;
        for (const id of [...hands, by.id]) {
          for (const unitId of ['team-2', 'land', by.unitId]) {
            const holder = { id, unitId, roles };
            if (problemLinkRefusal('verifyProblem', state, holder) !== null) continue;
            expect(state.status).toBe('resolved');
            expect(hasOtherHands(state, holder)).toBe(true);
            expect(hands).not.toContain(id);
            expect([state.solution?.solverUnitId, state.leadUnitId]).not.toContain(unitId);
          }
        }
      });
    }),
    { ...RUNS, numRuns: 300 },
  );
});
