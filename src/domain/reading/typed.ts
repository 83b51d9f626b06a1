import { normaliseName } from '../ledger-import/text.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { checkedReading, readingKey } from './checked.ts';
import { fieldOf, FIELDS, listedAs, wordColumn, type OfficeLists } from './known.ts';
import type { Reading, ReadLedger } from './types.ts';

const SHAPE = '列=字段 | 列:词=词 （项目全称=项目名称 | 类别:供电类=要素）';

interface Typed {
  /** As typed, for whoever is told what is wrong with it. */
  text: string;
  /** Null of a header. */
  column: string | null;
  written: string;
  means: string;
}

/** The first colon outside of brackets parts a column from a word: a header may hold `(单位:万元)`. */
function split(text: string): Typed | null {
  const [left = '', means = '', more] = text.normalize('NFKC').split('=');
  if (more !== undefined || left.trim() === '' || means.trim() === '') return null;
  let depth = 0;
  const at = Array.from(left).findIndex(sign => {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    return sign === ':' && depth <= 0;
  });
  // Many headers end in a colon.
  const isWord = at >= 0 && left.slice(at + 1).trim() !== '';
  const [column, written] = isWord ? [left.slice(0, at).trim(), left.slice(at + 1)] : [null, left];
  if (column === '') return null;
  return { text, column, written: written.trim(), means: means.trim() };
}

/** Reads `列=字段` and `列:词=词` as people type them. One header or word twice, and what is no column, word or value, is refused. */
export function parseReadings(
  answers: readonly string[],
  { ledger, lists }: { ledger: ReadLedger; lists: OfficeLists },
): Reading[] | Refusal {
  const typed: Typed[] = [];
  for (const text of answers) {
    const parts = split(text);
    if (!parts) return refuse('badFormat', 'map', text, { shape: SHAPE });
    typed.push(parts);
  }
  const readings: Reading[] = [];
  // Headers first: a word may stand in a column that is only known by one of them.
  for (const parts of [...typed.filter(isHeader), ...typed.filter(each => !isHeader(each))]) {
    const reading = readingOf(parts, { ledger, lists, headers: readings });
    if (isRefusal(reading)) return reading;
    const twin = readings.findIndex(each => readingKey(each) === readingKey(reading));
    if (twin >= 0) return refuse('listedTwice', 'map', parts.text, { first: twin + 1 });
    readings.push(reading);
  }
  return readings;
}

const isHeader = ({ column }: Typed): boolean => column === null;

interface Around {
  ledger: ReadLedger;
  lists: OfficeLists;
  headers: readonly Reading[];
}

function readingOf({ column, written, means }: Typed, { ledger, lists, headers }: Around): Reading | Refusal {
  if (column === null) return inTheOption(checkedReading({ ledger, column, written, means }));
  const key = readingKey({ column: null, written: column });
  const field = fieldOf(ledger, column) ?? headers.find(each => readingKey(each) === key)?.means ?? null;
  if (field === null) {
    return refuse('notInList', 'map', column, { list: FIELDS[ledger].map(({ header }) => header) });
  }
  const reading = inTheOption(checkedReading({ ledger, column: field, written, means }));
  const words = wordColumn(ledger, field);
  if (isRefusal(reading) || !words || !('list' in words)) return reading;
  const list = lists[words.list];
  const id = listedAs(means, list);
  // An office that has no counties yet can name any.
  if (id === null && !(words.list === 'county' && list.length === 0)) {
    return refuse('notInList', 'map', means, { list: list.slice(0, MOST_NAMED).map(({ name }) => name) });
  }
  return normaliseName(written) === normaliseName(id ?? means)
    ? refuse('readingKnown', 'map', written)
    : { ...reading, means: id ?? means };
}

/** Of a long list a sentence names some. */
const MOST_NAMED = 30;

const inTheOption = <T>(answer: T | Refusal): T | Refusal => (isRefusal(answer) ? { ...answer, field: 'map' } : answer);
