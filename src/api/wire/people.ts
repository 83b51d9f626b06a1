import { shownTo, type Viewer } from '../../access/fields.ts';
import type { PersonAnswer, TokenAnswer, UnitAnswer } from '../../contract/schemas/index.ts';
import type { Role, UnitKind } from '../../domain/people/types.ts';
import type { PersonRow, UnitRow } from '../../ledger/reads/people.ts';
import type { TokenRow } from '../../ledger/tokens.ts';
import { instantOf, maybeInstant } from './instants.ts';

/** The wire says `unit` for the id of one, as the bodies do. The casts: what the columns hold was written from these very types. */
export const personWire = (row: PersonRow, viewer: Viewer): PersonAnswer => ({
  id: row.id,
  name: row.name,
  title: row.title,
  address: shownTo(viewer, 'personAddress', { value: row.address, ownerId: row.id }),
  addressDead: row.address_dead,
  unit: row.unit_id,
  roles: row.roles as Role[],
  active: row.active,
});

export const unitWire = (row: UnitRow): UnitAnswer => ({
  id: row.id,
  name: row.name,
  kind: row.kind as UnitKind,
  county: row.county,
});

/** Never the hash: it is what a stolen copy of the list would be tried with. */
export const tokenWire = (row: TokenRow): TokenAnswer => ({
  id: row.id,
  person: row.personId,
  label: row.label,
  createdAt: instantOf(row.createdAt),
  revokedAt: maybeInstant(row.revokedAt),
  scopes: row.scopes === null ? null : [...row.scopes],
  expiresAt: maybeInstant(row.expiresAt),
  lastUsedAt: maybeInstant(row.lastUsedAt),
});
