import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BrowserContext } from 'playwright-core';
import { graveFaults, watchedPage, type Watched } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { until } from '../support/until.ts';
import { PASSWORD } from '../support/signed-in.ts';

const LIMIT_MS = 240_000;

/** The console as a coordinator has it: a real browser on a real `npm start`, with the ledger of Quanzhou in it. */
describe('the console', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open(async office => {
      await office.json(['import', 'examples/quanzhou-ledger.xlsx', '--assume', '推进中=签约', '--yes']);
      await office.json(['units', 'add', 'land-office', '--name', '自然资源和规划局', '--kind', 'department']);
      const raise = [
        'problem',
        'raise',
        '--title',
        '用地指标未落实 <b>𠮷</b>',
        '--project',
        'P-2026-0002',
        '--category',
        '用地',
      ];
      await office.json(raise);
    });
  }, LIMIT_MS);
  afterAll(() => desk?.close());

  /** The same person at another machine: nothing of his first browser is there. */
  async function anotherBrowser(): Promise<BrowserContext> {
    const other = await desk.browser.newContext({ locale: 'zh-CN' });
    const page = await other.newPage();
    await page.goto(`${desk.office.url}/signin`);
    await page.locator('input[type=text]').first().fill('coordinator');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('button[type=submit]').first().click();
    await page.waitForURL(url => !url.pathname.startsWith('/signin'));
    await page.close();
    return other;
  }

  async function open(path: string): Promise<Watched> {
    const watched = await desk.at(path);
    await watched.page.waitForLoadState('networkidle');
    return watched;
  }

  const PAGES = [
    '/',
    '/screen',
    '/pace',
    '/projects',
    '/projects?view=board',
    '/projects?view=grid',
    '/projects/P-2026-0002',
    '/problems',
    '/problems/Q-2026-0001',
    '/month',
    '/dispatch',
    '/supervision',
    '/import',
  ];

  const SETTING_PAGES = [
    '/people',
    '/units',
    '/supervision/visits',
    '/settings',
    '/settings/imports',
    '/settings/problem',
    '/settings/meeting',
    '/settings/holidays',
    '/settings/texts',
    '/settings/texts/meeting-reminder/reminder',
  ];

  test.each(PAGES)(
    '%s shows itself: nothing is blocked or thrown, and axe finds nothing serious',
    async path => {
      const { page, complaints } = await open(path);
      await page.locator('h1').first().waitFor();
      expect(await page.locator('h1').count()).toBe(1);
      for (const colorScheme of ['light', 'dark'] as const) {
        // Colours that are still changing are not those of the page.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
        expect([colorScheme, await graveFaults(page)]).toEqual([colorScheme, []]);
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );

  test.each([...PAGES, ...SETTING_PAGES])(
    '%s in English: nothing is blocked or thrown, and axe finds nothing serious',
    async path => {
      const english = await desk.browser.newContext({
        locale: 'en-GB',
        storageState: await desk.context.storageState(),
      });
      const { page, complaints } = await watchedPage(english);
      await page.goto(desk.office.url + path);
      await page.waitForLoadState('networkidle');
      await page.locator('h1').first().waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.evaluate('Promise.allSettled(document.getAnimations().map(each => each.finished)).then(() => null)');
      // A mail's own page lets no script in, not even that of axe.
      expect(await graveFaults(page, { except: 'iframe' })).toEqual([]);
      expect(complaints).toEqual([]);
      await english.close();
    },
    LIMIT_MS,
  );

  test(
    'the overview asks for no more than 400 KB of compressed script',
    async () => {
      const fresh = await desk.browser.newContext({ locale: 'zh-CN', storageState: await desk.context.storageState() });
      const page = await fresh.newPage();
      const network = await fresh.newCDPSession(page);
      await network.send('Network.enable');
      const scripts = new Set<string>();
      let bytes = 0;
      network.on('Network.responseReceived', ({ type, requestId }) => type === 'Script' && scripts.add(requestId));
      network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (scripts.has(requestId)) bytes += encodedDataLength;
      });
      await page.goto(desk.office.url);
      await page.getByText('三效齐增').waitFor();
      await page.waitForLoadState('networkidle');
      expect(scripts.size).toBeGreaterThan(3);
      expect(bytes).toBeGreaterThan(50_000);
      expect(bytes).toBeLessThan(400 * 1_024);
      await fresh.close();
    },
    LIMIT_MS,
  );

  test(
    'a coordinator finds a project by its county, sorts by money, and opens it',
    async () => {
      const { page } = await open('/projects');
      await page.getByText('共 47 项').waitFor();
      await page.getByRole('button', { name: '总投资（亿元）' }).click();
      await page.getByRole('button', { name: '总投资（亿元）' }).click();
      await page.waitForURL(/sort=investment&order=desc/);
      await page.getByPlaceholder('搜索编号、名称、投资方').fill('硬科技');
      await page.getByText('共 1 项').waitFor();
      await page.getByRole('link', { name: '腾云硬科技半导体产业园项目' }).click();
      await page.getByRole('heading', { level: 1, name: '腾云硬科技半导体产业园项目' }).waitFor();
      await page.getByRole('link', { name: /用地指标未落实/ }).click();
      // Text is text: nobody's title becomes a part of the page.
      await page.getByRole('heading', { level: 1, name: '用地指标未落实 <b>𠮷</b>' }).waitFor();
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'each figure of the overview is as long as the list it opens',
    async () => {
      const { page } = await open('/');
      const figures = page.locator('a.figure');
      await until('every figure stands', async () => !(await figures.locator('.value').allInnerTexts()).includes('…'));
      const shown: { href: string; value: string }[] = [];
      for (const figure of await figures.all()) {
        shown.push({
          href: (await figure.getAttribute('href')) ?? '',
          value: await figure.locator('.value').innerText(),
        });
      }
      expect(shown.length).toBeGreaterThan(6);
      for (const { href, value } of shown) {
        await page.goto(desk.office.url + href);
        await page.getByText(`共 ${value} 项`).first().waitFor();
      }
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'several projects at once: each is judged by itself, and what was refused is listed',
    async () => {
      await desk.office.json([
        'project',
        'pause',
        'P-2026-0003',
        '--reason',
        '企业资金未到位',
        '--review-on',
        '2027-06-30',
      ]);
      const { page } = await open('/projects');
      await page.getByText('共 47 项').waitFor();
      for (const row of [1, 2, 3]) await page.locator('.long-table .body input[type=checkbox]').nth(row).check();
      await page.getByText('已选 3 个').waitFor();
      await page.getByRole('button', { name: '暂缓' }).click();
      await page.getByLabel('复核日期').fill('2027-06-30');
      await page.getByLabel('原因').fill('等待用地指标');
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByText('批量操作：2 个完成，1 个被拒绝').waitFor();
      const paused = await desk.office.json<{ total: number }>(['project', 'list', '--status', '暂缓']);
      expect(paused.total).toBe(3);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'a view that somebody keeps is there again in every browser of his, with its filters and its shape',
    async () => {
      const { page } = await open('/projects?county=%E5%8D%97%E5%AE%89%E5%B8%82&view=board');
      await page.getByText('我的视图').click();
      await page.getByLabel('视图名称').fill('南安看板 𠮷');
      await page.getByRole('button', { name: '保存当前视图' }).click();
      await page.getByRole('link', { name: '南安看板 𠮷' }).waitFor();
      await page.close();
      const elsewhere = await anotherBrowser();
      const { page: there, complaints } = await watchedPage(elsewhere);
      await there.goto(`${desk.office.url}/projects`);
      await there.getByText('我的视图 (1)').click();
      await there.getByRole('link', { name: '南安看板 𠮷' }).click();
      await there.waitForURL(url => url.searchParams.get('view') === 'board');
      expect(new URL(there.url()).searchParams.get('county')).toBe('南安市');
      await there.getByText('我的视图 (1)').click();
      await there.getByRole('button', { name: '删除视图“南安看板 𠮷”' }).click();
      await there.getByRole('link', { name: '南安看板 𠮷' }).waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
      await elsewhere.close();
    },
    LIMIT_MS,
  );

  test(
    'views of before, which lay in the browser, move to the server once, beside those of the same name',
    async () => {
      await desk.office.json(['views', 'keep', '项目', '旧看板', 'view=grid']);
      const earlier = [
        { name: '旧看板', search: 'view=board' },
        { name: '旧列表', search: 'sort=name' },
      ];
      const { page } = await open('/problems');
      await page.evaluate(
        `localStorage.setItem('dispatch.views.coordinator', ${JSON.stringify(JSON.stringify(earlier))})`,
      );
      await page.goto(`${desk.office.url}/projects`);
      await page.getByText('我的视图 (3)').waitFor();
      const { items } = await desk.office.json<{ items: { name: string; query: string }[] }>(['views', 'list']);
      expect(items.map(({ name, query }) => [name, query])).toEqual([
        ['旧看板', 'view=grid'],
        ['旧看板 (2)', 'view=board'],
        ['旧列表', 'sort=name'],
      ]);
      expect(await page.evaluate("localStorage.getItem('dispatch.views.coordinator')")).toBeNull();
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'it speaks English as well, and remembers it',
    async () => {
      const { page, complaints } = await open('/problems/Q-2026-0001');
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'History' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'History' }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('heading', { name: '经过' }).waitFor();
      expect(complaints).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'a page that is left open leaves for the page to sign in when its session is over, untouched',
    async () => {
      const { page } = await open('/projects/P-2026-0002');
      await page.clock.install();
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      const secret = (await desk.context.cookies()).find(({ name }) => name === 'dispatch')?.value ?? '';
      const ended = await fetch(`${desk.office.url}/api/v1/session`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${secret}`, 'idempotency-key': 'ended-elsewhere' },
      });
      expect(ended.ok).toBe(true);
      await page.clock.runFor(61_000);
      await page.waitForURL(/\/signin\?/);
      expect(await page.content()).not.toContain('腾云');
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'whoever is not signed in is led to sign in and sees nothing',
    async () => {
      const stranger = await desk.browser.newContext({ locale: 'zh-CN' });
      const { page } = await watchedPage(stranger);
      await page.goto(`${desk.office.url}/projects/P-2026-0002`);
      await page.waitForURL(/\/signin\?/);
      expect(await page.content()).not.toContain('腾云');
      await stranger.close();
    },
    LIMIT_MS,
  );
});
