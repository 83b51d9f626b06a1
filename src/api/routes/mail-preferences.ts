import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import {
  absenceBody,
  absenceEndedAnswer,
  absenceParams,
  declineAbsenceBody,
  declinedAnswer,
  idParams,
  mailPreferencesAnswer,
  muteBody,
} from '../../contract/schemas/index.ts';
import { addDays } from '../../domain/calendar/dates.ts';
import { MUTABLE_MAIL_KINDS } from '../../domain/mail-kinds.ts';
import { refuse } from '../../domain/refusal.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import { declineAbsence, tellDeputy } from '../../ledger/deputies.ts';
import { personById } from '../../ledger/reads/people.ts';
import {
  addAbsence,
  endAbsence,
  muteLinkBySecret,
  preferencesOf,
  setMuted,
  standsInFor,
} from '../../ledger/mail-preferences.ts';
import { renderMute } from '../../links/pages/mute.ts';
import { isSecret, MUTE_PATH } from '../../links/secret.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { giveOwn } from '../own-commands.ts';
import { BUTTON_SCHEMA, limitButtons, pageLocaleFor, sendHtml } from '../page-answers.ts';
import { written } from '../plugins/audit.ts';
import { requireUnlimited } from '../plugins/sign-in.ts';
import { instantOf } from '../wire/instants.ts';
import { CHANGING, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['people'];

/** What somebody does not want to read, and who reads for him while he is away: his own to say, or the office's for him. */
export function mailPreferenceRoutes(app: App, deps: ApiDependencies): void {
  const { db } = deps;
  app.get(
    '/people/:id/mail-preferences',
    {
      schema: {
        tags: TAGS,
        operationId: 'getMailPreferences',
        summary: 'Kinds of mails somebody has muted, and his absences that are not over',
        params: idParams,
        response: { 200: mailPreferencesAnswer, ...REFUSALS },
      },
    },
    ({ params: { id } }) => preferencesWire(deps, id),
  );
  app.post(
    '/people/:id/mutes',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'muteMails',
        summary:
          'Mute a kind of mails that asks for nothing, or let it through again; what has to be answered cannot be muted',
        params: idParams,
        body: muteBody,
        response: { 200: mailPreferencesAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      requireUnlimited(request);
      const { params, body } = request;
      const { id } = params;
      found(await personById(db, id), 'id', id);
      await giveOwn(deps, request, reply, {
        ...{ type: 'muteMails', kind: 'person', id, asked: { person: id, ...body } },
        act: async (tx, { actor, atMs }) => ({
          changed: await setMuted(tx, { personId: id, ...body }, { by: actor.id, atMs }),
        }),
        changes: ({ changed }) => (changed ? [{ field: `muted.${body.kind}`, old: !body.muted, new: body.muted }] : []),
      });
      return preferencesWire(deps, id);
    },
  );
  absenceRoutes(app, deps);
  declineRoute(app, deps);
}

/** Somebody who is away for longer has his work given to another. */
const LONGEST_DAYS = 60;

function absenceRoutes(app: App, deps: ApiDependencies): void {
  const { db, calendar } = deps;
  app.post(
    '/people/:id/absences',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'addAbsence',
        summary:
          'Somebody is away: a deputy gets a copy of his mails from the first to the last day, without the buttons',
        params: idParams,
        body: absenceBody,
        response: { 201: mailPreferencesAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      requireUnlimited(request);
      const { params, body } = request;
      const { id: personId } = params;
      const { deputy: deputyId, from, to, reason = null } = body;
      found(await personById(db, personId), 'id', personId);
      const { clock } = calendar;
      const today = clock.toLocal(deps.now()).date;
      await giveOwn(deps, request, reply, {
        ...{ type: 'addAbsence', kind: 'person', id: personId, asked: { person: personId, ...body } },
        act: async (tx, { actor, atMs }) => {
          if (deputyId === personId) return refuse('deputyIsSelf', 'deputy', deputyId);
          if (to < from) return refuse('endBeforeStart', 'to', to, { start: from });
          if (to < today) return refuse('absenceOver', 'to', to, { today });
          const last = addDays(from, LONGEST_DAYS - 1);
          if (to > last) return refuse('outOfRange', 'to', to, { min: from, max: last });
          const id = randomUUID().slice(0, 8);
          const times = { beginsMs: clock.toInstant(from, '00:00'), endsMs: clock.toInstant(addDays(to, 1), '00:00') };
          const absence = { id, personId, deputyId, from, to, reason, ...times };
          const refusal = await addAbsence(tx, absence, { by: actor.id, atMs });
          if (refusal) return refusal;
          await tellDeputy(tx, absence, atMs);
          return { absence: id };
        },
        // Not why: that is somebody's own affair.
        changes: ({ absence }) => [{ field: `absences.${absence}`, old: null, new: { from, to, deputy: deputyId } }],
      });
      return reply.code(201).send(await preferencesWire(deps, personId));
    },
  );
  app.delete(
    '/people/:id/absences/:absence',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'endAbsence',
        summary: 'Back sooner: from now on the deputy gets no more copies',
        params: absenceParams,
        response: { 200: absenceEndedAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      requireUnlimited(request);
      const { id: personId, absence: id } = request.params;
      await giveOwn(deps, request, reply, {
        ...{ type: 'endAbsence', kind: 'person', id: personId, asked: { person: personId, absence: id } },
        act: async (tx, { actor, atMs }) =>
          (await endAbsence(tx, { id, personId }, { by: actor.id, atMs }))
            ? { ended: true }
            : refuse('notFound', 'absence', id),
        changes: () => [{ field: `absences.${id}.ended`, old: false, new: true }],
      });
      return { person: personId, absence: id };
    },
  );
}

function declineRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/people/:id/deputising/:absence/decline',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'declineAbsence',
        summary: 'A deputy will not stand in: no more copies, and who named him is told',
        params: absenceParams,
        body: declineAbsenceBody,
        response: { 200: declinedAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      requireUnlimited(request);
      const { id: deputyId, absence: id } = request.params;
      await giveOwn(deps, request, reply, {
        ...{ type: 'declineAbsence', kind: 'person', id: deputyId, asked: { deputy: deputyId, absence: id } },
        act: async (tx, { actor, atMs }) =>
          (await declineAbsence(tx, { id, deputyId }, { by: actor.id, atMs }))
            ? { declined: true }
            : refuse('notFound', 'absence', id),
        changes: () => [{ field: `deputising.${id}.declined`, old: false, new: true }],
      });
      return { person: deputyId, absence: id };
    },
  );
}

async function preferencesWire({ db, now }: ApiDependencies, id: string) {
  found(await personById(db, id), 'id', id);
  const { muted, absences, declined } = await preferencesOf(db, id, now());
  const standing = await standsInFor(db, id, now());
  const people = [...absences.map(({ deputyId }) => deputyId), ...standing.map(({ personId }) => personId)];
  const names = await namesOf(db, { people, units: [] });
  return {
    person: id,
    mutable: [...MUTABLE_MAIL_KINDS],
    muted: muted.map(({ kind, muted_at: at, muted_by: by }) => ({ kind, since: instantOf(at), by })),
    absences: absences.map(({ id: absence, deputyId, from, to, reason }) => ({
      ...{ id: absence, from, to, reason, deputy: deputyId, deputyName: names.person(deputyId) },
    })),
    declined: declined.map(({ id: absence, deputyId: deputy, from, to }) => ({ id: absence, from, to, deputy })),
    standsInFor: standing.map(({ id: absence, personId: person, from, to }) => ({
      ...{ id: absence, person, personName: names.person(person), from, to },
    })),
  };
}

/**
 * What a mail program opens for its reader who wants no more of a kind (RFC 8058): its button is one POST without a page, so that alone acts. A GET,
 * as of programs that check mails, shows a page with the same button.
 */
export async function mutePageRoutes(scope: FastifyInstance, deps: ApiDependencies): Promise<void> {
  const app = scope.withTypeProvider() as App;
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'string', bodyLimit: 4_096 },
    (_request, _body, done) => done(null, {}),
  );
  await limitButtons(scope);
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      ...{ method, url: `${MUTE_PATH}:secret`, schema: BUTTON_SCHEMA },
      handler: async (request, reply) => {
        const { secret } = request.params;
        const locale = pageLocaleFor(request);
        const link = isSecret(secret) ? await muteLinkBySecret(deps.db, secret) : null;
        reply.header('referrer-policy', 'no-referrer');
        if (!link) return sendHtml(request, reply, { status: 404, html: renderMute(null, locale) });
        if (method === 'GET' || link.muted) {
          return sendHtml(request, reply, { status: 200, html: renderMute(link, locale) });
        }
        const { personId, kind } = link;
        await written(deps, request, {
          ...{ action: 'muteByMail', outcome: 'done', actorId: personId, atMs: deps.now(), requestId: request.id },
          ...{
            origin: { address: request.ip, means: 'mail' },
            subject: { kind: 'person', id: personId },
            detail: { kind },
          },
        });
        await setMuted(deps.db, { personId, kind, muted: true }, { by: personId, atMs: deps.now() });
        return sendHtml(request, reply, { status: 200, html: renderMute({ ...link, muted: true }, locale) });
      },
    });
  }
}
