import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextTry, retryDelayMs } from '../../src/mail/retry.ts';

const MINUTE = 60_000;

test('a deferred mail is tried after 1, 5, 15, 30 and 60 minutes, then every 4 hours', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 30].map(attempts => retryDelayMs(attempts, 'reply') / MINUTE);
  expect(minutes).toEqual([1, 5, 15, 30, 60, 240, 240, 240]);
});

test('a broken link is tried once early, then by the same ladder', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7].map(attempts => retryDelayMs(attempts, 'network') / MINUTE);
  expect(minutes).toEqual([0.25, 1, 5, 15, 30, 60, 240]);
});

test('never at or after the end of the slot, always later than now', () => {
  const tries = fc.record({
    attempts: fc.integer({ min: 1, max: 60 }),
    nowMs: fc.integer({ min: 0, max: 2e12 }),
    expiresAtMs: fc.option(fc.integer({ min: 0, max: 2e12 })),
    cause: fc.constantFrom('reply' as const, 'network' as const),
  });
  fc.assert(
    fc.property(tries, last => {
      const next = nextTry(last);
      if (next.state === 'expired') return last.expiresAtMs !== null || last.attempts >= 35;
      return next.notBefore > last.nowMs && (last.expiresAtMs === null || next.notBefore < last.expiresAtMs);
    }),
    { seed: 20260105 },
  );
});

test('a mail without a slot is given up after about five days', () => {
  let nowMs = 0;
  for (let attempts = 1; ; attempts += 1) {
    const next = nextTry({ attempts, nowMs, expiresAtMs: null, cause: 'reply' });
    if (next.state === 'expired') break;
    nowMs = next.notBefore;
  }
  expect(nowMs / (24 * 60 * MINUTE)).toBeCloseTo(4.9, 1);
});
