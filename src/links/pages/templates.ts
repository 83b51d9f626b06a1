import Handlebars from 'handlebars';
import { document } from './document.ts';
import type { DoneView, FormView, NoticeView } from './view.ts';

/** Every place is escaped: what people typed, and what stands in the ledger, is text on these pages and nothing else. */
const engine = Handlebars.create();
const options = { strict: true, knownHelpersOnly: true } as const;

const TOP = `<div class="top"><span>{{brand}}</span><a href="{{other.href}}" lang="{{other.lang}}" hreflang="{{other.lang}}">{{other.text}}</a></div>`;

const FACTS = `<dl>{{#each facts}}
<div><dt>{{label}}</dt><dd{{#if bad}} class="bad"{{/if}}>{{text}}{{#each papers}}{{#unless @first}}<br>{{/unless}}<a href="{{href}}">{{text}}</a>{{/each}}</dd></div>{{/each}}
</dl>`;

const ABOUT_FIELD = `{{#if hint}}<p class="hint" id="{{id}}-hint">{{hint}}</p>{{/if}}{{#if error}}<p class="error" id="{{id}}-error">{{error}}</p>{{/if}}`;
const STATE = `{{#if described}} aria-describedby="{{described}}"{{/if}}{{#if error}} aria-invalid="true"{{/if}}`;
const NEEDED = `{{#if needed}}<span class="needed">{{needed}}</span>{{/if}}`;

const FIELD = `{{#if text}}<div class="field{{#if error}} wrong{{/if}}">
<label for="{{id}}">{{label}}${NEEDED}</label>
<textarea id="{{id}}" name="{{name}}" rows="5"{{#if needed}} required{{/if}}${STATE}>
{{value}}</textarea>
${ABOUT_FIELD}
</div>{{/if}}{{#if line}}<div class="field{{#if error}} wrong{{/if}}">
<label for="{{id}}">{{label}}${NEEDED}</label>
<input type="text" id="{{id}}" name="{{name}}" value="{{value}}"{{#if needed}} required{{/if}}${STATE}>
${ABOUT_FIELD}
</div>{{/if}}{{#if date}}<div class="field{{#if error}} wrong{{/if}}">
<label for="{{id}}">{{label}}${NEEDED}</label>
<input type="date" id="{{id}}" name="{{name}}" value="{{value}}"{{#if needed}} required{{/if}}${STATE}>
${ABOUT_FIELD}
</div>{{/if}}{{#if choice}}<fieldset role="radiogroup"{{#if error}} class="wrong"{{/if}}${STATE}>
<legend>{{label}}${NEEDED}</legend>
{{#each options}}<label class="option"><input type="radio" id="{{id}}" name="{{../name}}" value="{{value}}"{{#if ../needed}} required{{/if}}{{#if checked}} checked{{/if}}>{{label}}</label>
{{/each}}
${ABOUT_FIELD}
</fieldset>{{/if}}`;

/** `novalidate`: the page says what is wrong in the reader's language and with the rule, which a browser's own bubble does not. */
const FORM = document(`${TOP}
<h1>{{title}}</h1>
<p>{{lead}}</p>
{{#if again}}<div class="box bad" role="alert"><p>{{again}}</p></div>{{/if}}
{{#if errors}}<div class="box bad" role="alert"><p>{{errorsTitle}}</p><ul>{{#each errors}}<li>{{#if id}}<a href="#{{id}}">{{text}}</a>{{else}}{{text}}{{/if}}</li>{{/each}}</ul></div>{{/if}}
${FACTS}
<form method="post" action="{{action}}" accept-charset="utf-8" novalidate>
<input type="hidden" name="about" value="{{about}}">{{#if turn}}<input type="hidden" name="turn" value="{{turn}}">{{/if}}
{{#each fields}}${FIELD}
{{/each}}
<button type="submit">{{submit}}</button>
</form>
<p class="dim">{{holder}}</p>
<p class="dim">{{unchanged}}<br>{{once}}</p>`);

const LOST = `{{#if lostTitle}}<h2>{{lostTitle}}</h2>
<dl>{{#each lost}}
<div><dt>{{label}}</dt><dd>{{text}}</dd></div>{{/each}}
</dl>{{/if}}`;

const DONE = document(`${TOP}
<h1>{{title}}</h1>
<div class="box good" role="status"><p>{{message}}</p></div>
${FACTS}
<p class="dim">{{usedAt}}</p>
<p class="dim">{{usedUp}}</p>
${LOST}`);

const NOTICE = document(`<div class="top"><span>{{brand}}</span></div>
{{#each parts}}<section lang="{{lang}}">
{{#if first}}<h1>{{title}}</h1>{{else}}<hr><h2>{{title}}</h2>{{/if}}
<p>{{text}}</p>
{{#if why}}<p>{{why}}</p>{{/if}}
</section>
{{/each}}
${LOST}`);

export const formPage = engine.compile<FormView>(FORM, options);
export const donePage = engine.compile<DoneView>(DONE, options);
export const noticePage = engine.compile<NoticeView>(NOTICE, options);
