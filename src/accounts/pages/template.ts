import Handlebars from 'handlebars';
import { document } from '../../links/pages/document.ts';
import type { AccountPage } from './view.ts';

/** Every place is escaped but the drawn code (`svg`), which is squares of our own and no text; no picture from elsewhere, the same look as the pages of links. The one script is that of passkeys, from a file of our own. */
const engine = Handlebars.create();

const FIELD = `<div class="field{{#if error}} wrong{{/if}}">
<label for="{{id}}">{{label}}</label>
<input type="{{type}}" id="{{id}}" name="{{name}}" value="{{value}}" autocomplete="{{autocomplete}}" maxlength="4096" required{{#if mode}} inputmode="{{mode}}"{{/if}}{{#if described}} aria-describedby="{{described}}"{{/if}}{{#if error}} aria-invalid="true"{{/if}}>
{{#if hint}}<p class="hint" id="{{id}}-hint">{{hint}}</p>{{/if}}{{#if error}}<p class="error" id="{{id}}-error">{{error}}</p>{{/if}}
</div>`;

/** `novalidate`: the page says what is wrong in the reader's language, which a browser's own bubble does not. */
const FORM = `<form method="post" action="{{action}}" accept-charset="utf-8" novalidate>
{{#each hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/each}}
{{#each fields}}${FIELD}
{{/each}}
{{#each (lookup this "boxes")}}<label class="option"><input type="checkbox" name="{{name}}" value="yes"{{#if checked}} checked{{/if}}>{{label}}</label>
{{/each}}
<button type="submit"{{#if small}} class="small"{{/if}}>{{submit}}</button>
</form>`;

const PASSKEY = `<form method="post" action="{{action}}" accept-charset="utf-8" data-passkey="{{kind}}" data-options="{{options}}">
<input type="hidden" name="credential" value="">
<button type="submit">{{submit}}</button>
{{#each says}}<p class="error" role="alert" data-say="{{name}}" hidden>{{text}}</p>
{{/each}}
</form>
<noscript><p class="error">{{needsScript}}</p></noscript>
<script type="module" src="account-passkey.js"></script>`;

const BLOCK = `{{#if heading}}<h2>{{heading}}</h2>{{/if}}{{#if text}}<p>{{text}}</p>{{/if}}{{#if dim}}<p class="dim">{{dim}}</p>{{/if}}{{#if good}}<div class="box good" role="status"><p>{{good}}</p></div>{{/if}}{{#with bad}}<div class="box bad" role="alert"><p>{{title}}</p>{{#if lines}}<ul>{{#each lines}}<li>{{this}}</li>{{/each}}</ul>{{/if}}</div>{{/with}}{{#if facts}}<dl>{{#each facts}}
<div><dt>{{label}}</dt><dd>{{text}}</dd></div>{{/each}}
</dl>{{/if}}{{#if list}}<ul class="codes">{{#each list}}<li><code>{{this}}</code></li>{{/each}}</ul>{{/if}}{{#if svg}}<div class="qr">{{{svg}}}</div>{{/if}}{{#with form}}${FORM}{{/with}}{{#with passkey}}${PASSKEY}{{/with}}{{#if links}}<p>{{#each links}}<a href="{{href}}">{{text}}</a> {{/each}}</p>{{/if}}`;

const PAGE =
  document(`<div class="top"><span>{{brand}}</span>{{#with other}}<a href="{{href}}" lang="{{lang}}" hreflang="{{lang}}">{{text}}</a>{{/with}}</div>
<h1>{{title}}</h1>
{{#each blocks}}${BLOCK}
{{/each}}`);

export const accountPage = engine.compile<AccountPage>(PAGE, { strict: true, knownHelpersOnly: true });
