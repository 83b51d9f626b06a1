import { firstDay, lastDay, type PartialDate } from '../calendar/dates.ts';
import { STAGES, type Stage } from '../project/stages.ts';
import type { Parent } from '../project/types.ts';
import { normaliseName } from './text.ts';
import type { FactChange, MilestoneFacts, ProjectFacts, RowComparison } from './types.ts';

/** What the ledger holds about a project, in the words of a row. */
export type KnownFacts = Omit<ProjectFacts, 'gaps' | 'stageInferred' | 'code'>;

const TEXTS = ['name', 'county', 'investor', 'industry', 'kind', 'knownIssue', 'note', 'source', 'leaderName'] as const;

type Value = string | number | null;

const changeOf = (field: string, old: Value, now: Value): FactChange[] => {
  if (now === null || now === old) return [];
  return [{ field, kind: old === null ? 'fill' : 'correction', old, new: now }];
};

/** The same words in other widths and spaces are the same text. */
const textChange = (field: string, old: string | null, now: string | null): FactChange[] =>
  old !== null && now !== null && normaliseName(old) === normaliseName(now) ? [] : changeOf(field, old, now);

const holds = (wide: PartialDate, narrow: PartialDate): boolean =>
  firstDay(wide) <= firstDay(narrow) && lastDay(narrow) <= lastDay(wide);

/** A date within the one known is more precise and fills the gap; a wider one around it says nothing new. */
const actualChange = (field: string, old: PartialDate | null, now: PartialDate | null): FactChange[] => {
  if (now === null || now === old || (old !== null && holds(now, old))) return [];
  return [{ field, kind: old === null || holds(old, now) ? 'fill' : 'correction', old, new: now }];
};

/** `A-1 phase 2`: a project and what is to it, as one value that can be told from another. */
export const parentText = (parent: Parent | null): string | null =>
  parent && [parent.code, parent.relation, ...(parent.phase === null ? [] : [parent.phase])].join(' ');

const milestoneChanges = (
  stage: Stage,
  old: MilestoneFacts | undefined,
  now: MilestoneFacts | undefined,
): FactChange[] => [
  ...changeOf(`plan.${stage}`, old?.plan ?? null, now?.plan ?? null),
  ...actualChange(`actual.${stage}`, old?.actual ?? null, now?.actual ?? null),
];

/**
 * Says what a row would change. Blanks in the file never erase what the ledger knows. A file that stands at an earlier stage is an
 * old file: the whole row is left alone, its other cells being as old.
 */
export function compareRow(facts: ProjectFacts, existing: KnownFacts | null): RowComparison {
  if (existing === null) return { verdict: 'create', changes: [] };
  const steps = STAGES.indexOf(facts.stage) - STAGES.indexOf(existing.stage);
  if (steps < 0 && !facts.stageInferred) {
    return { verdict: 'behind', changes: [], behind: { ledger: existing.stage, file: facts.stage } };
  }
  const advance: FactChange[] =
    steps > 0 ? [{ field: 'stage', kind: 'advance', old: existing.stage, new: facts.stage }] : [];
  const changes = [
    ...advance,
    ...STAGES.flatMap(stage => milestoneChanges(stage, existing.milestones[stage], facts.milestones[stage])),
    ...TEXTS.flatMap(field => textChange(field, existing[field], facts[field])),
    ...changeOf('path', existing.path, facts.path),
    ...changeOf('agreement', existing.agreement, facts.agreement),
    ...changeOf('leadSource', existing.leadSource, facts.leadSource ?? null),
    ...changeOf('landKind', existing.landKind, facts.landKind),
    ...changeOf('parent', parentText(existing.parent), parentText(facts.parent)),
    ...changeOf('investmentWan', existing.investmentWan, facts.investmentWan),
  ];
  return { verdict: changes.length > 0 ? 'change' : 'same', changes };
}
