import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  accountKey,
  addressKey,
  countFailure,
  forgetTries,
  giveBackTry,
  lockedUntil,
  takeTry,
} from '../../src/accounts/tries.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from '../ledger/databases.ts';
import { at, NOW } from '../support/make.ts';

const SECOND = 1_000;
const pace = { atOnce: 3, thenEverySeconds: 10 };

describe.each(DATABASES)('tries counted in the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
  });
  afterAll(() => office.close());

  const take = (afterMs: number, key = 'account:x'): Promise<number | null> =>
    takeTry(office.db, { key, pace, nowMs: at(NOW) + afterMs });

  test('three may come at once, then one every ten seconds; a refused one is not counted', async () => {
    expect([await take(0), await take(0), await take(0)]).toEqual([null, null, null]);
    expect([await take(0), await take(0), await take(4 * SECOND)]).toEqual([10 * SECOND, 10 * SECOND, 6 * SECOND]);
    expect([await take(10 * SECOND), await take(10 * SECOND)]).toEqual([null, 10 * SECOND]);
    expect([await take(3_600 * SECOND), await take(3_600 * SECOND), await take(3_600 * SECOND)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(await take(3_600 * SECOND)).toBe(10 * SECOND);
  });

  test('a hundred at once, as from several processes, are let through three times', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => take(0)));
    expect(answers.filter(wait => wait === null)).toHaveLength(3);
  });

  test('a good try weighs nothing, and a forgotten key begins anew', async () => {
    for (let round = 0; round < 20; round += 1) {
      expect(await take(0)).toBeNull();
      await giveBackTry(office.db, 'account:x', pace);
    }
    for (let round = 0; round < 3; round += 1) await take(0);
    expect(await take(0)).not.toBeNull();
    await forgetTries(office.db, 'account:x', at(NOW));
    expect(await take(0)).toBeNull();
  });

  test('a lock comes with the last failure in a row and goes by itself', async () => {
    const failing = { key: 'account:x', lockAfter: 3, lockMinutes: 30, nowMs: at(NOW) };
    await take(0);
    await countFailure(office.db, failing);
    await countFailure(office.db, failing);
    expect(await lockedUntil(office.db, 'account:x', at(NOW))).toBeNull();
    await countFailure(office.db, failing);
    expect(await lockedUntil(office.db, 'account:x', at(NOW))).toBe(at(NOW) + 30 * 60 * SECOND);
    expect(await lockedUntil(office.db, 'account:x', at(NOW) + 30 * 60 * SECOND)).toBeNull();
    expect(await lockedUntil(office.db, 'account:y', at(NOW))).toBeNull();
  });
});

test('an address is one key however it is written, and a whole network of IPv6 is one', () => {
  expect(addressKey('::ffff:10.1.2.3')).toBe(addressKey('10.1.2.3'));
  expect(addressKey('2001:db8:0:1::5')).toBe(addressKey('2001:DB8:0:1:ffff::'));
  expect(addressKey('2001:db8::1')).toBe(addressKey('2001:db8:0:0:9::'));
  expect(addressKey('2001:db8:0:1::5')).not.toBe(addressKey('2001:db8:0:2::5'));
  expect(addressKey('10.1.2.3')).not.toBe(addressKey('10.1.2.4'));
});

test('a name is one key in whatever case, and does not stand in it', () => {
  expect(accountKey('Lin')).toBe(accountKey('lin'));
  expect(accountKey('lin')).not.toContain('lin');
});
