import type { AccountMail } from '../../domain/accounts/mails.ts';
import type { Database } from '../database.ts';

export interface AccountMailItem {
  what: AccountMail;
  forMinutes: number;
}

/** By mail id: what each says of its reader's account. */
export async function accountMails(db: Database, mailIds: readonly string[]): Promise<Map<string, AccountMailItem>> {
  if (mailIds.length === 0) return new Map();
  const rows = await db.selectFrom('mail_item').select(['mail_id', 'data']).where('mail_id', 'in', mailIds).execute();
  // The cast: the data were written by `accounts/mails.ts`.
  return new Map(rows.map(({ mail_id: id, data }) => [id, data as unknown as AccountMailItem]));
}
