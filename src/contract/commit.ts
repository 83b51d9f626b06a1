import type { BatchCommand } from '../domain/batch/types.ts';
import type { BriefCommand } from '../domain/brief/types.ts';
import type { PublishCommand } from '../domain/colouring/types.ts';
import type { ContactCommand } from '../domain/contact/area.ts';
import type { Actor, EntityKind, Reminder, RuleContext } from '../domain/entity.ts';
import type { ExpertCommand } from '../domain/expert/area.ts';
import type { MeetingCommand, SeriesCommand } from '../domain/meeting/types.ts';
import type { PersonCommand, UnitCommand } from '../domain/people/areas.ts';
import type { PolicyCommand } from '../domain/policy/area.ts';
import type { ProblemCommand } from '../domain/problem/commands.ts';
import type { ProjectCommand } from '../domain/project/commands.ts';
import type { RoundCommand } from '../domain/round/types.ts';
import type { ChargeCommand } from '../domain/supervision/charge.ts';
import type { VisitCommand } from '../domain/visit/types.ts';
import type { WhistleCommand } from '../domain/whistle/types.ts';
import type { SettingCommand } from '../domain/settings/types.ts';
import type { Stage } from '../domain/project/stages.ts';
import type { Refusal } from '../domain/refusal.ts';

/** The commands of each kind of entity. */
export interface CommandsByKind {
  project: ProjectCommand;
  problem: ProblemCommand;
  meeting: MeetingCommand;
  series: SeriesCommand;
  person: PersonCommand;
  unit: UnitCommand;
  setting: SettingCommand;
  batch: BatchCommand;
  colouring: PublishCommand;
  round: RoundCommand;
  contact: ContactCommand;
  expert: ExpertCommand;
  policy: PolicyCommand;
  charge: ChargeCommand;
  visit: VisitCommand;
  whistle: WhistleCommand;
  brief: BriefCommand;
}

/** A command on its way to the ledger: who wants what of which entity, under which key. */
export interface Envelope<Kind extends EntityKind = EntityKind> {
  /** The caller's Idempotency-Key within the actor, `<actor>:<key>`, or `<entity>:<slot>` from the clock; also the update id. */
  commandId: string;
  /** SHA-256 of the command as it was asked; a key that comes back with another digest is refused. */
  digest: string;
  kind: Kind;
  entityId: string;
  command: CommandsByKind[Kind];
  actor: Actor;
  via: RuleContext['via'];
  /** Epoch ms at which it was accepted. Workflows give their own time, so that a skipped clock decides as a real one would. */
  atMs: number;
  /** The sequence number the sender believes in. A ledger that is behind it was restored from an older backup. */
  knownSeq?: number | undefined;
  requestId?: string | undefined;
  /** Of commands that a person sent; kept for the audit, and no rule looks at it. */
  origin?: Origin | undefined;
}

/** From where somebody acts. */
export interface Origin {
  /** The caller's network address. */
  address: string | null;
  /** What made him known: `token:<id>`, `session:<id>`, `link:<id>`. */
  means: string | null;
}

/** What a workflow must know of its entity, and no more: ids, states and instants, never names. */
export interface EntityView {
  seq: number;
  status: string;
  /** Whether the entity still waits for anything; a workflow whose entity is not open ends. */
  open: boolean;
  next: Reminder | null;
  /** Projects: the stages ahead, nearest first. */
  ahead: readonly Stage[];
  stage: Stage | null;
  county: string | null;
}

export interface CommandResult {
  entityId: string;
  seq: number;
  /** Names of the events the command caused, in order. */
  events: readonly string[];
}

export type Outcome =
  | { ok: true; result: CommandResult; view: EntityView; digest: string; replayed: boolean; notices: number }
  /** `atMs`: when it was decided. A refusal leaves no trace, and so says nothing of later tries under the same key. */
  | { ok: false; refusal: Refusal; view: EntityView | null; digest: string; atMs?: number };
