import { canFollow, firstDay, isFuture, precisionOf, type IsoDate, type PartialDate } from '../calendar/dates.ts';
import { isMilestone, STANDARD_PATH, stagesUpTo, type PathTemplate } from '../project/path.ts';
import type { LeadSource } from '../project/sources.ts';
import { STAGES, type Stage } from '../project/stages.ts';
import type { Agreement, LandKind, Parent } from '../project/types.ts';
import { refuse } from '../refusal.ts';
import { parseDateCell, parseMoneyCell, parsePlanCell, parseTextCell } from './cells.ts';
import type { OfficeWords } from '../reading/office-words.ts';
import type { Table } from './find-table.ts';
import type { ColumnField } from './headers.ts';
import { MAX_LONG, MAX_SHORT, RowReader } from './row-reader.ts';
import { normalise, shownText } from './text.ts';
import type { ImportRow, MilestoneFacts, ProjectFacts } from './types.ts';
import {
  idOfWord,
  AGREEMENT_CHOICES,
  agreementOfWord,
  LAND_CHOICES,
  landKindOfWord,
  phaseOfWord,
  RELATION_CHOICES,
  relationOfWord,
  STAGE_CHOICES,
  stageOfWord,
} from './words.ts';

const MAX_NAME = 200;

type Reader = RowReader<ColumnField>;

export interface RowContext {
  table: Table;
  today: IsoDate;
  /** By normalised word. */
  assume: ReadonlyMap<string, Stage>;
  paths: readonly PathTemplate[];
  leadSources: readonly LeadSource[];
  readings: OfficeWords;
}

const readName = (reader: Reader): string | null => {
  const name = reader.text('name', MAX_NAME)?.replaceAll(/\s*[\r\n]+\s*/g, '') ?? null;
  if (name === null && reader.refusals.length === 0) {
    reader.refusals.push(refuse('rowWithoutName', reader.place('name'), shownText(reader.cell('name'))));
  }
  return name;
};

const readAgreement = (reader: Reader): Agreement | null =>
  reader.word('agreement', agreementOfWord, text =>
    refuse('cellNotAgreement', reader.place('agreement'), text, { choices: AGREEMENT_CHOICES }),
  );

const readLandKind = (reader: Reader): LandKind | null =>
  reader.word('landKind', landKindOfWord, text =>
    refuse('notInList', reader.place('landKind'), text, { list: LAND_CHOICES }),
  );

/** The project it enlarges or is a phase of. A number of a phase says the relation, too; without its project it says nothing. */
const readParent = (reader: Reader): Parent | null => {
  const code = reader.text('parent', MAX_SHORT);
  const named = reader.word('relation', relationOfWord, text =>
    refuse('notInList', reader.place('relation'), text, { list: RELATION_CHOICES }),
  );
  const phase = reader.word('phase', phaseOfWord, text =>
    refuse('badFormat', reader.place('phase'), text, { shape: '2 | 二期' }),
  );
  const relation = named ?? (phase === null ? null : 'phase');
  if (code !== null && relation !== null) return { code, relation, phase };
  if ((code === null) !== (relation === null) && reader.refusals.length === 0) {
    reader.refusals.push(refuse('required', reader.place(code === null ? 'parent' : 'relation'), null));
  }
  return null;
};

const readStage = (reader: Reader, assume: ReadonlyMap<string, Stage>): Stage | null => {
  const place = reader.place('stage');
  const text = reader.keep(parseTextCell(reader.cell('stage'), place, MAX_LONG));
  if (text === null) return null;
  const stage = stageOfWord(text) ?? assume.get(normalise(text));
  if (stage !== undefined) return stage;
  reader.ask('stage', text);
  const hint = `--assume ${normalise(text)}=${STAGE_CHOICES[STAGES.indexOf('signing')] ?? ''}`;
  return reader.keep<Stage>(refuse('cellNotAStage', place, text, { choices: STAGE_CHOICES, hint }));
};

/** The id of what is called so; what nobody calls so stays as written, and the rules refuse it. */
const readListed = (
  reader: Reader,
  field: 'path' | 'leadSource',
  list: readonly (PathTemplate | LeadSource)[],
): string | null => {
  const text = reader.text(field, MAX_SHORT);
  if (text === null) return null;
  const id = idOfWord(text, list);
  if (id === null) reader.ask(field, text);
  return id ?? text;
};

interface Dates {
  milestones: Partial<Record<Stage, MilestoneFacts>>;
  planGaps: string[];
}

const readDates = (reader: Reader): Dates => {
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
const checkDates = (reader: Reader, milestones: Dates['milestones'], stage: Stage | null, today: IsoDate): void => {
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

const gapsOf = (
  facts: Omit<ProjectFacts, 'gaps'>,
  { path, stageMissing, planGaps }: { path: PathTemplate; stageMissing: boolean; planGaps: readonly string[] },
): string[] => {
  const reached = stagesUpTo(path, facts.stage).filter(stage => isMilestone(path, stage));
  const dates = reached.flatMap(stage => {
    const actual = facts.milestones[stage]?.actual;
    if (actual === undefined) return [`actual.${stage}`];
    return precisionOf(actual) === 'day' ? [] : [`precision.${stage}`];
  });
  return [...(facts.county === null ? ['county'] : []), ...(stageMissing ? ['stage'] : []), ...dates, ...planGaps];
};

/** Reads one row below the header. Everything wrong with it is named at once. */
export function interpretRow(context: RowContext, rowIndex: number): ImportRow {
  const { table, today, assume, paths, leadSources, readings } = context;
  const reader = new RowReader(table, { rowIndex, readings });
  const name = readName(reader);
  const code = reader.text('code', MAX_SHORT);
  const stated = readStage(reader, assume);
  const { milestones, planGaps } = readDates(reader);
  const stageBlank = stated === null && !reader.refusals.some(({ field }) => field === reader.place('stage'));
  checkDates(reader, milestones, stated, today);
  const dated = actualsOf(milestones).at(-1)?.stage;
  const path = readListed(reader, 'path', paths);
  const leadSource = readListed(reader, 'leadSource', leadSources);
  const facts: Omit<ProjectFacts, 'gaps'> = {
    ...(code === null ? {} : { code }),
    name: name ?? '',
    county: reader.text('county', MAX_SHORT),
    investor: reader.text('investor', MAX_SHORT),
    industry: reader.text('industry', MAX_SHORT),
    kind: reader.text('kind', MAX_SHORT),
    agreement: readAgreement(reader),
    path,
    leadSource,
    landKind: readLandKind(reader),
    parent: readParent(reader),
    investmentWan: reader.keep(parseMoneyCell(reader.cell('money'), table.unit, reader.place('money'))),
    stage: stated ?? dated ?? 'lead',
    ...(stageBlank ? { stageInferred: true as const } : {}),
    milestones,
    knownIssue: reader.text('knownIssue', MAX_LONG),
    note: reader.text('note', MAX_LONG),
    source: reader.text('source', MAX_LONG),
    leaderName: reader.text('leaderName', MAX_SHORT),
  };
  const template = paths.find(({ id }) => id === facts.path) ?? STANDARD_PATH;
  const gaps = gapsOf(facts, { path: template, stageMissing: stageBlank && dated === undefined, planGaps });
  return {
    sheet: table.sheet.name,
    row: rowIndex + 1,
    name: name ?? '',
    facts: reader.refusals.length === 0 ? { ...facts, gaps } : null,
    refusals: reader.refusals,
  };
}
