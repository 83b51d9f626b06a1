import { decided, type Area, type Notice } from '../entity.ts';
import { refuse } from '../refusal.ts';
import { refuseDuties } from './duties.ts';
import type { Role, Unit } from './types.ts';

/**
 * People and units are reference data, but who was given which role and when is history like any other. Names and addresses are
 * personal data: they live in the `person` row only and never enter an event, so that one person can be erased later.
 */
export interface PersonState {
  id: string;
  unitId: string;
  roles: readonly Role[];
  active: boolean;
  /** How often each has been changed, for the audit: what they were and are stands in the `person` row alone. Missing where none was. */
  revisions?: Partial<Record<PersonalField, number>>;
}

export const PERSONAL_FIELDS = ['name', 'title', 'address'] as const;
export type PersonalField = (typeof PERSONAL_FIELDS)[number];

export interface PersonCommand {
  type: 'define';
  unitId: string;
  roles: readonly Role[];
  active: boolean;
  /** Written to the `person` row by the projection; not part of the event. */
  personal: { name: string; title: string | null; address: string | null };
}
export interface PersonEvent {
  type: 'defined';
  id: string;
  unitId: string;
  roles: readonly Role[];
  active: boolean;
  /** Which personal fields were changed with it; never to what. */
  changed?: readonly PersonalField[];
}

export interface PersonFacts {
  id: string;
  unitKnown: boolean;
  /** The personal fields to which the command gives another value than the row has; none of a new person. */
  changed: readonly PersonalField[];
  /** Where mails went until now; null for a new person, or one without an address. */
  oldAddress: string | null;
  /** Duties of the administration that other active people hold. */
  heldByOthers: readonly Role[];
}

export const personArea: Area<PersonState, PersonCommand, PersonEvent, PersonFacts> = {
  kind: 'person',
  decide: (
    state,
    { unitId, roles, active, personal },
    { id, unitKnown, changed, oldAddress, heldByOthers },
    context,
  ) => {
    if (!unitKnown) return refuse('unitNotFound', 'unit', unitId);
    const addressMoves = changed.includes('address');
    const before = state ?? { roles: [], active };
    const refusal = refuseDuties({ before, after: { roles, active }, addressMoves, heldByOthers }, context);
    if (refusal) return refusal;
    const event: PersonEvent = { type: 'defined', id, unitId, roles, active, ...(changed.length > 0 && { changed }) };
    // Taken out of somebody who stays, it may come back as another one; of somebody who leaves, as who is erased, it leads nowhere.
    const isElsewhere = addressMoves && oldAddress !== null && (personal.address !== null || active);
    return decided([event], isElsewhere ? [toldWhereItWas(id, oldAddress, context.nowMs)] : []);
  },
  evolve: (state, { id, unitId, roles, active, changed = [] }) => {
    const revisions = { ...state?.revisions };
    for (const field of changed) revisions[field] = (revisions[field] ?? 0) + 1;
    return { id, unitId, roles, active, ...(Object.keys(revisions).length > 0 && { revisions }) };
  },
  nextReminder: () => null,
};

/** Names the mails to an address that is no longer somebody's. */
export const ADDRESS_CHANGED = 'addressChanged/';

const NEWS_MS = 3 * 86_400_000;

/** Whoever had the address hears that it is another now: if that was not asked for, somebody is taking over the account. */
const toldWhereItWas = (personId: string, address: string, nowMs: number): Notice => ({
  ...{ kind: 'account', slot: `${ADDRESS_CHANGED}${nowMs}`, personId, to: address },
  ...{ notBeforeMs: nowMs, expiresMs: nowMs + NEWS_MS, data: { what: 'addressChanged', forMinutes: 0 } },
});

export interface UnitCommand {
  type: 'define';
  unit: Omit<Unit, 'id'>;
}
export interface UnitEvent {
  type: 'defined';
  unit: Unit;
}

export const unitArea: Area<Unit, UnitCommand, UnitEvent, { id: string }> = {
  kind: 'unit',
  decide: (_state, command, { id }) => decided([{ type: 'defined', unit: { id, ...command.unit } }]),
  evolve: (_state, event) => event.unit,
  nextReminder: () => null,
};
