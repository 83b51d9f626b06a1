import { z } from 'zod';
import { letterAnswer, letterDetailAnswer, mailParams, pageOf, paging } from '../../contract/schemas/index.ts';
import { writeCursor } from '../../ledger/reads/paging.ts';
import type { ApiDependencies, CaughtLetter, MailboxReader } from '../dependencies.ts';
import { withoutSecrets } from '../../links/secret.ts';
import { letterPolicy } from '../letter-policy.ts';
import { opens } from '../mailbox-keys.ts';
import { instantOf } from '../wire/instants.ts';
import { found, pageQuery, REFUSALS, type App } from './shared.ts';

const TAGS = ['mailbox'];
const letterPage = pageOf(letterAnswer, 'LetterPage');

const letterWire = ({ id, atMs, from, to, subject, messageId, bytes }: CaughtLetter) => ({
  id,
  at: instantOf(new Date(atMs)),
  from,
  to: [...to],
  subject,
  messageId,
  bytes,
});

/** Where real mails leave there is no mailbox, and its addresses answer as if nobody had written them. */
const boxOf = ({ mailbox }: ApiDependencies): MailboxReader => found(mailbox, 'path', '/api/v1/mailbox');

/** Only where the development mailbox stands in for a mail server; elsewhere these addresses are not found. */
export function mailboxRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/mailbox',
    {
      schema: {
        tags: TAGS,
        operationId: 'listLetters',
        summary: 'What the development mailbox caught, the newest first',
        querystring: paging,
        response: { 200: letterPage, ...REFUSALS },
      },
    },
    async ({ query }) => {
      const { limit, after } = pageQuery(query);
      const { items, total, next } = await boxOf(deps).list(limit, after?.[0] ?? null);
      return { items: items.map(letterWire), total, next: next === null ? null : writeCursor([next]) };
    },
  );
  app.get(
    '/mailbox/:id',
    {
      schema: {
        tags: TAGS,
        operationId: 'getLetter',
        summary: 'One caught letter, without what its links open by',
        params: mailParams,
        response: { 200: letterDetailAnswer, ...REFUSALS },
      },
    },
    async ({ params: { id } }) => {
      const letter = found(await boxOf(deps).open(id), 'id', id);
      const [html, text] = [letter.html, letter.text].map(body => body && withoutSecrets(body));
      return { ...letterWire(letter), html: html ?? null, text: text ?? null, attachments: [...letter.attachments] };
    },
  );
}

/** Whole, and outside the scope of tokens: the key in its address stands on the page of the mailbox only, for whoever runs the process. */
export function letterPageRoute(app: App, deps: ApiDependencies): void {
  app.get(
    '/mailbox/:id/page',
    {
      schema: {
        tags: TAGS,
        operationId: 'getLetterPage',
        summary: 'The letter as a page, by its address on the page of the mailbox',
        security: [],
        params: mailParams,
        querystring: z.strictObject({ key: z.string().max(100) }),
        response: { 200: { content: { 'text/html': { schema: z.string() } } }, ...REFUSALS },
      },
    },
    async ({ params: { id }, query: { key } }, reply) => {
      // A wrong key is 404, not 403: it does not even tell whether there is such a letter.
      const letter = found(opens(key, id) ? await boxOf(deps).open(id) : null, 'id', id);
      const html = letter.html ?? `<pre>${escaped(letter.text ?? '')}</pre>`;
      return (
        reply
          .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': letterPolicy(html) })
          // It is shown in the frame of the mailbox's page.
          .headers({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-frame-options': 'SAMEORIGIN' })
          .send(html)
      );
    },
  );
}

/** Enough between tags; nothing typed stands in an attribute here. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
