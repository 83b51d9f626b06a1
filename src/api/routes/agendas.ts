import { meetingIdOf } from '../../contract/names.ts';
import { AGENDA_COMMANDS, agendaAnswer, agendaCommandAnswer, meetingParams } from '../../contract/schemas/index.ts';
import type { AgendaCommand } from '../../domain/meeting/agenda/types.ts';
import type { Database } from '../../ledger/database.ts';
import { agendaOfMeeting, meetingById } from '../../ledger/reads/meetings.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { agendaWire, unitsOf } from '../wire/agendas.ts';
import { CHANGING, commandAnswer, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['meetings'];

/** The agenda of a meeting: it writes itself at its step of the timetable, people edit and approve it until the meeting begins. */
export function agendaRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/meetings/:series/:date/agenda',
    {
      schema: {
        tags: TAGS,
        operationId: 'getAgenda',
        summary: 'The agenda of a meeting, with what is held back and what was dropped',
        params: meetingParams,
        response: { 200: agendaAnswer, ...REFUSALS },
      },
    },
    async ({ params: { series, date } }) => agendaNow(deps.db, meetingIdOf(series, date)),
  );
  for (const [name, { body, toCommand }] of Object.entries(AGENDA_COMMANDS)) {
    const { operationId, summary } = COMMANDS[name as keyof typeof AGENDA_COMMANDS];
    app.post(
      `/meetings/:series/:date/agenda/${name}`,
      {
        schema: {
          ...CHANGING,
          tags: TAGS,
          ...{ operationId, summary },
          params: meetingParams,
          body,
          response: { 200: agendaCommandAnswer, ...REFUSALS },
        },
      },
      async (request, reply) => {
        const id = meetingIdOf(request.params.series, request.params.date);
        // Each entry's two halves fit each other; over the union of entries the compiler cannot see it.
        const command = (toCommand as (given: unknown) => AgendaCommand)(request.body);
        const answered = await give(deps, request, { kind: 'meeting', entity: { id }, command });
        return commandAnswer(reply, await agendaNow(deps.db, id), answered);
      },
    );
  }
}

async function agendaNow(db: Database, id: string) {
  const meeting = found(await meetingById(db, id), 'id', id);
  const agenda = await agendaOfMeeting(db, id);
  return agendaWire(meeting, agenda, await namesOf(db, { people: [], units: unitsOf(agenda) }));
}

const COMMANDS: Record<keyof typeof AGENDA_COMMANDS, { operationId: string; summary: string }> = {
  add: { operationId: 'addAgendaItem', summary: 'Add an item of one’s own, at the end or at a place' },
  drop: { operationId: 'dropAgendaItem', summary: 'Take an item off, with the reason' },
  move: { operationId: 'moveAgendaItem', summary: 'Put an item at another place' },
  time: { operationId: 'timeAgendaItem', summary: 'Give an item its minutes' },
  approve: { operationId: 'approveAgenda', summary: 'Approve the agenda; a later change takes the approval back' },
};
