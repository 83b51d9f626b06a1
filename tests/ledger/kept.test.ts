import { expect, test } from '@jest/globals';
import { eachOf, Kept, type Place } from '../../src/ledger/kept.ts';

interface Told {
  id: string;
  seq: number;
}

/** Entities as a ledger has them, and which of them were read. */
function makeLedger(entities: Place[]) {
  const asked: string[] = [];
  const kept = new Kept<Told>();
  async function read(upTo = Number.POSITIVE_INFINITY, serves = (_: Told) => true): Promise<Told[]> {
    const told: Told[] = [];
    const found = eachOf<Told>({
      kept,
      serves,
      places: async (after, limit) => {
        const from = entities.findIndex(({ id }) => id > after);
        return from < 0 ? [] : entities.slice(from, from + limit);
      },
      read: async ids => {
        asked.push(...ids);
        const wanted = new Set(ids);
        const rows = entities.filter(({ id }) => wanted.has(id));
        return new Map(rows.map(({ id, seq }) => [id, { id, seq: Math.min(seq, upTo) }]));
      },
    });
    for await (const each of found) told.push(each);
    return told;
  }
  return { read, asked, entities };
}

const many = (count: number): Place[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index).padStart(5, '0'), seq: 1 }));

test('reads each once, and again only what something has happened to', async () => {
  const { read, asked, entities } = makeLedger(many(4_500));
  expect(await read()).toEqual(entities);
  expect(asked).toHaveLength(4_500);
  asked.length = 0;
  entities[3_000] = { id: '03000', seq: 2 };
  entities.push({ id: '99999', seq: 1 });
  expect(await read()).toEqual(entities);
  expect(asked).toEqual(['03000', '99999']);
});

test('what is of a past day is neither kept nor served from what is kept of a later one', async () => {
  const { read, asked } = makeLedger([
    { id: 'a', seq: 3 },
    { id: 'b', seq: 1 },
  ]);
  expect(await read(2)).toEqual([
    { id: 'a', seq: 2 },
    { id: 'b', seq: 1 },
  ]);
  expect(await read()).toEqual([
    { id: 'a', seq: 3 },
    { id: 'b', seq: 1 },
  ]);
  expect(asked).toEqual(['a', 'b', 'a']);
  expect(await read(2, ({ seq }) => seq <= 2)).toEqual([
    { id: 'a', seq: 2 },
    { id: 'b', seq: 1 },
  ]);
  expect(asked).toEqual(['a', 'b', 'a', 'a']);
});

test('of more than fit all are told, and those that are not kept are read each time', async () => {
  const { read, asked, entities } = makeLedger(many(20_300));
  await read();
  asked.length = 0;
  expect(await read()).toEqual(entities);
  expect(asked).toHaveLength(300);
});
