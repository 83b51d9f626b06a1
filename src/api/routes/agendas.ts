import type { FastifyRequest } from 'fastify';
import { meetingIdOf } from '../../contract/names.ts';
import { AGENDA_COMMANDS, agendaAnswer, agendaCommandAnswer, meetingParams } from '../../contract/schemas/index.ts';
import type { MailAnswer } from '../../contract/schemas/index.ts';
import type { AgendaCommand } from '../../domain/meeting/agenda/types.ts';
import { proposalSlot } from '../../domain/problem/notices.ts';
import type { Database } from '../../ledger/database.ts';
import { listMails, problemsInMails, type MailRow } from '../../ledger/reads/mails.ts';
import { agendaOfMeeting, meetingById } from '../../ledger/reads/meetings.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import { agendaStandings } from '../../ledger/reads/problems.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { reachFor } from '../plugins/access.ts';
import { agendaWire, problemsOf, unitsOf } from '../wire/agendas.ts';
import { mailWire } from '../wire/mails.ts';
import { CHANGING, commandAnswer, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['meetings'];
/** As many as a meeting is told with. */
const MAILS_SHOWN = 200;

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
    async request => agendaNow(deps.db, request, meetingIdOf(request.params.series, request.params.date)),
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
        return commandAnswer(reply, await agendaNow(deps.db, request, id), answered);
      },
    );
  }
}

async function agendaNow(db: Database, request: FastifyRequest, id: string) {
  const meeting = found(await meetingById(db, id), 'id', id);
  const agenda = await agendaOfMeeting(db, id);
  const [names, standings, told] = await Promise.all([
    namesOf(db, { people: [], units: unitsOf(agenda) }),
    agendaStandings(db, problemsOf(agenda)),
    toldOf(db, request, id),
  ]);
  return agendaWire(meeting, agenda, { names, standings, told });
}

/** Mails by which somebody was asked for a proposal before the meeting, by problem; those the reader may see. */
async function toldOf(db: Database, request: FastifyRequest, id: string): Promise<ReadonlyMap<string, MailAnswer[]>> {
  const asked = { slot: proposalSlot(id), reach: reachFor(request, 'mail.read') };
  const { items } = await listMails(db, asked, { limit: MAILS_SHOWN, after: null });
  const lines = await problemsInMails(
    db,
    items.map(({ id: mail }) => mail),
  );
  const about = (problem: string): MailRow[] =>
    items.filter(({ id: mail }) => lines.some(each => each.mail === mail && each.problem === problem));
  return new Map(lines.map(({ problem }) => [problem, about(problem).map(mail => mailWire(mail, request.signedIn))]));
}

const COMMANDS: Record<keyof typeof AGENDA_COMMANDS, { operationId: string; summary: string }> = {
  add: { operationId: 'addAgendaItem', summary: 'Add an item of one’s own, at the end or at a place' },
  drop: { operationId: 'dropAgendaItem', summary: 'Take an item off, with the reason' },
  move: { operationId: 'moveAgendaItem', summary: 'Put an item at another place' },
  time: { operationId: 'timeAgendaItem', summary: 'Give an item its minutes' },
  approve: { operationId: 'approveAgenda', summary: 'Approve the agenda; a later change takes the approval back' },
};
