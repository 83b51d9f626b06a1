import { mailSampleAnswer, mailTextQuery, mailTextsAnswer, type MailTextQuery } from '../../contract/schemas/index.ts';
import { MAIL_KINDS, type MailKind } from '../../domain/mail-kinds.ts';
import {
  checkedMailText,
  fieldsOf,
  MAIL_TEXT_PARTS,
  variantsOf,
  type MailText,
  type MailVariant,
} from '../../domain/mail-texts.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { settingsAt } from '../../ledger/settings.ts';
import { builtInText, messagesIn, type Rendered } from '../../mail/messages/index.ts';
import { sampleOf } from '../../mail/messages/samples.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { LETTER_PAGE, sendLetter } from '../letter-page.ts';
import { Refused } from '../refused.ts';
import { REFUSALS, type App } from './shared.ts';

const TAGS = ['settings'];

/** Where an office may speak for itself in mails, and how it will look: a made-up mail, as nobody's own is shown for it. */
export function mailTextRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/mail-texts',
    {
      schema: {
        tags: TAGS,
        operationId: 'listMailTexts',
        summary: 'Every kind of mail, what may stand in braces in its texts, and our own words',
        response: { 200: mailTextsAnswer, ...REFUSALS },
      },
    },
    () => ({ items: MAIL_KINDS.flatMap(kind => textsOf(kind)) }),
  );
  app.get(
    '/mail-texts/preview',
    {
      schema: {
        tags: TAGS,
        operationId: 'previewMailText',
        summary: 'A made-up mail with these words; refused as they would be when saved',
        querystring: mailTextQuery,
        response: { 200: mailSampleAnswer, ...REFUSALS },
      },
    },
    async ({ query }) => {
      const { subject, text } = await sampleFor(deps, query);
      return { subject, text };
    },
  );
  app.get(
    '/mail-texts/page',
    {
      schema: {
        tags: TAGS,
        operationId: 'showMailText',
        summary: 'The same as the page a mail program shows, under a policy of its own: it runs and loads nothing',
        querystring: mailTextQuery,
        response: { ...LETTER_PAGE, ...REFUSALS },
      },
    },
    async ({ query }, reply) => {
      const { html } = await sampleFor(deps, query);
      return sendLetter(reply, html);
    },
  );
}

const textsOf = (kind: MailKind) =>
  variantsOf(kind).map(variant => ({
    ...{ kind, variant, fields: [...(fieldsOf(kind, variant) ?? [])] },
    builtIn: { 'zh-CN': builtInText(kind, variant, 'zh-CN'), en: builtInText(kind, variant, 'en') },
  }));

async function sampleFor({ db, calendar, now }: ApiDependencies, query: MailTextQuery): Promise<Rendered> {
  const { kind, variant, language, on, ...said } = query;
  if (!fieldsOf(kind, variant)) throw new Refused(refuse('notInList', 'variant', variant, { list: variantsOf(kind) }));
  const today = calendar.clock.toLocal(now()).date;
  const isGiven = MAIL_TEXT_PARTS.some(part => said[part] !== undefined);
  const texts = isGiven ? [givenText(query)] : (await settingsAt(db, on ?? today)).texts.mails;
  const messages = messagesIn({ locale: language, texts });
  return messages.render(kind, sampleOf(kind, variant as MailVariant<MailKind>, today));
}

function givenText({ kind, variant, language, subject, opening, closing }: MailTextQuery): MailText {
  const text = {
    kind,
    variant,
    language,
    subject: subject ?? null,
    opening: opening ?? null,
    closing: closing ?? null,
  };
  const checked = checkedMailText(text);
  if (isRefusal(checked)) throw new Refused(checked);
  return checked;
}
