import { assertNever } from '../../assert-never.ts';
import type { Agenda, AgendaEvent, AgendaItem } from './types.ts';

/** How the agenda stands after an event. Whatever changes it takes back an approval; once it was sent, the change is marked. */
export function evolveAgenda(agenda: Agenda, event: AgendaEvent): Agenda {
  switch (event.type) {
    case 'agendaComposed': {
      const { items, heldBack, leftOff, silent = [], atMs } = event;
      const lastNo = items.at(-1)?.no ?? agenda.lastNo;
      // What people have added stays, at the end; what was composed for another day before does not.
      const composed = { items: [...items, ...addedTo(agenda)], heldBack, leftOff, silent, lastNo, composedMs: atMs };
      return changed({ ...agenda, ...composed, dropped: agenda.dropped.filter(({ code }) => code === '') });
    }
    case 'agendaItemAdded': {
      const { item, to } = event;
      return changed({ ...agenda, items: agenda.items.toSpliced(to - 1, 0, item), lastNo: item.no });
    }
    case 'agendaItemDropped': {
      const { no, code, title: name, reason, by } = event;
      const items = agenda.items.filter(item => item.no !== no);
      return changed({ ...agenda, items, dropped: [...agenda.dropped, { no, code, name, reason, by }] });
    }
    case 'agendaItemMoved': {
      const item = agenda.items.find(({ no }) => no === event.no) as AgendaItem;
      const others = agenda.items.filter(({ no }) => no !== event.no);
      return changed({ ...agenda, items: others.toSpliced(event.to - 1, 0, item) });
    }
    case 'agendaItemTimed': {
      const { no, minutes } = event;
      return changed({ ...agenda, items: agenda.items.map(item => (item.no === no ? { ...item, minutes } : item)) });
    }
    case 'agendaApproved':
      return { ...agenda, approved: { by: event.by, atMs: event.atMs } };
    default:
      return assertNever(event);
  }
}

/** What people have put on it by hand. */
export const addedTo = ({ items }: Pick<Agenda, 'items'>): AgendaItem[] => items.filter(({ kind }) => kind === 'free');

const changed = (agenda: Agenda): Agenda => ({ ...agenda, approved: null, changedSinceSent: agenda.sentAs !== null });

/** The invitation has left, with the agenda as it stood. */
export const sentAgenda = (agenda: Agenda): Agenda => ({
  ...agenda,
  sentAs: agenda.approved ? 'approved' : 'unapproved',
});

export const minutesOf = ({ items }: Pick<Agenda, 'items'>): number =>
  items.reduce((sum, { minutes }) => sum + minutes, 0);
