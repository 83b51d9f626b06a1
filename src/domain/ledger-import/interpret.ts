import { DEFAULT_PATHS } from '../project/path.ts';
import { DEFAULT_LEAD_SOURCES } from '../project/sources.ts';
import type { Stage } from '../project/stages.ts';
import { OfficeWords } from '../reading/office-words.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { findTable, type Table } from './find-table.ts';
import { PROJECT_LEDGER, type LedgerShape } from './headers.ts';
import { interpretRow, type RowContext } from './interpret-row.ts';
import { readMoneyTable } from './money-row.ts';
import { findMoneyTable, type MoneyTable } from './money-table.ts';
import { dataRows, describe, headerNotFound, noteUnread, passOver, rowText } from './read-tables.ts';
import { cellAt, columnLetters, normalise, normaliseName, projectKey, shownText } from './text.ts';
import type { ImportOptions, ImportRow, Interpretation, PassedOver, Sheet } from './types.ts';
import { checkAssumption, STAGE_CHOICES, stageOfWord } from './words.ts';

interface Found {
  ledgers: Table[];
  money: MoneyTable[];
}

/** A sheet of money may be a ledger besides: what makes it one are columns that money has no use for, and a row for each project. */
const findTables = (
  sheets: readonly Sheet[],
  { shape, passedOver }: { shape: LedgerShape; passedOver: PassedOver[] },
): Found | Refusal => {
  const found: Found = { ledgers: [], money: [] };
  for (const sheet of sheets) {
    const money = sheet.hidden ? null : findMoneyTable(sheet, shape);
    if (isRefusal(money)) return money;
    const ledger = sheet.hidden || (money && hasRowsByYear(money)) ? null : findTable(sheet, shape);
    if (isRefusal(ledger)) return ledger;
    if (money) found.money.push(money);
    if (ledger) found.ledgers.push(withoutMoney(ledger, money));
    if (!money && !ledger) {
      const reason = sheet.hidden ? 'hiddenSheet' : 'sheetWithoutHeader';
      if (sheet.rows.length > 0) passedOver.push({ sheet: sheet.name, row: null, reason, text: rowText(sheet, 0) });
    }
  }
  if (found.ledgers.length + found.money.length > 0) return found;
  return headerNotFound(sheets, shape);
};

/** The same project in two rows, each of its own year: no ledger has that. */
function hasRowsByYear({ sheet, yearColumn, columns, headerBottom }: MoneyTable): boolean {
  const code = columns.get('code')?.index;
  if (yearColumn === null || code === undefined) return false;
  const years = new Map<string, string>();
  return sheet.rows.slice(headerBottom + 1).some(row => {
    const [owner, year] = [code, yearColumn.index].map(index => normalise(shownText(cellAt(row, index))));
    if (!owner || !year) return false;
    const before = years.get(owner);
    years.set(owner, year);
    return before !== undefined && before !== year;
  });
}

/** What the money is read from has not been ignored. */
const withoutMoney = (ledger: Table, money: MoneyTable | null): Table => {
  const read = new Set([...(money?.figures ?? []), money?.yearColumn].map(column => column?.index));
  return { ...ledger, ignored: ledger.ignored.filter(({ index }) => !read.has(index)) };
};

/** Words of the stage columns that name no stage: the ones that can be assumed about. */
const openWords = (tables: readonly Table[]): Map<string, string> => {
  const words = new Map<string, string>();
  for (const { sheet, columns, headerBottom } of tables) {
    const column = columns.get('stage');
    if (!column) continue;
    for (const row of sheet.rows.slice(headerBottom + 1)) {
      const text = shownText(cellAt(row, column.index));
      if (text !== '' && stageOfWord(text) === null) words.set(normalise(text), text);
    }
  }
  return words;
};

const checkAssumptions = (tables: readonly Table[], assume: ImportOptions['assume']): Map<string, Stage> | Refusal => {
  const open = openWords(tables);
  const checked = new Map<string, Stage>();
  for (const [word, stageWord] of Object.entries(assume)) {
    const stage = checkAssumption(word, stageWord);
    if (isRefusal(stage)) return stage;
    if (!open.has(normalise(word))) {
      const words = [...open.values()].slice(0, 10);
      return refuse('assumptionUnknown', 'assume', word, {
        stage: stageWord,
        rule: 'wordNotInFile',
        words,
        stages: STAGE_CHOICES,
      });
    }
    checked.set(normalise(word), stage);
  }
  return checked;
};

const readRows = (table: Table, options: Omit<RowContext, 'table'>, { rows, passedOver }: Interpretation): void => {
  rows.push(...dataRows(table, passedOver).map(index => interpretRow({ table, ...options }, index)));
};

/**
 * The same project twice in one file: the first is read, each further one is refused and names the first. Two rows with codes of their own
 * are two projects, whatever they are called.
 */
const refuseTwins = (rows: readonly ImportRow[]): void => {
  const byCode = new Map<string, ImportRow>();
  const byName = new Map<string, ImportRow>();
  const withoutCode = new Map<string, ImportRow>();
  for (const row of rows) {
    if (!row.facts) continue;
    const { name, county, code: typed } = row.facts;
    const key = projectKey(name, county);
    const code = typed === undefined ? undefined : normaliseName(typed);
    const twin = code === undefined ? byName.get(key) : (byCode.get(code) ?? withoutCode.get(key));
    if (!byName.has(key)) byName.set(key, row);
    if (code !== undefined && !byCode.has(code)) byCode.set(code, row);
    if (code === undefined && !withoutCode.has(key)) withoutCode.set(key, row);
    if (!twin) continue;
    row.refusals.push(refuse('rowTwice', `${row.sheet} ${row.row}`, name, { sheet: twin.sheet, row: twin.row }));
    row.facts = null;
  }
};

const describeMoney = (table: MoneyTable): Interpretation['tables'][number] => ({
  ...describe(table),
  unit: table.unit,
  columns: [
    ...describe(table).columns,
    ...[
      ...(table.yearColumn ? [{ ...table.yearColumn, kind: 'year' as const, year: null, month: null }] : []),
      ...table.figures,
    ].map(({ index, header, kind, year, month }) => ({
      column: columnLetters(index + 1),
      header,
      field: [kind === 'plan' ? 'yearPlan' : kind, year, month].filter(part => part !== null).join('.'),
    })),
  ],
});

/**
 * Reads every ledger in a workbook. A refusal means that nothing could be read (no header, a column twice, no unit, an assumption
 * without its word); what is wrong with one row stands in that row.
 */
export function interpretSheet(sheets: readonly Sheet[], options: ImportOptions): Interpretation | Refusal {
  const passedOver: PassedOver[] = [];
  const readings = new OfficeWords('projects', options.readings);
  const found = findTables(sheets, { shape: readings.shapeOf(PROJECT_LEDGER), passedOver });
  if (isRefusal(found)) return found;
  const { ledgers, money } = found;
  const assume = checkAssumptions(ledgers, options.assume);
  if (isRefusal(assume)) return assume;
  const { paths = DEFAULT_PATHS, leadSources = DEFAULT_LEAD_SOURCES } = options;
  const result: Interpretation = {
    tables: [...ledgers.map(describe), ...money.map(describeMoney)],
    rows: [],
    money: [],
    passedOver,
    ignoredColumns: [],
    readAs: [],
    questions: [],
  };
  for (const table of ledgers) {
    noteUnread(table, result);
    readings.headersOf(table);
    readRows(table, { today: options.today, assume, paths, leadSources, readings }, result);
  }
  for (const table of money) {
    readings.headersOf(table);
    const { rows, others } = readMoneyTable(table);
    result.money.push(...rows);
    // Of a sheet that is a ledger as well it has been told.
    if (ledgers.some(({ sheet }) => sheet === table.sheet)) continue;
    noteUnread(table, result);
    passedOver.push(...others.map(([row, what]) => passOver(table.sheet, row, what)));
  }
  refuseTwins(result.rows);
  const idle = readings.unused([...ledgers, ...money]);
  if (idle) return idle;
  result.readAs = readings.told();
  result.questions = readings.questions.list();
  // One amount without a unit makes every amount of the file a guess.
  return (
    [...result.rows, ...result.money].flatMap(row => row.refusals).find(({ code }) => code === 'unitUnclear') ?? result
  );
}
