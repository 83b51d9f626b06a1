import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import {
  advanceProjectBody,
  correctProjectBody,
  raiseProblemBody,
  refusalsOf,
  startCommandOf,
  startProjectBody,
  resolveProblemBody,
  projectListQuery,
} from '../../src/contract/schemas/index.ts';

const refused = (schema: z.ZodType, input: unknown) => {
  const { error } = schema.safeParse(input);
  return error ? refusalsOf(error, input).map(({ code, field, value }) => ({ code, field, value })) : [];
};

describe('a body that is not as it should be is refused by field, value and rule', () => {
  const start = { name: '晶旭半导体' };
  test.each([
    ['nothing in it', startProjectBody, {}, 'required', 'name', null],
    ['an unknown field', startProjectBody, { ...start, colour: 'red' }, 'unknownField', 'colour', 'red'],
    ['a wrong type', startProjectBody, { name: 7 }, 'wrongType', 'name', 7],
    ['an array for an object', startProjectBody, [], 'wrongType', '', '[]'],
    ['a NUL', startProjectBody, { name: 'a\0b' }, 'badCharacters', 'name', 'a\0b'],
    ['a line break in a name', startProjectBody, { name: 'a\nb' }, 'badCharacters', 'name', 'a\nb'],
    ['a lone surrogate', startProjectBody, { name: 'a\ud800' }, 'badCharacters', 'name', 'a\ud800'],
    ['a character without width', startProjectBody, { name: 'a\u200bb' }, 'badCharacters', 'name', 'a\u200bb'],
    ['a mark that turns the writing', startProjectBody, { name: 'a\u202eb' }, 'badCharacters', 'name', 'a\u202eb'],
    ['a name of blanks', startProjectBody, { name: '  ' }, 'required', 'name', '  '],
    ['a name of 201', startProjectBody, { name: '园'.repeat(201) }, 'tooLong', 'name', '园'.repeat(200)],
    ['a day that is not', advanceProjectBody, { to: 'signing', on: '2026-02-30' }, 'noSuchDate', 'on', '2026-02-30'],
    [
      'a date passed over',
      advanceProjectBody,
      { to: 'completion', on: '2026', passed: { landing: '26-1-1' } },
      'badFormat',
      'passed.landing',
      '26-1-1',
    ],
    ['an unknown stage', advanceProjectBody, { to: 'digging', on: '2026' }, 'stageUnknown', 'to', 'digging'],
    [
      'an unknown stage passed',
      advanceProjectBody,
      { to: 'completion', passed: { digging: '2026' } },
      'stageUnknown',
      'passed.digging',
      'digging',
    ],
    ['half a 万元', startProjectBody, { ...start, investmentWan: 0.5 }, 'notWholeWan', 'investmentWan', 0.5],
    ['negative money', startProjectBody, { ...start, investmentWan: -1 }, 'negativeMoney', 'investmentWan', -1],
    ['endless money', startProjectBody, { ...start, investmentWan: 1e999 }, 'outOfRange', 'investmentWan', 'Infinity'],
    ['money as text', startProjectBody, { ...start, investmentWan: '5' }, 'wrongType', 'investmentWan', '5'],
    [
      'yi below a 万元',
      startProjectBody,
      { ...start, investmentYi: '1.23456' },
      'notWholeWan',
      'investmentYi',
      '1.23456',
    ],
    ['yi below nought', startProjectBody, { ...start, investmentYi: '-1.2' }, 'negativeMoney', 'investmentYi', '-1.2'],
    [
      'money twice',
      startProjectBody,
      { ...start, investmentYi: '1', investmentWan: 10000 },
      'givenTwice',
      'investmentYi',
      '1',
    ],
    ['a code with a slash', startProjectBody, { ...start, code: 'a/b' }, 'badFormat', 'code', 'a/b'],
    [
      'a category out of the list',
      raiseProblemBody,
      { title: 'x', category: 'moon', source: 'visit' },
      'notInList',
      'category',
      'moon',
    ],
    [
      'a script for a link',
      resolveProblemBody,
      { result: 'x', evidence: [{ kind: 'k', link: 'javascript:alert(1)' }] },
      'badFormat',
      'evidence[0].link',
      'javascript:alert(1)',
    ],
    [
      'a line break in a corrected name',
      correctProjectBody,
      { field: 'name', value: 'a\nb', reason: 'r' },
      'badCharacters',
      'value',
      'a\nb',
    ],
    ['a corrected list', correctProjectBody, { field: 'name', value: [1], reason: 'r' }, 'wrongType', 'value', '[1]'],
    ['a page of 0', projectListQuery, { limit: '0' }, 'outOfRange', 'limit', '0'],
    ['a page of many', projectListQuery, { limit: 'many' }, 'wrongType', 'limit', 'many'],
  ] as const)('%s', (_, schema, input, code, field, value) => {
    expect(refused(schema, input)).toEqual([{ code, field, value }]);
  });

  test('a line break of Windows is named by its own first character, and stands in a text', () => {
    const { error } = startProjectBody.safeParse({ name: 'a\r\nb' });
    expect(error && refusalsOf(error, {})).toMatchObject([
      { code: 'badCharacters', params: { found: 'U+000D', at: 2 } },
    ]);
    expect(resolveProblemBody.parse({ result: 'a\r\nb', evidence: [{ kind: 'k' }] }).result).toBe('a\nb');
    expect(refused(resolveProblemBody, { result: 'a\rb', evidence: [{ kind: 'k' }] })).toMatchObject([
      { code: 'badCharacters', field: 'result' },
    ]);
  });

  test('every wrong field is named at once', () => {
    expect(refused(startProjectBody, { name: '', county: 1, stage: 'x' }).map(({ field }) => field)).toEqual([
      'name',
      'county',
      'stage',
    ]);
  });
});

describe('what is taken is clean', () => {
  test('names are trimmed and normalised, so that two ways to type one name are one name', () => {
    expect(startProjectBody.parse({ name: ' Cafe\u0301 园 ' }).name).toBe('Café 园');
  });

  test('a rare character counts once', () => {
    expect(startProjectBody.parse({ name: '𠮷'.repeat(200) }).name).toHaveLength(400);
  });

  test('亿元 given as text is exact', () => {
    expect(startCommandOf(startProjectBody.parse({ name: 'x', investmentYi: '13.8' })).facts.investmentWan).toBe(
      138_000,
    );
  });

  test('plan and actual dates go their ways', () => {
    const body = startProjectBody.parse({
      name: 'x',
      stage: 'landing',
      milestones: { signing: { actual: '2022' }, landing: { actual: '2022-12', plan: '2022-10-01' } },
    });
    expect(startCommandOf(body)).toMatchObject({
      stage: 'landing',
      actuals: { signing: '2022', landing: '2022-12' },
      plans: { landing: '2022-10-01' },
    });
  });
});
