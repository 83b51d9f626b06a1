import type { IsoDate } from '../calendar/dates.ts';
import type { RuleContext } from '../entity.ts';
import type { ProblemFacts } from '../problem/types.ts';
import { nameKey } from '../project/name-key.ts';
import type { Evidence } from '../project/types.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Finding, FindingFacts, VisitEvent, VisitRuleFacts, VisitState } from './types.ts';

/** More than any visit finds; a state is read and written whole. */
export const MOST_FINDINGS = 100;

/** The evidence that a problem solved on the spot carries: the visit itself; photos and files come beside it. */
const VISIT_EVIDENCE = '走访记录';
const PHOTO_EVIDENCE = '现场照片';

type Known = Pick<VisitState, 'findings'>;

/** What is left of a title when nothing counts but its words. */
const wordsOf = (title: string): string => nameKey(title).replaceAll(/\p{P}/gu, '');

/**
 * The same finding of one visit, however it is typed, is one: whoever sends it again under another key raises no second problem. A file
 * must have been stored before it can be named.
 */
export function refuseFindings(
  { findings: known }: Known,
  given: readonly FindingFacts[],
  { unknownFiles }: Pick<VisitRuleFacts, 'unknownFiles'>,
): Refusal | null {
  if (known.length + given.length > MOST_FINDINGS) {
    return refuse('outOfRange', 'findings', known.length + given.length, { min: 1, max: MOST_FINDINGS });
  }
  const titles = new Map(known.map(({ title, number }) => [wordsOf(title), number]));
  for (const [index, { title, files = [] }] of given.entries()) {
    const first = titles.get(wordsOf(title));
    if (first !== undefined) return refuse('findingThere', `findings[${index}].title`, title, { first });
    titles.set(wordsOf(title), known.length + index + 1);
    const wrong = wrongFile(files, unknownFiles, `findings[${index}].files`);
    if (wrong) return wrong;
  }
  return null;
}

function wrongFile(files: readonly string[], unknown: readonly string[], field: string): Refusal | null {
  for (const [index, file] of files.entries()) {
    if (unknown.includes(file)) return refuse('fileNotFound', `${field}[${index}]`, file);
    const first = files.indexOf(file);
    if (first < index) return refuse('listedTwice', `${field}[${index}]`, file, { first: first + 1 });
  }
  return null;
}

/** What was written down after the day of the visit is marked so. */
export function foundEvents(
  { findings: known, heldOn }: Known & { heldOn: IsoDate },
  given: readonly FindingFacts[],
  { reason = null, context }: { reason?: string | null | undefined; context: RuleContext },
): VisitEvent[] {
  return given.map(({ title, detail = null, category, solved = null, files = [] }, index) => ({
    type: 'found',
    finding: {
      number: known.length + index + 1,
      ...{ title, detail, category, solved, files },
      on: context.today,
      by: context.actor.id,
      late: context.today > heldOn,
      reason,
    },
  }));
}

/** What a finding raises. The problem of a project lies where the project lies now, whatever was known when the visit was planned. */
export const problemFactsOf = ({ project, county }: VisitState, finding: Finding): ProblemFacts => ({
  title: finding.title,
  detail: finding.detail,
  project,
  county: project === null ? county : null,
  category: finding.category,
  source: 'visit',
});

/** What proves that it was solved on the spot: the record of the visit, and every photo or file taken there. */
export const evidenceOf = ({ code, heldOn }: VisitState, { files }: Finding): Evidence[] => [
  { kind: VISIT_EVIDENCE, number: code, ...(heldOn === null ? {} : { on: heldOn }) },
  ...files.map(file => ({ kind: PHOTO_EVIDENCE, file })),
];
