import { cutTo, shortened } from '../cut.ts';
import { precisionOf, type IsoDate, type PartialDate } from '../calendar/dates.ts';
import { parseDateCell, parsePlanCell } from '../ledger-import/cells.ts';
import type { Table } from '../ledger-import/find-table.ts';
import { dataRows, describe, findTables, noteUnread } from '../ledger-import/read-tables.ts';
import { MAX_LONG, MAX_SHORT, RowReader } from '../ledger-import/row-reader.ts';
import { shownText } from '../ledger-import/text.ts';
import type { PassedOver, Sheet } from '../ledger-import/types.ts';
import { LONGEST_TITLE, type ProblemStatus } from '../problem/types.ts';
import { OfficeWords } from '../reading/office-words.ts';
import type { ReadingsOfFile } from '../reading/types.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { PROBLEM_LEDGER, type ProblemField } from './headers.ts';
import type { ProblemLedgerRead, ProblemRow, ProblemRowFacts } from './types.ts';
import {
  CATEGORY_CHOICES,
  categoryOfWord,
  SOURCE_CHOICES,
  sourceOfWord,
  STATE_CHOICES,
  stateOfOutWord,
  stateOfWord,
  unitsIn,
  yesOrNo,
} from './words.ts';

type Reader = RowReader<ProblemField>;

const UNTOLD: Pick<ProblemLedgerRead, 'readAs' | 'questions'> = { readAs: [], questions: [] };

/** Reads every problem ledger of a workbook. What is wrong with one row stands in that row; a refusal: nothing could be read. */
export function interpretProblems(
  sheets: readonly Sheet[],
  asked: { readings?: ReadingsOfFile | undefined } = {},
): ProblemLedgerRead | Refusal {
  const readings = new OfficeWords('problems', asked.readings);
  const passedOver: PassedOver[] = [];
  const tables = findTables(sheets, readings.shapeOf(PROBLEM_LEDGER), passedOver);
  if (isRefusal(tables)) return tables;
  const read: ProblemLedgerRead = { tables: tables.map(describe), rows: [], passedOver, ignoredColumns: [], ...UNTOLD };
  for (const table of tables) {
    noteUnread(table, read);
    readings.headersOf(table);
    read.rows.push(...dataRows(table, passedOver).map(rowIndex => interpretRow(table, { rowIndex, readings })));
  }
  const idle = readings.unused(tables);
  return idle ?? { ...read, readAs: readings.told(), questions: readings.questions.list() };
}

/** Everything wrong with a row is named at once; it comes in whole or not at all. */
function interpretRow(table: Table<ProblemField>, at: { rowIndex: number; readings: OfficeWords }): ProblemRow {
  const { rowIndex } = at;
  const reader = new RowReader(table, at);
  const { title, detail } = readProblem(reader);
  const facts = factsOf(reader, { title: title ?? '', detail });
  return {
    sheet: table.sheet.name,
    row: rowIndex + 1,
    name: title ?? cutTo(shownText(reader.cell('name')), LONGEST_TITLE),
    facts: reader.refusals.length === 0 ? facts : null,
    refusals: reader.refusals,
  };
}

/** Offices write a whole story where a title is asked: then its beginning is the title, and the story the detail. */
function readProblem(reader: Reader): { title: string | null; detail: string | null } {
  const text = reader.text('name', MAX_LONG);
  const detail = reader.text('detail', MAX_LONG);
  if (text === null) {
    if (reader.refusals.length === 0) reader.refusals.push(refuse('required', reader.place('name'), null));
    return { title: null, detail };
  }
  const line = text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
  if (Array.from(line).length <= LONGEST_TITLE) return { title: line, detail };
  if (detail !== null) reader.refusals.push(refuse('tooLong', reader.place('name'), text, { max: LONGEST_TITLE }));
  return { title: shortened(line, LONGEST_TITLE), detail: text };
}

function factsOf(reader: Reader, { title, detail }: Pick<ProblemRowFacts, 'title' | 'detail'>): ProblemRowFacts {
  const date = (field: ProblemField): PartialDate | null =>
    reader.keep(parseDateCell(reader.cell(field), reader.place(field)));
  const raisedOn = date('raisedOn');
  if (raisedOn === null && !refusedAt(reader, 'raisedOn')) {
    reader.refusals.push(refuse('required', reader.place('raisedOn'), null));
  }
  const [solvedOn, closedOn] = [date('solvedOn'), date('closedOn')];
  const leadUnit = reader.text('leadUnit', MAX_SHORT);
  const stated = readState(reader);
  const status = stated ?? (closedOn !== null ? 'closed' : leadUnit === null ? 'raised' : 'assigned');
  const facts = {
    ...{ title, detail, leadUnit, status, solvedOn, closedOn },
    code: reader.text('code', MAX_SHORT),
    project: reader.text('projectCode', MAX_SHORT) ?? reader.text('project', MAX_SHORT),
    county: reader.text('county', MAX_SHORT),
    category: reader.word('category', categoryOfWord, notIn(reader, 'category', CATEGORY_CHOICES)) ?? 'other',
    source: reader.word('source', sourceOfWord, notIn(reader, 'source', SOURCE_CHOICES)) ?? 'report',
    raisedOn: raisedOn ?? '',
    splitUnits: reader.words('splitUnits', unitsIn(reader.text('splitUnits', MAX_LONG) ?? '')),
    coUnits: reader.words('coUnits', unitsIn(reader.text('coUnits', MAX_LONG) ?? '')),
    dueOn: readLimit(reader),
    statusInferred: stated === null,
    result: reader.text('result', MAX_LONG),
    verifier: reader.text('verifier', MAX_SHORT),
    onTheSpot: readOnTheSpot(reader),
    reason: reader.text('reason', MAX_LONG),
  } satisfies Omit<ProblemRowFacts, 'gaps'>;
  return { ...facts, gaps: gapsOf(facts) };
}

const refusedAt = (reader: Reader, field: ProblemField): boolean =>
  reader.refusals.some(refusal => refusal.field === reader.place(field));

const notIn =
  (reader: Reader, field: ProblemField, list: readonly string[]) =>
  (text: string): Refusal =>
    refuse('notInList', reader.place(field), text, { list });

const readState = (reader: Reader): ProblemStatus | null =>
  reader.word<ProblemStatus>(
    'state',
    text => stateOfOutWord(text) ?? stateOfWord(text),
    notIn(reader, 'state', STATE_CHOICES),
  );

/** A limit known by month promises its last day, as a plan does. */
const readLimit = (reader: Reader): IsoDate | null =>
  reader.keep(parsePlanCell(reader.cell('dueOn'), reader.place('dueOn')))?.day ?? null;

function readOnTheSpot(reader: Reader): boolean {
  return reader.word('onTheSpot', yesOrNo, notIn(reader, 'onTheSpot', ['是', '否'])) ?? false;
}

/** Of a closed one when that was; of any, which days are known by month or year only. */
function gapsOf({ status, raisedOn, solvedOn, closedOn }: Omit<ProblemRowFacts, 'gaps'>): string[] {
  const dates = { raisedOn, solvedOn, closedOn };
  const imprecise = Object.entries(dates).filter(
    ([, date]) => date !== null && date !== '' && precisionOf(date) !== 'day',
  );
  const ended = status === 'closed' && (solvedOn ?? closedOn) === null ? ['closedOn'] : [];
  return [...ended, ...imprecise.map(([field]) => `precision.${field}`)];
}
