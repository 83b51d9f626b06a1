import { headerKey } from '../ledger-import/headers.ts';
import { normalise } from '../ledger-import/text.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { fieldOf, FIELDS, isKnownHeader, wordColumn, wordColumns } from './known.ts';
import type { Reading } from './types.ts';

/** What tells one reading from another. A header counts without the unit in it, which is read from the file each time. */
export const readingKey = ({ column, written }: Pick<Reading, 'column' | 'written'>): string =>
  column === null ? `=${headerKey(written)}` : `${column}=${normalise(written)}`;

/**
 * A reading as it may be kept: it is of a column or a value there is, and says nothing against what the word means by itself. What the
 * office lists (units, counties, paths) is asked where the lists are known.
 */
export function checkedReading(reading: Reading): Reading | Refusal {
  return reading.column === null ? checkedHeader(reading) : checkedWord(reading, reading.column);
}

function checkedHeader(reading: Reading): Reading | Refusal {
  const { ledger, written, means } = reading;
  const field = fieldOf(ledger, means);
  if (field === null) {
    return refuse('notInList', 'means', means, { list: FIELDS[ledger].map(({ header }) => header) });
  }
  if (headerKey(written) === '') return refuse('badFormat', 'written', written, { shape: '列名（1–40）' });
  if (isKnownHeader(ledger, written)) return refuse('readingKnown', 'written', written);
  return { ...reading, means: field };
}

function checkedWord(reading: Reading, column: string): Reading | Refusal {
  const { ledger, written, means } = reading;
  const words = wordColumn(ledger, column);
  if (!words) return refuse('notInList', 'column', column, { list: wordColumns(ledger) });
  if (normalise(written) === '') return refuse('required', 'written', written);
  if (normalise(written) === normalise(means)) return refuse('readingKnown', 'written', written);
  if ('list' in words) return reading;
  const value = words.valueOf(means);
  if (value === null) return refuse('notInList', 'means', means, { list: words.choices });
  if (words.valueOf(written) !== null) return refuse('readingKnown', 'written', written);
  return { ...reading, means: value };
}
