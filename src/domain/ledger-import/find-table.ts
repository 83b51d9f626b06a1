import { MONEY_UNITS, type MoneyUnit } from '../money/money.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { ColumnField, KnownHeader, LedgerShape } from './headers.ts';
import { cellAt, columnLetters, normalise, shownText } from './text.ts';
import type { Cell, Sheet } from './types.ts';

export interface TableColumn {
  /** 0-based. */
  index: number;
  /** As written, on one line. */
  header: string;
}

export interface Table<Field extends string = ColumnField> {
  sheet: Sheet;
  /** 0-based rows of the header; a header over two lines has two. */
  headerTop: number;
  headerBottom: number;
  columns: ReadonlyMap<Field, TableColumn>;
  ignored: TableColumn[];
  unit: MoneyUnit | null;
}

export const HEADER_WITHIN_ROWS = 15;
/** 项目名称 alone stands in many tables; with two more known columns it is a ledger. */
const FEWEST_KNOWN = 3;

interface Candidate<Field extends string> {
  top: number;
  bottom: number;
  headers: { column: TableColumn; known: KnownHeader<Field> | null }[];
  score: number;
}

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const candidate = <Field extends string>(
  { top, bottom }: { top: number; bottom: number },
  texts: readonly string[],
  shape: LedgerShape<Field>,
): Candidate<Field> => {
  const headers = texts.flatMap((text, index) =>
    text === '' ? [] : [{ column: { index, header: oneLine(text) }, known: shape.knownHeader(text) }],
  );
  const named: string[] = headers.flatMap(({ known }) => (known ? [known.field] : []));
  const fields = new Set(named.filter(field => field !== 'serial'));
  return { top, bottom, headers, score: fields.has('name') ? fields.size : 0 };
};

/** Groups over two lines: 签约 above 计划时间 | 实际时间 reads 签约计划时间 | 签约实际时间. */
const twoLineTexts = (
  upper: readonly Cell[],
  lower: readonly Cell[],
  { knownHeader }: Pick<LedgerShape<string>, 'knownHeader'>,
): string[] => {
  let group = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => {
    const above = shownText(cellAt(upper, i));
    const below = cellAt(lower, i).kind === 'shared' ? '' : shownText(cellAt(lower, i));
    if (above !== '') group = above;
    if (below === '') return above;
    return knownHeader(below) === null && knownHeader(group + below) !== null ? group + below : below;
  });
};

const bestHeader = <Field extends string>(sheet: Sheet, shape: LedgerShape<Field>): Candidate<Field> | null => {
  let best: Candidate<Field> | null = null;
  for (let top = 0; top < Math.min(HEADER_WITHIN_ROWS, sheet.rows.length); top++) {
    const [upper, lower] = [sheet.rows[top] ?? [], sheet.rows[top + 1] ?? []];
    const single = candidate({ top, bottom: top }, upper.map(shownText), shape);
    const double = candidate({ top, bottom: top + 1 }, twoLineTexts(upper, lower, shape), shape);
    // A second header line adds known columns below an upper line that already names the project column.
    const found = single.score > 0 && double.score > single.score ? double : single;
    if (found.score >= FEWEST_KNOWN && found.score > (best?.score ?? 0)) best = found;
  }
  return best;
};

const refuseTwice = (sheet: Sheet, found: { bottom: number }, columns: readonly TableColumn[]): Refusal =>
  refuse('columnTwice', columns[0]?.header ?? '', columns[1]?.header ?? '', {
    sheet: sheet.name,
    row: found.bottom + 1,
    columns: columns.map(({ index }) => columnLetters(index + 1)),
  });

const chooseColumns = <Field extends string>(
  sheet: Sheet,
  found: Candidate<Field>,
  firstWins: ReadonlySet<Field>,
): Pick<Table<Field>, 'columns' | 'ignored'> | Refusal => {
  const columns = new Map<Field, TableColumn & { rank: number }>();
  const ignored: TableColumn[] = [];
  for (const { column, known } of found.headers) {
    if (!known) {
      ignored.push(column);
      continue;
    }
    const other = columns.get(known.field);
    const same = other !== undefined && normalise(other.header) === normalise(column.header);
    if (other && (same || !firstWins.has(known.field))) return refuseTwice(sheet, found, [other, column]);
    if (other && other.rank <= known.rank) ignored.push(column);
    else {
      if (other) ignored.push({ index: other.index, header: other.header });
      columns.set(known.field, { ...column, rank: known.rank });
    }
  }
  leaveOutWithoutParent(columns, ignored);
  return { columns, ignored };
};

/** 期数 says what it is a phase of only beside the column of that project; many ledgers have one without. */
const leaveOutWithoutParent = (columns: Map<string, TableColumn>, ignored: TableColumn[]): void => {
  if (columns.has('parent')) return;
  for (const field of ['relation', 'phase'] as const) {
    const column = columns.get(field);
    if (column) ignored.push({ index: column.index, header: column.header });
    columns.delete(field);
  }
};

const UNIT_ROW = /单位:?\(?((?:亿|千万|百万|万|千)?(?:美|港|欧|日)?元|亿|万)(?!\p{Script=Han})/u;
const BARE_UNIT = /^\(?((?:亿|万)元)\)?$/;

/** What the lines above the header say about the unit, e.g. `单位:亿元`. */
export const statedUnits = (rows: readonly (readonly Cell[])[]): Set<string> => {
  const units = new Set<string>();
  for (const cell of rows.flat()) {
    const text = normalise(shownText(cell));
    const unit = UNIT_ROW.exec(text)?.[1] ?? BARE_UNIT.exec(text)?.[1];
    if (unit) units.add(unit === '亿' || unit === '万' ? `${unit}元` : unit);
  }
  return units;
};

export const isUnitText = (text: string): boolean => UNIT_ROW.test(normalise(text)) || BARE_UNIT.test(normalise(text));

export const asMoneyUnit = (unit: string): MoneyUnit | null =>
  MONEY_UNITS.find(known => known === unit || known === `${unit}元`) ?? null;

/** The header's own unit goes before the unit line; two unit lines that differ, or another currency, leave it open. */
const unitOf = (sheet: Sheet, found: Candidate<string>): MoneyUnit | null | Refusal => {
  const money = found.headers.find(({ known }) => known?.field === 'money');
  if (!money) return null;
  const stated = money.known?.unit ? [money.known.unit] : [...statedUnits(sheet.rows.slice(0, found.top))];
  const unit = stated.length === 1 ? asMoneyUnit(stated[0] ?? '') : null;
  if (unit !== null || stated.length === 0) return unit;
  const field = `${money.column.header} ${columnLetters(money.column.index + 1)}${found.bottom + 1}`;
  return refuse('unitUnclear', field, stated.join(' / '), { units: MONEY_UNITS, sheet: sheet.name });
};

/** Finds the ledger in a sheet; null when there is none. */
export function findTable<Field extends string>(
  sheet: Sheet,
  shape: LedgerShape<Field>,
): Table<Field> | null | Refusal {
  const found = bestHeader(sheet, shape);
  if (!found) return null;
  const chosen = chooseColumns(sheet, found, shape.firstWins);
  if ('code' in chosen) return chosen;
  const unit = unitOf(sheet, found);
  if (unit !== null && typeof unit === 'object') return unit;
  return { sheet, headerTop: found.top, headerBottom: found.bottom, unit, ...chosen };
}
