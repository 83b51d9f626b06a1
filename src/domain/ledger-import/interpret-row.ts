import { canFollow, firstDay, isFuture, precisionOf, type IsoDate, type PartialDate } from '../calendar/dates.ts';
import { isMilestone, STANDARD_PATH } from '../project/path.ts';
import { STAGES, type Stage } from '../project/stages.ts';
import type { Agreement } from '../project/types.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { parseDateCell, parseMoneyCell, parsePlanCell, parseTextCell } from './cells.ts';
import type { Table } from './find-table.ts';
import type { ColumnField, TextColumn } from './headers.ts';
import { cellAt, columnLetters, normalise, shownText } from './text.ts';
import type { Cell, ImportRow, MilestoneFacts, ProjectFacts } from './types.ts';
import { AGREEMENT_CHOICES, agreementOfWord, STAGE_CHOICES, stageOfWord } from './words.ts';

const MAX_NAME = 200;
const MAX_SHORT = 200;
const MAX_LONG = 4000;
const EMPTY: Cell = { kind: 'empty' };

export interface RowContext {
  table: Table;
  today: IsoDate;
  /** By normalised word. */
  assume: ReadonlyMap<string, Stage>;
}

/** Reads the cells of one row by field, and gathers what is refused on the way. */
class RowReader {
  readonly refusals: Refusal[] = [];
  private readonly context: RowContext;
  private readonly rowIndex: number;

  constructor(context: RowContext, rowIndex: number) {
    this.context = context;
    this.rowIndex = rowIndex;
  }

  cell(field: ColumnField): Cell {
    const column = this.context.table.columns.get(field);
    return column ? cellAt(this.context.table.sheet.rows[this.rowIndex], column.index) : EMPTY;
  }

  /** `签约时间 I21`: the header as written and the address. */
  place(field: ColumnField): string {
    const column = this.context.table.columns.get(field);
    return column ? `${column.header} ${columnLetters(column.index + 1)}${this.rowIndex + 1}` : field;
  }

  keep<T>(answer: T | Refusal): T | null {
    if (!isRefusal(answer)) return answer;
    this.refusals.push(answer);
    return null;
  }

  text(field: TextColumn | 'county' | 'code' | 'name', max: number): string | null {
    return this.keep(parseTextCell(this.cell(field), this.place(field), max));
  }
}

const readName = (reader: RowReader): string | null => {
  const name = reader.text('name', MAX_NAME)?.replaceAll(/\s*[\r\n]+\s*/g, '') ?? null;
  if (name === null && reader.refusals.length === 0) {
    reader.refusals.push(refuse('rowWithoutName', reader.place('name'), shownText(reader.cell('name'))));
  }
  return name;
};

const readAgreement = (reader: RowReader): Agreement | null => {
  const [cell, place] = [reader.cell('agreement'), reader.place('agreement')];
  const text = reader.keep(parseTextCell(cell, place, MAX_LONG));
  if (text === null) return null;
  return reader.keep(agreementOfWord(text) ?? refuse('cellNotAgreement', place, text, { choices: AGREEMENT_CHOICES }));
};

const readStage = (reader: RowReader, assume: ReadonlyMap<string, Stage>): Stage | null => {
  const place = reader.place('stage');
  const text = reader.keep(parseTextCell(reader.cell('stage'), place, MAX_LONG));
  if (text === null) return null;
  const stage = stageOfWord(text) ?? assume.get(normalise(text));
  if (stage !== undefined) return stage;
  const hint = `--assume ${normalise(text)}=${STAGE_CHOICES[STAGES.indexOf('signing')] ?? ''}`;
  return reader.keep<Stage>(refuse('cellNotAStage', place, text, { choices: STAGE_CHOICES, hint }));
};

interface Dates {
  milestones: Partial<Record<Stage, MilestoneFacts>>;
  planGaps: string[];
}

const readDates = (reader: RowReader): Dates => {
  const dates: Dates = { milestones: {}, planGaps: [] };
  for (const stage of STAGES) {
    const actual = reader.keep(parseDateCell(reader.cell(`actual.${stage}`), reader.place(`actual.${stage}`)));
    const plan = reader.keep(parsePlanCell(reader.cell(`plan.${stage}`), reader.place(`plan.${stage}`)));
    if (plan && !plan.exact) dates.planGaps.push(`precision.plan.${stage}`);
    const facts: MilestoneFacts = { ...(plan ? { plan: plan.day } : {}), ...(actual ? { actual } : {}) };
    if (plan || actual) dates.milestones[stage] = facts;
  }
  return dates;
};

const actualsOf = (milestones: Dates['milestones']): { stage: Stage; date: PartialDate }[] =>
  STAGES.flatMap(stage => {
    const date = milestones[stage]?.actual;
    return date === undefined ? [] : [{ stage, date }];
  });

/** Actual dates: not in the future, never decreasing along the path, none beyond the stage that the row names. */
const checkDates = (reader: RowReader, milestones: Dates['milestones'], stage: Stage | null, today: IsoDate): void => {
  let last: PartialDate | null = null;
  for (const { stage: reached, date } of actualsOf(milestones)) {
    const place = reader.place(`actual.${reached}`);
    if (isFuture(date, today)) reader.refusals.push(refuse('dateInFuture', place, date, { today }));
    if (last !== null && !canFollow(last, date)) {
      reader.refusals.push(refuse('dateBeforeLastStage', place, date, { last }));
    }
    if (stage !== null && STAGES.indexOf(reached) > STAGES.indexOf(stage)) {
      reader.refusals.push(refuse('dateBeyondStage', place, date, { stage, word: shownText(reader.cell('stage')) }));
    }
    // The highest earliest day so far: 2022-11, 2022, 2022-05 is decreasing although each neighbour could follow.
    if (last === null || firstDay(date) > firstDay(last)) last = date;
  }
};

const gapsOf = (facts: Omit<ProjectFacts, 'gaps'>, stageMissing: boolean, planGaps: readonly string[]): string[] => {
  const reached = STAGES.slice(0, STAGES.indexOf(facts.stage) + 1).filter(stage => isMilestone(STANDARD_PATH, stage));
  const dates = reached.flatMap(stage => {
    const actual = facts.milestones[stage]?.actual;
    if (actual === undefined) return [`actual.${stage}`];
    return precisionOf(actual) === 'day' ? [] : [`precision.${stage}`];
  });
  return [...(facts.county === null ? ['county'] : []), ...(stageMissing ? ['stage'] : []), ...dates, ...planGaps];
};

/** Reads one row below the header. Everything wrong with it is named at once. */
export function interpretRow(context: RowContext, rowIndex: number): ImportRow {
  const { table, today, assume } = context;
  const reader = new RowReader(context, rowIndex);
  const name = readName(reader);
  const code = reader.text('code', MAX_SHORT);
  const stated = readStage(reader, assume);
  const { milestones, planGaps } = readDates(reader);
  const stageBlank = stated === null && !reader.refusals.some(({ field }) => field === reader.place('stage'));
  checkDates(reader, milestones, stated, today);
  const dated = actualsOf(milestones).at(-1)?.stage;
  const facts: Omit<ProjectFacts, 'gaps'> = {
    ...(code === null ? {} : { code }),
    name: name ?? '',
    county: reader.text('county', MAX_SHORT),
    investor: reader.text('investor', MAX_SHORT),
    industry: reader.text('industry', MAX_SHORT),
    kind: reader.text('kind', MAX_SHORT),
    agreement: readAgreement(reader),
    investmentWan: reader.keep(parseMoneyCell(reader.cell('money'), table.unit, reader.place('money'))),
    stage: stated ?? dated ?? 'lead',
    ...(stageBlank ? { stageInferred: true as const } : {}),
    milestones,
    knownIssue: reader.text('knownIssue', MAX_LONG),
    note: reader.text('note', MAX_LONG),
    source: reader.text('source', MAX_LONG),
    leaderName: reader.text('leaderName', MAX_SHORT),
  };
  const gaps = gapsOf(facts, stageBlank && dated === undefined, planGaps);
  return {
    sheet: table.sheet.name,
    row: rowIndex + 1,
    name: name ?? '',
    facts: reader.refusals.length === 0 ? { ...facts, gaps } : null,
    refusals: reader.refusals,
  };
}
