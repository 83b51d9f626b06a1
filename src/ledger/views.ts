import type { EntityView } from '../contract/commit.ts';
import { batchArea } from '../domain/batch/area.ts';
import type { BatchState } from '../domain/batch/types.ts';
import type { EntityKind, RuleContext } from '../domain/entity.ts';
import { meetingArea } from '../domain/meeting/meeting.ts';
import { waitsForMinutes } from '../domain/meeting/minutes/clock.ts';
import type { MeetingState } from '../domain/meeting/types.ts';
import { problemArea } from '../domain/problem/area.ts';
import { isOver } from '../domain/problem/standing.ts';
import type { ProblemState } from '../domain/problem/types.ts';
import { projectArea } from '../domain/project/area.ts';
import { stagesAfter } from '../domain/project/path.ts';
import type { ProjectState } from '../domain/project/types.ts';
import { roundArea } from '../domain/round/area.ts';
import type { RoundState } from '../domain/round/types.ts';
import { visitArea } from '../domain/visit/area.ts';
import type { VisitState } from '../domain/visit/types.ts';
import { whistleArea } from '../domain/whistle/area.ts';
import type { WhistleState } from '../domain/whistle/types.ts';

/** The small picture of an entity that its workflow works from. */
export function viewOf(
  kind: EntityKind,
  state: unknown,
  { seq, context }: { seq: number; context: RuleContext },
): EntityView {
  const blank: EntityView = { seq, status: 'known', open: false, next: null, ahead: [], stage: null, county: null };
  switch (kind) {
    case 'project': {
      const project = state as ProjectState;
      const { status, stage, county } = project;
      const open = status === 'active' || status === 'paused';
      const ahead = stagesAfter(project.path, stage);
      return { ...blank, status, open, ahead, stage, county, next: projectArea.nextReminder(project, context) };
    }
    case 'problem': {
      const problem = state as ProblemState;
      const { status, county } = problem;
      return { ...blank, status, county, open: !isOver(problem), next: problemArea.nextReminder(problem, context) };
    }
    case 'meeting': {
      const meeting = state as MeetingState;
      const open = meeting.status === 'planned' || waitsForMinutes(meeting);
      return { ...blank, status: meeting.status, open, next: meetingArea.nextReminder(meeting, context) };
    }
    case 'batch': {
      const batch = state as BatchState;
      const { status } = batch;
      const open = status !== 'over' && status !== 'noneMoved' && status !== 'cancelled';
      return { ...blank, status, open, next: batchArea.nextReminder(batch, context) };
    }
    case 'round': {
      const round = state as RoundState;
      const { status } = round;
      return { ...blank, status, open: status === 'open', next: roundArea.nextReminder(round, context) };
    }
    case 'visit': {
      const visit = state as VisitState;
      const { status, county } = visit;
      const open = status === 'planned' || status === 'raising';
      return { ...blank, status, county, open, next: visitArea.nextReminder(visit, context) };
    }
    case 'whistle': {
      const whistle = state as WhistleState;
      const { status, county } = whistle;
      const open = status !== 'held' && status !== 'calledOff';
      return { ...blank, status, county, open, next: whistleArea.nextReminder(whistle, context) };
    }
    default:
      return blank;
  }
}
