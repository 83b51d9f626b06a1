import { appendAudit } from '../audit/append.ts';
import type { Database } from '../ledger/database.ts';

/** What happens to accounts. */
export const ACCOUNT_EVENTS = [
  'signedIn',
  /** The first step was right, and another one is asked for. */
  'signInBegun',
  'signInRefused',
  'signInSlowed',
  'signedOut',
  'sessionEnded',
  'passwordSet',
  'passwordChanged',
  'invited',
  'resetAsked',
  'tokenIssued',
  'tokenRevoked',
  'secondFactorSet',
  'secondFactorRemoved',
  'recoveryCodeUsed',
  'recoveryCodesDrawn',
  'passkeyAdded',
  'passkeyRemoved',
  'identityUnbound',
] as const;

export interface AccountEvent {
  type: (typeof ACCOUNT_EVENTS)[number];
  /** Who it was; null when nobody is known by what was typed. */
  actorId: string | null;
  /** Whose account; null when there is none. */
  personId: string | null;
  atMs: number;
  requestId: string | null;
  /** Where from. */
  address: string | null;
  /** Plain facts beside: the session's id, the method, how it was refused. Never a secret, never what was typed. */
  detail: Readonly<Record<string, string | number | null>>;
}

/**
 * The one place where what happens to accounts is told, in the transaction in which it happens where there is one. Whoever keeps a record
 * of them joins here.
 */
export type TellAccountEvent = (db: Database, event: AccountEvent) => Promise<void>;

/** Issued and revoked tokens are commands, and the audit has those already. */
const COMMANDS: ReadonlySet<AccountEvent['type']> = new Set(['tokenIssued', 'tokenRevoked']);
const REFUSED: ReadonlySet<AccountEvent['type']> = new Set(['signInRefused', 'signInSlowed']);

/** What cannot be kept does not happen: the error goes to whoever asked. */
export const tellToAudit: TellAccountEvent = async (db, event) => {
  const { type, actorId, personId, atMs, requestId, address, detail } = event;
  if (COMMANDS.has(type)) return;
  await appendAudit(db, {
    ...{ action: type, outcome: REFUSED.has(type) ? 'refused' : 'done', actorId, atMs, requestId, detail },
    origin: { address, means: null },
    subject: personId === null ? null : { kind: 'person', id: personId },
  });
};
