import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { placeInJson } from '../../console/src/pages/settings/json-place.ts';

test.each([
  ['{\n  "paths": [,]\n}', 2, 13],
  ['{ "a": 1, }', 1, 11],
  ['{ "a" 1 }', 1, 7],
  ['{ "a": 01 }', 1, 9],
  ['[1, 2', 1, 6],
  ['', 1, 1],
  ["{ 'a': 1 }", 1, 3],
  ['{ "𠮷": "b" "c" }', 1, 12],
  ['[1]]', 1, 4],
  ['[1}', 1, 3],
  ['{"a": "\n"}', 1, 7],
  ['[true, nul]', 1, 8],
])('%j stops being JSON in line %i, column %i', (text, line, column) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(placeInJson(text)).toEqual({ line, column });
});

test('what is cut off stops at its end, and no JSON stops before', () => {
  fc.assert(
    fc.property(fc.json(), text => {
      const end = placeInJson(`${text} ]`);
      expect(end).toEqual({ line: 1, column: Array.from(text).length + 2 });
    }),
    { seed: 20_261_129, numRuns: 300 },
  );
});
