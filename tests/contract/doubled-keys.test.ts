import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { doubledKeyIn } from '../../src/contract/doubled-keys.ts';

describe('a field that stands twice in a body', () => {
  test.each<[string, string | undefined]>([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":{"b":1,"c":{},"b":2}}', 'a.b'],
    ['[{"a":1},{"a":1,"a":1}]', '[1].a'],
    ['{"x":["a","a",[],{"y":"a","z":1 , "y" : 2}]}', 'x[3].y'],
    ['{"\\u0061":1,"a":2}', 'a'],
    ['{"a\\\\":1,"a\\"":2,"a\\\\":3}', 'a\\'],
    ['{"a":"b","b":"a","c":["a","b"]}', undefined],
    ['{"a":{"a":{"a":1}}}', undefined],
    ['{"a":"\\"a\\":1,\\"a\\":2"}', undefined],
    ['"a"', undefined],
    ['12', undefined],
  ])('%s: %s', (text, field) => {
    expect(doubledKeyIn(text)?.field).toBe(field);
  });

  test('stands in no JSON that was written from a value, however it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        expect(doubledKeyIn(JSON.stringify(value, null, indent))).toBeNull();
      }),
    );
  });

  test('is found wherever an object is given one of its keys again', () => {
    const keys = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(keys, fc.nat(), fc.jsonValue(), (names, which, value) => {
        const doubled = names[which % names.length] as string;
        const pairs = [...names, doubled].map(name => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
        expect(doubledKeyIn(`[{"x":{${pairs.join(',')}}}]`)?.value).toBe(doubled.slice(0, 200));
      }),
    );
  });

  test('costs a deep or a long body nothing but a walk', () => {
    expect(doubledKeyIn(`${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`)).toBeNull();
    expect(doubledKeyIn(JSON.stringify({ a: 'x'.repeat(10_000_000), b: '\\'.repeat(10_000) }))).toBeNull();
  });
});
