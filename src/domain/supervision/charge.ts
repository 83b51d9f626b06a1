import type { IsoDate } from '../calendar/dates.ts';
import { decided, type Area, type Decision, type RuleContext } from '../entity.ts';
import type { UnitKind } from '../people/types.ts';
import { hasLeft, onlyCoordinator, refuseLeft } from '../project/leaving.ts';
import type { ProjectState } from '../project/types.ts';
import { refuse, type Refusal } from '../refusal.ts';

export const CHARGE_SCOPES = ['county', 'project'] as const;
export type ChargeScope = (typeof CHARGE_SCOPES)[number];

/** What is entrusted: a county with everything in it, or one large project, whose own team then goes before its county's. */
export interface Subject {
  scope: ChargeScope;
  /** The county as it stands in the ledger, or the project's code. */
  subject: string;
}

export const chargeIdOf = ({ scope, subject }: Subject): string => `${scope}/${subject}`;

export function subjectOf(id: string): Subject {
  const at = id.indexOf('/');
  return { scope: id.slice(0, at) === 'county' ? 'county' : 'project', subject: id.slice(at + 1) };
}

export interface ChargeState extends Subject {
  /** The team's unit; null while nobody answers for it. */
  team: string | null;
  since: IsoDate;
}

export type ChargeCommand =
  { type: 'entrust'; team: string; reason?: string | undefined } | { type: 'release'; reason: string };

export type ChargeEvent =
  | ({ type: 'entrusted'; team: string; before: string | null; reason: string | null; on: IsoDate } & Subject)
  | { type: 'released'; before: string; reason: string; on: IsoDate };

export interface ChargeRuleFacts extends Subject {
  /** Of a project; undefined when there is none of that code. */
  project?: ProjectState | undefined;
  /** Whether the ledger knows the county: a unit speaks for it, or a project lies in it. */
  countyKnown: boolean;
  /** Of the unit named as team; undefined when there is none. */
  unitKind?: UnitKind | undefined;
}

type Answer = Decision<ChargeEvent> | Refusal;

function decideCharge(
  state: ChargeState | null,
  command: ChargeCommand,
  facts: ChargeRuleFacts,
  context: RuleContext,
): Answer {
  const { scope, subject } = facts;
  const refusal = onlyCoordinator(context.actor);
  if (refusal) return refusal;
  const before = state?.team ?? null;
  if (command.type === 'release') {
    if (before === null) return refuse('notEntrusted', scope, subject);
    return decided([{ type: 'released', before, reason: command.reason, on: context.today }]);
  }
  const { team, reason = null } = command;
  const wrong = notATeam(team, facts.unitKind, 'team') ?? wrongSubject(facts, context);
  if (wrong) return wrong;
  if (before === team) return refuse('teamUnchanged', 'team', team, { subject });
  if (before !== null && reason === null) return refuse('teamTaken', 'reason', null, { subject, team: before });
  return decided([{ type: 'entrusted', scope, subject, team, before, reason, on: context.today }]);
}

export function notATeam(team: string, kind: UnitKind | undefined, field: string): Refusal | null {
  if (kind === undefined) return refuse('unitNotFound', field, team);
  return kind === 'supervision' ? null : refuse('notATeam', field, team, { kind });
}

/** Only large projects have a team of their own (settings); the others are their county's. */
function wrongSubject({ scope, subject, project, countyKnown }: ChargeRuleFacts, context: RuleContext): Refusal | null {
  if (scope === 'county') return countyKnown ? null : refuse('countyUnknown', 'county', subject);
  if (!project) return refuse('projectNotFound', 'project', subject);
  if (hasLeft(project)) return { ...refuseLeft(project), field: 'project' };
  const { projectFromWan } = context.settings.supervision;
  const { investmentWan } = project;
  if (investmentWan !== null && investmentWan >= projectFromWan) return null;
  return refuse('projectTooSmall', 'project', subject, { investmentWan, projectFromWan });
}

function evolveCharge(state: ChargeState | null, event: ChargeEvent): ChargeState {
  if (event.type === 'entrusted') {
    const { scope, subject, team, on } = event;
    return { scope, subject, team, since: on };
  }
  if (!state) throw new Error(`a charge cannot begin with the event ${event.type}`);
  return { ...state, team: null, since: event.on };
}

export const chargeArea: Area<ChargeState, ChargeCommand, ChargeEvent, ChargeRuleFacts> = {
  kind: 'charge',
  decide: decideCharge,
  evolve: evolveCharge,
  nextReminder: () => null,
};
