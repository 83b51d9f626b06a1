import type { FastifyRequest } from 'fastify';
import type { Outcome } from '../contract/commit.ts';
import { refusalText, type Locale } from '../contract/catalogue/index.ts';
import { REPORT_VERDICTS, type ReportVerdict, type RoundReportsAnswer } from '../contract/schemas/index.ts';
import { Unavailable } from '../contract/ports.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import type { ReportFigures, ReportRow } from '../domain/round/report-file.ts';
import { monthFigures, type MonthFigure } from '../ledger/reads/rounds.ts';
import { digestOf, envelopeOf } from './commands.ts';
import type { ApiDependencies } from './dependencies.ts';

/** What became of one row. */
interface Answered {
  row: ReportRow;
  verdict: ReportVerdict;
  refusal: Refusal | null;
}

interface Batch {
  month: string;
  county: string | undefined;
  rows: readonly ReportRow[];
}

/** More than a city has projects under way; a larger file is a mistake. */
export const MAX_REPORT_ROWS = 2_000;
/** Each row is a command to its own project's workflow; more at once only queue there. */
const ROWS_AT_ONCE = 16;

/**
 * Gives one `report` a row, each under a key made of the request's and the project's. A row that is refused holds up no other, and figures
 * that stand already are not given again; so a file that was sent twice, or broken off and sent again, does nothing twice.
 */
export async function giveReports(deps: ApiDependencies, request: FastifyRequest, batch: Batch): Promise<Answered[]> {
  const known = await monthFigures(
    deps.db,
    batch.month,
    batch.rows.flatMap(({ figures, code }) => (figures ? [code] : [])),
    // A project beyond one's reach is answered like a code that is none.
    request.reach,
  );
  const answers = new Array<Answered>(batch.rows.length);
  const waiting = batch.rows.map((row, index) => ({ row, index })).reverse();
  const server = { away: false };
  const next = async (): Promise<void> => {
    for (let each = waiting.pop(); each; each = waiting.pop()) {
      const { row, index } = each;
      answers[index] = {
        row,
        ...(await giveReport(deps, request, { ...batch, row, known: known.get(row.code), server })),
      };
    }
  };
  await Promise.all(Array.from({ length: ROWS_AT_ONCE }, next));
  return answers;
}

interface Sent {
  row: ReportRow;
  known: MonthFigure | undefined;
  /** Set by the first row that nobody answers, so that hundreds do not wait for the same outage one after another. */
  server: { away: boolean };
}

type Verdict = Omit<Answered, 'row'>;
const verdictOf = (verdict: ReportVerdict): Verdict => ({ verdict, refusal: null });
const refused = (refusal: Refusal): Verdict => ({ verdict: 'refused', refusal });

async function giveReport(
  deps: ApiDependencies,
  request: FastifyRequest,
  { row, known, month, county, server }: Omit<Batch, 'rows'> & Sent,
): Promise<Verdict> {
  const { code, figures, refusal } = row;
  if (refusal) return refused(refusal);
  if (!figures) return verdictOf('blank');
  if (!known) return refused(refuse('projectNotFound', 'code', code));
  if (county !== undefined && known.county !== county) {
    return refused(refuse('projectElsewhere', 'code', code, { county: known.county }));
  }
  if (isSame(figures, known)) return verdictOf('same');
  if (server.away) return unanswered(code);
  const key = String(request.headers['idempotency-key']);
  const command = { type: 'report', month, ...figures } as const;
  const given = { ...envelopeOf(deps, request), commandId: `${request.signedIn.id}:${key}/${code}` };
  try {
    const outcome = await deps.gateway.send({
      ...{ ...given, digest: digestOf(command), kind: 'project', entityId: code, command },
    });
    return verdictFor(outcome);
  } catch (error) {
    // Nobody knows yet whether it happened: the others have their answers, and this one is found out by sending the file again.
    request.log.warn({ err: error, code }, 'a report of a round has no answer');
    server.away ||= error instanceof Unavailable;
    return unanswered(code);
  }
}

const unanswered = (code: string): Verdict => ({
  verdict: 'unanswered',
  refusal: refuse('unavailable', 'server', code),
});
const verdictFor = (outcome: Outcome): Verdict =>
  outcome.ok ? verdictOf(outcome.replayed ? 'same' : 'taken') : refused(outcome.refusal);

const isSame = ({ doneWan, toDateWan }: ReportFigures, known: MonthFigure): boolean =>
  known.doneWan === doneWan && (toDateWan === undefined || known.toDateWan === toDateWan);

/** With the figures as they stand after it, and the reasons in the reader's language. */
export async function reportsAnswer(
  { db }: Pick<ApiDependencies, 'db'>,
  { month, answers }: { month: string; answers: readonly Answered[] },
  locale: Locale,
): Promise<RoundReportsAnswer> {
  const taken = new Set(answers.flatMap(({ verdict, row }) => (verdict === 'taken' ? [row.code] : [])));
  const after = await monthFigures(
    db,
    month,
    answers.flatMap(({ verdict, row }) => (verdict === 'taken' || verdict === 'same' ? [row.code] : [])),
  );
  const count = (asked: ReportVerdict): number => answers.filter(({ verdict }) => verdict === asked).length;
  const counts = Object.fromEntries(REPORT_VERDICTS.map(verdict => [verdict, count(verdict)]));
  return {
    month,
    counts: counts as Record<ReportVerdict, number>,
    late: [...taken].filter(code => after.get(code)?.late === true).length,
    rows: answers.map(({ row: { sheet, row, code, figures }, verdict, refusal }) => ({
      ...{ sheet, row, code, verdict },
      doneWan: after.get(code)?.doneWan ?? figures?.doneWan ?? null,
      toDateWan: after.get(code)?.toDateWan ?? figures?.toDateWan ?? null,
      errors: refusal ? [{ ...refusal, message: refusalText(refusal, locale) }] : [],
    })),
  };
}
