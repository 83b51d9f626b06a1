import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import type { Actor, RuleContext } from '../domain/entity.ts';
import type { Interpretation, MoneyFacts, ProjectFacts } from '../domain/ledger-import/types.ts';
import type { ReadFile } from '../domain/uploads.ts';
import type { Question, Reading, ReadingsOfFile } from '../domain/reading/types.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import type { ImportedLedger } from '../contract/import.ts';
import type { ImportSummary } from '../contract/schemas/import.ts';
import type { Database } from './database.ts';
import { planRows, type PlannedRow } from './import-plan.ts';
import { planProblems, type PlannedProblem } from './problem-import.ts';
import { askedCounties } from './readings.ts';
import { writeRows } from './rows.ts';
import { settingsAt } from './settings.ts';

export interface ImportPlan {
  /** Asked for only when the file can be read, so that a refused one takes no number. */
  importId: string | (() => Promise<string>);
  read: ReadFile;
  fileName: string;
  fileSha256: string;
  /** Words that name no stage → the stage they stand for. */
  assume: Readonly<Record<string, string>>;
  /** What headers and words of this file mean, beside what is remembered; `typed` as they came. */
  map?: { readings: readonly Reading[]; typed: readonly string[] };
  actor: Actor;
  nowMs: number;
  calendar: WorkCalendar;
  /** Which kind of ledger the file is. */
  ledger: ImportedLedger;
}

/**
 * The dry run of a ledger: what would be created, changed, left or refused, row by row, by the same rules that will apply it. It is stored
 * with the rows an accepted import works through, and changes no project. Storing the same plan twice changes nothing.
 */
export async function planImport(db: Database, plan: ImportPlan): Promise<Refusal | null> {
  const { date: today } = plan.calendar.clock.toLocal(plan.nowMs);
  const settings = await settingsAt(db, today);
  const context: RuleContext = {
    nowMs: plan.nowMs,
    today,
    actor: plan.actor,
    settings,
    calendar: plan.calendar,
    via: 'import',
  };
  const readings: ReadingsOfFile = {
    given: plan.map?.readings ?? [],
    remembered: settings.imports.readings,
    assumed: Object.keys(plan.assume),
  };
  const planned = await (plan.ledger === 'problems'
    ? planProblems(db, plan.read, { context, readings })
    : planProjects(db, plan, { context, readings }));
  if (isRefusal(planned)) return planned;
  const counties = await askedCounties(db, planned.read);
  const importId = typeof plan.importId === 'string' ? plan.importId : await plan.importId();
  await db.transaction().execute(tx => store(tx, importId, { plan, ...planned, counties }));
  return null;
}

interface Planned {
  read: Pick<Interpretation, 'tables' | 'passedOver' | 'ignoredColumns' | 'readAs' | 'questions'> & {
    rows: readonly { sheet: string; row: number; facts: { county: string | null } | null }[];
  };
  rows: readonly PlannedRow<ProjectFacts | MoneyFacts | PlannedProblem>[];
}

async function planProjects(
  db: Database,
  plan: ImportPlan,
  { context, readings }: { context: RuleContext; readings: ReadingsOfFile },
): Promise<Planned | Refusal> {
  const { today, settings } = context;
  const { paths, leadSources } = settings.project;
  const read = await plan.read('projects', { today, assume: plan.assume, paths, leadSources, readings });
  return isRefusal(read) ? read : { read, rows: await planRows(db, read, context) };
}

/** A statement of all 100,000 rows of a large file takes seconds to be put together, and holds whoever else is served here. */
const ROWS_AT_ONCE = 1_000;

interface Stored extends Planned {
  plan: ImportPlan;
  /** Counties that may be another way to write a known one. */
  counties: readonly Question[];
}

async function store(tx: Database, importId: string, { plan, read, rows, counties }: Stored): Promise<void> {
  const at = new Date(plan.nowMs).toISOString();
  const job = {
    id: importId,
    file_name: plan.fileName,
    file_sha256: plan.fileSha256,
    assume: plan.assume,
    map: plan.map?.typed ?? [],
    ledger: plan.ledger,
    state: 'planned',
    actor_id: plan.actor.id,
    summary: summaryOf(read, { rows, counties }),
    created_at: at,
    changed_at: at,
  };
  const known = await tx.selectFrom('import_job').select('id').where('id', '=', importId).executeTakeFirst();
  if (known) return;
  await writeRows(tx, 'import_job', [job]);
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    const piece = rows.slice(first, first + ROWS_AT_ONCE);
    await writeRows(
      tx,
      'import_row',
      piece.map((row, at) => ({ import_id: importId, position: first + at, ...storedRow(row) })),
    );
  }
}

const storedRow = ({ row, verdict, code, changes, refusals, facts, wave }: Planned['rows'][number]) => ({
  sheet: row.sheet,
  row_number: row.row,
  name: row.name,
  verdict,
  facts,
  refusals,
  changes,
  project_code: code,
  // Only what is to be done waits; the rest is kept for the report.
  state: verdict === 'create' || verdict === 'change' ? 'pending' : 'left',
  problem: null,
  wave,
});

function summaryOf(read: Planned['read'], { rows, counties }: Pick<Stored, 'rows' | 'counties'>): ImportSummary {
  const count = (verdict: PlannedRow['verdict']): number => rows.filter(row => row.verdict === verdict).length;
  const counts = {
    create: count('create'),
    change: count('change'),
    same: count('same'),
    behind: count('behind'),
    refused: count('refused'),
  };
  const facts = rows.flatMap(row => (row.facts === null ? [] : [row.facts]));
  return {
    rows: rows.length,
    counts,
    gaps: facts.filter(each => 'gaps' in each && each.gaps.length > 0).length,
    investmentWan: facts.reduce((sum, each) => sum + (('investmentWan' in each && each.investmentWan) || 0), 0),
    tables: read.tables,
    passedOver: read.passedOver,
    ignoredColumns: read.ignoredColumns,
    readings: read.readAs,
    questions: [...read.questions, ...counties],
  };
}
