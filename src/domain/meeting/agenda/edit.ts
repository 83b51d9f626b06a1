import { assertNever } from '../../assert-never.ts';
import { decided, type Decision, type RuleContext } from '../../entity.ts';
import { refuse, type Refusal } from '../../refusal.ts';
import { NO_AGENDA, NO_FACTS, type Agenda, type AgendaCommand, type AgendaEvent, type AgendaItem } from './types.ts';

type Of<T extends AgendaCommand['type']> = Extract<AgendaCommand, { type: T }>;
type Answer = Decision<AgendaEvent> | Refusal;

export interface Editing {
  agenda: Agenda;
  unitKnown: boolean;
  /** The agenda may be approved although it was not composed: its step was skipped. */
  byHand: boolean;
  /** For the sentence that says when it will be composed. */
  meeting: string;
}

/** What a coordinator does to the agenda of a meeting that has not begun. More minutes than the meeting has are told, not refused. */
export function editAgenda(command: AgendaCommand, editing: Editing, context: RuleContext): Answer {
  switch (command.type) {
    case 'addItem':
      return add(command, editing, context);
    case 'dropItem':
      return withItem(editing.agenda, command.no, ({ no, code, title }) => [
        { type: 'agendaItemDropped', no, code: code ?? '', title, reason: command.reason, by: context.actor.id },
      ]);
    case 'moveItem':
      return move(command, editing.agenda, context);
    case 'timeItem':
      return withItem(editing.agenda, command.no, ({ no, minutes }) =>
        minutes === command.minutes
          ? []
          : [{ type: 'agendaItemTimed', no, minutes: command.minutes, by: context.actor.id }],
      );
    case 'approveAgenda':
      return approve(editing, context);
    default:
      return assertNever(command);
  }
}

function add({ title, unit, minutes, to }: Of<'addItem'>, editing: Editing, { settings, actor }: RuleContext): Answer {
  const { items, lastNo } = editing.agenda;
  const { mostItems, minutes: shares } = settings.meeting.agenda;
  if (unit !== undefined && !editing.unitKnown) return refuse('unitNotFound', 'unit', unit);
  const twin = items.find(item => item.title === title);
  if (twin) return refuse('agendaItemTwice', 'title', title, { no: twin.no });
  if (items.length >= mostItems) return refuse('agendaFull', 'title', title, { most: mostItems });
  const last = items.length + 1;
  if (to !== undefined && to > last) return refuse('outOfRange', 'to', to, { min: 1, max: last });
  const item: AgendaItem = {
    ...{ no: lastNo + 1, kind: 'free', subject: null, code: null, title, unitId: unit ?? null },
    minutes: minutes ?? shares.free,
    facts: NO_FACTS,
  };
  return decided([{ type: 'agendaItemAdded', item, to: to ?? last, by: actor.id }]);
}

function move({ no, to }: Of<'moveItem'>, agenda: Agenda, { actor }: RuleContext): Answer {
  const last = agenda.items.length;
  return withItem(agenda, no, item => {
    if (to > last) return refuse('outOfRange', 'to', to, { min: 1, max: last });
    return agenda.items.indexOf(item) === to - 1 ? [] : [{ type: 'agendaItemMoved', no, to, by: actor.id }];
  });
}

function approve({ agenda, byHand, meeting }: Editing, { actor, nowMs }: RuleContext): Answer {
  if (agenda.composedMs === null && !byHand) return refuse('agendaNotComposed', 'id', meeting);
  if (agenda.items.length === 0) return refuse('agendaEmpty', 'id', meeting);
  // Approved before, and nothing has changed since: said again it is the same.
  return decided(agenda.approved ? [] : [{ type: 'agendaApproved', by: actor.id, atMs: nowMs }]);
}

function withItem(agenda: Agenda, no: number, change: (item: AgendaItem) => AgendaEvent[] | Refusal): Answer {
  const item = agenda.items.find(each => each.no === no);
  if (!item) return refuse('agendaItemNotFound', 'no', no, { items: agenda.items.length });
  const changed = change(item);
  return Array.isArray(changed) ? decided(changed) : changed;
}

export const agendaOf = ({ agenda }: { agenda?: Agenda | undefined }): Agenda => agenda ?? NO_AGENDA;
