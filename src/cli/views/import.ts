import { factChange } from '../../contract/catalogue/facts.ts';
import { ledgerValueWords, readAsWord } from '../../contract/catalogue/ledger-words.ts';
import { wanToYi } from '../../domain/money/money.ts';
import type { ImportAnswer, ImportRowAnswer, List } from '../answers.ts';
import type { Session } from '../session.ts';
import { VERDICT } from '../words.ts';
import { progressBar, type Progress } from './progress.ts';
import { gapText } from './project.ts';

/** Rows printed for people; whoever has more opens the report or asks for JSON. */
const MOST_ROWS = 200;

/** Where the table was found comes first: a header read wrongly explains every refusal below it. */
export async function showPlan(session: Session, plan: ImportAnswer, rows: List<ImportRowAnswer>): Promise<void> {
  const { texts, out } = session;
  const { summary } = plan;
  for (const { sheet, headerRow, unit } of summary.tables) {
    const said = plan.ledger === 'problems' ? texts.problemLedger.tableFound : texts.tableFound;
    out.line(said({ sheet, row: headerRow, unit: unit ?? '—' }));
  }
  for (const reading of summary.readings) out.line(readAs(session, plan.ledger, reading));
  if (summary.passedOver.length > 0) out.line(texts.passedOver({ count: summary.passedOver.length }));
  const told = rows.items.filter(({ verdict }) => verdict !== 'same');
  if (told.length > 0) {
    out.line();
    await showRows(session, told);
  }
  out.line();
  tellCounts(session, plan);
  for (const each of summary.questions) out.styled(`${out.colors.yellow('?')} ${question(session, plan.ledger, each)}`);
  const unread = [...new Set(summary.ignoredColumns.map(({ header }) => header))].slice(0, MOST_HEADERS);
  if (unread.length > 0) out.line(texts.unreadColumns({ headers: unread.join(texts.comma), first: unread[0] }));
}

const MOST_HEADERS = 20;

type Summary = ImportAnswer['summary'];

function readAs(
  { texts, lang }: Session,
  ledger: ImportAnswer['ledger'],
  reading: Summary['readings'][number],
): string {
  const means = readAsWord(reading, { ledger, locale: lang });
  const said = reading.column === null ? texts.headerReadAs : texts.wordReadAs;
  return said({ written: reading.written, means, rows: reading.rows });
}

async function showRows(session: Session, rows: readonly ImportRowAnswer[]): Promise<void> {
  const { heads, moreRows } = session.texts;
  await session.out.table<ImportRowAnswer>(
    [
      { head: heads.row, cell: row => row.row, align: 'right', whole: true },
      { head: heads.verdict, cell: row => session.label(VERDICT, row.verdict), whole: true },
      { head: heads.name, cell: row => row.name },
      { head: heads.detail, cell: row => whatOf(row, session) },
    ],
    rows.slice(0, MOST_ROWS),
  );
  if (rows.length > MOST_ROWS) session.out.line(moreRows({ count: rows.length - MOST_ROWS }));
}

/** Why a row is refused, else what it changes, else what it lacks. */
function whatOf(row: ImportRowAnswer, session: Session): string {
  if (row.errors.length > 0) return row.errors.map(({ message }) => message).join(' ');
  if (row.verdict === 'change' || row.verdict === 'behind') {
    return row.changes.map(change => factChange(change, session.lang)).join('; ');
  }
  const gaps = row.gaps.map(gap => gapText(gap, session)).join(session.texts.comma);
  return gaps === '' ? '' : session.texts.lacks({ gaps });
}

/** Every verdict is counted, also at zero: nothing of the file disappears silently. */
function tellCounts(session: Session, { summary, ledger }: ImportAnswer): void {
  const { counts } = summary;
  const { green, yellow, red, dim } = session.out.colors;
  const paint = { create: green, change: yellow, same: dim, behind: yellow, refused: red };
  const parts = (['create', 'change', 'same', 'behind', 'refused'] as const).map(verdict => {
    const text = `${session.label(VERDICT, verdict)} ${counts[verdict]}`;
    return counts[verdict] > 0 ? paint[verdict](text) : dim(text);
  });
  session.out.styled(parts.join(' · '));
  const { importTotal, problemLedger } = session.texts;
  const said = ledger === 'problems' ? problemLedger.importTotal : importTotal;
  session.out.line(said({ rows: summary.rows, amount: wanToYi(summary.investmentWan), gaps: summary.gaps }));
}

/** The answer can be copied: it is the option with which to run the same command again. */
function question(
  { texts, lang }: Session,
  ledger: ImportAnswer['ledger'],
  { field, column, word, rows: count, refused }: Summary['questions'][number],
): string {
  if (column === 'stage') return texts.askStage({ field, word, count });
  // What is typed in English is the value itself: its word may have spaces.
  const [first] = Object.entries(ledgerValueWords(ledger, column) ?? {});
  const example = first === undefined ? '…' : lang === 'zh' ? first[1].zh : first[0];
  return (refused ? texts.askWord : texts.askNew)({ field, word, count, example });
}

/** Rows refused now although the dry run had taken them: the ledger changed in between. */
export async function showApplied(session: Session, job: ImportAnswer, rows: List<ImportRowAnswer>): Promise<void> {
  const { texts, out } = session;
  const refused = rows.items.filter(({ state }) => state === 'refused');
  if (job.progress.refused > 0 && refused.length > 0) await showRows(session, refused);
  const { create, change } = job.summary.counts;
  const { done } = job.progress;
  if (job.state === 'failed') out.styled(out.colors.red(texts.importFailed({ id: job.id })));
  else
    out.styled(`${out.colors.green('✓')} ${texts.imported({ done, create, change, refused: job.progress.refused })}`);
}

export const progressOf = (session: Session): Promise<Progress> => progressBar(session, session.texts.importing);
