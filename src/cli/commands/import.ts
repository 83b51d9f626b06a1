import type { Command } from 'commander';
import { MEDIA_TYPES } from '../../domain/files.ts';
import type { ImportAnswer, ImportRowAnswer, List } from '../answers.ts';
import type { ImportedLedger } from '../../contract/import.ts';
import { changing, collect, examples } from '../building.ts';
import { EXIT, Failure, misused, problemOf, type ExitCode } from '../failure.ts';
import { reasonOfFile, uploadOf } from '../files.ts';
import { paths } from '../paths.ts';
import { keepFile } from '../keep-file.ts';
import type { Session, Setup, Work } from '../session.ts';
import { assumptionOf } from '../values.ts';
import { progressOf, showApplied, showPlan } from '../views/import.ts';

/** `follow` stands instead of a file: it looks on at an import that somebody began before. */
interface ImportOptions {
  dryRun?: boolean;
  assume?: string[];
  map?: string[];
  report?: string;
  skipRefused?: boolean;
  yes?: boolean;
  follow?: string;
}

/** One command for the two steps of the API, so that nobody applies what he has not seen. */
export function addImportCommand(program: Command, setup: Setup): void {
  const { options, import: help } = setup.texts.help;
  importing(program, setup, help.import)
    .option('--assume <word=stage>', options.assume, collect, [])
    .addHelpText(
      'after',
      examples(
        setup,
        'import 台账.xlsx --dry-run --report 核对.xlsx',
        'import examples/quanzhou-ledger.xlsx --assume 推进中=签约',
        "import 台账.xlsx --map '项目全称=项目名称' --map '县区:石狮=石狮市'",
        'import --follow 7c0e…',
      ),
    )
    .action(setup.run(importLedger('projects')));
}

/** The same for a problem ledger (问题台账, 销号台账); there is nothing to be assumed about in it. */
export function addProblemImport(problem: Command, setup: Setup): void {
  importing(problem, setup, setup.texts.problemLedger.help.import)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem import 问题台账.xlsx --dry-run',
        "problem import 问题台账.xlsx --map '类别:供电类困难=要素'",
        'problem import 销号台账.csv --skip-refused',
      ),
    )
    .action(setup.run(importLedger('problems')));
}

function importing(parent: Command, setup: Setup, description: string): Command {
  const { options } = setup.texts.help;
  return changing(parent.command('import [file]'), setup)
    .description(description)
    .option('--dry-run', options.dryRun)
    .option('--map <header=field>', options.map, collect, [])
    .option('--report <file.xlsx>', options.report)
    .option('--skip-refused', options.skipRefused)
    .option('--yes', options.yes)
    .option('--follow <id>', options.follow);
}

/**
 * Dry run, then apply. Nothing is written while a row is refused, unless `--skip-refused` says that the good ones may come in alone;
 * `--dry-run` ends with the code the real run would have had.
 */
const importLedger =
  (ledger: ImportedLedger): Work<ImportOptions> =>
  async (session, [file], options) => {
    if ((file === undefined) === (options.follow === undefined))
      throw misused('fileOrFollow', session.texts.fileOrFollow);
    if (options.follow !== undefined) return await finish(session, options.follow);
    const plan = await upload(session, file ?? '', {
      ...{ ledger, assume: options.assume ?? [], map: options.map ?? [] },
    });
    const rows = await session.client.list<ImportRowAnswer>(paths.importRows(plan.id));
    if (!session.json) await showPlan(session, plan, rows);
    if (plan.summary.rows === 0) session.out.note(noRows(session, ledger));
    if (options.report !== undefined) await saveReport(session, plan.id, options.report);
    const { counts } = plan.summary;
    if (counts.refused > 0 && options.skipRefused !== true) throw rowsRefused(session, plan, rows);
    const nothing = counts.create + counts.change === 0;
    if (options.dryRun === true || nothing) {
      await session.out.show(documentOf(plan, rows, { dryRun: true }), () => {
        if (plan.summary.rows === 0) return;
        session.out.line(nothing ? session.texts.nothingToImport : session.texts.dryRunOnly);
      });
      return EXIT.ok;
    }
    await agree(session, plan, options);
    await asOneCommand(session, () =>
      session.client.change<ImportAnswer>('POST', paths.importApply(plan.id), { key: `${session.key}.apply` }),
    );
    return await finish(session, plan.id);
  };

async function upload(
  session: Session,
  path: string,
  { ledger, assume, map }: { ledger: ImportedLedger; assume: readonly string[]; map: readonly string[] },
): Promise<ImportAnswer> {
  const form = new FormData();
  if (ledger !== 'projects') form.append('ledger', ledger);
  for (const typed of assume) form.append('assume', assumptionOf(typed, session.place('--assume')).join('='));
  for (const typed of map) form.append('map', typed);
  const { name, content } = await uploadOf(path).catch((error: unknown) => {
    const reason = reasonOfFile(error, session);
    throw misused('fileNotRead', session.texts.fileNotRead({ path, reason }));
  });
  form.append('file', content, name);
  return await asOneCommand(session, () =>
    session.client.upload<ImportAnswer>(paths.imports, form, `${session.key}.plan`),
  );
}

/** An import is two requests, each with a key of its own; the person knows the one they come from. */
async function asOneCommand<T>({ key }: Session, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Failure) || error.problem.key === undefined) throw error;
    throw new Failure({ ...error.problem, key }, error.exit, { cause: error });
  }
}

const noRows = ({ texts }: Session, ledger: ImportedLedger): string =>
  ledger === 'problems' ? texts.problemLedger.noRows : texts.noRows;

/** Saved before anything is refused or applied: whoever mends a ledger needs it most when rows were refused. */
async function saveReport(session: Session, id: string, path: string): Promise<void> {
  const content = await session.client.download(paths.importReport(id), MEDIA_TYPES.xlsx);
  await keepFile(session, path, content);
  session.out.note(session.texts.reportSaved({ path }));
}

/** Only an import that alters projects already in the ledger is worth a question, and only where somebody sits to answer it. */
async function agree(session: Session, { summary }: ImportAnswer, { yes }: ImportOptions): Promise<void> {
  if (yes === true || session.json || summary.counts.change === 0) return;
  const answer = await session.io.ask(session.texts.mayChange({ change: summary.counts.change }));
  if (answer === null || /^\s*(y|yes|是|好|确认)?\s*$/i.test(answer)) return;
  throw misused('notAgreed', session.texts.notAgreed);
}

/** Often enough for a bar that moves, seldom enough to cost the server nothing. */
const POLL_MS = 400;

/** Follows an import to its end. The import itself needs nobody to watch it: whoever stops watching stops nothing. */
async function finish(session: Session, id: string): Promise<ExitCode> {
  const bar = await progressOf(session);
  let job = await session.client.get<ImportAnswer>(paths.import(id));
  try {
    for (; job.state === 'applying'; job = await session.client.get<ImportAnswer>(paths.import(id))) {
      bar.update(job.progress);
      await session.io.sleep(POLL_MS);
    }
    bar.update(job.progress);
  } catch (error) {
    session.out.note(session.texts.goesOn({ id }));
    throw error;
  } finally {
    bar.stop();
  }
  if (job.state === 'planned') throw misused('notApplied', session.texts.notApplied({ id }));
  const rows = await session.client.list<ImportRowAnswer>(paths.importRows(id));
  await session.out.show(documentOf(job, rows, { dryRun: false }), () => showApplied(session, job, rows));
  if (job.state === 'failed') return EXIT.unforeseen;
  return job.progress.refused > 0 ? EXIT.refused : EXIT.ok;
}

/** The import with its counts on top, where a script finds them, and its rows as a list. */
const documentOf = (job: ImportAnswer, rows: List<ImportRowAnswer>, { dryRun }: { dryRun: boolean }) => {
  const { create, change, same, behind, refused } = job.summary.counts;
  const changes = create + change;
  return { ...job, dryRun, changes, created: create, changed: change, same, behind, refused, rows };
};

/** People have read the rows in the table already; a script gets each with sheet and row in its field, `台账!44 当前阶段 M44`. */
function rowsRefused(session: Session, plan: ImportAnswer, { items }: List<ImportRowAnswer>): Failure {
  const { refused } = plan.summary.counts;
  const errors = items.flatMap(row =>
    row.errors.map(error => ({ ...error, field: `${row.sheet}!${row.row} ${error.field}` })),
  );
  const problem = problemOf('rowsRefused', session.texts.rowsRefused({ refused }), {
    errors: session.json ? errors : [],
  });
  return new Failure({ ...problem, import: plan.id }, EXIT.refused);
}
