import { parseIsoDate } from '../calendar/dates.ts';
import { decided, type Actor, type Decision, type RuleContext } from '../entity.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { LifeCommand, ProjectEvent, ProjectRuleFacts } from './commands.ts';
import type { ProjectState, ProjectStatus } from './types.ts';

type Answer = Decision<ProjectEvent> | Refusal;

/** Out of the counts, kept in history. */
export const LEFT_STATUSES: readonly ProjectStatus[] = ['withdrawn', 'merged', 'removed'];

export const hasLeft = ({ status }: { status: ProjectStatus }): boolean => LEFT_STATUSES.includes(status);

export function refuseLeft({ status, code, mergedInto }: ProjectState): Refusal {
  if (status === 'merged') return refuse('projectMerged', 'code', code, { into: mergedInto });
  return refuse(status === 'removed' ? 'projectRemoved' : 'projectWithdrawn', 'code', code);
}

/** Off the path and back: paused (暂缓), withdrawn (退出), merged into the code it is counted under, removed for silence (移出). */
export function decideLife(
  state: ProjectState,
  command: LifeCommand,
  facts: ProjectRuleFacts,
  context: RuleContext,
): Answer {
  switch (command.type) {
    case 'pause':
      return pause(state, command, context);
    case 'resume':
      if (state.status !== 'paused') return refuse('projectNotPaused', 'code', state.code);
      return decided([{ type: 'resumed', reason: command.reason ?? null, on: context.today }]);
    case 'withdraw':
      return decided([{ type: 'withdrawn', reason: command.reason }]);
    case 'merge':
      return onlyCoordinator(context.actor) ?? merge(state, command, facts);
    case 'remove':
      return (
        onlyCoordinator(context.actor) ?? decided([{ type: 'removed', reason: command.reason, on: context.today }])
      );
    case 'restore':
      if (state.status !== 'removed') return refuse('projectNotRemoved', 'code', state.code);
      return onlyCoordinator(context.actor) ?? decided([{ type: 'restored', reason: command.reason }]);
  }
}

export const onlyCoordinator = ({ id, roles }: Actor): Refusal | null =>
  roles.includes('coordinator') ? null : refuse('notAllowed', 'actor', id, { roles: ['coordinator'] });

/** A project at the end of its path has nothing left to put off. */
function pause(state: ProjectState, command: Extract<LifeCommand, { type: 'pause' }>, context: RuleContext): Answer {
  if (state.status === 'paused') return refuse('projectPaused', 'code', state.code);
  if (state.status === 'achieved') return refuse('projectAchieved', 'code', state.code, { reached: state.stage });
  const reviewOn = parseIsoDate(command.reviewOn, 'reviewOn');
  if (isRefusal(reviewOn)) return reviewOn;
  if (reviewOn < context.today) return refuse('reviewInPast', 'reviewOn', reviewOn, { today: context.today });
  return decided([{ type: 'paused', reason: command.reason, reviewOn, on: context.today }]);
}

/** The same project under two codes is counted under one; both keep their history, and what it was merged into must be in the counts. */
function merge(
  state: ProjectState,
  { into, reason }: { into: string; reason: string },
  { other }: ProjectRuleFacts,
): Answer {
  if (into === state.code) return refuse('mergeIntoItself', 'into', into);
  if (!other) return refuse('projectNotFound', 'into', into);
  if (hasLeft(other)) return refuse('otherHasLeft', 'into', into, { status: other.status });
  return decided([{ type: 'mergedInto', into, reason }]);
}
