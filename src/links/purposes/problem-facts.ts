import { CATEGORY_WORDS, PROBLEM_STATE_WORDS } from '../../contract/catalogue/index.ts';
import type { LinkPurpose } from '../../domain/link/types.ts';
import type { ProblemEvent } from '../../domain/problem/commands.ts';
import type { ProblemState, Solution } from '../../domain/problem/types.ts';
import { linkWords } from '../catalogue.ts';
import type { Fact } from '../pages/view.ts';
import { fact, joined, localTime, type Telling } from '../telling.ts';

/** A problem as its pages show it: its state, and the names behind the ids. */
export interface ProblemSubject {
  state: ProblemState;
  projectName: string | null;
  leadUnitName: string | null;
  solverName: string | null;
}

/** What somebody must see to know what he is asked about. */
export function problemFacts(subject: ProblemSubject, purpose: LinkPurpose, telling: Telling): Fact[] {
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
    dueFact(state, telling),
    ...(purpose === 'verifyProblem' ? solutionFacts(subject, telling) : []),
  ].flat();
}

function dueFact({ dueMs }: ProblemState, { locale, clock, nowMs }: Telling): Fact[] {
  if (dueMs === null) return [];
  const { facts: words } = linkWords(locale);
  const overdue = dueMs <= nowMs;
  return [{ label: words.due, text: `${localTime(clock, dueMs)}${overdue ? words.overdue : ''}`, bad: overdue }];
}

function solutionFacts({ state: { solution }, solverName }: ProblemSubject, { locale }: Telling): Fact[] {
  if (!solution) return [];
  const { facts: words } = linkWords(locale);
  return [
    fact(words.result, solution.result),
    fact(words.evidence, evidenceText(solution)),
    fact(words.solver, solverName ?? solution.solverId),
  ].flat();
}

const evidenceText = ({ evidence }: Solution): string =>
  evidence.map(({ kind, number, issuer, on, note, link }) => joined(kind, number, issuer, on, note, link)).join('\n');

/** What an event of a link's command wrote down. The events of other commands never come here. */
export function recordedFacts(event: ProblemEvent, { locale, clock }: Pick<Telling, 'locale' | 'clock'>): Fact[] {
  const { recorded: words } = linkWords(locale);
  switch (event.type) {
    case 'answered':
      return [fact(words.answer, event.text), fact(words.nextOn, event.nextOn)].flat();
    case 'closed':
      return [fact(words.verdict, words.closed), fact(words.note, event.note)].flat();
    case 'rejected':
      return [
        fact(words.verdict, words.rejected),
        fact(words.reason, event.reason),
        fact(words.newDue, localTime(clock, event.dueMs)),
      ].flat();
    default:
      return [];
  }
}
