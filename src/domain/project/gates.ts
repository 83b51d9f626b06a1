import { isFuture, type IsoDate } from '../calendar/dates.ts';
import { decided, type Decision, type RuleContext } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { sameValue } from '../same-value.ts';
import type { GateCommand, ProjectEvent } from './commands.ts';
import { milestoneOf } from './evolve.ts';
import { nameKey } from './name-key.ts';
import { isMilestone, type EvidenceAsked, type PathTemplate } from './path.ts';
import { hasPassedReview } from './review.ts';
import { isStage, STAGES, type Stage } from './stages.ts';
import type { Evidence, ProjectState } from './types.ts';

type Answer = Decision<ProjectEvent> | Refusal;

const sameKind = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

const asksOf = (path: PathTemplate, stage: Stage): readonly EvidenceAsked[] => path.gates[stage] ?? [];

/** What a gate looks at. */
export type Gated = Pick<ProjectState, 'path' | 'milestones' | 'reviews'>;

/** The papers a gate asks for that neither came nor were waived, in the order of the template. */
export function missingAt(state: Gated, stage: Stage, coming: readonly Evidence[] = []): readonly EvidenceAsked[] {
  const { evidence = [], waivers = [] } = state.milestones[stage] ?? {};
  const papers = [...evidence, ...coming];
  const isThere = (ask: EvidenceAsked): boolean =>
    waivers.some(({ kind }) => sameKind(kind, ask.kind)) ||
    // What a review says is the review's: no paper of that name takes its place.
    (ask.by === 'review' ? hasPassedReview(state) : papers.some(({ kind }) => sameKind(kind, ask.kind)));
  return asksOf(state.path, stage).filter(ask => !isThere(ask));
}

/** `groundbreaking:施工许可证` for every paper still missing at a stage that was reached; listed until it comes or is waived. */
export function missingEvidence(state: ProjectState): string[] {
  return STAGES.slice(0, STAGES.indexOf(state.stage) + 1).flatMap(stage =>
    missingAt(state, stage).map(({ kind }) => `${stage}:${kind}`),
  );
}

/** Refuses the first paper that does not carry what a paper of its kind must, e.g. a permit without its number. */
export function incompleteEvidence(path: PathTemplate, stage: Stage, evidence: readonly Evidence[]): Refusal | null {
  for (const [index, paper] of evidence.entries()) {
    const ask = asksOf(path, stage).find(({ kind }) => sameKind(kind, paper.kind));
    const lacking = ask?.needs.find(field => paper[field] === undefined);
    if (ask && lacking)
      return refuse('evidenceIncomplete', `evidence[${index}].${lacking}`, null, { kind: ask.kind, stage });
  }
  return null;
}

/** Refuses the first paper whose file nobody stored, or that bears a day to come. */
export function wrongPaper(
  evidence: readonly Evidence[] = [],
  { unknownFiles = [], today }: { unknownFiles?: readonly string[] | undefined; today: IsoDate },
): Refusal | null {
  for (const [index, { file, on }] of evidence.entries()) {
    if (file !== undefined && unknownFiles.includes(file)) {
      return refuse('fileNotFound', `evidence[${index}].file`, file);
    }
    if (on !== undefined && isFuture(on, today)) return refuse('paperInFuture', `evidence[${index}].on`, on, { today });
  }
  return null;
}

/** The gate in front of `stage`: refuses when a required paper is missing and nobody waived it. */
export function closedGate(state: Gated, stage: Stage, coming: readonly Evidence[]): Refusal | null {
  const missing = missingAt(state, stage, coming).filter(({ level }) => level === 'required');
  const [first] = missing;
  return first ? refuse('gateClosed', 'evidence', null, { stage, missing: missing.map(({ kind }) => kind) }) : null;
}

export function decideGate(state: ProjectState, command: GateCommand, context: RuleContext): Answer {
  switch (command.type) {
    case 'prove':
      return prove(state, command);
    case 'waive':
      return waive(state, command, context);
    case 'movePath':
      return movePath(state, command, context);
  }
}

/** Papers may come at any time; a stage ahead may be prepared with them. */
function prove({ path }: ProjectState, { stage, evidence }: Extract<GateCommand, { type: 'prove' }>): Answer {
  if (!path.stages.includes(stage)) return refuse('stageNotOnPath', 'stage', stage, { path: path.stages });
  return incompleteEvidence(path, stage, evidence) ?? decided([{ type: 'proved', stage, evidence }]);
}

/** Only a leader lets a project pass without a paper the path asks for, and says why. */
function waive(state: ProjectState, command: Extract<GateCommand, { type: 'waive' }>, context: RuleContext): Answer {
  const { actor, today } = context;
  const { stage, reason } = command;
  if (!isStage(stage)) return refuse('stageUnknown', 'stage', stage, { stages: STAGES });
  if (!actor.roles.includes('leader')) return refuse('notAllowed', 'actor', actor.id, { roles: ['leader'] });
  const asked = asksOf(state.path, stage).find(({ kind }) => sameKind(kind, command.kind));
  if (!asked) {
    return refuse('evidenceNotAsked', 'kind', command.kind, {
      stage,
      asked: asksOf(state.path, stage).map(ask => ask.kind),
    });
  }
  if (!missingAt(state, stage).includes(asked)) return refuse('evidenceThere', 'kind', asked.kind, { stage });
  return decided([{ type: 'waived', stage, kind: asked.kind, reason, by: actor.id, on: today }]);
}

/** Another kind of path, or a newer version of the same. The stage reached must be on it, and so must every date that counts. */
function movePath(
  state: ProjectState,
  command: Extract<GateCommand, { type: 'movePath' }>,
  context: RuleContext,
): Answer {
  const { paths } = context.settings.project;
  const path = paths.find(({ id }) => id === command.pathId);
  if (!path) return refuse('pathUnknown', 'path', command.pathId, { paths: paths.map(({ id }) => id) });
  if (sameValue(path, state.path)) return refuse('pathUnchanged', 'path', path.id);
  if (!path.stages.includes(state.stage)) return refuse('stageNotOnPath', 'stage', state.stage, { path: path.stages });
  const lost = STAGES.find(stage => isCounted(state, stage) && !isMilestone(path, stage));
  if (lost) return refuse('stageNotOnPath', `milestones.${lost}`, lost, { path: path.milestones });
  return decided([{ type: 'pathMoved', from: state.path.id, path, reason: command.reason }]);
}

/** Reached as a milestone, with its date or without: what was counted stays counted. */
function isCounted(state: ProjectState, stage: Stage): boolean {
  const { actual, dateUnknown } = milestoneOf(state, stage);
  return isMilestone(state.path, stage) && (actual !== null || dateUnknown);
}
