import { minutesOf } from '../../domain/meeting/agenda/evolve.ts';
import type { Agenda, AgendaItem, HeldBack } from '../../domain/meeting/agenda/types.ts';
import type { AgendaForMail } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';

/** As everybody reads it; how long the meeting is stands with the meeting. */
export type MailedAgenda = Omit<AgendaForMail, 'durationMinutes'>;

/** The agendas of meetings, by meeting; one that has none is missing. */
export async function agendasForMail(db: Database, meetingIds: readonly string[]): Promise<Map<string, MailedAgenda>> {
  if (meetingIds.length === 0) return new Map();
  const rows = await db.selectFrom('meeting_agenda').selectAll().where('meeting_id', 'in', meetingIds).execute();
  const agendas = rows.map(row => ({
    id: row.meeting_id,
    items: row.items as unknown as AgendaItem[],
    heldBack: row.held_back as unknown as HeldBack[],
    leftOff: row.left_off as Agenda['leftOff'],
    silent: row.silent as unknown as string[],
    // Approved a minute after it was sent it is still the list that was sent without approval.
    approved: row.sent_as === null ? row.approved_at !== null : row.sent_as === 'approved',
  }));
  return namedAgendas(db, agendas);
}

interface Unnamed extends Pick<Agenda, 'items' | 'heldBack' | 'leftOff' | 'silent'> {
  id: string;
  approved: boolean;
}

/** With the names of units, which an agenda itself has only the ids of. */
export async function namedAgendas(db: Database, agendas: readonly Unnamed[]): Promise<Map<string, MailedAgenda>> {
  const units = await unitNames(
    db,
    agendas.flatMap(({ items, heldBack, silent = [] }) => [
      ...[...items, ...heldBack].flatMap(({ unitId }) => unitId ?? []),
      ...silent,
    ]),
  );
  const withUnit = <T extends { unitId: string | null }>({ unitId, ...item }: T) => ({
    ...item,
    unit: unitId === null ? null : (units.get(unitId) ?? unitId),
  });
  return new Map(
    agendas.map(({ id, items, heldBack, leftOff, silent = [], approved }) => {
      const left = Object.values(leftOff).reduce((sum, n) => sum + n, 0);
      const lists = { items: items.map(withUnit), heldBack: heldBack.map(withUnit) };
      const quiet = silent.map(unit => units.get(unit) ?? unit);
      return [id, { ...lists, minutes: minutesOf({ items }), left, silent: quiet, approved }];
    }),
  );
}

async function unitNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('unit')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
