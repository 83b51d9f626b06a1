/**
 * The common page of all messages as MJML and as text, both with Handlebars places filled from a `PageView`. Made for Outlook (Word's
 * engine), QQ Mail and 163: tables, inline styles, system fonts, no pictures. A link opens a page and does nothing by itself, as scanners
 * follow every one of them. Colours for dark mode stand in a style block; programs that strip it show the light page.
 */
const FONTS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Helvetica Neue',Helvetica,Arial,sans-serif";
const INK = '#1f2329';
const DIM = '#5f6772';
const RULE = '#e5e8ec';

const STYLE = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    body, .page, .page > div { background-color: #14171a !important; }
    .card, .card > table { background-color: #1f2429 !important; }
    .ink, .ink div, .ink td { color: #e6e8eb !important; }
    .dim, .dim div, .ink td.dim { color: #9aa3ad !important; }
    .rule { border-color: #353b42 !important; }
    .note { background: #3a2f14 !important; }
    .note div { color: #f1d9a0 !important; }
    .late { background-color: #4a1f1c !important; color: #ffb4ab !important; }
    .soon { background-color: #46361a !important; color: #f5d08a !important; }
    .plain { background-color: #2c333a !important; color: #c4cad1 !important; }
    .do { color: #9cc3f2 !important; border-color: #9cc3f2 !important; }
  }`;

const BADGE = 'display:inline-block;padding:1px 8px;border-radius:9px;font-size:12px;line-height:18px';
const TONES = {
  late: 'background-color:#fde8e6;color:#a8201a',
  soon: 'background-color:#fff1d6;color:#7a4d00',
  plain: 'background-color:#eef1f4;color:#454d57',
};
/** The class is the tone's name; the inline colours must be chosen here, because a template cannot look one up by name cheaply. */
const BADGES = (Object.keys(TONES) as (keyof typeof TONES)[])
  .map(tone => `{{#if ${tone}}}<span class="${tone}" style="${BADGE};${TONES[tone]}">{{text}}</span>{{/if}}`)
  .join('');

/** A frame and no ground: Outlook draws no button, and a link with a frame is one everywhere. */
const DO =
  'display:inline-block;margin:6px 8px 0 0;padding:4px 14px;border:1px solid #1f5fa8;border-radius:4px;color:#1f5fa8;text-decoration:none';
const ACTIONS = `{{#each actions}}<a class="do" href="{{href}}" style="${DO}">{{text}}</a>{{/each}}`;

const LINES = `
{{#each lines}}<tr>
<td class="ink rule" style="padding:9px 12px 9px 0;border-top:1px solid ${RULE}"><b>{{title}}</b><br><span class="dim" style="color:${DIM};font-size:13px">{{meta}}</span>{{#if note}}<br><span style="font-size:13px">{{note}}</span>{{/if}}{{#each also}}<br><span style="font-size:13px">{{this}}</span>{{/each}}{{#if actions}}<br>${ACTIONS}{{/if}}</td>
<td class="rule" align="right" valign="top" nowrap style="padding:9px 0;border-top:1px solid ${RULE}">{{#if badge}}{{#with badge}}${BADGES}{{/with}}{{/if}}</td>
</tr>{{/each}}
{{#if more}}<tr><td colspan="2" class="dim rule" style="padding:9px 0;border-top:1px solid ${RULE};color:${DIM};font-size:13px">{{more}}</td></tr>{{/if}}
{{#if empty}}<tr><td colspan="2" class="dim rule" style="padding:9px 0;border-top:1px solid ${RULE};color:${DIM}">{{empty}}</td></tr>{{/if}}`;

const HEAD = `
<mj-head>
  <mj-title>{{subject}}</mj-title>
  <mj-preview>{{preheader}}</mj-preview>
  <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
  <mj-attributes>
    <mj-all font-family="${FONTS}" />
    <mj-text font-size="14px" line-height="22px" color="${INK}" padding="0" />
    <mj-table font-size="14px" line-height="20px" color="${INK}" padding="0" />
    <mj-section padding="0" />
  </mj-attributes>
  <mj-style>${STYLE}</mj-style>
</mj-head>`;

/** A text of several lines; a word an office typed is escaped like every other. */
const lines = (name: string): string => `{{#each ${name}}}{{#unless @first}}<br>{{/unless}}{{this}}{{/each}}`;

const HEADER = `
<mj-section css-class="card" background-color="#ffffff" padding="0 24px 4px" border-top="4px solid #1f5fa8"><mj-column>
  <mj-text css-class="dim" font-size="13px" color="${DIM}" padding="18px 0 0">{{sender}}</mj-text>
  <mj-text css-class="ink" font-size="20px" line-height="28px" font-weight="600" padding="2px 0 12px">{{title}}</mj-text>
  <mj-text css-class="ink" padding="0 0 4px">{{greeting}}</mj-text>
  <mj-text css-class="ink" padding="0 0 12px">${lines('opening')}</mj-text>
</mj-column></mj-section>`;

/** What, when, where. */
export const DETAILS = `
<mj-section css-class="card" background-color="#ffffff" padding="0 24px 8px"><mj-column>
  <mj-table css-class="ink">{{#each details}}<tr><td class="dim" width="56" style="padding:3px 0;color:${DIM};vertical-align:top;white-space:nowrap">{{label}}</td><td style="padding:3px 0 3px 8px;vertical-align:top"><b>{{value}}</b></td></tr>{{/each}}</mj-table>
</mj-column></mj-section>`;

/** A question with a button for each answer. */
export const ASK = `
<mj-raw>{{#if ask}}</mj-raw>
<mj-section css-class="card" background-color="#ffffff" padding="4px 24px 10px"><mj-column>
  <mj-text css-class="ink"><b>{{ask.lead}}</b><br>{{#each ask.actions}}<a class="do" href="{{href}}" style="${DO}">{{text}}</a>{{/each}}</mj-text>
  <mj-text css-class="dim" font-size="12px" line-height="18px" color="${DIM}" padding="6px 0 0">{{ask.hint}}</mj-text>
</mj-column></mj-section>
<mj-raw>{{/if}}</mj-raw>`;

/** Something out of the ordinary that changes what the reader has to do. */
export const NOTE = `
<mj-raw>{{#if note}}</mj-raw>
<mj-section css-class="card" background-color="#ffffff" padding="4px 24px 8px"><mj-column>
  <mj-text css-class="note" color="#6b4700" container-background-color="#fff4dc" padding="10px 12px">{{note}}</mj-text>
</mj-column></mj-section>
<mj-raw>{{/if}}</mj-raw>`;

export const SECTIONS = `
<mj-raw>{{#each sections}}</mj-raw>
<mj-section css-class="card" background-color="#ffffff" padding="12px 24px 0"><mj-column>
  <mj-text css-class="ink" font-size="16px" font-weight="600" padding="0 0 6px">{{heading}} <span class="dim" style="color:${DIM};font-weight:400">{{count}}</span></mj-text>
  <mj-table>${LINES}</mj-table>
</mj-column></mj-section>
<mj-raw>{{/each}}</mj-raw>`;

const CLOSING = `
<mj-raw>{{#if closing}}</mj-raw>
<mj-section css-class="card" background-color="#ffffff" padding="16px 24px 0"><mj-column>
  <mj-text css-class="ink">${lines('closing')}</mj-text>
</mj-column></mj-section>
<mj-raw>{{/if}}</mj-raw>`;

const FOOTER = `
<mj-section css-class="card" background-color="#ffffff" padding="8px 24px 20px"><mj-column><mj-spacer height="1px" /></mj-column></mj-section>
<mj-section padding="14px 24px 28px"><mj-column>
  <mj-text css-class="dim" align="center" font-size="12px" line-height="18px" color="${DIM}">{{footer}}</mj-text>
</mj-column></mj-section>`;

/** A whole MJML document around the parts that a message has. */
export const page = (...parts: readonly string[]): string =>
  `<mjml lang="{{lang}}">${HEAD}<mj-body background-color="#f2f4f6" css-class="page" width="640px">` +
  `<mj-section padding="12px 0 0"><mj-column><mj-spacer height="1px" /></mj-column></mj-section>` +
  `${HEADER}${parts.join('')}${CLOSING}${FOOTER}</mj-body></mjml>`;

/** The same page as plain text, complete by itself. */
export const TEXT_DETAILS = `{{#each details}}
{{label}}{{../colon}}{{value}}
{{/each}}
`;

export const TEXT_ASK = `{{#if ask}}

{{ask.lead}}
{{#each ask.actions}}
   {{text}}{{@root.colon}}{{href}}
{{/each}}
{{ask.hint}}
{{/if}}
`;

export const TEXT_NOTE = `{{#if note}}

※ {{note}}
{{/if}}
`;

export const TEXT_SECTIONS = `{{#each sections}}

【{{heading}}】{{count}}
{{#each lines}}
{{number}}. {{title}}{{#if badge}} [{{badge.text}}]{{/if}}
   {{meta}}
{{#if note}}
   {{note}}
{{/if}}
{{#each also}}
   {{this}}
{{/each}}
{{#each actions}}
   {{text}}{{@root.colon}}{{href}}
{{/each}}
{{/each}}
{{#if more}}
{{more}}
{{/if}}
{{#if empty}}
{{empty}}
{{/if}}
{{/each}}
`;

const TEXT_OPENING = `{{#each opening}}
{{this}}
{{/each}}
`;

const TEXT_CLOSING = `{{#if closing}}

{{#each closing}}
{{this}}
{{/each}}
{{/if}}
`;

export const textPage = (...parts: readonly string[]): string =>
  `{{sender}} · {{title}}\n\n{{greeting}}\n${TEXT_OPENING}\n${parts.join('')}${TEXT_CLOSING}\n--\n{{footer}}\n`;
