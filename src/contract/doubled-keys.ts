import { refuse, type Refusal } from '../domain/refusal.ts';
import { fieldOf } from './schemas/issues.ts';

/** An object (with the keys it has had so far) or a list that has begun and not ended; `at` is the key or index it stands at. */
interface Open {
  keys: Set<string> | null;
  at: string | number;
}

/** How many parts of a place are named; no field of ours stands half as deep. */
const DEEPEST = 20;

/**
 * The first field that stands twice in one object of a text which is JSON otherwise; null when none does. `JSON.parse` would take the last
 * and forget the other, so that nobody knows which of the two was meant.
 */
export function doubledKeyIn(text: string): Refusal | null {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const inner = open.at(-1);
    switch (text[at]) {
      case '{':
        open.push({ keys: new Set(), at: '' });
        break;
      case '[':
        open.push({ keys: null, at: 0 });
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (inner && typeof inner.at === 'number') inner.at += 1;
        break;
      case '"': {
        const end = endOfString(text, at);
        if (inner?.keys && isKey(text, end)) {
          inner.at = JSON.parse(text.slice(at, end)) as string;
          if (inner.keys.has(inner.at)) return doubled(open);
          inner.keys.add(inner.at);
        }
        at = end - 1;
        break;
      }
      default:
        break;
    }
  }
  return null;
}

const doubled = (open: readonly Open[]): Refusal => {
  const path = open.map(({ at }) => at);
  return refuse('keyTwice', fieldOf(path.slice(-DEEPEST)), String(path.at(-1)));
};

/** The place after the quote that ends it; a quote is escaped behind an odd number of backslashes. */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote > 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

/** In an object a text before a colon is a key, any other a value. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return text[at] === ':';
}
