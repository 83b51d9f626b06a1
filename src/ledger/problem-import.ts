import type { RuleContext } from '../domain/entity.ts';
import { describedRefusal } from '../domain/ledger-import/in-the-file.ts';
import { compareProblem } from '../domain/problem-ledger/compare.ts';
import type { ProblemLedgerRead, ProblemRow, ProblemRowFacts } from '../domain/problem-ledger/types.ts';
import { STATE_CHOICES, stateWord } from '../domain/problem-ledger/words.ts';
import { problemArea } from '../domain/problem/area.ts';
import { IMPORTED_STATUSES, type ImportCommand, type ImportedStatus } from '../domain/problem/types.ts';
import type { ReadFile } from '../domain/uploads.ts';
import { Questions, rowKey } from '../domain/reading/questions.ts';
import type { ReadingsOfFile } from '../domain/reading/types.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from './database.ts';
import { NO_PEOPLE } from './facts/problem-people.ts';
import { refusedRow, type PlannedRow } from './import-plan.ts';
import { ProblemDirectory, type Places } from './problem-import-match.ts';
import { unhurried } from './unhurried.ts';

/** What an accepted row begins, kept with what people must still fill in. */
export interface PlannedProblem {
  command: ImportCommand;
  gaps: readonly string[];
}

export interface PlannedProblems {
  read: ProblemLedgerRead;
  rows: PlannedRow<PlannedProblem>[];
}

/** The dry run of a problem ledger: each row is tried by the rules that will apply it. */
export async function planProblems(
  db: Database,
  readFile: ReadFile,
  { context, readings }: { context: RuleContext; readings: ReadingsOfFile },
): Promise<PlannedProblems | Refusal> {
  const read = await readFile('problems', { readings });
  if (isRefusal(read)) return read;
  const directory = await ProblemDirectory.of(db, read.rows, ms => context.calendar.clock.toLocal(ms).date);
  const questions = new Questions();
  const rowPlan = (row: ProblemRow): PlannedRow<PlannedProblem> => {
    if (row.facts === null) return refusedRow(row, row.refusals);
    const inTheFile = (refusal: Refusal): Refusal =>
      describedRefusal(refusal, row, { tables: read.tables, columns: COLUMNS });
    const planned = planRow({ row, facts: row.facts }, { directory, context });
    if (isRefusal(planned)) {
      const told = inTheFile(planned);
      askUnit(planned, { row, header: told.field.replace(/ [A-Z]+\d+$/, ''), questions });
      return refusedRow(row, [told]);
    }
    return { ...planned, refusals: planned.refusals.map(inTheFile) };
  };
  const rows: PlannedRow<PlannedProblem>[] = [];
  for await (const row of unhurried(read.rows)) rows.push(rowPlan(row));
  return { read: { ...read, questions: [...read.questions, ...questions.list()] }, rows };
}

const UNIT_COLUMNS: readonly string[] = ['leadUnit', 'splitUnits', 'coUnits'];

interface AskedAt {
  row: ProblemRow;
  header: string;
  questions: Questions;
}

/** A unit that nobody here is called: perhaps only the ledger calls it so. */
function askUnit({ code, field: column, value }: Refusal, { row, header, questions }: AskedAt): void {
  if (code !== 'nameNotKnown' || !UNIT_COLUMNS.includes(column) || typeof value !== 'string') return;
  questions.ask({ field: header, column, word: value }, rowKey(row.sheet, row.row));
}

/** Columns in which a field of the command stands. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  state: ['state', 'name'],
  title: ['name'],
  project: ['projectCode', 'project'],
  county: ['county', 'name'],
};

interface Given {
  row: ProblemRow;
  facts: ProblemRowFacts;
}

function planRow(
  { row, facts }: Given,
  { directory, context }: { directory: ProblemDirectory; context: RuleContext },
): PlannedRow<PlannedProblem> | Refusal {
  const places = directory.placesOf(facts);
  if (isRefusal(places)) return places;
  const match = directory.match(row, { ...facts, ...places });
  if (isRefusal(match)) return match;
  const { code, state } = match;
  const planned = { row, code, changes: [], refusals: [], wave: 0 };
  if (state) {
    const compared = compareProblem({ ...facts, ...places, leadUnitId: places.leadUnit }, state);
    if (isRefusal(compared)) return compared;
    const told = refuse('problemKnownOtherwise', 'state', stateWord(facts.status), {
      problem: state.code,
      known: stateWord(state.status),
    });
    return { ...planned, verdict: compared, refusals: compared === 'behind' ? [told] : [], facts: null };
  }
  const command = commandOf(facts, places);
  if (isRefusal(command)) return command;
  const ruleFacts = {
    ...{ code: code ?? 'new', people: NO_PEOPLE, unknownUnitIds: [], unknownPersonIds: [] },
    ...(places.project === null ? {} : { project: places.projectFacts }),
  };
  const decision = problemArea.decide(null, command, ruleFacts, context);
  if (isRefusal(decision)) return decision;
  return { ...planned, verdict: 'create', facts: { command, gaps: facts.gaps } };
}

function commandOf(facts: ProblemRowFacts, places: Places): ImportCommand | Refusal {
  const { title, detail, category, source, status } = facts;
  const known = IMPORTED_STATUSES.find(each => each === status);
  if (known === undefined) return refuse('notInList', 'state', stateWord(status), { list: STATE_CHOICES });
  const { raisedOn, solvedOn, closedOn, dueOn, result, verifier, onTheSpot, reason } = facts;
  return {
    type: 'import',
    status: known satisfies ImportedStatus,
    facts: { title, detail, category, source, project: places.project, county: places.county },
    ...{ leadUnit: places.leadUnit, splitUnits: places.splitUnits, coUnits: places.coUnits },
    ...(places.verifierUnit !== null && { verifierUnit: places.verifierUnit }),
    imported: {
      ...{ raisedOn, solvedOn, closedOn, dueOn, result, verifier, onTheSpot, reason },
      reference: places.reference,
    },
  };
}
