import { describe, expect, test } from '@jest/globals';
import { createLanes } from '../../src/temporal/lanes.ts';
import { until } from '../support/until.ts';

/** A run that lasts until it is released. */
function gated(log: string[], name: string) {
  let release = (): void => {};
  const open = new Promise<void>(resolve => (release = resolve));
  const run = async (): Promise<string> => {
    log.push(name);
    await open;
    return name;
  };
  return { run, release };
}

describe('lanes', () => {
  test('let so many of a key through at a time, the others in the order they came', async () => {
    const inLane = createLanes(2);
    const log: string[] = [];
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(name => gated(log, name)) as [Gated, Gated, Gated, Gated];
    const answers = [a, b, c, d].map(({ run }) => inLane('project QZ-1', run));
    await until('two run', () => log.length === 2);
    b.release();
    await until('the third runs', () => log.length === 3);
    expect(log).toEqual(['a', 'b', 'c']);
    for (const { release } of [a, c, d]) release();
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('do not hold up another key, and a failure frees its place', async () => {
    const inLane = createLanes(1);
    const log: string[] = [];
    const first = gated(log, 'first');
    const held = inLane('a', first.run);
    const failing = inLane('a', () => Promise.reject(new Error('away')));
    const after = inLane('a', () => Promise.resolve('after'));
    expect(await inLane('b', () => Promise.resolve('other'))).toBe('other');
    first.release();
    await expect(failing).rejects.toThrow('away');
    expect([await held, await after]).toEqual(['first', 'after']);
  });
});

type Gated = ReturnType<typeof gated>;
