import { z } from 'zod';
import { mailAnswer, mailDetailAnswer, mailListQuery, mailParams, pageOf } from '../../contract/schemas/index.ts';
import { listMails, mailById } from '../../ledger/reads/mails.ts';
import { withoutSecrets } from '../../links/secret.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { mailWire, withoutAddress } from '../wire/mails.ts';
import { found, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['mails'];
const mailPage = pageOf(mailAnswer, 'MailPage');

/** The outbox as it is, bodies included. Mails are caused by events and leave through the mailroom; `mails-by-hand.ts` is what people do to them. */
export function mailRoutes(app: App, { db }: ApiDependencies): void {
  app.get(
    '/mails',
    {
      schema: {
        tags: TAGS,
        operationId: 'listMails',
        summary: 'The outbox, the newest first',
        querystring: mailListQuery,
        response: { 200: mailPage, ...REFUSALS },
      },
    },
    // Two keys to walk by: the mails of one meeting are all of one instant.
    async ({ query, reach, signedIn }) =>
      pageWire(await listMails(db, { ...query, reach }, pageQuery(query, 2)), row => mailWire(row, signedIn)),
  );
  app.get(
    '/mails/:id',
    {
      schema: {
        tags: TAGS,
        operationId: 'getMail',
        summary: 'One mail with its bodies and what it speaks of; one-click links are whole for its recipient only',
        params: mailParams,
        response: { 200: mailDetailAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id }, signedIn }) => {
      const mail = found(await mailById(db, id), 'id', id);
      // A one-click link speaks for whom the mail was written to: nobody else reads what opens it, whatever his roles.
      const shown = (body: string): string =>
        mail.person_id === signedIn.id ? body : withoutAddress(withoutSecrets(body), mail, signedIn);
      const [html, text] = [mail.html, mail.text].map(body => body && shown(body));
      const ics = mail.ics && withoutAddress(mail.ics, mail, signedIn);
      return { ...mailWire(mail, signedIn), html: html ?? null, text: text ?? null, ics, items: mail.items };
    },
  );
  app.get(
    '/mails/:id/invitation.ics',
    {
      schema: {
        tags: TAGS,
        operationId: 'getMailInvitation',
        summary: 'The calendar invitation that goes with the mail',
        params: mailParams,
        response: { 200: { content: { 'text/calendar': { schema: z.string() } } }, ...REFUSALS },
      },
    },
    // 404 too for a mail that has no invitation, or is not rendered yet.
    async ({ params: { id }, signedIn }, reply) => {
      const mail = found(await mailById(db, id), 'id', id);
      return reply
        .headers({
          'content-type': 'text/calendar; charset=utf-8',
          'content-disposition': 'attachment; filename="invitation.ics"',
        })
        .send(withoutAddress(found(mail.ics, 'id', id), mail, signedIn));
    },
  );
}
