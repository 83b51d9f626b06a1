#!/usr/bin/env node
// npm run passive -- URL…: looks at the pages of a running server and at all they lead to on the same origin, and tells what a scanner would
// note without sending anything of its own: headers, cookies, mixed content, forms. Only GET, at most 200 pages. Links with secrets work
// as every other address does.
import { findingsOf, isPage, linksOf } from './lib/passive.mjs';
import { say } from './lib/say.mjs';

const MOST_PAGES = 200;

async function visit(url) {
  const response = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html,*/*' } });
  const headers = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  const body = await response.text();
  const next = response.headers.get('location');
  const shown = isPage(headers['content-type'] ?? '') ? linksOf(body, url) : [];
  const places = next === null ? shown : [new URL(next, url).href];
  const isSame = place => new URL(place).origin === new URL(url).origin;
  return { findings: findingsOf({ url, status: response.status, headers, body }), places: places.filter(isSame) };
}

const asked = process.argv.slice(2);
if (asked.length === 0) {
  say('用法 usage: npm run passive -- http://127.0.0.1:8080/api/docs/ …');
  process.exit(2);
}
// Grows while it is walked.
const pages = [...new Set(asked.map(url => new URL(url).href))];
let found = 0;
for (const url of pages) {
  const { findings, places } = await visit(url);
  for (const finding of findings) process.stdout.write(`✗ ${url}: ${finding}\n`);
  found += findings.length;
  for (const place of places) if (!pages.includes(place) && pages.length < MOST_PAGES) pages.push(place);
}
process.stdout.write(`${pages.length} 个地址 addresses, ${found} 处问题 findings\n`);
process.exitCode = found > 0 ? 1 : 0;
