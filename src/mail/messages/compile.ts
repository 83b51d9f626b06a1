import Handlebars from 'handlebars';
import type { PageView } from './view.ts';

/** A message before it is compiled: an MJML page and a text page with Handlebars places. */
export interface Templates {
  mjml: string;
  text: string;
}

export interface CompiledMessage {
  html: (view: PageView) => string;
  text: (view: PageView) => string;
}

/**
 * Compiles both parts of a message: some 20 ms and an import of half a second, once per process, so that filling costs a fraction of
 * a millisecond. HTML is escaped by Handlebars everywhere; text is not, its values are single lines already. `strict` makes a place
 * without a value an error instead of a hole.
 */
export async function compileMessage(templates: Templates): Promise<CompiledMessage> {
  const { default: mjml2html } = await import('mjml');
  const { html } = await mjml2html(templates.mjml, { validationLevel: 'strict', keepComments: false });
  const engine = Handlebars.create();
  const options = { strict: true, knownHelpersOnly: true };
  return {
    html: engine.compile<PageView>(withoutIndents(html), options),
    text: engine.compile<PageView>(templates.text, { ...options, noEscape: true }),
  };
}

/** A third of MJML's output is indentation. Line ends stay, so that no line comes near the 998 characters of RFC 5322. */
const withoutIndents = (html: string): string => html.replaceAll(/[ \t]*\n\s*/g, '\n');
