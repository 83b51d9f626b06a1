#!/usr/bin/env node
// npm run screenshots [-- --data DIR] [--only overview]: every page of the console and of the accounts, in Chinese and English, at a desk's and a
// phone's width, and in the dark, of the demo's made-up city, into screenshots/ (git ignores it). To be looked at: nothing compares them.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { CONSOLE_PATHS } from '../dist/access/open.js';
import { FOUND_FILE, ROOT } from './lib/places.mjs';
import { say } from './lib/say.mjs';

const PASSWORD = 'correct horse 电池 staple';
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const VIEWS = [
  { name: 'zh-1280', locale: 'zh-CN', size: DESK },
  { name: 'zh-360', locale: 'zh-CN', size: PHONE },
  { name: 'en-1280', locale: 'en-GB', size: DESK },
  { name: 'en-360', locale: 'en-GB', size: PHONE },
  { name: 'zh-1280-dark', locale: 'zh-CN', size: DESK, colorScheme: 'dark' },
];
const TALLEST_PX = 5_000;
const READY_MS = 600_000;

/** Runs in the page, where the console scrolls in its main part. */
const MEASURE = `(() => {
  const main = document.querySelector('main');
  const above = main ? main.getBoundingClientRect().top : 0;
  const { scrollHeight, scrollWidth } = document.documentElement;
  return { tall: Math.max(scrollHeight, above + (main?.scrollHeight ?? 0)), wide: scrollWidth };
})()`;

const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, out: { type: 'string' } },
});

const dataDir = values.data ?? (await mkdtemp(join(tmpdir(), 'dispatch-screenshots-')));
const out = values.out ?? join(ROOT, 'screenshots');
const office = await startDemo();
try {
  const browser = await chromium.launch({ executablePath: await browserPath(), args: ['--no-sandbox'] });
  await setPassword(browser);
  const places = (await allPlaces()).filter(({ name }) => name.includes(values.only ?? ''));
  const shown = await takeAll(browser, places);
  await browser.close();
  say(`${shown} 张截图 screenshots: ${out}`);
} finally {
  await office.stop();
  if (values.data === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

async function startDemo() {
  const port = await freePort();
  const env = { ...process.env, DISPATCH_DATA: dataDir, PORT: String(port), LOG_LEVEL: 'warn' };
  delete env.npm_lifecycle_event;
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'start.js'), '--demo'], { cwd: ROOT, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
  const giveUp = Date.now() + READY_MS;
  while (!output.includes('is ready')) {
    if (child.exitCode !== null || Date.now() > giveUp) throw new Error(`the demo did not start:\n${output}`);
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  const stop = () =>
    new Promise(resolve => {
      if (child.exitCode !== null) return resolve();
      child.once('close', resolve);
      child.kill('SIGINT');
    });
  return { url: `http://127.0.0.1:${port}`, stop };
}

function freePort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function browserPath() {
  const { chromium: path } = JSON.parse(await readFile(FOUND_FILE, 'utf8'));
  return path;
}

/** Once for a data directory: the link of the first start is gone when it was used. */
async function setPassword(browser) {
  const link = await readFile(join(dataDir, 'set-up-link'), 'utf8').catch(() => null);
  if (link === null) return;
  const page = await browser.newPage();
  await page.goto(link.trim().replace(/^https?:\/\/[^/]+/, office.url));
  for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD);
  await page.locator('button[type=submit]').first().click();
  await page.waitForLoadState('networkidle');
  await page.close();
}

async function signedIn(browser, { locale, size, colorScheme = 'light' }) {
  const context = await browser.newContext({ locale, viewport: size, colorScheme });
  const page = await context.newPage();
  await page.goto(`${office.url}/signin`);
  await page.locator('input[type=text]').first().fill('coordinator');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').first().click();
  await page.waitForURL(url => !url.pathname.startsWith('/signin'));
  await page.close();
  return context;
}

async function takeAll(browser, places) {
  let shown = 0;
  for (const view of VIEWS) {
    const context = await signedIn(browser, view);
    const folder = join(out, view.name);
    await mkdir(folder, { recursive: true });
    for (const place of places) {
      await take(context, place, { size: view.size, file: join(folder, `${place.name}.png`) });
      shown += 1;
    }
    await context.close();
  }
  return shown;
}

/** As tall as what is on it, so that nothing is below the edge. */
async function take(context, { path, size: own }, { size, file }) {
  const page = await context.newPage();
  if (own) await page.setViewportSize(own);
  page.on('pageerror', error => say(`✗ ${path}: ${error.message}`));
  await page.goto(office.url + path);
  // Pages follow changes on an open line, so the network is never idle for good.
  const loading = page.locator('.loading');
  for (let tries = 0; (await loading.count()) > 0 && tries < 100; tries += 1) await page.waitForTimeout(200);
  await page.waitForTimeout(700);
  const { tall, wide } = await page.evaluate(MEASURE);
  if (wide > (own ?? size).width) say(`! ${path}: ${wide} px wide at ${size.width}`);
  if (!own) await page.setViewportSize({ width: size.width, height: Math.min(TALLEST_PX, Math.ceil(tall)) });
  await page.waitForTimeout(150);
  await page.screenshot({ path: file });
  await page.close();
}

/** Every address of the console with things of the city in its places, and the pages of the accounts. */
async function allPlaces() {
  const token = (await readFile(join(dataDir, 'token'), 'utf8')).trim();
  const first = async (path, pick = () => true) => {
    const answer = await fetch(`${office.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    const { items = [] } = await answer.json();
    return (items.find(pick) ?? items[0])?.[
      path.startsWith('/projects') || path.startsWith('/problems') ? 'code' : 'id'
    ];
  };
  const held = await first('/meetings?status=held&limit=5');
  const planned = await first('/meetings?status=planned&limit=5');
  const ids = {
    '/projects/:code': [await first('/projects?stage=groundbreaking&limit=50')],
    '/problems/:code': [await first('/problems?state=handling&limit=5'), await first('/problems?state=closed&limit=5')],
    '/dispatch/:series/:date': [held, planned],
    '/import/:id': [await first('/imports?limit=1')],
    '/visits/:code': [await first('/visits?limit=1')],
    '/settings/:section': ['problem', 'meeting', 'colours', 'holidays', 'texts', 'imports'],
    '/settings/texts/:kind/:variant': ['meeting-reminder/reminder'],
    '/supervision/:code': [await first('/visits?limit=1')],
  };
  const shown = CONSOLE_PATHS.flatMap(path => {
    if (!path.includes(':')) return [path];
    const base = path.slice(0, path.indexOf('/:'));
    return (ids[path] ?? []).filter(id => id !== undefined).map(id => `${base}/${id}`);
  });
  const views = ['/projects?view=board', '/projects?view=grid', '/problems?overdue=true'];
  const big = { width: 1920, height: 1080 };
  return [...shown, ...views, '/signin', '/account'].map(path => ({
    path,
    name: path === '/' ? 'overview' : path.slice(1).replaceAll(/[^\w.-]+/g, '_'),
    ...(path === '/screen' && { size: big }),
  }));
}
