import { LEDGER_COLUMNS } from '../ledger-import/columns.ts';
import { PROJECT_LEDGER } from '../ledger-import/headers.ts';
import { normaliseName } from '../ledger-import/text.ts';
import {
  AGREEMENT_CHOICES,
  agreementOfWord,
  idOfWord,
  LAND_CHOICES,
  landKindOfWord,
  RELATION_CHOICES,
  relationOfWord,
  STAGE_CHOICES,
  stageOfWord,
} from '../ledger-import/words.ts';
import { PROBLEM_COLUMNS } from '../problem-ledger/columns.ts';
import { isProblemField, PROBLEM_LEDGER } from '../problem-ledger/headers.ts';
import {
  CATEGORY_CHOICES,
  categoryOfWord,
  SOURCE_CHOICES,
  sourceOfWord,
  STATE_CHOICES,
  stateOfOutWord,
  stateOfWord,
  yesOrNo,
} from '../problem-ledger/words.ts';
import type { ReadLedger } from './types.ts';

interface Listed {
  id: string;
  name: string;
}

/** What an office itself lists: a word of its columns may stand for any of these. */
export interface OfficeLists {
  path: readonly Listed[];
  leadSource: readonly Listed[];
  unit: readonly Listed[];
  /** A county has no id; its name is both. */
  county: readonly Listed[];
}

const SHAPES = { projects: PROJECT_LEDGER, problems: PROBLEM_LEDGER };

/** Columns that a header may be read as, in the order in which they go out; `serial` is known and not read. */
export const FIELDS: Readonly<Record<ReadLedger, readonly { field: string; header: string }[]>> = {
  projects: LEDGER_COLUMNS.filter(({ field }) => field !== 'serial'),
  problems: PROBLEM_COLUMNS.filter(({ field }) => field !== 'serial' && isProblemField(field)),
};

export const isKnownHeader = (ledger: ReadLedger, header: string): boolean =>
  SHAPES[ledger].knownHeader(header) !== null;

/** `name`, 项目名称, 工程名称 → `name`; null for what is no column. */
export function fieldOf(ledger: ReadLedger, text: string): string | null {
  const byId = FIELDS[ledger].find(({ field }) => field === text.trim());
  const found = byId?.field ?? SHAPES[ledger].knownHeader(text)?.field ?? null;
  return found === 'serial' ? null : found;
}

/** A column with few words: the values of the program by words of its own, or one of the office's lists. */
type WordColumn =
  { valueOf: (text: string) => string | null; choices: readonly string[] } | { list: keyof OfficeLists };

const yesNo = (text: string): string | null => {
  const yes = yesOrNo(text);
  return yes === null ? null : yes ? 'yes' : 'no';
};

const WORD_COLUMNS: Readonly<Record<ReadLedger, Readonly<Record<string, WordColumn>>>> = {
  projects: {
    county: { list: 'county' },
    stage: { valueOf: stageOfWord, choices: STAGE_CHOICES },
    agreement: { valueOf: agreementOfWord, choices: AGREEMENT_CHOICES },
    landKind: { valueOf: landKindOfWord, choices: LAND_CHOICES },
    relation: { valueOf: relationOfWord, choices: RELATION_CHOICES },
    path: { list: 'path' },
    leadSource: { list: 'leadSource' },
  },
  problems: {
    county: { list: 'county' },
    category: { valueOf: categoryOfWord, choices: CATEGORY_CHOICES },
    source: { valueOf: sourceOfWord, choices: SOURCE_CHOICES },
    // Also what goes out from here: 已办结待核验 is known, though nothing can begin as it.
    state: { valueOf: text => stateOfWord(text) ?? stateOfOutWord(text), choices: STATE_CHOICES },
    onTheSpot: { valueOf: yesNo, choices: ['是', '否'] },
    leadUnit: { list: 'unit' },
    splitUnits: { list: 'unit' },
    coUnits: { list: 'unit' },
  },
};

export const wordColumn = (ledger: ReadLedger, column: string): WordColumn | undefined =>
  Object.hasOwn(WORD_COLUMNS[ledger], column) ? WORD_COLUMNS[ledger][column] : undefined;

export const wordColumns = (ledger: ReadLedger): string[] => Object.keys(WORD_COLUMNS[ledger]);

/** The one of a list that is called so, by its id or its name in whatever widths and spaces. */
export const listedAs = (text: string, list: readonly Listed[]): string | null =>
  idOfWord(text, list) ?? list.find(({ name }) => normaliseName(name) === normaliseName(text))?.id ?? null;
