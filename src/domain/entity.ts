import type { IsoDate } from './calendar/dates.ts';
import type { WorkCalendar } from './calendar/office-hours.ts';
import type { MailKind } from './mail-kinds.ts';
import type { Role } from './people/types.ts';
import type { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** What the ledger keeps one history of. */
export const ENTITY_KINDS = [
  'project',
  'problem',
  'meeting',
  'series',
  'person',
  'unit',
  'setting',
  'batch',
  'colouring',
  'round',
  'contact',
  'expert',
  'policy',
  'charge',
  'visit',
  'whistle',
  'brief',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Who gives a command. `system` is the clock: a workflow whose timer fired. */
export interface Actor {
  id: string;
  unitId: string | null;
  roles: readonly Role[];
}

export const SYSTEM_ACTOR: Actor = { id: 'system', unitId: null, roles: [] };

/** Everything a rule may look at besides the entity and the command; fixed for the length of one decision. */
export interface RuleContext {
  nowMs: number;
  today: IsoDate;
  actor: Actor;
  settings: Settings;
  calendar: WorkCalendar;
  /** Imports may mark a date as not known; people may not. */
  via: 'person' | 'import' | 'clock';
}

/** The next instant at which the entity's workflow has something to do by itself; `slot` names it for ever. */
export interface Reminder {
  slot: string;
  atMs: number;
}

/** One line for one person; lines of the same kind and slot become one mail (never one mail per problem). */
export interface Notice {
  kind: MailKind;
  slot: string;
  personId: string;
  /** The mail is not rendered before this, so that lines of the same slot still find it. */
  notBeforeMs: number;
  /** After this the mail is noise and is not sent any more. */
  expiresMs: number;
  data: Readonly<Record<string, string | number | null>>;
  /** Where it goes instead of the person's address of now. */
  to?: string;
}

export interface Decision<Event> {
  events: readonly Event[];
  notices: readonly Notice[];
}

export const decided = <Event>(events: readonly Event[], notices: readonly Notice[] = []): Decision<Event> => ({
  events,
  notices,
});

/**
 * One area of the domain as the ledger sees it. `decide` says what happens, `evolve` what the entity is afterwards; both are pure.
 * `Facts` is what the ledger must look up first because it lies outside the entity.
 */
export interface Area<State, Command extends { type: string }, Event extends { type: string }, Facts> {
  kind: EntityKind;
  decide(state: State | null, command: Command, facts: Facts, context: RuleContext): Decision<Event> | Refusal;
  evolve(state: State | null, event: Event): State;
  nextReminder(state: State, context: RuleContext): Reminder | null;
}
