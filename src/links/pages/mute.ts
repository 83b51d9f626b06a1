import Handlebars from 'handlebars';
import { MAIL_KIND_WORDS, type Locale } from '../../contract/catalogue/index.ts';
import type { MailKind } from '../../domain/mail-kinds.ts';
import { filled, linkWords } from '../catalogue.ts';
import { document } from './document.ts';
import { langOf } from './view.ts';

const page = Handlebars.create().compile(
  document(`<div class="top"><span>{{brand}}</span></div>
<h1>{{title}}</h1>
{{#if done}}<div class="box good" role="status"><p>{{text}}</p></div>{{else}}<p>{{text}}</p>{{/if}}
{{#if submit}}<form method="post" accept-charset="utf-8"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">{{submit}}</button></form>{{/if}}
{{#if back}}<p class="dim">{{back}}</p>{{/if}}`),
  { strict: true, knownHelpersOnly: true },
);

/** Whether somebody wants no more of a kind; null: the address opens nothing. */
export function renderMute(link: { name: string; kind: MailKind; muted: boolean } | null, locale: Locale): string {
  const { brand, mute: words } = linkWords(locale);
  const same = { lang: langOf(locale), brand };
  if (!link)
    return page({ ...same, title: words.unknown, text: words.unknownText, done: false, submit: null, back: null });
  const places = { name: link.name, kind: MAIL_KIND_WORDS[link.kind][locale] };
  return page({
    ...same,
    title: filled(link.muted ? words.done : words.title, places),
    text: filled(link.muted ? words.doneText : words.text, places),
    done: link.muted,
    submit: link.muted ? null : words.submit,
    back: filled(words.back, places),
  });
}
