import { sql } from 'kysely';
import type { DeadAddress } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';

/** By mail id: whose address it was that bounced, as it stands when the mail is rendered. */
export async function deadAddressItems(db: Database, mailIds: readonly string[]): Promise<Map<string, DeadAddress[]>> {
  if (mailIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('mail_item')
    .innerJoin('person', 'person.id', 'mail_item.entity_id')
    .leftJoin('unit', 'unit.id', 'person.unit_id')
    .leftJoin('dead_address', join => join.on(sql<boolean>`dead_address.address = lower(person.address)`))
    .select([
      'mail_item.mail_id',
      'person.id',
      'person.name',
      'person.address',
      'unit.name as unit',
      'dead_address.reply',
    ])
    .where('mail_item.mail_id', 'in', mailIds)
    .where('mail_item.entity_kind', '=', 'person')
    .orderBy('mail_item.position')
    .execute();
  const found = new Map<string, DeadAddress[]>();
  for (const { mail_id, id: person, name, unit, address, reply } of rows) {
    const item = { person, name, unit, address: address ?? '', reply };
    found.set(mail_id, [...(found.get(mail_id) ?? []), item]);
  }
  return found;
}
