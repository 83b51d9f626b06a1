import type { ReportRequestData, ReportRequestItem } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';
import { formRows } from '../reads/rounds.ts';

interface Data extends Omit<ReportRequestData, 'person' | 'today' | 'href' | 'items'> {
  items: readonly Omit<ReportRequestItem, 'href'>[];
}

/** By mail id, as things stand when it is rendered: who has reported meanwhile is asked for nothing more. */
export async function reportRequests(db: Database, mailIds: readonly string[]): Promise<Map<string, Data>> {
  if (mailIds.length === 0) return new Map();
  const mails = await db
    .selectFrom('mail_item')
    .innerJoin('mail', 'mail.id', 'mail_item.mail_id')
    .select(['mail_id', 'mail.slot', 'data'])
    .where('mail_id', 'in', mailIds)
    .where('entity_kind', '=', 'round')
    .execute();
  const asked = mails.map(({ mail_id: id, slot, data }) => {
    const { month, county, closesOn } = data as Record<'month' | 'county' | 'closesOn', string>;
    return { id, month, county, closesOn, reminder: !slot.endsWith('/request') };
  });
  const found = new Map<string, Data>();
  for (const month of new Set(asked.map(each => each.month))) {
    // Of all counties at once: a batch of mails is of one month and many counties.
    const rows = await formRows(db, { month });
    for (const { id, ...mail } of asked.filter(each => each.month === month)) {
      const open = rows.filter(({ county, doneWan }) => county === mail.county && doneWan === null);
      const items = open.map(({ code, name, yearPlanWan, lastMonth, beforeWan: toDateWan }) => ({
        ...{ code, name, yearPlanWan, lastMonth, toDateWan },
      }));
      found.set(id, { ...mail, items });
    }
  }
  return found;
}
