import { expect, test } from '@jest/globals';
import { initialsOf, mayBeInitials } from '../../../src/domain/project/initials.ts';

test.each([
  ['南安市电子信息产业园（二期）', 'nasdzxxcyyeq'],
  ['长乐LED 项目', 'clledxm'],
  ['重庆银行泉州行政大楼', 'cqyhqzxzdl'],
  ['ＡＢＣ－１２ 号楼', 'abc12hl'],
  ['𠮷野家 café', 'yjcaf'],
  ['', ''],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test.each([
  ['na', true],
  ['NASDZ', true],
  ['abc12', true],
  ['n', false],
  ['12', false],
  ['南安', false],
  ['n%', false],
])('%s may be initials: %s', (searched, may) => {
  expect(mayBeInitials(searched)).toBe(may);
});
