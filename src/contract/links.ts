import type { LinkPurpose } from '../domain/link/types.ts';
import type { EntityKind } from '../domain/entity.ts';

/** Whom a link speaks for: one of our people, or a firm outside that has no row of its own. */
export type LinkHolder = { person: string } | { firm: string };

/** A link that is about to be written. The one place where its secret stands beside what it is for; the ledger keeps the secret's hash. */
export interface NewLink {
  /** What stands in the address, `newSecret` of `src/links/secret.ts`. */
  secret: string;
  purpose: LinkPurpose;
  kind: EntityKind;
  entityId: string;
  /** Which decision of a meeting; of what has no parts it is left out. */
  part?: number;
  holder: LinkHolder;
  expiresMs: number;
}
