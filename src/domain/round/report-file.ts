import { parseMoneyCell, parseTextCell } from '../ledger-import/cells.ts';
import { firstTable, type ColumnsOf } from '../ledger-import/named-columns.ts';
import { cellAt, normalise, saysNothing, shownText } from '../ledger-import/text.ts';
import type { Cell, Sheet } from '../ledger-import/types.ts';
import type { MoneyUnit, Wan } from '../money/money.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';

/** A county's answer to a round: a table with one row a project (domain §2, money). Every row stands for itself. */

export type ReportColumn = 'code' | 'doneWan' | 'toDateWan' | 'note';

/** As offices head these columns; the first is what the form writes. Compared without spaces, width and what is in brackets. */
const HEADERS: Readonly<Record<ReportColumn, readonly string[]>> = {
  code: ['项目编号', '编号', '项目代码', '项目编码', '代码', 'code'],
  doneWan: [
    '本月完成',
    '本月完成投资',
    '当月完成',
    '当月完成投资',
    '本月投资',
    '当月投资',
    '本月完成额',
    'donewan',
    'done',
  ],
  toDateWan: [
    '本年累计',
    '本年累计完成',
    '本年累计完成投资',
    '年度累计',
    '年累计',
    '累计完成',
    '累计完成投资',
    'todatewan',
  ],
  note: ['备注', '说明', 'note'],
};

export interface ReportFigures {
  doneWan: Wan;
  toDateWan?: Wan;
  note?: string;
}

/** One row as it was read: figures, or why not, or neither when the form's row was left blank. */
export interface ReportRow {
  sheet: string;
  /** As the spreadsheet counts, from 1. */
  row: number;
  code: string;
  figures: ReportFigures | null;
  refusal: Refusal | null;
}

export interface ReportFile {
  rows: ReportRow[];
}

const NOTE_MAX = 2_000;
const TOTALS = /^(合计|总计|小计|共计|注[::])/;

/** Without a unit in its header a column is in 万元, as the form says. */
const unitOf = (header: string): MoneyUnit => (/亿/.test(header) ? '亿元' : '万元');

/** All rows of the first table that names projects and the month's figures. */
export function readReportFile(sheets: readonly Sheet[], fileName: string): ReportFile | Refusal {
  const table = firstTable(
    { sheets, fileName },
    { words: HEADERS, needed: 'code', heads: ({ code, doneWan }) => !!code && !!doneWan },
  );
  if (isRefusal(table)) return table;
  const rows = table.rows.filter(({ cells }) => isOfAProject(cells.map(shownText)));
  return { rows: refuseTwice(rows.map(({ cells, ...place }) => ({ ...place, ...readRow(cells, table.columns) }))) };
}

const isOfAProject = (texts: readonly string[]): boolean =>
  texts.some(text => text !== '') && !texts.some(text => TOTALS.test(normalise(text)));

type Read = Pick<ReportRow, 'code' | 'figures' | 'refusal'>;

function readRow(cells: readonly Cell[], columns: ColumnsOf<ReportColumn>): Read {
  const at = (name: ReportColumn): Cell => cellAt(cells, columns[name]?.index ?? -1);
  const headOf = (name: ReportColumn): string => columns[name]?.header ?? name;
  const code = parseTextCell(at('code'), headOf('code'), 40);
  if (isRefusal(code)) return { code: shownText(at('code')).slice(0, 40), figures: null, refusal: code };
  const refused = (refusal: Refusal): Read => ({ code: code ?? '', figures: null, refusal });
  if (code === null) return refused(refuse('required', headOf('code'), null));
  const money = (name: 'doneWan' | 'toDateWan') => parseMoneyCell(at(name), unitOf(headOf(name)), headOf(name));
  const [doneWan, toDateWan] = [money('doneWan'), money('toDateWan')];
  if (isRefusal(doneWan)) return refused(doneWan);
  if (isRefusal(toDateWan)) return refused(toDateWan);
  const note = parseTextCell(at('note'), headOf('note'), NOTE_MAX);
  if (isRefusal(note)) return refused(note);
  if (doneWan !== null) {
    const figures = { doneWan, ...(toDateWan !== null && { toDateWan }), ...(note !== null && { note }) };
    return { code, figures, refusal: null };
  }
  // The form's row as it was handed out; a year to date alone does not say what the month was.
  if (toDateWan !== null && !saysNothing(shownText(at('toDateWan')))) {
    return refused(refuse('required', headOf('doneWan'), null));
  }
  return { code, figures: null, refusal: null };
}

/** Of two rows for one project nobody can say which is right, so neither is taken. */
function refuseTwice(rows: readonly ReportRow[]): ReportRow[] {
  /** The first two of each: whichever row is asked about, one of them is another. */
  const filled = new Map<string, number[]>();
  for (const { code, figures, row } of rows) {
    const found = filled.get(code) ?? [];
    if (figures && found.length < 2) filled.set(code, [...found, row]);
  }
  return rows.map(row => {
    const other = row.figures && filled.get(row.code)?.find(each => each !== row.row);
    if (other == null) return row;
    return { ...row, figures: null, refusal: refuse('projectTwice', 'code', row.code, { row: other }) };
  });
}
