import type { FastifyReply, FastifyRequest } from 'fastify';
import { meetingIdOf } from '../../contract/names.ts';
import {
  answerInvitationBody,
  calledFactsOf,
  callMeetingBody,
  cancelMeetingBody,
  defineSeriesBody,
  idParams,
  meetingAnswer,
  meetingCommandAnswer,
  meetingDetailAnswer,
  meetingListQuery,
  meetingParams,
  moveMeetingBody,
  pageOf,
  paging,
  pauseSeriesBody,
  resumeSeriesBody,
  seriesAnswer,
  seriesCommandAnswer,
  seriesFactsOf,
  skipMeetingStepBody,
  triggerSeriesBody,
  type CalledBy,
} from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import type { MeetingCommand, SeriesCommand } from '../../domain/meeting/types.ts';
import { answerable } from '../../ledger/facts/agenda.ts';
import { unreachable } from '../../ledger/facts/meetings.ts';
import { listMails } from '../../ledger/reads/mails.ts';
import { agendaOfMeeting, listMeetings, listSeries, meetingById, seriesById } from '../../ledger/reads/meetings.ts';
import { answerWords } from '../../ledger/answer-words.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import { whistleByCode } from '../../ledger/reads/whistles.ts';
import { envelopeOf, give, keyed, replayOf, settled } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { reachFor } from '../plugins/access.ts';
import { mailWire } from '../wire/mails.ts';
import { agendaSummaryWire } from '../wire/agendas.ts';
import { invitationsWire, meetingWire, seriesWire } from '../wire/meetings.ts';
import { agendaRoutes } from './agendas.ts';
import { collectionRoutes } from './collection.ts';
import { minutesRoutes } from './minutes.ts';
import { CHANGING, commandAnswer, found, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const SERIES = ['series'];
const MEETINGS = ['meetings'];
const seriesPage = pageOf(seriesAnswer, 'SeriesPage');
const meetingPage = pageOf(meetingAnswer, 'MeetingPage');
/** A meeting has as many mails as attendees; more are read from the list of mails. */
const MAILS_SHOWN = 200;

/**
 * Series and their meetings. A series is replaced whole; the gateway brings its Temporal Schedule in line in the same request. Meetings
 * are opened by that Schedule or by `trigger`, never written here.
 */
export function seriesRoutes(app: App, deps: ApiDependencies): void {
  readSeries(app, deps);
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { id: string; command: SeriesCommand },
  ) => {
    const { id, command } = given;
    const answered = await give(deps, request, { kind: 'series', entity: { id }, command });
    return commandAnswer(reply, seriesWire(found(await seriesById(deps.db, id), 'id', id)), answered);
  };
  // All three answer with the whole series as it is then, so one shape serves them.
  const schema = { ...CHANGING, tags: SERIES, params: idParams, response: { 200: seriesCommandAnswer, ...REFUSALS } };
  app.put(
    '/series/:id',
    {
      schema: {
        ...schema,
        operationId: 'defineSeries',
        summary: 'Define a series, or replace its definition; its Schedule follows',
        body: defineSeriesBody,
      },
    },
    (request, reply) =>
      answer(request, reply, {
        id: request.params.id,
        command: { type: 'define', facts: seriesFactsOf(request.body) },
      }),
  );
  app.post(
    '/series/:id/pause',
    { schema: { ...schema, operationId: 'pauseSeries', summary: 'Pause a series', body: pauseSeriesBody } },
    (request, reply) => answer(request, reply, { id: request.params.id, command: { type: 'pause', ...request.body } }),
  );
  app.post(
    '/series/:id/resume',
    { schema: { ...schema, operationId: 'resumeSeries', summary: 'Resume a series', body: resumeSeriesBody } },
    (request, reply) => answer(request, reply, { id: request.params.id, command: { type: 'resume', ...request.body } }),
  );
  app.post(
    '/series/:id/call',
    {
      schema: {
        ...schema,
        operationId: 'callMeeting',
        summary: 'Call a special meeting outside any series, or again with other attendees; it is opened at once',
        body: callMeetingBody,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const by = request.body.whistle === undefined ? null : await calledByWhistle(deps, request.body.whistle);
      return answer(request, reply, { id, command: { type: 'call', facts: calledFactsOf(request.body, by) } });
    },
  );
  triggerRoute(app, deps);
}

/** The county and whoever a department sends, else who answers for it; about the problem it was blown for. */
async function calledByWhistle({ db, calendar }: ApiDependencies, code: string): Promise<CalledBy> {
  const { state } = found(await whistleByCode(db, code), 'whistle', code);
  const { status, departments, startMs, topic, venue, problem, blownBy } = state;
  const open = ['asking', 'gathered'];
  if (!open.includes(status)) throw new Refused([refuse('whistleNotIn', 'whistle', status, { states: open })]);
  const people = await answerable(
    db,
    departments.filter(({ person }) => person === null).map(({ unit }) => unit),
  );
  const sent = departments.flatMap(({ unit, person }) => (person === null ? (people.get(unit) ?? []) : [person]));
  const { date, time } = calendar.clock.toLocal(startMs);
  const attendees = [...new Set([blownBy, ...sent])];
  const unreached = new Set(await unreachable(db, attendees));
  return {
    ...{ name: topic, date, time, venue, problems: problem === null ? [] : [problem] },
    attendees: attendees.filter(person => !unreached.has(person)),
  };
}

function readSeries(app: App, { db }: ApiDependencies): void {
  app.get(
    '/series',
    {
      schema: {
        tags: SERIES,
        operationId: 'listSeries',
        summary: 'Series of meetings, by id',
        querystring: paging,
        response: { 200: seriesPage, ...REFUSALS },
      },
    },
    async ({ query }) => pageWire(await listSeries(db, pageQuery(query)), seriesWire),
  );
  app.get(
    '/series/:id',
    {
      schema: {
        tags: SERIES,
        operationId: 'getSeries',
        summary: 'One series',
        params: idParams,
        response: { 200: seriesAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id } }) => seriesWire(found(await seriesById(db, id), 'id', id)),
  );
}

/**
 * Which meeting is the next one is decided when the command arrives, so the key covers the series: asked again next week with the same
 * key it is still the meeting of then.
 */
function triggerRoute(app: App, deps: ApiDependencies): void {
  const { db, gateway } = deps;
  app.post(
    '/series/:id/trigger',
    {
      schema: {
        ...CHANGING,
        tags: SERIES,
        operationId: 'triggerSeries',
        summary: 'Open the next meeting and send its reminder now',
        params: idParams,
        body: triggerSeriesBody,
        response: { 200: meetingCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      // No meeting in the digest: which one is meant is found out later, by the ledger.
      const key = keyed(request, { kind: 'meeting', entityId: null, command: { type: 'remindNow', series: id } });
      const answered =
        (await replayOf(deps, key)) ??
        settled(key, await gateway.triggerMeeting(id, { ...envelopeOf(deps, request), ...key }));
      const meeting = found(await meetingById(db, answered.entityId), 'id', answered.entityId);
      return commandAnswer(reply, meetingWire(meeting), answered);
    },
  );
}

/** Meetings come from their series and live in their workflows. `<series>/<planned date>` names one for ever, wherever it is moved. */
export function meetingRoutes(app: App, deps: ApiDependencies): void {
  readMeetings(app, deps);
  agendaRoutes(app, deps);
  minutesRoutes(app, deps);
  collectionRoutes(app, deps);
  skipRoute(app, deps);
  const schema = {
    ...CHANGING,
    tags: MEETINGS,
    params: meetingParams,
    response: { 200: meetingCommandAnswer, ...REFUSALS },
  };
  app.post(
    '/meetings/:series/:date/move',
    {
      schema: {
        ...schema,
        operationId: 'moveMeeting',
        summary: 'Hold one meeting at another time or place; who was invited is told',
        body: moveMeetingBody,
      },
    },
    (request, reply) => answerMeeting(deps, request, reply, { type: 'move', ...request.body }),
  );
  app.post(
    '/meetings/:series/:date/cancel',
    {
      schema: {
        ...schema,
        operationId: 'cancelMeeting',
        summary: 'Cancel one meeting; who was invited is told',
        body: cancelMeetingBody,
      },
    },
    (request, reply) => answerMeeting(deps, request, reply, { type: 'cancel', ...request.body }),
  );
  app.post(
    '/meetings/:series/:date/answer',
    {
      schema: {
        ...schema,
        operationId: 'answerInvitation',
        summary: 'Say whether one comes to a meeting, until it begins; coordinators may enter it for others',
        body: answerInvitationBody,
      },
    },
    (request, reply) => answerMeeting(deps, request, reply, { type: 'answerInvitation', ...request.body }),
  );
}

function skipRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/meetings/:series/:date/skip-step',
    {
      schema: {
        ...CHANGING,
        tags: MEETINGS,
        params: meetingParams,
        operationId: 'skipMeetingStep',
        summary: 'Take a step out of the timetable of one meeting, with the reason',
        body: skipMeetingStepBody,
        response: { 200: meetingCommandAnswer, ...REFUSALS },
      },
    },
    (request, reply) => answerMeeting(deps, request, reply, { type: 'skipStep', ...request.body }),
  );
}

async function answerMeeting(
  deps: ApiDependencies,
  request: FastifyRequest<{ Params: { series: string; date: string } }>,
  reply: FastifyReply,
  command: MeetingCommand,
) {
  const id = meetingIdOf(request.params.series, request.params.date);
  const answered = await give(deps, request, { kind: 'meeting', entity: { id }, command });
  return commandAnswer(reply, meetingWire(found(await meetingById(deps.db, id), 'id', id)), answered);
}

function readMeetings(app: App, { db }: ApiDependencies): void {
  app.get(
    '/meetings',
    {
      schema: {
        tags: MEETINGS,
        operationId: 'listMeetings',
        summary: 'Meetings, the latest planned date first',
        querystring: meetingListQuery,
        response: { 200: meetingPage, ...REFUSALS },
      },
    },
    // Two keys to walk by: several series meet on one day.
    async ({ query }) => pageWire(await listMeetings(db, query, pageQuery(query, 2)), meetingWire),
  );
  app.get(
    '/meetings/:series/:date',
    {
      schema: {
        tags: MEETINGS,
        operationId: 'getMeeting',
        summary: 'One meeting with its mails',
        params: meetingParams,
        response: { 200: meetingDetailAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { series, date } = request.params;
      const id = meetingIdOf(series, date);
      const meeting = found(await meetingById(db, id), 'id', id);
      const held = await seriesById(db, meeting.series_id);
      const attendees = meeting.status === 'planned' ? (held?.attendee_ids ?? []) : [];
      const [mails, names, agenda, words] = await Promise.all([
        listMails(
          db,
          { slotPrefix: `${id}/`, reach: reachFor(request, 'mail.read') },
          { limit: MAILS_SHOWN, after: null },
        ),
        namesOf(db, { people: [meeting.chair_id, ...meeting.invited, ...attendees], units: [] }),
        agendaOfMeeting(db, id),
        answerWords(db, id),
      ]);
      return {
        ...meetingWire(meeting),
        seriesName: held?.name ?? null,
        chairName: names.person(meeting.chair_id),
        invitations: invitationsWire(meeting, { attendees, words, names, viewer: request.signedIn }),
        mails: mails.items.map(mail => mailWire(mail, request.signedIn)),
        mailsTotal: mails.total,
        agenda: agenda ? agendaSummaryWire(meeting, agenda) : null,
      };
    },
  );
}
