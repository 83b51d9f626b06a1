import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { en } from '../../console/src/words/en.ts';
import { office } from '../../console/src/words/office.ts';
import { zh } from '../../console/src/words/zh.ts';

interface Nested {
  [key: string]: string | Nested;
}

const flat = (words: Nested, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
const placesIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('the console’s words', () => {
  const chinese = new Map([...flat(zh), ...flat(office.zh)]);
  const english = new Map([...flat(en), ...flat(office.en)]);

  test('are the same keys in both languages, and none is empty', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
    for (const [key, sentence] of [...chinese, ...english]) expect([key, sentence.trim()]).not.toEqual([key, '']);
  });

  // English counts one apart and may leave the number out; nothing else may be lost on the way.
  test.each([...chinese.keys()])('%s has the same places in both', key => {
    const [inChinese, inEnglish] = [placesIn(chinese.get(key) ?? ''), placesIn(english.get(key) ?? '')];
    const allowed = key.endsWith('_one')
      ? inChinese.filter(name => name !== 'count' || inEnglish.includes('count'))
      : inChinese;
    expect(inEnglish).toEqual(allowed);
  });

  test('Chinese is Chinese: every sentence but marks holds a 汉字', () => {
    const bare = [...chinese].filter(([, sentence]) => !/\p{Script=Han}/u.test(sentence)).map(([key]) => key);
    expect(bare).toEqual(['account.language']);
  });

  test('every sentence is said somewhere: by its key, or by one that is put together', async () => {
    const source = fileURLToPath(new URL('../../console/src/', import.meta.url));
    const files = (await readdir(source, { recursive: true })).filter(name => /\.tsx?$/.test(name));
    const code = (
      await Promise.all(
        files.filter(name => !/^words|schema\.d/.test(name)).map(name => readFile(join(source, name), 'utf8')),
      )
    ).join('\n');
    const isSaid = (key: string): boolean => {
      const bare = key.replace(/_(?:one|other)$/, '');
      return code.includes(`'${bare}'`) || code.includes(`\`${bare.slice(0, bare.lastIndexOf('.'))}.\${`);
    };
    expect([...chinese.keys()].filter(key => !isSaid(key))).toEqual([]);
  });
});
