import type { AccountMail } from '../domain/accounts/mails.ts';
import type { Database } from '../ledger/database.ts';
import { writeNotices } from '../ledger/notices.ts';

interface Writing {
  what: AccountMail;
  personId: string;
  /** Names the occasion: one mail each. */
  slot: string;
  /** How long its link, or its news, is of use. */
  forMs: number;
  atMs: number;
}

/** A mail about one's own account, through the outbox like every other. Somebody without an address gets none. */
export async function writeAccountMail(tx: Database, { what, personId, slot, forMs, atMs }: Writing): Promise<void> {
  const person = await tx.selectFrom('person').select('address').where('id', '=', personId).executeTakeFirst();
  if (person?.address == null) return;
  const data = { what, forMinutes: Math.round(forMs / 60_000) };
  const notice = { kind: 'account', slot, personId, notBeforeMs: atMs, expiresMs: atMs + forMs, data } as const;
  await writeNotices(tx, [{ notice, entityKind: 'person', entityId: personId }], atMs);
}
