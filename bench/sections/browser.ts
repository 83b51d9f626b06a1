import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { COUNTIES } from '../../src/demo/names.ts';
import { foundTools } from '../../src/embedded/found-tools.ts';
import { median } from '../load.ts';
import type { Row } from '../result.ts';
import type { Stage } from '../stage.ts';

const OVERVIEW_MS = 1_500;
const FILTER_MS = 300;
const PROJECTS = 10_000;
const COPIES = 9;
const TIMES = 5;
const PASSWORD = 'correct horse 电池 staple';

interface Seen {
  /** As the reader waits. */
  ms: number;
  /** Of it, while an answer of the API was waited for. */
  apiMs: number;
}

/** (e) What a reader waits for, in a real browser on the same machine: the overview until its last figure, a filter until the rows have changed. */
export async function browser(stage: Stage): Promise<Row[]> {
  await stage.product.call.fillCity({ from: 0, count: PROJECTS });
  const { chromium: executablePath } = await foundTools();
  if (executablePath === undefined) throw new Error('no Chromium: run `node scripts/setup.mjs test` first');
  const opened = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    // What measures runs in the page, which the console's own policy would not let in.
    const context = await opened.newContext({
      locale: 'zh-CN',
      viewport: { width: 1360, height: 850 },
      bypassCSP: true,
    });
    await signIn(context, stage);
    const overview = await several(() => overviewOnce(context, stage));
    await stage.product.call.copyProjects(COPIES);
    const filter = await filters(context, stage);
    const rows = PROJECTS * (COPIES + 1);
    return [
      rowOf(`overview of ${PROJECTS} projects, usable`, overview, OVERVIEW_MS),
      rowOf(`a filter of ${rows} rows, answered`, filter, FILTER_MS),
    ];
  } finally {
    await opened.close();
  }
}

const rowOf = (what: string, seen: readonly Seen[], limit: number): Row => {
  const [raw, ours] = [median(seen.map(({ apiMs }) => apiMs)), median(seen.map(({ ms }) => ms))];
  return { section: 'e', what, unit: 'ms', raw, ours, ratio: ours / raw, target: null, limit };
};

async function several(once: () => Promise<Seen>): Promise<Seen[]> {
  await once();
  const seen: Seen[] = [];
  for (let time = 0; time < TIMES; time += 1) seen.push(await once());
  return seen;
}

async function signIn(context: BrowserContext, { product, url }: Stage): Promise<void> {
  const page = await context.newPage();
  await page.goto(await product.call.setUpLink());
  for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD);
  await page.locator('button[type=submit]').first().click();
  await page.waitForLoadState('networkidle');
  await page.goto(`${url}/signin`);
  await page.locator('input[type=text]').first().fill('coordinator');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').first().click();
  await page.waitForURL(to => !to.pathname.startsWith('/signin'));
  await page.close();
}

/** From the navigation on, until nothing is being read and every figure stands. */
async function overviewOnce(context: BrowserContext, { url }: Stage): Promise<Seen> {
  const page = await context.newPage();
  await page.goto(`${url}/`, { waitUntil: 'commit' });
  const stands = await page.waitForFunction(OVERVIEW_STANDS, undefined, { polling: 'raf', timeout: 60_000 });
  const seen = (await stands.jsonValue()) as Seen;
  await page.close();
  return seen;
}

const OVERVIEW_STANDS = `(() => {
  const figures = [...document.querySelectorAll('.figure .value')];
  const reading = document.querySelector('.loading') !== null || figures.some(each => each.textContent === '…');
  if (figures.length < 9 || reading) return null;
  const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/v1/') && !name.endsWith('/changes'));
  const first = Math.min(...asked.map(({ startTime }) => startTime));
  const last = Math.max(...asked.map(({ responseEnd }) => responseEnd));
  return { ms: performance.now(), apiMs: last - first };
})()`;

async function filters(context: BrowserContext, { url }: Stage): Promise<Seen[]> {
  const page = await context.newPage();
  await page.goto(`${url}/projects`);
  await page.locator('[role=row]').nth(5).waitFor();
  let place = 0;
  const seen = await several(() => filterOnce(page, COUNTIES[(place += 1)] ?? ''));
  await page.close();
  return seen;
}

/** From the choice on, until the rows are those of the county. */
async function filterOnce(page: Page, county: string): Promise<Seen> {
  await page.locator('.choice select').first().selectOption('');
  await page.locator('[role=row]').nth(5).waitFor();
  await page.waitForTimeout(500);
  return page.evaluate(filterIn, county);
}

/** Runs in the page. */
const filterIn = new Function(
  'county',
  `return new Promise(resolve => {
    const select = document.querySelector('.choice select');
    const from = performance.now();
    performance.clearResourceTimings();
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(select, county);
    select.dispatchEvent(new Event('change', { bubbles: true }));
    const look = () => {
      const rows = [...document.querySelectorAll('.long-table .body [role=row]')];
      const isThere = rows.length > 0 && rows.every(row => row.textContent.includes(county));
      if (!isThere) return requestAnimationFrame(look);
      const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/v1/projects'));
      resolve({ ms: performance.now() - from, apiMs: asked.at(-1)?.duration ?? 0 });
    };
    requestAnimationFrame(look);
  })`,
) as (county: string) => Promise<Seen>;
