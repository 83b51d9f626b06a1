import type { RenderedMail } from '../deliver.ts';
import { fill, wordsOf, type MailLocale } from './catalogue.ts';
import { oneLine } from './format.ts';

interface Names {
  away: string;
  deputy: string;
}

const HTML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The mail of somebody who is away, for his deputy: above it stands whose it is. */
export function asCopy({ subject, html, text, ...rest }: RenderedMail, names: Names, locale: MailLocale): RenderedMail {
  const words = wordsOf(locale).copy;
  const places = { away: oneLine(names.away, 40), deputy: oneLine(names.deputy, 40) };
  const note = fill(words.note, places);
  const shown = note.replaceAll(/[&<>"]/g, character => HTML_ESCAPES[character] ?? '');
  const block = `<p style="max-width:592px;margin:0 auto;padding:12px 24px;background-color:#fff4dc;color:#6b4700;font-size:14px">${shown}</p>`;
  return {
    ...rest,
    subject: `${fill(words.subject, places)}${subject}`,
    html: html.replace(/<body[^>]*>/, body => `${body}${block}`),
    text: `${note}\n\n${text}`,
  };
}
