import { describe, expect, test } from '@jest/globals';
import {
  isTooOld,
  kindsIn,
  MOST_CHARACTERS,
  normalised,
  passwordRefusal,
} from '../../../src/domain/accounts/password.ts';
import { DEFAULT_ACCOUNTS } from '../../../src/domain/accounts/settings.ts';
import { isOver, standingOf } from '../../../src/domain/accounts/session.ts';

const { asvs, djcp } = DEFAULT_ACCOUNTS;
const facts = { policy: asvs, known: ['lin', '林晓', 'lin.xiao'], isCommon: (text: string) => text === 'password1234' };
const refused = (password: string, policy = asvs): string | undefined =>
  passwordRefusal(password, { ...facts, policy })?.code;

describe('a new password', () => {
  test.each<[string, string, string | undefined]>([
    ['eleven characters', 'abcdefghijk', 'passwordTooShort'],
    ['twelve characters', 'qzvjkxwpbmfh', undefined],
    ['eleven 汉字', '海边的榕树下有三只白鹭', 'passwordTooShort'],
    ['twelve 汉字', '海边的榕树下站着三只白鹭', undefined],
    ['twelve rare characters, two units of UTF-16 each', '𠮷'.repeat(11), 'passwordTooShort'],
    ['a page of it', '长'.repeat(MOST_CHARACTERS), undefined],
    ['one more than a page', '长'.repeat(MOST_CHARACTERS + 1), 'passwordTooLong'],
    ['a megabyte', 'x'.repeat(1_000_000), 'passwordTooLong'],
    ['a common one', 'password1234', 'passwordCommon'],
    ['the id with an ornament', 'lin-lin-2026!', 'passwordOfName'],
    ['the name with an ornament', '林晓林晓20261128', undefined],
    ['the address with an ornament', 'Lin.Xiao@2026', 'passwordOfName'],
    ['spaces within and around', '  three  white  egrets  ', undefined],
  ])('%s', (_what, password, code) => {
    expect(refused(password)).toBe(code);
  });

  test('is not asked to be composed or changed under asvs, and is under djcp', () => {
    expect(refused('onlysmallletters')).toBeUndefined();
    expect(refused('onlysmallletters', djcp)).toBe('passwordKinds');
    expect(refused('Three-egrets-7', djcp)).toBeUndefined();
    const day = 86_400_000;
    expect([isTooOld(asvs, 0, 4_000 * day), isTooOld(djcp, 0, 90 * day - 1), isTooOld(djcp, 0, 90 * day)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('is never repeated by its refusal', () => {
    for (const password of ['short', 'password1234', 'x'.repeat(2_000)]) {
      expect(JSON.stringify(passwordRefusal(password, facts))).not.toContain(password);
    }
  });
});

test('kinds of characters are counted by Unicode, and 汉字 is a kind of its own', () => {
  expect(['', 'a', 'aB', 'aB1', 'aB1!', '海', '海a', 'ÄÖß1'].map(kindsIn)).toEqual([0, 1, 2, 3, 4, 1, 2, 3]);
});

test('the same characters from another keyboard are the same password', () => {
  expect(normalised('ｐａｓｓ－１２')).toBe('pass-12');
  expect(normalised('e\u0301')).toBe('\u00e9');
});

describe('a session', () => {
  const times = { seenMs: 0, idleMinutes: 30, expiresMs: 12 * 3_600_000 };
  test('is over after thirty minutes without a request, and after twelve hours with them', () => {
    expect(isOver(times, 30 * 60_000 - 1)).toBe(false);
    expect(isOver(times, 30 * 60_000)).toBe(true);
    expect(isOver({ ...times, seenMs: 12 * 3_600_000 - 1 }, 12 * 3_600_000)).toBe(true);
  });

  test('knows a standing whatever the order of the roles', () => {
    const a = standingOf({ unitId: 'office', roles: ['leader', 'administrator'] });
    expect(standingOf({ unitId: 'office', roles: ['administrator', 'leader'] })).toBe(a);
    expect(standingOf({ unitId: 'land', roles: ['administrator', 'leader'] })).not.toBe(a);
    expect(standingOf({ unitId: 'office', roles: ['administrator'] })).not.toBe(a);
  });
});
