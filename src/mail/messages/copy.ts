import type { RenderedMail } from '../deliver.ts';
import { fill, wordsOf, type MailLocale } from './catalogue.ts';
import { oneLine } from './format.ts';

interface Names {
  away: string;
  deputy: string;
}

const HTML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The mail of somebody who is away, for his deputy: above it stands whose it is. */
export function asCopy(mail: RenderedMail, names: Names, locale: MailLocale): RenderedMail {
  const words = wordsOf(locale).copy;
  const places = { away: oneLine(names.away, 40), deputy: oneLine(names.deputy, 40) };
  return headed(mail, { subject: fill(words.subject, places), note: fill(words.note, places) });
}

/** The mail of a made-up city: nobody may take it for a real one, wherever it is forwarded to. */
export const asDemo = (mail: RenderedMail, locale: MailLocale): RenderedMail => headed(mail, wordsOf(locale).demo);

function headed({ subject, html, text, ...rest }: RenderedMail, head: { subject: string; note: string }): RenderedMail {
  const shown = head.note.replaceAll(/[&<>"]/g, character => HTML_ESCAPES[character] ?? '');
  const block = `<p style="max-width:592px;margin:0 auto;padding:12px 24px;background-color:#fff4dc;color:#6b4700;font-size:14px">${shown}</p>`;
  return {
    ...rest,
    subject: `${head.subject}${subject}`,
    html: html.replace(/<body[^>]*>/, body => `${body}${block}`),
    text: `${head.note}\n\n${text}`,
  };
}
