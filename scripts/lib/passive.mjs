// What can be told of an answer by looking at it: the rules a scanner of web pages applies without sending anything of its own. Pure, so that
// tests hand it answers of every page, and `npm run passive` those of a running server.

const isText = type => /^(text\/|application\/(json|problem\+json|javascript))/.test(type);
export const isPage = type => type.startsWith('text/html');
/** Files of the documentation's page: the same for everybody. */
const isAsset = type => /^(text\/css|application\/javascript|text\/javascript|image\/|font\/)/.test(type);

/**
 * @param {{ url: string, status: number, headers: Record<string, string | string[] | undefined>, body: string }} answer
 *   the names of headers in small letters
 * @returns {string[]} what is wrong with it, empty when nothing is
 */
export function findingsOf(answer) {
  const header = name => [answer.headers[name] ?? []].flat().join(', ');
  const type = header('content-type');
  const look = { ...answer, header, type, isTls: answer.url.startsWith('https:'), policy: policyOf(header) };
  const found = [...ofHeaders(look), ...ofPolicy(look), ...ofCookies(look), ...ofInside(look)];
  return isPage(type) ? [...found, ...ofPage(look)] : found;
}

const when = (isWrong, what) => (isWrong ? [what] : []);

function ofHeaders({ header, type, isTls, headers, body }) {
  const cache = header('cache-control');
  return [
    ...when(body !== '' && type === '', 'no Content-Type'),
    ...when(isText(type) && !/charset=utf-8/i.test(type) && !type.includes('json'), 'a text without its charset'),
    ...when(header('x-content-type-options') !== 'nosniff', 'no X-Content-Type-Options: nosniff'),
    ...when(
      !isAsset(type) && !/no-store|private, no-cache/.test(cache),
      `may be kept: Cache-Control ${cache || 'is missing'}`,
    ),
    ...when(
      !/^(no-referrer|same-origin)$/.test(header('referrer-policy')),
      `Referrer-Policy: ${header('referrer-policy')}`,
    ),
    ...when(!header('permissions-policy').includes('geolocation=()'), 'no Permissions-Policy'),
    ...when(header('cross-origin-resource-policy') !== 'same-origin', 'no Cross-Origin-Resource-Policy'),
    ...when(isPage(type) && header('cross-origin-opener-policy') !== 'same-origin', 'no Cross-Origin-Opener-Policy'),
    ...when(
      isTls && !/max-age=[1-9]/.test(header('strict-transport-security')),
      'TLS without Strict-Transport-Security',
    ),
    ...when('server' in headers || 'x-powered-by' in headers, 'tells what it is made with'),
    ...when('access-control-allow-origin' in headers, 'open to other origins'),
  ];
}

/** `default-src 'none'; …` → its directives. */
const policyOf = header =>
  new Map(
    header('content-security-policy')
      .split(';')
      .map(part => part.trim().split(/\s+/))
      .filter(([name]) => name)
      .map(([name, ...sources]) => [name, sources]),
  );

function ofPolicy({ policy, header, type }) {
  if (policy.size === 0) return ['no Content-Security-Policy'];
  const sources = [...policy.values()].flat();
  const framed = policy.get('frame-ancestors') ?? [];
  const frame = header('x-frame-options').toUpperCase();
  return [
    ...when(!policy.has('default-src'), 'a policy without default-src'),
    ...when(sources.includes("'unsafe-inline'"), 'a policy with unsafe-inline'),
    ...when(
      sources.some(source => /unsafe-eval/.test(source)),
      'a policy with unsafe-eval',
    ),
    ...when(
      sources.some(source => /^(\*|https?:$|\/\/|https?:\/\/|data:$)/.test(source) && source !== 'data:'),
      'a policy that lets others in',
    ),
    ...when((policy.get('script-src') ?? []).includes('data:'), 'scripts from data:'),
    ...when(
      framed.length === 0 || framed.some(source => !["'none'", "'self'"].includes(source)),
      'others may frame it',
    ),
    ...when(!['DENY', 'SAMEORIGIN'].includes(frame), 'no X-Frame-Options'),
    ...when(isPage(type) && !policy.has('base-uri'), 'a page without base-uri'),
    ...when(isPage(type) && !policy.has('form-action'), 'a page without form-action'),
  ];
}

function ofCookies({ headers, isTls }) {
  return [headers['set-cookie'] ?? []].flat().flatMap(cookie => {
    const [pair = '', ...rest] = cookie.split(';').map(part => part.trim());
    const name = pair.split('=', 1)[0] ?? '';
    const flags = new Map(rest.map(part => part.toLowerCase().split('=')).map(([flag, value = '']) => [flag, value]));
    const isHost = name.startsWith('__Host-');
    return [
      ...when(!flags.has('httponly'), `cookie ${name}: scripts may read it`),
      ...when(!['lax', 'strict'].includes(flags.get('samesite') ?? ''), `cookie ${name}: sent from other sites`),
      ...when((isTls || isHost) && !flags.has('secure'), `cookie ${name}: sent without TLS`),
      ...when(isTls && !isHost, `cookie ${name}: not bound to this host (__Host-)`),
      ...when(flags.has('domain'), `cookie ${name}: sent to other hosts of the domain`),
      ...when(isHost && flags.get('path') !== '/', `cookie ${name}: __Host- wants Path=/`),
    ];
  });
}

/** Words of the inside: they help nobody who reads them but an attacker. */
const INSIDE = [
  [/\bat .{1,80}\.(?:ts|js|mjs|cjs):\d+/, 'a stack'],
  [/node_modules[\\/]/, 'a path of the machine'],
  [/\b(?:select|insert into|update) .{1,60}\b(?:from|values|set)\b.{0,40}"/i, 'a statement of SQL'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
];

const ofInside = ({ body, type }) =>
  isText(type) && !isAsset(type) ? INSIDE.filter(([shape]) => shape.test(body)).map(([, what]) => `shows ${what}`) : [];

const TAG = /<([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** The tags of a page with their attributes. A page of ours closes what it opens; this is no parser for others'. */
export const tagsOf = html =>
  [...html.replaceAll(/<!--.*?-->/gs, '').matchAll(TAG)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    attributes: new Map(
      [...rest.matchAll(ATTRIBUTE)].map(([, key, ...values]) => [
        key.toLowerCase(),
        values.find(value => value !== undefined) ?? '',
      ]),
    ),
  }));

function ofPage(look) {
  const { body, policy } = look;
  const tags = tagsOf(body);
  const styles = (policy.get('style-src') ?? []).some(source => source.startsWith("'sha256-"));
  const scripts = (policy.get('script-src') ?? []).some(source => /^'(sha256|nonce)-/.test(source));
  return [
    ...when(!/^\s*(<!--.*?-->\s*)?<!doctype html>/is.test(body), 'no doctype'),
    ...when(!tags.some(({ name, attributes }) => name === 'html' && attributes.get('lang')), 'no language'),
    ...when(tags.some(tag => tag.name === 'script' && !tag.attributes.has('src')) && !scripts, 'an inline script'),
    ...when(/<style\b/i.test(body) && !styles, 'an inline style without its hash'),
    ...when(
      tags.some(({ name }) => name === 'base' || name === 'object' || name === 'embed'),
      'base, object or embed',
    ),
    ...when(/<meta[^>]+http-equiv=["']?refresh/i.test(body), 'a page that moves by itself'),
    ...when(/<!--[^>]*\b(?:todo|fixme|password|secret|token)\b/i.test(body), 'a comment that tells'),
    ...tags.flatMap(tag => ofTag(tag, look)),
    ...ofForms(tags, look),
  ];
}

const LOADING = { script: 'src', img: 'src', iframe: 'src', link: 'href', source: 'src', audio: 'src', video: 'src' };

function ofTag({ name, attributes }, { url }) {
  const place = attributes.get(LOADING[name] ?? '');
  const target = place === undefined || place.startsWith('data:') ? null : new URL(place, url);
  const link = attributes.get('href') ?? attributes.get('action') ?? '';
  return [
    ...when(
      [...attributes.keys()].some(key => key.startsWith('on')),
      `<${name}> with a handler`,
    ),
    ...when(attributes.has('style'), `<${name}> with a style of its own`),
    ...when(/^\s*(javascript|vbscript|data):/i.test(link), `<${name}> that leads into a script`),
    ...when(target !== null && target.origin !== new URL(url).origin, `<${name}> from elsewhere: ${place}`),
    ...when(
      target !== null && url.startsWith('https:') && target.protocol === 'http:',
      `<${name}> without TLS: ${place}`,
    ),
    ...when(
      attributes.get('target') === '_blank' && !/noopener|noreferrer/.test(attributes.get('rel') ?? ''),
      '_blank without noopener',
    ),
  ];
}

const SECRET_WORDS = new Set(['current-password', 'new-password', 'one-time-code', 'off']);

/** A form belongs to the tags up to the next one: forms do not nest. */
function ofForms(tags, { url }) {
  let form = null;
  return tags.flatMap(({ name, attributes }) => {
    if (name === 'form') {
      form = { method: (attributes.get('method') ?? 'get').toLowerCase(), action: attributes.get('action') ?? '' };
      const target = new URL(form.action.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'), url);
      return [
        ...when(target.origin !== new URL(url).origin, `a form that goes elsewhere: ${form.action}`),
        ...when(url.startsWith('https:') && target.protocol !== 'https:', 'a form without TLS'),
        ...when(!['get', 'post'].includes(form.method), `a form by ${form.method}`),
      ];
    }
    if (name !== 'input' || attributes.get('type') !== 'password') return [];
    return [
      ...when(form?.method !== 'post', 'a password outside a form by POST'),
      ...when(
        !SECRET_WORDS.has(attributes.get('autocomplete') ?? ''),
        'a password field that does not say which (autocomplete)',
      ),
    ];
  });
}

/** Where a page leads to within its own origin, without running anything. */
export const linksOf = (html, url) =>
  tagsOf(html)
    .flatMap(({ name, attributes }) =>
      name === 'form' ? [] : [attributes.get('href') ?? attributes.get('src') ?? []].flat(),
    )
    .filter(place => place !== '' && !/^(#|mailto:|data:|javascript:)/i.test(place))
    .map(place => new URL(place.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'), url))
    .filter(({ origin }) => origin === new URL(url).origin)
    .map(place => place.href.split('#')[0]);
