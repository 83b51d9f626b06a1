import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { isWorkday } from '../../../src/domain/calendar/working-calendar.ts';
import { addDays } from '../../../src/domain/calendar/dates.ts';
import type { WhistleEvent } from '../../../src/domain/whistle/types.ts';
import { local, makeCalendar } from '../../support/make.ts';
import { blow, decide, evolve } from './handle.ts';

type Blown = Extract<WhistleEvent, { type: 'whistleBlown' }>;

/** A county tries on some day to call a meeting so many days ahead, and may call the last one off again. */
const tries = fc.array(
  fc.record({ later: fc.nat(9), ahead: fc.integer({ min: -1, max: 9 }), callsOff: fc.boolean() }),
  { maxLength: 30 },
);

test('however often a county tries, it blows no more than its month allows, called off or not, for a working day that is near', () => {
  const { table } = makeCalendar();
  fc.assert(
    fc.property(tries, fc.integer({ min: 0, max: 3 }), (wanted, most) => {
      const blown: Blown[] = [];
      let today = '2026-09-01';
      for (const [index, { later, ahead, callsOff }] of wanted.entries()) {
        today = addDays(today, later);
        const inMonth = blown.filter(({ month }) => month === today.slice(0, 7));
        const facts = { code: `W-${index}`, blown: inMonth.map(({ code }) => code) };
        const given = { now: `${today} 10:00`, facts, settings: { perCountyMonth: most } };
        const answer = decide(null, blow({ on: addDays(today, ahead) }), given);
        if (isRefusal(answer)) {
          if (answer.code === 'whistlesUsedUp') expect(inMonth).toHaveLength(most);
          continue;
        }
        const [event] = answer.events as Blown[];
        if (!event) throw new Error('blown without an event');
        expect(inMonth.length).toBeLessThan(most);
        expect(event.startMs).toBeGreaterThan(event.atMs);
        expect(isWorkday(table, local(event.startMs).slice(0, 10))).toBe(true);
        expect(event.answerDueMs).toBeLessThanOrEqual(event.startMs);
        blown.push(event);
        if (callsOff) {
          const off = decide(evolve(null, [event]), { type: 'callOff', reason: '已协调' }, given);
          expect(isRefusal(off)).toBe(false);
        }
      }
      for (const { month } of blown)
        expect(blown.filter(each => each.month === month).length).toBeLessThanOrEqual(most);
    }),
    { seed: 20_261_129, numRuns: 1_000 },
  );
});
