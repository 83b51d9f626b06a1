import { expect, test } from '@jest/globals';
import { createBatcher } from '../../src/mail/batcher.ts';

test('what arrives together is written together, what arrives meanwhile next, answers go to their askers in order', async () => {
  const batches: number[][] = [];
  let release = (): void => undefined;
  const held = new Promise<void>(resolve => (release = resolve));
  const double = createBatcher(
    async (items: number[]) => {
      batches.push(items);
      await held;
      return items.map(item => item * 2);
    },
    { maxItems: 3 },
  );
  const first = [1, 2].map(item => double(item));
  await new Promise(resolve => setImmediate(resolve));
  const second = [3, 4, 5, 6].map(item => double(item));
  release();
  expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8, 10, 12]);
  expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
});

test('a failed batch fails its own askers only', async () => {
  let down = true;
  const write = createBatcher(async (items: string[]) => {
    if (down) throw new Error('ledger down');
    return items;
  });
  await expect(Promise.allSettled([write('a'), write('b')])).resolves.toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
  down = false;
  await expect(write('c')).resolves.toBe('c');
});
