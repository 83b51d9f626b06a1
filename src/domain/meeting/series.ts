import { assertNever } from '../assert-never.ts';
import { decided, type Area, type Decision } from '../entity.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { SeriesCommand, SeriesEvent, SeriesFacts, SeriesRuleFacts, SeriesState } from './types.ts';

function decideSeries(
  state: SeriesState | null,
  command: SeriesCommand,
  facts: SeriesRuleFacts,
): Decision<SeriesEvent> | Refusal {
  if (command.type === 'define') {
    const wrong = checkAttendees(command.facts, facts);
    return wrong ?? decided([{ type: 'defined', id: facts.id, facts: command.facts }]);
  }
  if (!state) return refuse('seriesNotFound', 'series', facts.id);
  if (command.type === 'pause') return decided([{ type: 'paused', reason: command.reason }]);
  return decided([{ type: 'resumed', reason: command.reason ?? null }]);
}

function checkAttendees({ attendeeIds }: SeriesFacts, facts: SeriesRuleFacts): Refusal | null {
  if (attendeeIds.length === 0) return refuse('seriesHasNoAttendees', 'attendees', null);
  const twice = attendeeIds.find((id, index) => attendeeIds.indexOf(id) !== index);
  if (twice !== undefined) return refuse('attendeeTwice', 'attendees', twice);
  const [unknown] = facts.unknownPersonIds;
  if (unknown !== undefined) return refuse('personNotFound', 'attendees', unknown);
  const [unreachable] = facts.withoutAddress;
  return unreachable === undefined ? null : refuse('attendeeWithoutAddress', 'attendees', unreachable);
}

function evolveSeries(state: SeriesState | null, event: SeriesEvent): SeriesState {
  if (event.type === 'defined') return { ...event.facts, id: event.id, status: state?.status ?? 'running' };
  if (!state) throw new Error(`a series cannot begin with the event ${event.type}`);
  switch (event.type) {
    case 'paused':
      return { ...state, status: 'paused' };
    case 'resumed':
      return { ...state, status: 'running' };
    default:
      return assertNever(event);
  }
}

export const seriesArea: Area<SeriesState, SeriesCommand, SeriesEvent, SeriesRuleFacts> = {
  kind: 'series',
  decide: decideSeries,
  evolve: evolveSeries,
  nextReminder: () => null,
};
