import type { IsoDate } from '../../calendar/dates.ts';
import type { Month } from '../../calendar/months.ts';

/**
 * In the order they are dealt with: carried over from an earlier dispatch (结转), escalated and overdue problems, what a county whistle has tabled,
 * broken promises, red projects, the theme, and what a coordinator has added.
 */
export const AGENDA_KINDS = ['carried', 'problem', 'whistle', 'missed', 'red', 'theme', 'free'] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];

export interface Named {
  code: string;
  name: string;
}

/** How the subject stood when the agenda was composed; never brought up to date, as the list that was sent is the list that is dealt with. */
export interface ItemFacts {
  project: Named | null;
  county: string | null;
  /** The limit in force, and how many days it had been over. */
  dueOn: IsoDate | null;
  daysOver: number;
  /** 第 n 次结转: weekly dispatches it has passed on the agenda. */
  carried: number;
  /** Of the ladder: 2 head of department, 3 agenda, 4 leading group. */
  level: number;
  proposal: string | null;
  promisedOn: IsoDate | null;
  /** A promise that was broken since the agenda before. */
  missed: { on: IsoDate; reason: string | null } | null;
  /** The county whistle that has tabled it. */
  whistle: string | null;
  /** The published month it is red in. */
  redIn: Month | null;
  /** Of a theme: its projects, the largest first, and how many there are. */
  projects: readonly Named[];
  projectsTotal: number;
}

export const NO_FACTS: ItemFacts = {
  ...{ project: null, county: null, dueOn: null, daysOver: 0, carried: 0, level: 0, proposal: null, promisedOn: null },
  ...{ missed: null, whistle: null, redIn: null, projects: [], projectsTotal: 0 },
};

export interface AgendaItem {
  /** Counts up within the agenda and stays with the item, wherever it is moved. */
  no: number;
  kind: AgendaKind;
  /** What `code` is one of; null for a theme, a decision and what somebody added. */
  subject: 'problem' | 'project' | null;
  /** Of the problem or project it is about; null for a theme and for what somebody added. */
  code: string | null;
  title: string;
  /** Who answers for it. */
  unitId: string | null;
  minutes: number;
  facts: ItemFacts;
}

/** Not on the agenda, as nobody has said how and until when it can be solved. */
export interface HeldBack {
  code: string;
  title: string;
  unitId: string | null;
  whistle: string | null;
}

export interface DroppedItem extends Named {
  no: number;
  reason: string;
  by: string;
}

export interface Agenda {
  items: readonly AgendaItem[];
  heldBack: readonly HeldBack[];
  dropped: readonly DroppedItem[];
  /** Items beyond the most that an agenda holds, by kind. */
  leftOff: Readonly<Partial<Record<AgendaKind, number>>>;
  /** Units that had said nothing to its collection when it was composed; missing in older ones. */
  silent?: readonly string[];
  lastNo: number;
  /** Null while only what people have added stands on it. */
  composedMs: number | null;
  approved: { by: string; atMs: number } | null;
  /** What the attendees were sent; null before the invitation. */
  sentAs: 'approved' | 'unapproved' | null;
  changedSinceSent: boolean;
}

export const NO_AGENDA: Agenda = {
  ...{ items: [], heldBack: [], dropped: [], leftOff: {}, lastNo: 0 },
  ...{ composedMs: null, approved: null, sentAs: null, changedSinceSent: false },
};

export type AgendaCommand =
  | { type: 'addItem'; title: string; unit?: string | undefined; minutes?: number | undefined; to?: number | undefined }
  | { type: 'dropItem'; no: number; reason: string }
  /** `to`: its place in the list, from 1. */
  | { type: 'moveItem'; no: number; to: number }
  | { type: 'timeItem'; no: number; minutes: number }
  | { type: 'approveAgenda' };

export type AgendaEvent =
  | {
      type: 'agendaComposed';
      items: readonly AgendaItem[];
      heldBack: readonly HeldBack[];
      leftOff: Agenda['leftOff'];
      silent?: readonly string[];
      atMs: number;
    }
  | { type: 'agendaItemAdded'; item: AgendaItem; to: number; by: string }
  | { type: 'agendaItemDropped'; no: number; code: string; title: string; reason: string; by: string }
  | { type: 'agendaItemMoved'; no: number; to: number; by: string }
  | { type: 'agendaItemTimed'; no: number; minutes: number; by: string }
  | { type: 'agendaApproved'; by: string; atMs: number };

/** A problem that may stand on the agenda, as the ledger has it. */
export interface AgendaProblem {
  code: string;
  title: string;
  project: Named | null;
  county: string | null;
  unitId: string | null;
  dueMs: number | null;
  level: number;
  /** By dispatches, and by the meeting that has handed it to them. */
  carried: number;
  /** Null: a whistle has tabled it, and it stands on no agenda yet. */
  reason: 'overdue' | 'tabled' | 'carried' | 'called' | null;
  proposal: string | null;
  promisedOn: IsoDate | null;
  whistle: string | null;
}

export interface AgendaMiss {
  code: string;
  title: string;
  project: Named | null;
  county: string | null;
  unitId: string | null;
  on: IsoDate;
  reason: string | null;
}

/** Something decided at an earlier meeting (议定事项) whose day has passed without it. */
export interface UnkeptDecision {
  /** Of the problem or project it was decided on. */
  code: string | null;
  title: string;
  unitId: string;
  on: IsoDate;
  reason: string | null;
}

export interface RedProject extends Named {
  county: string | null;
  unitId: string | null;
  month: Month;
}

/** So many of a kind were read; `total` says how many there are. */
export interface Found<T> {
  found: readonly T[];
  total: number;
}

/** What the ledger knows on the day an agenda is composed. */
export interface AgendaSources {
  problems: Found<AgendaProblem>;
  misses: Found<AgendaMiss>;
  unkept: Found<UnkeptDecision>;
  /** What the meeting before carried over, problems apart. */
  carried: readonly AgendaItem[];
  reds: Found<RedProject>;
  /** Null: the theme says nothing of projects. */
  themeProjects: Found<Named> | null;
  /** Who is to bring a proposal: the people of the units that lead problems, by unit. */
  answerable: ReadonlyMap<string, readonly string[]>;
}
