import { refusalText, type Locale } from '../../contract/catalogue/index.ts';
import type { FindingAnswer, VisitAnswer, VisitDetailAnswer } from '../../contract/schemas/index.ts';
import type { Finding } from '../../domain/visit/types.ts';
import type { Names } from '../../ledger/reads/names.ts';
import type { VisitThen } from '../../ledger/reads/visits.ts';
import { instantOf } from './instants.ts';

export function visitWire({ state, seq, beganMs, changedMs }: VisitThen): VisitAnswer {
  const { findings, people, moves, passedMs: _, told: __, ...visit } = state;
  const count = (wanted: (finding: Finding) => boolean): number => findings.filter(wanted).length;
  const solvedOnSpot = count(({ solved }) => solved !== null);
  return {
    ...visit,
    people: [...people],
    moves: [...moves],
    counts: {
      findings: findings.length,
      raised: findings.length - solvedOnSpot,
      solvedOnSpot,
      waiting: count(({ standing }) => standing === 'waiting'),
      refused: count(({ standing }) => standing === 'refused'),
    },
    seq,
    plannedAt: instantOf(new Date(beganMs)),
    changedAt: instantOf(new Date(changedMs)),
  };
}

interface Beside {
  names: Names;
  projectName: string | null;
  /** Of its problems, by code. */
  problemStates: ReadonlyMap<string, string>;
  /** Of its files, by SHA-256. */
  fileNames: ReadonlyMap<string, string>;
  locale: Locale;
}

export const visitDetailWire = (visit: VisitThen, beside: Beside): VisitDetailAnswer => ({
  ...visitWire(visit),
  teamName: beside.names.unit(visit.state.team),
  projectName: beside.projectName,
  peopleNames: visit.state.people.map(id => beside.names.person(id)),
  findings: visit.state.findings.map(finding => findingWire(finding, beside)),
});

/** A refusal is kept as a code; a sentence in the language of whoever reads it. */
const findingWire = (
  { refusal, files, ...finding }: Finding,
  { problemStates, fileNames, locale }: Beside,
): FindingAnswer => ({
  ...finding,
  files: files.map(sha256 => ({ sha256, name: fileNames.get(sha256) ?? null })),
  problemState: (problemStates.get(finding.problem ?? '') ?? null) as FindingAnswer['problemState'],
  refusal: refusal && { ...refusal, message: refusalText(refusal, locale) },
});
