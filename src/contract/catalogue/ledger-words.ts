import { FIELDS } from '../../domain/reading/known.ts';
import type { ReadAs, ReadLedger } from '../../domain/reading/types.ts';
import { factWord } from './facts.ts';
import {
  AGREEMENT_WORDS,
  CATEGORY_WORDS,
  LAND_KIND_WORDS,
  PROBLEM_STATE_WORDS,
  RELATION_WORDS,
  SOURCE_WORDS,
  STAGE_WORDS,
  wordIn,
  type Locale,
  type Words,
} from './words.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

/** What a column of a ledger is called in English; in Chinese it is the header under which it goes out. */
const FIELD_WORDS_EN: Readonly<Record<ReadLedger, Readonly<Record<string, string>>>> = {
  projects: {
    ...{ code: 'code', money: 'total investment', parent: 'code of the project it hangs on' },
    ...{
      relation: 'how it hangs on it',
      phase: 'number of the phase',
      landKind: 'land',
      leadSource: 'source of the lead',
    },
  },
  problems: {
    ...{ code: 'code', name: 'problem', detail: 'detail', projectCode: 'code of the project', project: 'project' },
    ...{ county: 'county', category: 'category', source: 'source', leadUnit: 'lead department' },
    ...{ splitUnits: 'split departments', coUnits: 'co-departments', dueOn: 'limit', state: 'state', result: 'result' },
    ...{ verifier: 'supervision team', onTheSpot: 'solved on the spot', reason: 'note' },
  },
};

/** `name` → 项目名称, `plan.signing` → 计划签约时间. */
export function ledgerFieldWord(ledger: ReadLedger, field: string, locale: Locale): string {
  if (locale === 'zh') {
    const header = FIELDS[ledger].find(each => each.field === field)?.header ?? field;
    return header.replace(/（万元）$/, '');
  }
  const own = FIELD_WORDS_EN[ledger];
  return Object.hasOwn(own, field) ? (own[field] ?? field) : factWord(field, locale);
}

const YES_NO: Readonly<Record<string, Words>> = { yes: w('是', 'yes'), no: w('否', 'no') };

const VALUE_WORDS: Readonly<Record<ReadLedger, Readonly<Record<string, Readonly<Record<string, Words>>>>>> = {
  projects: {
    ...{ stage: STAGE_WORDS, agreement: AGREEMENT_WORDS, landKind: LAND_KIND_WORDS, relation: RELATION_WORDS },
  },
  problems: { category: CATEGORY_WORDS, source: SOURCE_WORDS, state: PROBLEM_STATE_WORDS, onTheSpot: YES_NO },
};

/** The values of a column that the program knows itself; undefined where the office has a list of its own. */
export const ledgerValueWords = (ledger: ReadLedger, column: string): Readonly<Record<string, Words>> | undefined =>
  VALUE_WORDS[ledger][column];

/** What a reading comes to: `项目名称`, `类别：要素`. Units and paths are named by their id. */
export function readAsWord(
  { column, means }: Pick<ReadAs, 'column' | 'means'>,
  { ledger, locale }: { ledger: ReadLedger; locale: Locale },
): string {
  if (column === null) return ledgerFieldWord(ledger, means, locale);
  const words = ledgerValueWords(ledger, column);
  const value = words ? wordIn(words, means, locale) : means;
  return `${ledgerFieldWord(ledger, column, locale)}${locale === 'zh' ? '：' : ': '}${value}`;
}
