import type { Category } from '../domain/problem/types.ts';
import { refuse } from '../domain/refusal.ts';
import { storeFile } from './evidence.ts';
import { refused } from './failure.ts';
import type { Session } from './session.ts';
import { pairOf, wordOf } from './values.ts';
import { CATEGORY, keyOf, type Vocabulary } from './words.ts';

/** A finding as the API takes it. */
interface FindingBody {
  title: string;
  category: Category;
  detail?: string;
  solved?: string;
  files?: string[];
}

type FindingName = 'category' | 'detail' | 'solved' | 'file';

const NAMES: Vocabulary<FindingName> = {
  words: {
    category: { zh: '类别', en: 'category' },
    detail: { zh: '说明', en: 'detail' },
    solved: { zh: '现场化解', en: 'solved' },
    file: { zh: '照片', en: 'photo' },
  },
  also: { 文件: 'file', file: 'file', 化解: 'solved' },
};

const SHA256 = /^[0-9a-f]{64}$/;

/** A comma of a sentence divides nothing: only one before a name we know and `=` does. */
const dividers = new RegExp(
  `[,\\uff0c](?=\\s*(?:${[...Object.values(NAMES.words).flatMap(({ zh, en }) => [zh, en]), ...Object.keys(NAMES.also)].join('|')})\\s*[=\\uff1d])`,
  'iu',
);

/**
 * Repeated `征地未完成,类别=征迁,现场化解=…,照片=./a.jpg` as the API takes them. Photos named by their path are stored first, under keys made
 * from the command's own, so that the command sent again sends nothing twice.
 */
export async function findingsOf(session: Session, typed: readonly string[]): Promise<FindingBody[]> {
  const findings: FindingBody[] = [];
  for (const [index, text] of typed.entries()) {
    const { files, ...finding } = findingOf(session, text);
    const stored: string[] = [];
    for (const [at, file] of files.entries()) {
      const key = `${session.key}.finding${index}.${at}`;
      stored.push(SHA256.test(file) ? file : (await storeFile(session, file, key)).sha256);
    }
    findings.push(stored.length > 0 ? { ...finding, files: stored } : finding);
  }
  return findings;
}

function findingOf(session: Session, typed: string): Omit<FindingBody, 'files'> & { files: string[] } {
  const place = session.place('--finding');
  const shape = session.texts.supervision.visit.findingShape;
  const [title = '', ...parts] = typed.split(dividers);
  const said: Partial<Record<FindingName, string>> = {};
  const files: string[] = [];
  for (const part of parts) {
    const [name, value] = pairOf(part, place, shape);
    const key = keyOf(NAMES, name);
    if (key === 'file') files.push(value);
    else if (key !== undefined) said[key] = value;
  }
  const { category, detail, solved } = said;
  if (category === undefined) throw refused(refuse('badFormat', place.field, typed, { shape }), session.lang);
  return {
    title: title.trim(),
    category: wordOf(CATEGORY, category, place),
    ...(detail === undefined ? {} : { detail }),
    ...(solved === undefined ? {} : { solved }),
    files,
  };
}
