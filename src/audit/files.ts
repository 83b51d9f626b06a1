import { BOM, csvLine } from '../spreadsheet/write-ledger-csv.ts';
import { hashOf, type Entry } from './chain.ts';
import type { Exported } from './export.ts';

/** One JSON document a line: all that a hash was made of, and the hash before it. */
export async function* auditJsonLines(exported: AsyncIterable<readonly Exported[]>): AsyncGenerator<string> {
  for await (const lines of exported) yield lines.map(line => `${JSON.stringify(line)}\n`).join('');
}

const COLUMNS: readonly [head: string, cell: (line: Exported) => unknown][] = [
  ['seq', line => line.seq],
  ['at', line => line.data?.['at']],
  ['actor', line => line.data?.['actorId']],
  ['action', line => line.data?.['type'] ?? line.data?.['action']],
  ['outcome', line => line.data?.['outcome'] ?? 'done'],
  ['kind', line => line.data?.['kind'] ?? line.data?.['subjectKind']],
  ['id', line => line.data?.['entityId'] ?? line.data?.['subjectId']],
  ['means', line => line.data?.['means'] ?? line.data?.['via']],
  ['address', line => line.data?.['address']],
  ['requestId', line => line.data?.['requestId']],
  ['changes', changesText],
  ['detail', line => (line.source === 'audit' ? JSON.stringify(line.data?.['detail']) : null)],
  ['sealedAt', line => line.sealedAt],
  ['hash', line => line.hash],
];

/** For reading: formulas are inert, and what a hash was made of is not all in it. */
export async function* auditCsv(exported: AsyncIterable<readonly Exported[]>): AsyncGenerator<string> {
  yield BOM + csvLine(COLUMNS.map(([head]) => head));
  for await (const lines of exported) {
    yield lines.map(line => csvLine(COLUMNS.map(([, cell]) => text(cell(line))))).join('');
  }
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function changesText({ changes }: Exported): string {
  return changes
    .map(({ field, old, new: now }) => `${field}: ${JSON.stringify(old)} → ${JSON.stringify(now)}`)
    .join('\n');
}

/** What is wrong with an exported file, and what it holds. */
export interface FileVerification {
  entries: number;
  /** Places in the chain. */
  first: number | null;
  last: number | null;
  head: string | null;
  faults: { line: number; seq: number | null; code: 'notALine' | 'altered' | 'missing' | 'sealMissing' }[];
}

/** Goes over a file of `auditJsonLines` without any server: each line must hash to what it says, and follow the one before it. */
export function verifyAuditFile(text: string): FileVerification {
  const found: FileVerification = { entries: 0, first: null, last: null, head: null, faults: [] };
  let before: { seq: number; hash: string } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const link = linkIn(line);
    const fault = (code: FileVerification['faults'][number]['code']): void =>
      void found.faults.push({ line: index + 1, seq: link?.seq ?? null, code });
    if (!link) {
      fault('notALine');
      continue;
    }
    const { seq, previous, hash, position, sealedAt, source, data } = link;
    if (before && (seq !== before.seq + 1 || previous !== before.hash)) fault('sealMissing');
    if (source === null || data === null) fault('missing');
    else if (hashOf(previous, { seq, sealedAt, entry: { position, source, data } }) !== hash) fault('altered');
    before = { seq, hash };
    found.entries += 1;
    found.first ??= seq;
    found.last = seq;
    found.head = `${seq}:${hash}`;
  }
  return found;
}

function linkIn(line: string): Exported | null {
  try {
    const { seq, previous, hash, position, sealedAt, source, data, changes } = JSON.parse(line) as Partial<Exported>;
    const whole = [seq, position].every(Number.isSafeInteger) && [previous, hash, sealedAt].every(isText);
    const known = source === null || source === 'command' || source === 'audit';
    return whole && known && typeof data === 'object'
      ? ({
          seq,
          previous,
          hash,
          position,
          sealedAt,
          source: source as Entry['source'] | null,
          data,
          changes,
        } as Exported)
      : null;
  } catch {
    return null;
  }
}

const isText = (value: unknown): boolean => typeof value === 'string';
