import type { LinkAnswer } from '../../contract/schemas/index.ts';
import { linkStateAt } from '../../domain/link/link.ts';
import type { LinkRow } from '../../ledger/links.ts';
import { timesOf } from '../links/visit.ts';
import { instantOf, maybeInstant } from './instants.ts';

/** A link without what opens it: that is in the mail, and in the answer to whoever made it by hand. */
export const linkWire = (row: LinkRow, nowMs: number): LinkAnswer => ({
  id: row.id,
  purpose: row.purpose,
  problem: row.entity.id,
  person: row.holder.kind === 'person' ? row.holder.id : null,
  personName: row.holder.kind === 'person' ? row.holder.name : null,
  firm: row.holder.kind === 'firm' ? row.holder.name : null,
  state: linkStateAt(timesOf(row), nowMs),
  mail: row.mailId,
  madeBy: row.madeBy,
  madeAt: instantOf(row.madeAt),
  expiresAt: instantOf(row.expiresAt),
  usedAt: maybeInstant(row.usedAt),
  revokedAt: maybeInstant(row.revokedAt),
});
