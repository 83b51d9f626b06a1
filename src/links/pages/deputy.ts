import Handlebars from 'handlebars';
import type { Locale } from '../../contract/catalogue/index.ts';
import { filled, linkWords } from '../catalogue.ts';
import { deputyWords } from '../words-deputy.ts';
import { document } from './document.ts';
import { langOf } from './view.ts';

const page = Handlebars.create().compile(
  document(`<div class="top"><span>{{brand}}</span></div>
<h1>{{title}}</h1>
{{#if done}}<div class="box good" role="status"><p>{{text}}</p></div>{{else}}<p>{{text}}</p>{{/if}}
{{#if submit}}<form method="post" accept-charset="utf-8"><button type="submit">{{submit}}</button></form>{{/if}}`),
  { strict: true, knownHelpersOnly: true },
);

/** Who stands in for whom, and whether he may still say no. */
interface Standing {
  deputy: string;
  away: string;
  from: string;
  to: string;
  state: 'open' | 'declined' | 'over';
}

/** Whether somebody stands in or not; null: the address opens nothing. */
export function renderDeputy(standing: Standing | null, locale: Locale): string {
  const words = deputyWords(locale);
  const same = { lang: langOf(locale), brand: linkWords(locale).brand, done: false, submit: null };
  if (!standing) return page({ ...same, title: words.unknown, text: words.unknownText });
  const { state, ...places } = standing;
  const said = {
    open: { title: words.title, text: words.text },
    declined: { title: words.declined, text: words.declinedText },
    over: { title: words.over, text: words.overText },
  }[state];
  return page({
    ...same,
    ...{ title: filled(said.title, places), text: filled(said.text, places) },
    ...{ done: state === 'declined', submit: state === 'open' ? words.submit : null },
  });
}
