import { CATEGORY_WORDS, PROBLEM_STATE_WORDS, SATISFACTION_WORDS } from '../../contract/catalogue/index.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { isProvisional } from '../../domain/calendar/working-calendar.ts';
import type { PurposeOf } from '../../domain/link/types.ts';
import type { ProblemEvent } from '../../domain/problem/commands.ts';
import { partsOf } from '../../domain/problem/standing.ts';
import type { ProblemState, Solution } from '../../domain/problem/types.ts';
import { linkWords } from '../catalogue.ts';
import type { Fact } from '../pages/view.ts';
import { fact, joined, type Telling } from '../telling.ts';

/** A problem as its pages show it: its state, and the names behind the ids. */
export interface ProblemSubject {
  state: ProblemState;
  projectName: string | null;
  leadUnitName: string | null;
  solverName: string | null;
  /** What the files of its result are called, by SHA-256. */
  paperNames: ReadonlyMap<string, string>;
}

/** What somebody must see to know what he is asked about. */
export function problemFacts(
  subject: ProblemSubject,
  purpose: PurposeOf<'problem'>,
  telling: Telling & { unit: string | null },
): Fact[] {
  const { facts: words } = linkWords(telling.locale);
  const { state, projectName, leadUnitName } = subject;
  const { code, title, detail, project, county, category } = state;
  return [
    fact(words.problem, `${code} ${title}`),
    fact(words.detail, detail),
    project === null
      ? fact(words.county, county)
      : fact(words.project, [project, projectName].filter(part => part !== null).join(' ')),
    fact(words.category, CATEGORY_WORDS[category][telling.locale]),
    fact(words.leadUnit, leadUnitName ?? state.leadUnitId),
    fact(words.state, PROBLEM_STATE_WORDS[state.status][telling.locale]),
    purpose === 'coAnswerProblem' ? partDueFact(state, telling) : dueFact(state, telling),
    ...(purpose === 'verifyProblem' ? verifyDueFact(state, telling) : []),
    ...(purpose === 'verifyProblem' || purpose === 'lookBackProblem' ? solutionFacts(subject, telling) : []),
    ...(purpose === 'verifyProblem' ? paperFacts(subject, telling) : []),
    ...(purpose === 'ruleExtension' ? extensionFacts(state, telling) : []),
  ].flat();
}

const dueFact = ({ dueMs }: ProblemState, telling: Telling): Fact[] => limitFact('due', dueMs, telling);

/** A split or co-department answers by its own limit, not by the lead's. */
const partDueFact = (state: ProblemState, telling: Telling & { unit: string | null }): Fact[] =>
  limitFact('due', partsOf(state).find(({ unitId }) => unitId === telling.unit)?.dueMs ?? state.dueMs, telling);

const verifyDueFact = ({ verification }: ProblemState, telling: Telling): Fact[] =>
  limitFact('verifyDue', verification?.dueMs ?? null, telling);

function limitFact(word: 'due' | 'verifyDue', dueMs: number | null, telling: Telling): Fact[] {
  if (dueMs === null) return [];
  const { facts: words } = linkWords(telling.locale);
  const overdue = dueMs <= telling.nowMs;
  return [{ label: words[word], text: `${limitText(dueMs, telling)}${overdue ? words.overdue : ''}`, bad: overdue }];
}

/** A day of a year whose holidays are not published says so. */
const dayText = (on: IsoDate, { table, locale }: Pick<Telling, 'table' | 'locale'>): string =>
  `${on}${isProvisional(table, on) ? linkWords(locale).facts.provisional : ''}`;

function limitText(dueMs: number, { clock, ...telling }: Omit<Telling, 'nowMs'>): string {
  const { date, time } = clock.toLocal(dueMs);
  return isProvisional(telling.table, date)
    ? `${date} ${time}${linkWords(telling.locale).facts.provisional}`
    : `${date} ${time}`;
}

function solutionFacts({ state: { solution }, solverName, leadUnitName }: ProblemSubject, { locale }: Telling): Fact[] {
  if (!solution) return [];
  const { facts: words } = linkWords(locale);
  return [
    fact(words.result, solution.result),
    fact(words.evidence, evidenceText(solution)),
    fact(words.solver, solverName ?? solution.solverId ?? leadUnitName),
  ].flat();
}

/** Whom a link is for who verifies: he sees what he is to judge. */
export const papersFor = (purpose: PurposeOf<'problem'>, { solution }: ProblemState): readonly string[] =>
  purpose === 'verifyProblem' ? (solution?.evidence ?? []).flatMap(({ file }) => file ?? []) : [];

function paperFacts({ state, paperNames }: ProblemSubject, { locale }: Telling): Fact[] {
  const files = papersFor('verifyProblem', state);
  if (files.length === 0) return [];
  const papers = files.map(sha256 => ({
    href: `?paper=${sha256}`,
    text: paperNames.get(sha256) ?? sha256.slice(0, 12),
  }));
  return [{ label: linkWords(locale).facts.papers, text: '', papers }];
}

function extensionFacts({ extension }: ProblemState, telling: Telling): Fact[] {
  if (!extension) return [];
  const { facts: words } = linkWords(telling.locale);
  return [
    fact(words.extension, dayText(extension.until, telling)),
    fact(words.extensionReason, extension.reason),
  ].flat();
}

const evidenceText = ({ evidence }: Solution): string =>
  evidence.map(({ kind, number, issuer, on, note, link }) => joined(kind, number, issuer, on, note, link)).join('\n');

/** What an event of a link's command wrote down; what the ledger worked out beside it is not told. */
export function recordedFacts(event: ProblemEvent, telling: Omit<Telling, 'nowMs'>): Fact[] {
  const { locale } = telling;
  const { recorded: words } = linkWords(locale);
  const at = (dueMs: number | null): string | null => (dueMs === null ? null : limitText(dueMs, telling));
  switch (event.type) {
    case 'acknowledged':
      return fact(words.verdict, words.acknowledged);
    case 'answered':
      return [fact(words.answer, event.text), fact(words.nextOn, dayText(event.nextOn, telling))].flat();
    case 'partAnswered':
      return fact(words.answer, event.text);
    case 'tabled':
      return [fact(words.proposal, event.proposal), fact(words.promisedOn, dayText(event.promisedOn, telling))].flat();
    case 'extensionAsked':
      return [fact(words.until, dayText(event.until, telling)), fact(words.why, event.reason)].flat();
    case 'extensionRuled': {
      const { granted, reason, dueMs } = event;
      const ruling = granted ? words.granted : words.refused;
      return [fact(words.ruling, ruling), fact(words.note, reason), fact(words.newDue, at(dueMs))].flat();
    }
    case 'closed':
      return [fact(words.verdict, words.closed), fact(words.note, event.note)].flat();
    case 'rejected':
      return [
        fact(words.verdict, words.rejected),
        fact(words.reason, event.reason),
        fact(words.newDue, at(event.dueMs)),
      ].flat();
    case 'lookedBack': {
      const { satisfaction, note } = event;
      return [fact(words.satisfaction, SATISFACTION_WORDS[satisfaction][locale]), fact(words.note, note)].flat();
    }
    case 'reopened':
      return [fact(words.verdict, words.relapsed), fact(words.newDue, at(event.dueMs))].flat();
    default:
      return [];
  }
}
