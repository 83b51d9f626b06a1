import { expect, test } from '@jest/globals';
import { nameKey } from '../../../src/domain/project/name-key.ts';

test.each([
  ['低温银浆项目(二期)', '低温银浆项目\uff08二期\uff09'],
  ['低温 银浆 项目', '低温银浆项目'],
  ['“低温”银浆项目', '「低温」银浆项目'],
  ['\uff21BC项目', 'abc项目'],
  ['A·B—C 项目', 'ABC项目'],
])('%s and %s are one name', (a, b) => {
  expect(nameKey(a)).toBe(nameKey(b));
});

test.each([
  ['低温银浆项目一期', '低温银浆项目二期'],
  ['1号厂房', '11号厂房'],
])('%s and %s are two', (a, b) => {
  expect(nameKey(a)).not.toBe(nameKey(b));
});
