import Handlebars from 'handlebars';
import { z } from 'zod';
import { sourceOf } from '../../links/pages/style.ts';
import type { ApiDependencies, CaughtLetter } from '../dependencies.ts';
import { letterPath, opensList } from '../mailbox-keys.ts';
import { instantOf } from '../wire/instants.ts';
import { found, REFUSALS, type App } from './shared.ts';

/** The newest letters; older ones lie as .eml files in the data directory. */
const SHOWN = 200;
const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
  body { margin: 0; display: grid; grid-template-columns: minmax(280px, 420px) 1fr; height: 100vh }
  nav { overflow: auto; border-inline-end: 1px solid #8884 }
  h1 { font-size: 16px; margin: 12px 16px 0 }
  p { margin: 0 16px 12px; opacity: .7; font-size: 13px }
  a { display: block; padding: 10px 16px; border-top: 1px solid #8883; color: inherit; text-decoration: none }
  a:hover, a:focus-visible { background: #4a90d922 }
  b { display: block; font-weight: 600 }
  small { opacity: .7 }
  iframe { border: 0; width: 100%; height: 100%; background: #fff }
  @media (max-width: 720px) { body { grid-template-columns: 1fr; grid-template-rows: 45vh 1fr } }
`;
const CSP = [
  "default-src 'none'",
  `style-src ${sourceOf(STYLE)}`,
  "frame-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Subjects and addresses were written by anybody; Handlebars escapes every place, and the policy above lets no script run. */
const page = Handlebars.compile(`<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>开发信箱 · Development mailbox</title>
<style>${STYLE}</style>
<body>
<nav>
  <h1>开发信箱 · Development mailbox</h1>
  <p>共 {{total}} 封，信件不出本机 · {{total}} letters, none leaves this machine</p>
  {{#each letters}}
  <a href="{{href}}" target="letter"><b>{{subject}}</b><small>{{to}} · {{at}}</small></a>
  {{else}}
  <p>还没有信件。 No letters yet.</p>
  {{/each}}
</nav>
<iframe name="letter" title="letter" sandbox></iframe>
</body>
</html>
`);

/** What `npm start` prints as the mailbox: the letters, beside the one that is open. */
export function mailboxPageRoute(app: App, { mailbox }: ApiDependencies): void {
  app.get(
    '/mailbox',
    {
      schema: {
        // A page for people; the API has the same by /api/v1/mailbox.
        hide: true,
        querystring: z.strictObject({ key: z.string().max(100) }),
        response: { 200: { content: { 'text/html': { schema: z.string() } } }, ...REFUSALS },
      },
    },
    async ({ query: { key } }, reply) => {
      const { items, total } = await found(opensList(key) ? mailbox : null, 'path', '/mailbox').list(SHOWN, null);
      return reply
        .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP })
        .headers({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
        .send(page({ total, letters: items.map(line) }));
    },
  );
}

const line = ({ id, subject, to, atMs }: CaughtLetter) => ({
  href: letterPath(id),
  subject,
  to: to.join(', '),
  at: instantOf(new Date(atMs)).slice(0, 19).replace('T', ' '),
});
