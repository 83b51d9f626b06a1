import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  chargeCommandAnswer,
  chargeEventsQuery,
  chargeIdIn,
  chargeListQuery,
  chargesAnswer,
  entrustBody,
  eventAnswer,
  idParams,
  pageOf,
  paging,
  releaseBody,
  subjectIn,
  teamProjectPage,
  teamProjectsQuery,
  teamsAnswer,
  toVerifyPage,
} from '../../contract/schemas/index.ts';
import type { ChargeCommand, ChargeState } from '../../domain/supervision/charge.ts';
import type { Database } from '../../ledger/database.ts';
import { listEvents } from '../../ledger/reads/events.ts';
import { unitById } from '../../ledger/reads/people.ts';
import { listCharges, listTeams, problemsToVerify, teamProjects } from '../../ledger/reads/supervision.ts';
import { settingsAt } from '../../ledger/settings.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { eventsWire } from '../wire/events.ts';
import { chargeWire, teamProjectWire, toVerifyWire } from '../wire/supervision.ts';
import { CHANGING, commandAnswer, dayAsked, found, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['supervision'];
const eventPage = pageOf(eventAnswer, 'ChargeEventPage');

/** Which supervision team (督查组) answers for what, and what waits for it. Teams are units of the kind `supervision`. */
export function supervisionRoutes(app: App, deps: ApiDependencies): void {
  teamRoutes(app, deps);
  chargeRoutes(app, deps);
  commandRoutes(app, deps);
}

function teamRoutes(app: App, { db, calendar, now }: ApiDependencies): void {
  app.get(
    '/supervision/teams',
    {
      schema: {
        tags: TAGS,
        operationId: 'listSupervisionTeams',
        summary: 'The supervision teams, what each answers for, and how many problems wait for it',
        response: { 200: teamsAnswer, ...REFUSALS },
      },
    },
    async () => ({ items: await listTeams(db) }),
  );
  app.get(
    '/supervision/teams/:id/projects',
    {
      schema: {
        tags: TAGS,
        operationId: 'listTeamProjects',
        summary: 'Projects a team answers for: its own, and the large ones of its counties',
        params: idParams,
        querystring: teamProjectsQuery,
        response: { 200: teamProjectPage, ...REFUSALS },
      },
    },
    async ({ params: { id }, query }) => {
      const team = await teamOf(db, id);
      const { supervision } = await settingsAt(db, calendar.clock.toLocal(now()).date);
      const fromWan = query.all === 'true' ? null : supervision.projectFromWan;
      return pageWire(await teamProjects(db, { team, fromWan }, pageQuery(query)), teamProjectWire);
    },
  );
  app.get(
    '/supervision/teams/:id/problems',
    {
      schema: {
        tags: TAGS,
        operationId: 'listProblemsToVerify',
        summary: 'Resolved problems that wait for the team to verify them; those no team answers for are on every list',
        params: idParams,
        querystring: paging,
        response: { 200: toVerifyPage, ...REFUSALS },
      },
    },
    async ({ params: { id }, query }) =>
      pageWire(await problemsToVerify(db, await teamOf(db, id), pageQuery(query)), row => toVerifyWire(row, now())),
  );
}

/** A unit of another kind is no team: its lists would be empty without saying why. */
async function teamOf(db: Database, id: string): Promise<string> {
  const unit = await unitById(db, id);
  return found(unit?.kind === 'supervision' ? unit : null, 'id', id).id;
}

function chargeRoutes(app: App, deps: ApiDependencies): void {
  const { db, calendar } = deps;
  app.get(
    '/supervision/charges',
    {
      schema: {
        tags: TAGS,
        operationId: 'listCharges',
        summary: 'Which team answers for which county or project, on any day',
        querystring: chargeListQuery,
        response: { 200: chargesAnswer, ...REFUSALS },
      },
    },
    async ({ query: { asOf, ...filter } }) => {
      const days = dayAsked(deps, 'asOf', asOf);
      const charges = await listCharges({ db, clock: calendar.clock }, filter, days);
      return { asOf: days.day, items: charges.map(chargeWire) };
    },
  );
  app.get(
    '/supervision/charges/events',
    {
      schema: {
        tags: TAGS,
        operationId: 'listChargeEvents',
        summary: 'Who has answered for a county or a project, and why that changed',
        querystring: chargeEventsQuery,
        response: { 200: eventPage, ...REFUSALS },
      },
    },
    async ({ query }) => {
      const id = chargeIdIn(query);
      const page = await listEvents(db, { kind: 'charge', id }, pageQuery(query));
      const { scope, subject } = subjectIn(query);
      return eventsWire(db, found(page.total === 0 ? null : page, scope, subject));
    },
  );
}

function commandRoutes(app: App, deps: ApiDependencies): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, id: string, command: ChargeCommand) => {
    const answered = await give(deps, request, { kind: 'charge', entity: { id }, command });
    const state = found(await chargeState(deps.db, id), 'code', id);
    const team = state.team === null ? null : await unitById(deps.db, state.team);
    return commandAnswer(reply, { ...state, teamName: team?.name ?? null }, answered);
  };
  app.post(
    '/supervision/charges/entrust',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'entrust',
        summary: 'Entrust a county or a large project to a team (coordinators)',
        body: entrustBody,
        response: { 200: chargeCommandAnswer, ...REFUSALS },
      },
    },
    (request, reply) => {
      const { team, reason } = request.body;
      return answer(request, reply, chargeIdIn(request.body), { type: 'entrust', team, reason });
    },
  );
  app.post(
    '/supervision/charges/release',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'releaseCharge',
        summary: 'Take a county or a project from its team, with the reason (coordinators)',
        body: releaseBody,
        response: { 200: chargeCommandAnswer, ...REFUSALS },
      },
    },
    (request, reply) =>
      answer(request, reply, chargeIdIn(request.body), { type: 'release', reason: request.body.reason }),
  );
}

async function chargeState(db: Database, id: string): Promise<ChargeState | undefined> {
  const query = db.selectFrom('entity').select('state').where('kind', '=', 'charge').where('id', '=', id);
  return (await query.executeTakeFirst())?.state as unknown as ChargeState | undefined;
}
