import type { RenderedMail } from '../deliver.ts';
import { fill, wordsOf, type MailLocale } from './catalogue.ts';
import { oneLine } from './format.ts';

interface Names {
  away: string;
  deputy: string;
}

/** Whole links of the product in a body, as `<a …>text</a>` in HTML and `text：address` lines in text. */
const BUTTON = /<a class="do" [^>]*>[\s\S]*?<\/a>/g;
const BUTTON_LINE = /^ {3}[^\n]*https?:\/\/\S+\/l\/\S+\n/gm;
const HTML_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The mail of somebody who is away, for his deputy: it says whose it is, and has no button. */
export function asCopy({ subject, html, text, ...rest }: RenderedMail, names: Names, locale: MailLocale): RenderedMail {
  const words = wordsOf(locale).copy;
  const places = { away: oneLine(names.away, 40), deputy: oneLine(names.deputy, 40) };
  const note = fill(words.note, places);
  const shown = note.replaceAll(/[&<>"]/g, character => HTML_ESCAPES[character] ?? '');
  const block = `<p style="margin:0;padding:12px 24px;background-color:#fff4dc;color:#6b4700;font-size:14px">${shown}</p>`;
  return {
    ...rest,
    subject: `${fill(words.subject, places)}${subject}`,
    html: html.replaceAll(BUTTON, '').replace(/<body[^>]*>/, body => `${body}${block}`),
    text: `${note}\n\n${text.replaceAll(BUTTON_LINE, '')}`,
  };
}
