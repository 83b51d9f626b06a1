import { hasLeft, refuseLeft } from '../project/leaving.ts';
import { milestoneOf } from '../project/evolve.ts';
import { STAGES } from '../project/stages.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { BatchEntry, BatchRuleFacts, BatchStage, BatchState, PlacedProject } from './types.ts';

type Venues = Pick<BatchState, 'mainVenue' | 'branchVenues'>;

export const venuesOf = ({ mainVenue, branchVenues }: Venues): readonly string[] => [mainVenue, ...branchVenues];

export function wrongVenue(venues: Venues, venue: string | undefined, field: string): Refusal | null {
  const list = venuesOf(venues);
  return venue === undefined || list.includes(venue) ? null : refuse('notInList', field, venue, { list });
}

/** The first value that stands in the list before; `fieldOf` says where in the command it is. */
export function listedBefore(values: readonly string[], fieldOf: (index: number) => string): Refusal | null {
  const at = values.findIndex((value, index) => values.indexOf(value) !== index);
  const value = values[at];
  return value === undefined ? null : refuse('listedTwice', fieldOf(at), value, { first: values.indexOf(value) + 1 });
}

/**
 * Whether a project may stand on the list at all: it is in the counts, its path leads through the stage, and it has not counted there
 * before (counted once, domain §2). What can still be mended until the day (papers, a pause) is the evidence check's to say.
 */
export function refuseListing(
  { projects, elsewhere }: Pick<BatchRuleFacts, 'projects' | 'elsewhere'>,
  { code, stage, field }: { code: string; stage: BatchStage; field: string },
): Refusal | null {
  const project = projects.get(code);
  if (!project) return refuse('projectNotFound', field, code);
  if (hasLeft(project)) return { ...refuseLeft(project), field };
  const { actual, dateUnknown } = milestoneOf(project, stage);
  if (actual !== null || dateUnknown || STAGES.indexOf(project.stage) >= STAGES.indexOf(stage)) {
    const counted = actual === null ? {} : { on: actual };
    return refuse('projectPastStage', field, code, { stage, reached: project.stage, ...counted });
  }
  const path = project.path.stages;
  if (!path.includes(stage)) return refuse('pathWithoutStage', field, code, { stage, path });
  const batch = elsewhere.get(code);
  return batch === undefined ? null : refuse('projectInBatch', field, code, { batch });
}

export const newEntry = (
  { code, venue }: PlacedProject,
  more: Partial<Pick<BatchEntry, 'late' | 'reason' | 'replaces'>> = {},
): BatchEntry => ({
  code,
  venue,
  standing: 'listed',
  late: false,
  reason: null,
  replaces: null,
  replacedBy: null,
  refusal: null,
  investmentWan: null,
  ...more,
});
