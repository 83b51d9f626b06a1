import type { RuleContext } from '../domain/entity.ts';
import { describedRefusal } from '../domain/ledger-import/in-the-file.ts';
import type {
  FactChange,
  ImportRow,
  Interpretation,
  MoneyFacts,
  MoneyRow,
  ProjectFacts,
} from '../domain/ledger-import/types.ts';
import type { ProjectState } from '../domain/project/types.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import { Family, wavesOf } from './import-family.ts';
import { ProjectIndex, type Match } from './import-match.ts';
import { dryRunOf, moneyDryRun } from './import-rules.ts';
import type { Database } from './database.ts';
import { unhurried } from './unhurried.ts';

export interface PlannedRow<Facts = ProjectFacts | MoneyFacts> {
  row: Pick<ImportRow, 'sheet' | 'row' | 'name'>;
  verdict: 'create' | 'change' | 'same' | 'behind' | 'refused';
  code: string | null;
  changes: readonly FactChange[];
  refusals: readonly Refusal[];
  facts: Facts | null;
  /** Rows of a lower wave are applied before. */
  wave: number;
}

interface MatchedRow {
  row: ImportRow;
  facts: ProjectFacts;
  match: Match;
  wave: number;
}

/** Every row of a file, tried in the order in which it will be applied, and told in the order of the file. */
export async function planRows(db: Database, read: Interpretation, context: RuleContext): Promise<PlannedRow[]> {
  const index = await ProjectIndex.of(db, read.rows, read.money);
  const planned = new Map<ImportRow, PlannedRow>();
  const matched: MatchedRow[] = [];
  for await (const row of unhurried(read.rows)) {
    const match = row.facts && index.match(row, row.facts);
    if (row.facts === null || match === null) planned.set(row, refusedRow(row, row.refusals));
    else if (isRefusal(match)) planned.set(row, refusedRow(row, [match]));
    else matched.push({ row, facts: row.facts, match, wave: 0 });
  }
  const states = new Map<string, ProjectState>();
  const rules = { family: await Family.of(db, parentsOf(matched)), states, context, read };
  for await (const row of unhurried(inWaves(matched))) planned.set(row.row, planRow(row, rules));
  const rows = read.rows.flatMap(row => planned.get(row) ?? []);
  // Figures last: the project may be one that the file begins.
  const wave = rows.reduce((last, row) => Math.max(last, row.wave), 0) + 1;
  const stateOf = (code: string): ProjectState | undefined => states.get(code) ?? index.stateOf(code);
  for await (const row of unhurried(read.money)) rows.push(planMoney(row, { states, stateOf, context, wave }));
  return rows;
}

const parentsOf = (rows: readonly MatchedRow[]): string[] => [
  ...new Set(rows.flatMap(({ facts, match }) => (match.state === null && facts.parent ? [facts.parent.code] : []))),
];

/** A project after the one it hangs on, where the file begins both. */
function inWaves(rows: readonly MatchedRow[]): MatchedRow[] {
  const begun = rows.filter(({ match }) => match.state === null);
  const waves = wavesOf(begun.map(({ facts, match }) => ({ code: match.code, parent: facts.parent?.code ?? null })));
  const waveOf = new Map(begun.map((row, at) => [row, waves[at] ?? 0]));
  return rows.map(row => ({ ...row, wave: waveOf.get(row) ?? 0 })).sort((a, b) => a.wave - b.wave);
}

interface Rules {
  family: Family;
  states: Map<string, ProjectState>;
  context: RuleContext;
  read: Interpretation;
}

function planRow({ row, facts, match, wave }: MatchedRow, { family, states, context, read }: Rules): PlannedRow {
  const { code, state: existing } = match;
  const outcome = dryRunOf({ facts, existing, code, other: family.other(facts.parent?.code) }, context);
  if (isRefusal(outcome)) return refusedRow(row, [inTheFile(outcome, row, read.tables)], code);
  const { verdict, changes, behind } = outcome.comparison;
  if (code !== null && outcome.state) states.set(code, outcome.state);
  if (verdict === 'create' && outcome.state) family.add(outcome.state);
  const refusals = behind ? [inTheFile(rowBehind(behind), row, read.tables)] : [];
  return { row, code, refusals, facts, verdict, changes, wave };
}

interface MoneyRules extends Pick<Rules, 'states' | 'context'> {
  stateOf: (code: string) => ProjectState | undefined;
  wave: number;
}

function planMoney(row: MoneyRow, { states, stateOf, context, wave }: MoneyRules): PlannedRow {
  const { facts, places } = row;
  if (facts === null) return refusedRow(row, row.refusals);
  const state = stateOf(facts.code);
  if (!state) return refusedRow(row, [refuse('projectNotFound', `${row.sheet} ${row.row}`, facts.code)]);
  const outcome = moneyDryRun(facts, state, context);
  if (isRefusal(outcome)) {
    return refusedRow(row, [{ ...outcome, field: places[outcome.field] ?? outcome.field }], facts.code);
  }
  const { changes } = outcome;
  states.set(facts.code, outcome.state);
  return { row, verdict: changes.length > 0 ? 'change' : 'same', code: facts.code, changes, refusals: [], facts, wave };
}

export const refusedRow = <Facts = ProjectFacts | MoneyFacts>(
  row: PlannedRow['row'],
  refusals: readonly Refusal[],
  code: string | null = null,
): PlannedRow<Facts> => ({
  row,
  verdict: 'refused',
  code,
  changes: [],
  refusals,
  facts: null,
  wave: 0,
});

const rowBehind = ({ file, ledger }: { file: string; ledger: string }): Refusal =>
  refuse('rowBehind', 'stage', file, { reached: ledger });

/** A date stands under its stage, actual or planned. */
function inTheFile(refusal: Refusal, row: ImportRow, tables: Interpretation['tables']): Refusal {
  const [head = '', stage] = refusal.field.split('.');
  const names = [refusal.field, `actual.${stage ?? head}`, ...(stage === undefined ? [] : [`plan.${stage}`, head])];
  return describedRefusal(refusal, row, { tables, columns: { [refusal.field]: names } });
}
