import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween, colouringArea, countsOf } from '../../../src/domain/colouring/area.ts';
import type {
  ColouringRuleFacts,
  ColouringState,
  ColourRow,
  PublishCommand,
} from '../../../src/domain/colouring/types.ts';
import { LIGHTS, SUBJECTS } from '../../../src/domain/colour/types.ts';
import { isRefusal, refuse } from '../../../src/domain/refusal.ts';
import { HANDLER, makeContext } from '../../support/make.ts';

const SEED = 20261123;

const row = (id: string, colour: ColourRow['colour'], over: Partial<ColourRow> = {}): ColourRow => ({
  ...{ subject: 'project', id, name: `园 ${id}`, county: null, colour, noted: false },
  ...{ because: [], unmeasured: [], proposeRemoval: false, rule: { id: 'points', version: 1 }, ...over },
});
const table = (rows: readonly ColourRow[], hash = 'h1'): NonNullable<ColouringRuleFacts['table']> => ({
  rules: { project: { id: 'points', version: 1 }, county: { id: 'relative', version: 1 } },
  basis: 'days',
  rows,
  hash,
});

const decide = (
  state: ColouringState | null,
  facts: Partial<ColouringRuleFacts>,
  command: Partial<PublishCommand> = {},
  context = makeContext(),
) =>
  colouringArea.decide(
    state,
    { type: 'publish', ...command },
    { month: '2026-10', table: null, closesOn: '2026-11-03', before: [], ...facts },
    context,
  );

const published: ColouringState = { month: '2026-10', edition: 1, hash: 'h1' };

describe('publishing a month', () => {
  test('the first time makes the first edition, with its counts and no changes', () => {
    expect(
      decide(null, { table: table([row('A', 'red'), row('南安市', 'green', { subject: 'county' })]) }),
    ).toMatchObject({
      events: [
        {
          ...{
            type: 'published',
            month: '2026-10',
            edition: 1,
            on: '2026-11-23',
            reason: null,
            hash: 'h1',
            changes: [],
          },
          counts: { project: { red: 1, green: 0 }, county: { green: 1 } },
        },
      ],
    });
  });

  test('again needs a reason, and lists what changed', () => {
    const facts = {
      table: table([row('A', 'yellow'), row('B', 'red')], 'h2'),
      before: [row('A', 'red'), row('C', 'none')],
    };
    expect(decide(published, facts)).toMatchObject({ code: 'monthPublished', params: { edition: 1 } });
    expect(decide(published, facts, { reason: '补报' })).toMatchObject({
      events: [
        {
          edition: 2,
          reason: '补报',
          changes: [
            { id: 'A', from: 'red', to: 'yellow' },
            { id: 'B', from: null, to: 'red' },
            { id: 'C', from: 'none', to: null },
          ],
        },
      ],
    });
  });

  test('before its closing day has passed needs a reason, which is kept', () => {
    const facts = { table: table([row('A', 'red')]), closesOn: '2026-11-03' };
    const on = (now: string, command: Partial<PublishCommand> = {}) => decide(null, facts, command, makeContext(now));
    expect(on('2026-11-03 23:59')).toMatchObject({
      ...{ code: 'monthOpen', field: 'month', value: '2026-10' },
      params: { closes: '2026-11-03', today: '2026-11-03' },
    });
    expect(on('2026-10-20 10:00', { reason: '旬报' })).toMatchObject({ events: [{ edition: 1, reason: '旬报' }] });
    expect(on('2026-11-04 00:00')).toMatchObject({ events: [{ edition: 1, reason: null }] });
  });

  test('again with nothing new is refused, whatever the reason', () => {
    expect(decide(published, { table: table([row('A', 'red')]) }, { reason: '再发' })).toMatchObject({
      code: 'colouringUnchanged',
    });
  });

  test('is a coordinator’s, and repeats why there is no table', () => {
    const stranger = decide(null, { table: table([]) }, {}, makeContext(undefined, { actor: HANDLER }));
    expect(stranger).toMatchObject({ code: 'notAllowed' });
    const refusal = refuse('monthInFuture', 'month', '2027-01', { present: '2026-11' });
    expect(decide(null, { table: refusal })).toBe(refusal);
    expect(decide(null, {})).toMatchObject({ code: 'notFound' });
  });

  test('leaves the newest edition behind', () => {
    const decision = decide(null, { table: table([row('A', 'red')]) });
    if (isRefusal(decision)) throw new Error(decision.code);
    expect(decision.events.reduce<ColouringState | null>(colouringArea.evolve, null)).toEqual(published);
    expect(colouringArea.nextReminder(published, makeContext())).toBeNull();
  });
});

describe('the changes between two editions', () => {
  const rows = fc.uniqueArray(
    fc.record({
      subject: fc.constantFrom(...SUBJECTS),
      id: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
      colour: fc.constantFrom(...LIGHTS, 'none' as const),
    }),
    { selector: ({ subject, id }) => `${subject} ${id}` },
  );
  const full = (of: readonly { subject: ColourRow['subject']; id: string; colour: ColourRow['colour'] }[]) =>
    of.map(each => row(each.id, each.colour, each));

  test('lead from the one to the other, and name nobody who stayed as he was', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const [before, after] = [full(a), full(b)];
        const colours = new Map(before.map(each => [`${each.subject} ${each.id}`, each.colour]));
        for (const { subject, id, from, to } of changesBetween(before, after)) {
          expect(from).not.toBe(to);
          expect(colours.get(`${subject} ${id}`) ?? null).toBe(from);
          if (to === null) colours.delete(`${subject} ${id}`);
          else colours.set(`${subject} ${id}`, to);
        }
        expect(colours).toEqual(new Map(after.map(each => [`${each.subject} ${each.id}`, each.colour])));
        for (const subject of SUBJECTS) {
          const counted = Object.values(countsOf(after, subject)).reduce((sum, count) => sum + count, 0);
          expect(counted).toBe(after.filter(each => each.subject === subject).length);
        }
      }),
      { seed: SEED },
    );
  });
});
