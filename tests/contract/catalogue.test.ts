import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from '@jest/globals';
import {
  localeOf,
  LOCALES,
  neededPlaceholdersOf,
  placeholdersOf,
  REFUSAL_TEXTS,
  refusalText,
  fieldLabel,
} from '../../src/contract/catalogue/index.ts';
import { REFUSAL_CODES, refuse, type RefusalCode } from '../../src/domain/refusal.ts';

interface Use {
  code: RefusalCode;
  params: readonly string[];
  place: string;
}

/** Every `refuse('code', field, value, { … })` in the sources, with the parameters it names. */
function usesOfRefuse(): Use[] {
  const root = join(import.meta.dirname, '../../src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
  return files.flatMap(name => {
    const source = ts.createSourceFile(name, readFileSync(join(root, name), 'utf8'), ts.ScriptTarget.ES2023, true);
    const uses: Use[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && node.expression.getText() === 'refuse') uses.push(...useOf(node, name));
      ts.forEachChild(node, visit);
    };
    visit(source);
    return uses;
  });
}

function useOf(call: ts.CallExpression, file: string): Use[] {
  const [code, , , params] = call.arguments;
  const given =
    params && ts.isObjectLiteralExpression(params)
      ? params.properties.map(property => property.name?.getText() ?? '')
      : [];
  // A parameter object built elsewhere cannot be read here; its refusals are tested where they are made.
  if (!code || !ts.isStringLiteral(code) || (params && !ts.isObjectLiteralExpression(params))) return [];
  const { line } = call.getSourceFile().getLineAndCharacterOfPosition(call.getStart());
  return [{ code: code.text as RefusalCode, params: given, place: `${file}:${line + 1}` }];
}

describe('the sentences of refusals', () => {
  test('name the place in both languages, and use the same parameters', () => {
    for (const code of REFUSAL_CODES) {
      const { zh, en } = REFUSAL_TEXTS[code];
      expect(zh).toMatch(/^\{field\}：.*。$/);
      expect(en).toMatch(/^\{field\}: .*\.$/);
      expect([code, placeholdersOf(zh).sort()]).toEqual([code, placeholdersOf(en).sort()]);
    }
  });

  test('find every parameter they need wherever the refusal is made', () => {
    const uses = usesOfRefuse();
    expect(uses.length).toBeGreaterThan(80);
    const missing = uses.flatMap(({ code, params, place }) =>
      neededPlaceholdersOf(REFUSAL_TEXTS[code].zh)
        .filter(name => !['field', 'value', ...params].includes(name))
        .map(name => `${place} ${code} lacks {${name}}`),
    );
    expect(missing).toEqual([]);
  });

  test.each(LOCALES)('hold the field, the value and the rule (%s)', locale => {
    const text = refusalText(refuse('dateInFuture', 'passed.landing', '2027-01-01', { today: '2026-11-23' }), locale);
    expect(text).toContain('passed.landing');
    expect(text).toContain('2027-01-01');
    expect(text).toContain('2026-11-23');
  });

  test('name the values of a list by its own words in Chinese, and by what may be typed', () => {
    const steps = refuse('notInList', 'step', 'held', { list: ['collection', 'approval'] });
    expect(refusalText(steps, 'zh')).toBe(
      '步骤（step）：召开（held） 不在可选值之内：会前收集（collection）、催审议程（approval）。',
    );
    expect(refusalText(steps, 'en')).toBe('step: "held" is none of: collection, approval.');
    const outcomes = refuse('notInList', 'outcome', 'open', { list: ['carried', 'closed', 'noted'] });
    expect(refusalText(outcomes, 'zh')).toContain('结转（carried）、议结（closed）、知悉（noted）');
    const states = refuse('notInList', 'state', 'open', { list: ['raised', 'closed', 'merged'] });
    expect(refusalText(states, 'zh')).toContain('销号（closed）');
    expect(refusalText(refuse('notInList', 'rules', 'x', { list: ['points@1'] }), 'zh')).toContain('points@1。');
  });

  test('leave out a part whose parameter is not known', () => {
    expect(refusalText(refuse('alreadyExists', 'code', 'P-1'), 'en')).toBe('code: "P-1" exists already.');
    expect(refusalText(refuse('alreadyExists', 'code', 'P-1', { name: '晶旭' }), 'zh')).toBe(
      '编号（code）：“P-1” 已存在（“晶旭”）。',
    );
  });

  test('show what cannot be seen, and never a whole document', () => {
    expect(
      refusalText(refuse('badMailAddress', 'address', 'a@b.cn\r\nBcc: c@d.cn', { rule: 'wellFormed' }), 'en'),
    ).toBe(
      'address: "a@b.cn\\u000d\\u000aBcc: c@d.cn" is not one mail address (no control characters, line breaks or invisible characters).',
    );
    expect(refusalText(refuse('tooLong', 'name', 'x'.repeat(9_999), { max: 200 }), 'en').length).toBeLessThan(200);
    expect(
      refusalText(refuse('badCharacters', 'name', '\ud800', { found: 'U+D800', at: 1 }), 'zh').isWellFormed?.() ?? true,
    ).toBe(true);
  });

  test('keep the words callers type beside the Chinese ones', () => {
    const refusal = refuse('stageNotAhead', 'to', 'signing', { reached: 'landing' });
    expect(refusalText(refusal, 'zh')).toBe(
      '转入阶段（to）：签约（signing） 不在当前阶段 落地（landing） 之后，转段只能向前。',
    );
    expect(refusalText(refusal, 'en')).toContain('the present stage landing');
    const twin = refuse('decisionThere', 'text', '落实用地', { decision: 1 });
    expect(refusalText(twin, 'zh')).toMatch(/^内容（text）：/);
  });

  test('speak of each thing’s states in its own words', () => {
    const states = ['resolved'];
    const merged = refuse('problemNotIn', 'state', 'merged', { states });
    expect(refusalText(merged, 'zh')).toBe(
      '状态（state）：问题现为 已并入（merged），此操作只能在：已办结待核验（resolved）。',
    );
    const over = refuse('whistleNotIn', 'state', 'calledOff', { states: ['asking', 'gathered'] });
    expect(refusalText(over, 'zh')).toBe(
      '状态（state）：吹哨现为 已取消（calledOff），此操作只能在：待答复（asking）、答复截止（gathered）。',
    );
    expect(refusalText(over, 'en')).toBe(
      'state: the whistle is called off; this can only be done while it is: asking, answers closed.',
    );
    const other = refuse('otherProblemOver', 'into', 'Q-2', { state: 'merged' });
    expect(refusalText(other, 'zh')).toContain('已是 已并入');
  });

  test('call `to` by what it is', () => {
    const past = refuse('visitInPast', 'to', '2026-11-20', { today: '2026-11-23' });
    expect(refusalText(past, 'zh')).toMatch(/^改到（to）：/);
    expect(refusalText(refuse('dayToCome', 'to', '2026-12-01', { today: '2026-11-23' }), 'zh')).toMatch(
      /^截止（to）：/,
    );
  });

  test('say nothing of papers when none was given', () => {
    const none = refuse('interviewBeforeRed', 'state', 'handling', { papers: [] });
    expect(refusalText(none, 'en')).toBe('state: the problem is handling; an interview follows a red paper.');
  });
});

test('fields are called by their Chinese names; a column of a spreadsheet keeps its own', () => {
  expect(fieldLabel('milestones.signing.plan', 'zh')).toBe('节点·签约·计划日期（milestones.signing.plan）');
  expect(fieldLabel('evidence[0].kind', 'zh')).toBe('佐证 第1项·种类（evidence[0].kind）');
  expect(fieldLabel('当前阶段 M44', 'zh')).toBe('当前阶段 M44');
  expect(fieldLabel('county', 'zh')).toBe('县\uff08市、区\uff09\uff08county\uff09');
  expect(fieldLabel('constructor', 'zh')).toBe('constructor');
  expect(fieldLabel('__proto__', 'zh')).toBe('__proto__');
});

test.each([
  [undefined, 'en'],
  ['zh-CN', 'zh'],
  ['zh-Hans-CN,en;q=0.5', 'zh'],
  ['en-GB,zh;q=0.9', 'en'],
  ['fr, zh;q=0.3, en;q=0.2', 'zh'],
  ['zh;q=0', 'en'],
  ['*', 'en'],
  [';;;,,q=', 'en'],
])('the language asked for by %p is %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale);
});
