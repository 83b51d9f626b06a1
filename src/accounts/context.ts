import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { AccountSettings } from '../domain/accounts/settings.ts';
import type { Database } from '../ledger/database.ts';
import { settingsAt } from '../ledger/settings.ts';
import type { AccountEvent, TellAccountEvent } from './events.ts';

/** What everything about accounts works with. */
export interface Accounts {
  db: Database;
  clock: LocalClock;
  /** Epoch ms. */
  now(): number;
  tell: TellAccountEvent;
  /** Seals what must be read again; 32 bytes. */
  key: Buffer;
  /** Who we are to passkeys; null where people reach us by an address that no passkey can belong to. */
  party: RelyingParty | null;
}

/** A passkey belongs to a host (`id`), and answers to pages of one origin only. */
export interface RelyingParty {
  id: string;
  origin: string;
}

/** Where a request comes from. */
export interface Caller {
  address: string;
  agent: string;
  requestId: string;
}

export async function accountSettings({ db, clock, now }: Accounts): Promise<AccountSettings> {
  return (await settingsAt(db, clock.toLocal(now()).date)).accounts;
}

/** An event of a caller's, to be told; in `db`'s transaction when it is one. */
export function telling({ tell, now }: Accounts, { address, requestId }: Caller) {
  return (
    db: Database,
    event: Pick<AccountEvent, 'type' | 'actorId' | 'personId'> & Partial<Pick<AccountEvent, 'detail'>>,
  ): Promise<void> => tell(db, { detail: {}, ...event, address, requestId, atMs: now() });
}
