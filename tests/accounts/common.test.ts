import { expect, test } from '@jest/globals';
import { commonPasswords } from '../../src/accounts/common.ts';

test.each<[string, boolean]>([
  ['unbelievable', true],
  ['Administrator', true],
  ['password2026', true],
  ['!!Password!!2026', true],
  ['1qaz2wsx3edc4rfv', true],
  ['123456789012', true],
  ['19880808198808', true],
  ['abcabcabcabc', true],
  ['zzzzzzzzzzzzzzzz', true],
  ['three white egrets', false],
  ['海边的榕树下站着三只白鹭', false],
  ['qzvjkxwpbmfh', false],
])('%s', async (password, common) => {
  const isCommon = await commonPasswords();
  expect(isCommon(password)).toBe(common);
});

test('a thousand characters take no time', async () => {
  const isCommon = await commonPasswords();
  const begun = performance.now();
  expect(isCommon(`${'ab!1'.repeat(255)}x!`)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(500);
});
