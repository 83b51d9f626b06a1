import {
  defineUnitBody,
  definePersonBody,
  idParams,
  pageOf,
  personAnswer,
  personCommandAnswer,
  personCommandOf,
  personListQuery,
  unitAnswer,
  unitCommandAnswer,
  unitCommandOf,
  unitListQuery,
} from '../../contract/schemas/index.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { listPeople, listUnits, personById, unitById } from '../../ledger/reads/people.ts';
import { parseMailAddress } from '../../mail/address.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { requireMeant } from '../plugins/sign-in.ts';
import { Refused } from '../refused.ts';
import { personWire, unitWire } from '../wire/people.ts';
import { CHANGING, commandAnswer, found, maybeFlag, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const PEOPLE = ['people'];
const UNITS = ['units'];
const personPage = pageOf(personAnswer, 'PersonPage');
const unitPage = pageOf(unitAnswer, 'UnitPage');

/**
 * People are replaced whole: what a PUT leaves out is gone, so that a form shows what will be. Only administrators may: who gives roles
 * could otherwise make himself the supervision team that closes his own problem.
 */
export function peopleRoutes(app: App, { db, ...deps }: ApiDependencies): void {
  app.get(
    '/people',
    {
      schema: {
        tags: PEOPLE,
        operationId: 'listPeople',
        summary: 'People, by id',
        querystring: personListQuery,
        response: { 200: personPage, ...REFUSALS },
      },
    },
    async ({ query, reach, signedIn }) => {
      const { active, addressDead, ...filter } = query;
      const flags = { active: maybeFlag(active), addressDead: maybeFlag(addressDead) };
      return pageWire(await listPeople(db, { ...filter, ...flags, reach }, pageQuery(query)), row =>
        personWire(row, signedIn),
      );
    },
  );
  app.get(
    '/people/:id',
    {
      schema: {
        tags: PEOPLE,
        operationId: 'getPerson',
        summary: 'One person',
        params: idParams,
        response: { 200: personAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id }, signedIn }) => personWire(found(await personById(db, id), 'id', id), signedIn),
  );
  app.put(
    '/people/:id',
    {
      schema: {
        ...CHANGING,
        tags: PEOPLE,
        operationId: 'definePerson',
        summary: 'Define a person, or replace what is known of one (administrators)',
        params: idParams,
        body: definePersonBody,
        response: { 200: personCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      requireMeant(request);
      const { id } = request.params;
      const command = personCommandOf({ ...request.body, address: checkedAddress(request.body.address) });
      const answered = await give({ db, ...deps }, request, { kind: 'person', entity: { id }, command });
      return commandAnswer(reply, personWire(found(await personById(db, id), 'id', id), request.signedIn), answered);
    },
  );
}

/** Kept as it will be written to the mail server: one mailbox, its domain in ASCII. */
export function checkedAddress(typed: string | null | undefined): string | null {
  if (typed == null) return null;
  const mailbox = parseMailAddress(typed, 'address');
  if (isRefusal(mailbox)) throw new Refused(mailbox);
  return mailbox.address;
}

/** Units are what problems are assigned to and what people belong to; replaced whole, as people are, and by administrators only. */
export function unitRoutes(app: App, { db, ...deps }: ApiDependencies): void {
  app.get(
    '/units',
    {
      schema: {
        tags: UNITS,
        operationId: 'listUnits',
        summary: 'Units, by id',
        querystring: unitListQuery,
        response: { 200: unitPage, ...REFUSALS },
      },
    },
    async ({ query }) => pageWire(await listUnits(db, { kind: query.kind }, pageQuery(query)), unitWire),
  );
  app.get(
    '/units/:id',
    {
      schema: {
        tags: UNITS,
        operationId: 'getUnit',
        summary: 'One unit',
        params: idParams,
        response: { 200: unitAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id } }) => unitWire(found(await unitById(db, id), 'id', id)),
  );
  app.put(
    '/units/:id',
    {
      schema: {
        ...CHANGING,
        tags: UNITS,
        operationId: 'defineUnit',
        summary: 'Define a unit, or replace what is known of it (administrators)',
        params: idParams,
        body: defineUnitBody,
        response: { 200: unitCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const command = unitCommandOf(request.body);
      const answered = await give({ db, ...deps }, request, { kind: 'unit', entity: { id }, command });
      return commandAnswer(reply, unitWire(found(await unitById(db, id), 'id', id)), answered);
    },
  );
}
