import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  codeParams,
  contactAnswer,
  contactCommandAnswer,
  contactCommandOf,
  defineContactBody,
  defineExpertBody,
  definePolicyBody,
  expertAnswer,
  expertCommandAnswer,
  expertCommandOf,
  expertListQuery,
  expertPage,
  idParams,
  policyAnswer,
  policyCommandAnswer,
  policyCommandOf,
  policyListQuery,
  policyPage,
} from '../../contract/schemas/index.ts';
import { contactOf, expertById, listExperts, listPolicies, policyById } from '../../ledger/reads/before-signing.ts';
import { projectByCode } from '../../ledger/reads/projects.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { contactWire, expertWire, policyWire } from '../wire/before-signing.ts';
import { checkedAddress } from './people.ts';
import { CHANGING, commandAnswer, found, maybeFlag, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

/** The expert pool (评估专家库). An expert is a person of the ledger; the pool adds what he knows and whom he is tied to. */
export function expertRoutes(app: App, { db, ...deps }: ApiDependencies): void {
  const tags = ['experts'];
  app.get(
    '/experts',
    {
      schema: {
        tags,
        operationId: 'listExperts',
        summary: 'The expert pool (评估专家库), by id',
        querystring: expertListQuery,
        response: { 200: expertPage, ...REFUSALS },
      },
    },
    async ({ query, signedIn }) => {
      const { active, field } = query;
      const experts = await listExperts(db, { field, active: maybeFlag(active) }, pageQuery(query));
      return pageWire(experts, row => expertWire(row, signedIn));
    },
  );
  app.get(
    '/experts/:id',
    {
      schema: {
        tags,
        operationId: 'getExpert',
        summary: 'One expert',
        params: idParams,
        response: { 200: expertAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id }, signedIn }) => expertWire(found(await expertById(db, id), 'id', id), signedIn),
  );
  app.put(
    '/experts/:id',
    {
      schema: {
        ...CHANGING,
        tags,
        operationId: 'defineExpert',
        summary: 'Put a person into the expert pool, or replace what is known of one there (coordinators)',
        params: idParams,
        body: defineExpertBody,
        response: { 200: expertCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const command = expertCommandOf(request.body);
      const answered = await give({ db, ...deps }, request, { kind: 'expert', entity: { id }, command });
      return commandAnswer(reply, expertWire(found(await expertById(db, id), 'id', id), request.signedIn), answered);
    },
  );
}

/** The policy handbook (惠企政策汇编). What it promised a project is the project's (`promise`). */
export function policyRoutes(app: App, { db, ...deps }: ApiDependencies): void {
  const tags = ['policies'];
  app.get(
    '/policies',
    {
      schema: {
        tags,
        operationId: 'listPolicies',
        summary: 'The policy handbook (惠企政策汇编), by code',
        querystring: policyListQuery,
        response: { 200: policyPage, ...REFUSALS },
      },
    },
    async ({ query }) => {
      const { unit, validOn } = query;
      return pageWire(await listPolicies(db, { unit, validOn }, pageQuery(query)), policyWire);
    },
  );
  app.get(
    '/policies/:id',
    {
      schema: {
        tags,
        operationId: 'getPolicy',
        summary: 'One entry of the handbook',
        params: idParams,
        response: { 200: policyAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id } }) => policyWire(found(await policyById(db, id), 'id', id)),
  );
  app.put(
    '/policies/:id',
    {
      schema: {
        ...CHANGING,
        tags,
        operationId: 'definePolicy',
        summary: 'Write an entry of the handbook, or replace it (coordinators)',
        params: idParams,
        body: definePolicyBody,
        response: { 200: policyCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const command = policyCommandOf(request.body);
      const answered = await give({ db, ...deps }, request, { kind: 'policy', entity: { id }, command });
      return commandAnswer(reply, policyWire(found(await policyById(db, id), 'id', id)), answered);
    },
  );
}

/** Whom a project's investor is reached by: beside the project, never in its history. */
export function contactRoutes(app: App, { db, ...deps }: ApiDependencies): void {
  const tags = ['projects'];
  const change = async (request: FastifyRequest, reply: FastifyReply, code: string, body: Body) => {
    const command = contactCommandOf(body && { ...body, address: checkedAddress(body.address) });
    const answered = await give({ db, ...deps }, request, { kind: 'contact', entity: { id: code }, command });
    const seen = { row: await contactOf(db, code), viewer: request.signedIn };
    return commandAnswer(reply, contactWire(code, seen), answered);
  };
  type Body = Parameters<typeof contactCommandOf>[0];
  app.get(
    '/projects/:code/contact',
    {
      schema: {
        tags,
        operationId: 'getProjectContact',
        summary: 'Whom the investor of a project is reached by',
        params: codeParams,
        response: { 200: contactAnswer, ...REFUSALS },
      },
    },
    async ({ params: { code }, signedIn }) => {
      found(await projectByCode(db, code), 'code', code);
      return contactWire(code, { row: await contactOf(db, code), viewer: signedIn });
    },
  );
  app.put(
    '/projects/:code/contact',
    {
      schema: {
        ...CHANGING,
        tags,
        operationId: 'defineProjectContact',
        summary: 'Name the contact of a project, or replace what is known of it',
        params: codeParams,
        body: defineContactBody,
        response: { 200: contactCommandAnswer, ...REFUSALS },
      },
    },
    (request, reply) => change(request, reply, request.params.code, request.body),
  );
  app.delete(
    '/projects/:code/contact',
    {
      schema: {
        ...CHANGING,
        tags,
        operationId: 'eraseProjectContact',
        summary: 'Erase the contact of a project; nothing of it stays anywhere',
        params: codeParams,
        response: { 200: contactCommandAnswer, ...REFUSALS },
      },
    },
    (request, reply) => change(request, reply, request.params.code, null),
  );
}
