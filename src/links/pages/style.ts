import { createHash } from 'node:crypto';

/**
 * The whole look of the pages: one column, system fonts, light and dark. It stands in the page, so that nothing else is fetched, and is
 * allowed by its hash; no other style and no script runs.
 */
export const STYLE = `
:root{color-scheme:light dark;--ground:#f2f4f6;--card:#fff;--ink:#1f2329;--dim:#59616c;--rule:#d9dee4;--box:#fff;--edge:#7b8591;--accent:#1f5fa8;--on-accent:#fff;--bad:#a8201a;--bad-ground:#fdecea;--good:#1b6b3a;--good-ground:#e7f4ec}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--card:#1f2429;--ink:#e6e8eb;--dim:#a3acb6;--rule:#363d45;--box:#14171a;--edge:#86909b;--accent:#8ab8ee;--on-accent:#0f1b2a;--bad:#ffb4ab;--bad-ground:#43201d;--good:#93d7ab;--good-ground:#173325}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
main{max-width:640px;margin:0 auto;background:var(--card);border-top:4px solid var(--accent);padding:20px 16px 24px}
@media (min-width:700px){body{padding:32px 16px}main{border-radius:0 0 10px 10px;padding:24px 32px 32px;box-shadow:0 1px 4px #0002}}
.top{display:flex;justify-content:space-between;gap:16px;color:var(--dim);font-size:14px}
a{color:var(--accent)}
p a:has(+a){margin-inline-end:16px}
h1{font-size:24px;line-height:1.3;margin:8px 0 4px}
h3{font-size:16px;line-height:1.4;margin:24px 0 4px}
h2{font-size:18px;line-height:1.4;margin:24px 0 4px}
p{margin:8px 0}
.dim,.hint{color:var(--dim);font-size:14px}
dl{margin:16px 0;border-top:1px solid var(--rule)}
dl>div{display:grid;grid-template-columns:6.5em 1fr;gap:4px 12px;padding:8px 0;border-bottom:1px solid var(--rule)}
dt{color:var(--dim)}
dd{margin:0;white-space:pre-line}
.bad{color:var(--bad)}
.box{border-radius:8px;padding:12px 16px;margin:16px 0}
.box.bad{background:var(--bad-ground)}
.box.good{background:var(--good-ground);color:var(--good)}
.box p,.box ul{margin:0}
.box ul{padding-inline-start:20px}
.box a{color:inherit}
.field{margin:20px 0}
label,legend{font-weight:600;padding:0}
label.option{display:flex;gap:10px;align-items:center;font-weight:400;padding:10px 12px;margin-top:8px;border:1px solid var(--edge);border-radius:8px;background:var(--box);cursor:pointer}
label.option:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.needed{color:var(--bad);font-weight:400;font-size:14px;margin-inline-start:6px}
fieldset{border:0;margin:20px 0;padding:0;min-width:0}
details{border-bottom:1px solid var(--rule)}
summary{padding:10px 0;cursor:pointer;overflow-wrap:anywhere}
summary b{font-weight:600}
.badge{display:inline-block;padding:0 8px;border-radius:9px;font-size:13px;background:var(--bad-ground);color:var(--bad)}
.boxes{padding:0 0 8px 16px;border-inline-start:3px solid var(--rule);margin-bottom:12px}
.boxes .field{margin:12px 0}
.boxes textarea{min-height:5em}
select,textarea,input[type=date],input[type=text],input[type=password]{display:block;width:100%;margin-top:6px;padding:10px 12px;font:inherit;color:inherit;background:var(--box);border:1px solid var(--edge);border-radius:8px}
textarea{min-height:7.5em;resize:vertical}
input[type=date]{max-width:14em;min-height:46px}
input:is([type=radio],[type=checkbox]){width:20px;height:20px;margin:0;flex:none;accent-color:var(--accent)}
.wrong select,.wrong textarea,.wrong input,.wrong label.option{border-color:var(--bad)}
.hint,.error{margin:6px 0 0}
.error{color:var(--bad);font-size:15px}
button{display:block;width:100%;min-height:50px;margin:24px 0 8px;padding:12px 24px;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:8px;cursor:pointer}
button:hover{filter:brightness(1.08)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
button.small{width:auto;min-width:0;min-height:40px;margin:4px 0 16px;padding:6px 16px;font-weight:400;color:var(--accent);background:none;border:1px solid var(--accent)}
.qr{max-width:220px;margin:16px 0;background:#fff}
.qr svg{display:block;width:100%}
ul.codes{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(11em,1fr));gap:6px}
code{font:15px/1.6 ui-monospace,Menlo,Consolas,monospace}
hr{border:0;border-top:1px solid var(--rule);margin:24px 0 0}
@media (min-width:700px){button{width:auto;min-width:14em}}
`;

/** What allows exactly this text as an inline style. */
export const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = (...more: string[]): string =>
  [
    "default-src 'none'",
    ...more,
    `style-src ${sourceOf(STYLE)}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** Nothing is loaded, nothing runs, nothing frames the page, and its form goes nowhere else. */
export const PAGE_POLICY = policy();

/** The same for a page with the script of passkeys, which is a file of ours; still none that stands in a page runs. */
export const SCRIPT_PAGE_POLICY = policy("script-src 'self'");
