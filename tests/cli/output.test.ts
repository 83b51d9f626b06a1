import { describe, expect, test } from '@jest/globals';
import { clockTime, Output, widthOf } from '../../src/cli/output.ts';
import type { Io } from '../../src/cli/io.ts';
import { langOf } from '../../src/cli/texts/lang.ts';
import { textsOf } from '../../src/cli/texts/index.ts';
import { runCli } from '../../src/cli/main.ts';

function printed(more: Partial<Io> = {}): { io: Io; text: () => string } {
  let text = '';
  const io: Io = {
    env: {},
    out: part => void (text += part),
    err: () => undefined,
    outIsTerminal: false,
    errIsTerminal: false,
    columns: undefined,
    sleep: () => Promise.resolve(),
    ask: () => Promise.resolve(null),
    askHidden: () => Promise.resolve(null),
    input: () => Promise.resolve(null),
    ...more,
  };
  return { io, text: () => text };
}

interface Row {
  code: string;
  name: string;
  money: string;
}
const COLUMNS = [
  { head: '编号', cell: (row: Row) => row.code, whole: true },
  { head: '名称', cell: (row: Row) => row.name },
  { head: '总投资', cell: (row: Row) => row.money, align: 'right' as const, whole: true },
];
const ROWS: Row[] = [
  { code: 'P-1', name: '千吨级低温银浆项目', money: '13.8' },
  { code: 'P-20', name: 'LED显示屏', money: '1.25' },
];

describe('a table', () => {
  test('aligns Chinese and Latin columns', async () => {
    const { io, text } = printed();
    await new Output(io, { json: false }).table(COLUMNS, ROWS);
    expect(text()).toBe(
      [
        '编号  名称                总投资',
        'P-1   千吨级低温银浆项目    13.8',
        'P-20  LED显示屏             1.25',
        '',
      ].join('\n'),
    );
  });

  test('fits a narrow terminal by cutting names, never codes', async () => {
    const { io, text } = printed({ columns: 26, outIsTerminal: true, env: { NO_COLOR: '1' } });
    await new Output(io, { json: false }).table(COLUMNS, ROWS);
    const lines = text().trimEnd().split('\n');
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(26);
    expect(lines[1]).toMatch(/^P-1 .*… +13\.8$/);
  });

  test('does not let a name steer the terminal or break the row', async () => {
    const { io, text } = printed({ outIsTerminal: true, columns: 200, env: { NO_COLOR: '1' } });
    await new Output(io, { json: false }).table(COLUMNS, [{ code: 'P-1', name: 'a\u001b[2Jb\nc', money: '' }]);
    expect(text()).not.toContain('\u001b');
    expect(text().trimEnd().split('\n')).toHaveLength(2);
    expect(text()).toContain('b c');
  });

  test('has colours on a terminal only, and none where nobody wants them', async () => {
    for (const [more, coloured] of [
      [{ outIsTerminal: true }, true],
      [{ outIsTerminal: false }, false],
      [{ outIsTerminal: true, env: { NO_COLOR: '1' } }, false],
    ] as const) {
      const { io, text } = printed(more);
      await new Output(io, { json: false }).table(COLUMNS, ROWS);
      expect(text().includes('\u001b[')).toBe(coloured);
    }
  });
});

test('an instant is shown as the wall clock that is written in it', () => {
  expect(clockTime('2026-11-23T16:00:00.000+08:00')).toBe('2026-11-23 16:00');
  expect(clockTime(null)).toBe('');
});

describe('the language', () => {
  test.each([
    [{}, 'zh'],
    [{ LANG: 'C' }, 'zh'],
    [{ LANG: 'C.UTF-8' }, 'zh'],
    [{ LANG: 'POSIX' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh_TW' }, 'zh'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, 'zh'],
    [{ LANG: 'zh_CN.UTF-8', DISPATCH_LANG: 'en' }, 'en'],
  ])('of %j is %s', (env, lang) => expect(langOf(env)).toBe(lang));

  test('Chinese and English say the same things', async () => {
    const shape = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'titles' ? '' : shape(inner)]))
        : typeof value;
    expect(shape(await textsOf('en'))).toEqual(shape(await textsOf('zh')));
  });
});

test('Chinese texts have Chinese parentheses', async () => {
  const said = (value: unknown): string[] => {
    if (typeof value === 'function') return said((value as (values: object) => unknown)({}));
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(said) : [String(value)];
  };
  const texts = said(await textsOf('zh')).map(text => text.replace('http(s)', ''));
  expect(texts.filter(text => /[()]/.test(text))).toEqual([]);
  expect(texts.filter(text => /\uff08/.test(text)).length).toBeGreaterThan(50);
});

describe('help', () => {
  const commands = [
    ...[
      'start',
      'advance',
      'revise',
      'pause',
      'resume',
      'withdraw',
      'correct',
      'list',
      'show',
      'history',
      'waiting',
    ].map(name => `project ${name}`),
    ...['prove', 'waive', 'move-path', 'upgrade', 'merge', 'remove', 'restore'].map(name => `project ${name}`),
    ...[
      'plan-year',
      'report',
      'correct-report',
      'arrive',
      'correct-arrival',
      'enter-statistics',
      'money',
      'suggest',
    ].map(name => `project ${name}`),
    ...['raise', 'assign', 'answer', 'resolve', 'verify', 'withdraw', 'list', 'show'].map(name => `problem ${name}`),
    ...[
      'acknowledge',
      'object',
      'rule-objection',
      'co-answer',
      'table',
      'explain',
      'ask-extension',
      'rule-extension',
    ].map(name => `problem ${name}`),
    ...['solve-on-the-spot', 'look-back', 'merge', 'split', 'interview', 'moved-limits'].map(name => `problem ${name}`),
    ...['series list', 'series define', 'series pause', 'series resume', 'list', 'show', 'trigger'].map(
      name => `meeting ${name}`,
    ),
    ...['mail list', 'mail show', 'import', 'people list', 'people add', 'people token', 'units list', 'units add'],
    ...['schedules diff', 'schedules apply', 'rebuild', 'doctor'],
    ...['settings show', 'settings set', 'settings history', 'settings texts', 'settings text', 'settings preview'],
    ...['holidays show', 'holidays publish'],
  ];

  test.each(commands)('of %s has examples in both languages and ends with 0', async name => {
    for (const [lang, title] of [
      ['zh', '示例'],
      ['en', 'Examples'],
    ] as const) {
      const { io, text } = printed();
      expect(await runCli([...name.split(' '), '--help', '--lang', lang], io)).toBe(0);
      expect(text()).toContain(title);
      expect(text()).toContain(`$ dispatch ${name.split(' ')[0]}`);
      expect(text()).not.toContain('undefined');
    }
  });

  test('an option without a description would be a hole in it', async () => {
    const { io, text } = printed();
    await runCli(['project', 'start', '--help', '--lang', 'en'], io);
    for (const line of text()
      .split('\n')
      .filter(each => /^ +(-\w, )?--/.test(each)))
      expect(line).toMatch(/ {2,}\S/);
  });
});
