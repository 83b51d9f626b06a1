import type { DeputyMail } from '../../domain/deputy-mails.ts';
import type { Database } from '../database.ts';

export interface DeputyItem {
  what: DeputyMail;
  absence: string;
  awayId: string;
  away: string;
  deputy: string;
  from: string;
  to: string;
  /** What it was to say is so no more: he is back, or was named no longer. */
  over: boolean;
}

/** By mail id: who is away, and who stands in for him. Why is in no mail. */
export async function deputyMails(db: Database, mailIds: readonly string[]): Promise<Map<string, DeputyItem>> {
  if (mailIds.length === 0) return new Map();
  const items = await db.selectFrom('mail_item').select(['mail_id', 'data']).where('mail_id', 'in', mailIds).execute();
  // The cast: the data were written by `ledger/deputies.ts`.
  const said = items.map(({ mail_id: id, data }) => ({ id, ...(data as unknown as Said) }));
  if (said.length === 0) return new Map();
  const rows = await db
    .selectFrom('absence')
    .innerJoin('person as deputy', 'deputy.id', 'absence.deputy_id')
    .innerJoin('person as away', 'away.id', 'absence.person_id')
    .select(['absence.id', 'absence.person_id', 'absence.ended_at', 'from_day', 'to_day'])
    .select(['deputy.name as deputy', 'away.name as away'])
    .where(
      'absence.id',
      'in',
      said.map(({ absence }) => absence),
    )
    .execute();
  const absences = new Map(rows.map(row => [row.id, row]));
  return new Map(
    said.flatMap(({ id, what, absence }) => {
      const row = absences.get(absence);
      if (!row) return [];
      const { person_id: awayId, away, deputy, from_day: from, to_day: to } = row;
      return [[id, { what, absence, awayId, away, deputy, from, to, over: what === 'named' && row.ended_at !== null }]];
    }),
  );
}

interface Said {
  what: DeputyMail;
  absence: string;
}
