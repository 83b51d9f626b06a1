import { decided, type Area } from '../entity.ts';
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
}

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
}

export interface PersonFacts {
  id: string;
  unitKnown: boolean;
  /** Whether the command gives the person another address than the row has. */
  addressMoves: boolean;
}

export const personArea: Area<PersonState, PersonCommand, PersonEvent, PersonFacts> = {
  kind: 'person',
  decide: (state, { unitId, roles, active }, { id, unitKnown, addressMoves }, context) => {
    if (!unitKnown) return refuse('unitNotFound', 'unit', unitId);
    const refusal = refuseDuties({ before: state?.roles ?? [], roles, addressMoves }, context);
    return refusal ?? decided([{ type: 'defined', id, unitId, roles, active }]);
  },
  evolve: (_state, { id, unitId, roles, active }) => ({ id, unitId, roles, active }),
  nextReminder: () => null,
};

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
