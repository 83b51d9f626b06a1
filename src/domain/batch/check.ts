import type { IsoDate } from '../calendar/dates.ts';
import type { RuleContext } from '../entity.ts';
import type { AdvanceCommand } from '../project/commands.ts';
import { decideProject } from '../project/decide.ts';
import { missingAt } from '../project/gates.ts';
import type { EvidenceAsked } from '../project/path.ts';
import type { ProjectState } from '../project/types.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { EVENT_EVIDENCE, type BatchState } from './types.ts';

export const CHECK_VERDICTS = ['ready', 'lacking', 'cannot'] as const;
/**
 * What confirming the event now would do to a project: move it, move it with papers still missing (listed until they come), or be refused
 * by its rules.
 */
export type CheckVerdict = (typeof CHECK_VERDICTS)[number];

export interface Check {
  code: string;
  verdict: CheckVerdict;
  /** Papers its gate asks for that are neither there nor waived. */
  missing: readonly EvidenceAsked[];
  refusal: Refusal | null;
}

type Event = Pick<BatchState, 'code' | 'stage'>;

/** What the event asks of each of its projects: the stage, on its day, proved by the event itself. */
export const advanceOf = ({ code, stage }: Event, on: IsoDate): AdvanceCommand => ({
  type: 'advance',
  to: stage,
  on,
  evidence: [{ kind: EVENT_EVIDENCE[stage], number: code, on }],
});

/** The same rules as on the day, so that what is checked is what will happen. An event to come is checked as if it were today. */
export function checkProject(
  { code, project }: { code: string; project: ProjectState | undefined },
  event: Event & Pick<BatchState, 'on'>,
  context: RuleContext,
): Check {
  if (!project) return { code, verdict: 'cannot', missing: [], refusal: refuse('projectNotFound', 'code', code) };
  const command = advanceOf(event, event.on < context.today ? event.on : context.today);
  const blank = { team: [], unknownPersonIds: [], unknownUnitIds: [], likely: [], other: null };
  const answer = decideProject(project, command, { code, ...blank }, { ...context, via: 'person' });
  const missing = missingAt(project, event.stage, command.evidence);
  if (isRefusal(answer)) return { code, verdict: 'cannot', missing, refusal: answer };
  return { code, verdict: missing.length > 0 ? 'lacking' : 'ready', missing, refusal: null };
}
