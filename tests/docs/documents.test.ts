import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { addCommands } from '../../src/cli/commands/index.ts';
import { textsOf } from '../../src/cli/texts/index.ts';
import { ROLE_WORDS } from '../../src/contract/catalogue/index.ts';
import { parseMarkdown, typedLines, wordsOf, type Document } from './markdown.ts';
import { beside, configVariables, exists, manifest, read, tracked } from './project-files.ts';

const paths = tracked('*.md', 'docs/**/*.md');
const documents = new Map<string, Document>(paths.map(path => [path, parseMarkdown(path)]));
const all = [...documents];

/** Commander itself judges the lines: unknown commands and options, missing arguments. Nothing is carried out. */
async function accepts(words: readonly string[]): Promise<void> {
  const program = new Command('dispatch').exitOverride().configureOutput({ writeErr: () => undefined });
  program.option('--json').option('--lang <lang>').option('--tries <n>');
  addCommands(program, { texts: await textsOf('en'), run: () => () => Promise.resolve() });
  const settle = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined });
    command.commands.forEach(settle);
  };
  settle(program);
  await program.parseAsync(words, { from: 'user' });
}

const isHelp = (words: readonly string[]): boolean => words.includes('--help') || words[0] === 'help';

describe('what documents tell people to type exists', () => {
  const typed = all.flatMap(([path, { blocks }]) => blocks.flatMap(typedLines).map(line => [path, line] as const));

  test('scripts of npm', () => {
    const scripts = Object.keys(manifest().scripts);
    const inline = all.flatMap(([, { codes }]) => codes);
    const asked = [...typed.map(([, line]) => line), ...inline].flatMap(line =>
      [...line.matchAll(/\bnpm (?:run ([\w:]+)|(start|test)\b)/g)].map(([, script, own]) => script ?? own ?? ''),
    );
    expect(asked).toEqual(expect.arrayContaining(['start', 'test', 'bench']));
    expect(asked.filter(script => !scripts.includes(script))).toEqual([]);
  });

  const commands = typed.flatMap(([path, line]) => {
    const [, rest] = /(?:^|\s)(?:npx )?dispatch (.+?)(?: [|>] .*)?$/.exec(line) ?? [];
    return rest === undefined ? [] : [[path, rest] as const];
  });

  test.each(commands)('%s: dispatch %s', async (_path, line) => {
    const words = wordsOf(line);
    if (!isHelp(words)) await expect(accepts(words)).resolves.toBeUndefined();
  });

  test('commands named in passing', async () => {
    const program = new Command('dispatch');
    addCommands(program, { texts: await textsOf('en'), run: () => () => Promise.resolve() });
    const named = all.flatMap(([path, { codes }]) =>
      codes.flatMap(code =>
        /^(?:npx )?dispatch [a-z]/.test(code) ? [[path, wordsOf(code.replace(/^(npx )?dispatch /, ''))] as const] : [],
      ),
    );
    for (const [path, words] of named) {
      let at: Command = program;
      for (const word of words) {
        const next = at.commands.find(command => command.name() === word);
        if (!next) break;
        at = next;
      }
      // A group alone may be named; a word that leads nowhere may not.
      expect({ path, words, found: at !== program }).toEqual({ path, words, found: true });
    }
  });

  test('files named between back-ticks', () => {
    const missing = all.flatMap(([path, { codes }]) =>
      codes
        .filter(code => /^(?:src|tests|scripts|docs|bin|examples|\.ci)\/[\w./-]*$/.test(code))
        .filter(code => !exists(code))
        .map(code => `${path}: ${code}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('links', () => {
  test.each(all)('of %s lead somewhere', (path, { links, headings }) => {
    for (const link of links.filter(target => !/^(https?|mailto):/.test(target))) {
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? path : beside(path, target);
      expect({ link, there: exists(file) }).toEqual({ link, there: true });
      if (anchor === undefined) continue;
      const anchors = (file === path ? headings : parseMarkdown(file).headings).map(heading => heading.anchor);
      expect(anchors).toContain(decodeURIComponent(anchor));
    }
  });

  test('every decision is listed, under the date in its name', () => {
    const list = read('docs/decisions/README.md');
    for (const path of tracked('docs/decisions/2*.md')) {
      const [, date = '', name = ''] = /(\d{4}-\d{2}-\d{2})(-.*)$/.exec(path) ?? [];
      expect(list).toContain(`| ${date} | [`);
      expect(list).toContain(`(${date}${name})`);
      expect(read(path)).toContain(`\n\n${date} · `);
    }
  });
});

describe('the two READMEs', () => {
  const [english, chinese] = ['README.md', 'README.zh-CN.md'].map(parseMarkdown) as [Document, Document];
  const outline = ({ headings }: Document): number[] => headings.map(({ level }) => level);
  const typedIn = ({ blocks }: Document): string[] => blocks.flatMap(typedLines);
  const target = (link: string): string => link.replace('README.zh-CN.md', 'README.md').split('#')[0] ?? '';

  test('have the same sections', () => {
    expect(outline(chinese)).toEqual(outline(english));
    for (const { text } of chinese.headings.slice(1)) expect(text).toMatch(/\p{Script=Han}/u);
  });

  test('have the same commands in the same order', () => {
    expect(typedIn(chinese)).toEqual(typedIn(english));
    expect(typedIn(english)).toEqual(expect.arrayContaining(['npm start', 'npm test']));
  });

  test('have the same tables, blocks and links', () => {
    expect(chinese.tables).toEqual(english.tables);
    expect(chinese.blocks.map(({ language }) => language)).toEqual(english.blocks.map(({ language }) => language));
    expect(chinese.links.map(target).sort()).toEqual(english.links.map(target).sort());
  });

  test('link to each other', () => {
    expect(english.links).toContain('README.zh-CN.md');
    expect(chinese.links).toContain('README.md');
  });
});

test('docs/domain.md calls the roles as the product does', () => {
  const lines = read('docs/domain.md').split('\n');
  const rows = Object.entries(ROLE_WORDS).map(([role, { zh }]) => `| \`${role}\` | ${zh}`);
  expect(rows.filter(row => !lines.some(line => line.startsWith(row)))).toEqual([]);
});

describe('docs/operations.md', () => {
  test('tells every variable of the server’s configuration, and its default', () => {
    const table = read('docs/operations.md');
    for (const name of configVariables()) expect(table).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
    const defaults = [
      ...read('src/config.ts').matchAll(/^ {2}([A-Z_]+):.*?(?:default|prefault)\((?:'([^']+)'|(\d+))\)/gm),
    ];
    expect(defaults.length).toBeGreaterThan(5);
    for (const [, name = '', word, number] of defaults) {
      expect(table).toMatch(
        new RegExp(`^\\| \`${name}\` \\| [^|]*\`${(word ?? number ?? '').replaceAll('.', '\\.')}\``, 'm'),
      );
    }
  });

  test('names every service of docker-compose.yml', () => {
    const [, body = ''] = /^services:\n(.*?)^configs:/ms.exec(read('docker-compose.yml')) ?? [];
    const names = [...body.matchAll(/^ {2}([\w-]+):$/gm)].map(([, name = '']) => name);
    expect(names).toContain('temporal-schema');
    for (const name of names) expect(read('docs/operations.md')).toContain(`\`${name}\``);
  });
});
