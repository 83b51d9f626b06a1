import { isMet, type Row } from './result.ts';

const WIDTHS = [2, 44, 6, 9, 9, 7, 8, 6] as const;

/** Resident memory of the product's process, in MB. */
export interface Memory {
  section: string;
  before: number;
  after: number;
}

interface Machine {
  cores: number;
  node: string;
  loadBefore: number | undefined;
}

export function printHeader({ cores, node, loadBefore = 0 }: Machine, rounds: number): void {
  print(`${cores} cores, Node ${node}, load ${loadBefore.toFixed(1)} before, medians of ${rounds} alternating rounds`);
  print('');
  line(['', 'what', 'unit', 'raw', 'ours', 'ratio', 'target', '']);
}

export function printRow(row: Row): void {
  const { section, what, unit, raw, ours, ratio, target } = row;
  const asked =
    target === null
      ? row.limit === undefined
        ? '–'
        : `≤ ${row.limit} ms`
      : `${target.kind === 'atLeast' ? '≥' : '≤'} ${target.value.toFixed(1)}`;
  const verdict = target === null && row.limit === undefined ? '' : isMet(row) ? 'ok' : 'missed';
  line([section, what, unit, raw.toFixed(1), ours.toFixed(1), ratio.toFixed(2), asked, verdict]);
}

export const memoryLine = ({ section, before, after }: Memory): string =>
  `${section.padEnd(WIDTHS[0])} resident memory of the product: ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`;

/** Words to the left, figures to the right. */
function line(cells: readonly string[]): void {
  print(
    cells
      .map((cell, i) => (i < 3 ? cell.padEnd(WIDTHS[i] ?? 0) : cell.padStart(WIDTHS[i] ?? 0)))
      .join(' ')
      .trimEnd(),
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
