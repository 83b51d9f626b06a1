/** The page of a collection. Every place is escaped; rows fold without a script, so that two hundred of them are still a page. */
const BOX = `<div class="field{{#if error}} wrong{{/if}}">
<label for="{{id}}">{{label}}</label>
{{#if text}}<textarea id="{{id}}" name="{{id}}" rows="3"{{#if error}} aria-invalid="true" aria-describedby="{{id}}-error"{{/if}}>
{{value}}</textarea>{{/if}}{{#if line}}<input type="text" id="{{id}}" name="{{id}}" value="{{value}}"{{#if digits}} inputmode="decimal"{{/if}}{{#if error}} aria-invalid="true" aria-describedby="{{id}}-error"{{/if}}>{{/if}}{{#if date}}<input type="date" id="{{id}}" name="{{id}}" value="{{value}}"{{#if error}} aria-invalid="true" aria-describedby="{{id}}-error"{{/if}}>{{/if}}{{#if select}}<select id="{{id}}" name="{{id}}"{{#if error}} aria-invalid="true" aria-describedby="{{id}}-error"{{/if}}>{{#each options}}<option value="{{value}}"{{#if chosen}} selected{{/if}}>{{label}}</option>{{/each}}</select>{{/if}}
{{#if hint}}<p class="hint">{{hint}}</p>{{/if}}{{#if error}}<p class="error" id="{{id}}-error">{{error}}</p>{{/if}}
</div>`;

const ROW = `<details{{#if open}} open{{/if}}>
<summary><b>{{title}}</b>{{#if badge}} <span class="badge">{{badge}}</span>{{/if}}<br><span class="dim">{{facts}}</span></summary>
{{#if boxes}}<div class="boxes">{{#each boxes}}${BOX}
{{/each}}</div>{{/if}}
</details>`;

export const COLLECTION = `<div class="top"><span>{{brand}}</span><a href="{{other.href}}" lang="{{other.lang}}" hreflang="{{other.lang}}">{{other.text}}</a></div>
<h1>{{title}}</h1>
<p>{{lead}}</p>
{{#if again}}<div class="box bad" role="alert"><p>{{again}}</p></div>{{/if}}
{{#if recorded}}<div class="box good" role="status"><p>{{recorded}}</p></div>{{/if}}
{{#if errors}}<div class="box bad" role="alert"><p>{{errorsTitle}}</p><ul>{{#each errors}}<li>{{#if id}}<a href="#{{id}}">{{text}}</a>{{else}}{{text}}{{/if}}</li>{{/each}}</ul></div>{{/if}}
<dl>{{#each facts}}
<div><dt>{{label}}</dt><dd{{#if bad}} class="bad"{{/if}}>{{text}}</dd></div>{{/each}}
</dl>
<form method="post" action="{{action}}" accept-charset="utf-8">
<input type="hidden" name="about" value="{{about}}"><input type="hidden" name="turn" value="{{turn}}"><input type="hidden" name="answer" value="noChange">
<button type="submit">{{noChange.button}}</button>
<p class="hint">{{noChange.text}}</p>
</form>
<hr>
<h2>{{heading}}</h2>
<p class="dim">{{blank}}</p>
<form method="post" action="{{action}}" accept-charset="utf-8" novalidate>
<input type="hidden" name="about" value="{{about}}"><input type="hidden" name="turn" value="{{turn}}"><input type="hidden" name="answer" value="report">
{{#each sections}}<h3>{{heading}}</h3>
{{#if empty}}<p class="dim">{{empty}}</p>{{/if}}
{{#each rows}}${ROW}
{{/each}}
{{#if more}}<p class="dim">{{more}}</p>{{/if}}
{{/each}}
<div class="field"><label for="note">{{note.label}}</label>
<input type="text" id="note" name="note" value="{{note.value}}"><p class="hint">{{note.hint}}</p></div>
<button type="submit">{{submit}}</button>
</form>
<p class="dim">{{holder}}</p>
<p class="dim">{{unchanged}}<br>{{once}}</p>`;
