import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { watchedPage } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { PASSWORD } from '../support/signed-in.ts';

const LIMIT_MS = 240_000;
const TEN_MEGABYTES = 10_000_000;

/** What people and their machines do to forms besides filling them in. */
describe('bad input in the console', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open(async office => {
      await office.json(['units', 'add', 'nanan', '--name', '南安市', '--kind', 'county', '--county', '南安市']);
    });
  }, LIMIT_MS);
  afterAll(() => desk?.close());

  async function formOfStart(name: string): Promise<Page> {
    const { page } = await desk.at('/projects');
    await page.getByRole('button', { name: '新建项目' }).click();
    await page.getByLabel('项目名称').fill(name);
    await page.getByLabel('实际日期').fill('2026-03-18');
    return page;
  }

  const named = async (part: string): Promise<{ name: string; code: string }[]> =>
    (await desk.office.json<{ items: { name: string; code: string }[] }>(['project', 'list', '--search', part])).items;

  async function signIn(page: Page): Promise<void> {
    await page.locator('input[type=text]').first().fill('coordinator');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('button[type=submit]').first().click();
    await page.waitForURL(url => !url.pathname.startsWith('/signin'));
  }

  test(
    'a double click starts one project',
    async () => {
      const page = await formOfStart('双击项目');
      await page.getByRole('button', { name: '确定' }).dblclick();
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await named('双击项目')).toHaveLength(1);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'HTML, script, emoji and rare characters are text: kept as they were typed, shown and not run',
    async () => {
      const name = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> 😀 𠮷野家';
      const page = await formOfStart(name);
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      const [project] = await named('𠮷野家');
      expect(project?.name).toBe(name);
      await page.goto(`${desk.office.url}/projects/${project?.code}`);
      await page.getByRole('heading', { level: 1, name }).waitFor();
      expect(await page.evaluate('window.ran')).toBeUndefined();
      expect(await page.locator('main img').count()).toBe(0);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'ten pasted megabytes are refused in words, and the form is still there to be mended',
    async () => {
      const page = await formOfStart('大文本项目');
      await page.getByRole('textbox', { name: '投资方' }).fill('字'.repeat(TEN_MEGABYTES / 3));
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').getByRole('alert').first().waitFor();
      await page.getByRole('textbox', { name: '投资方' }).fill('某某集团');
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await named('大文本项目')).toHaveLength(1);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'what is refused has the keyboard, and a session that ends under a form takes nothing that was typed',
    async () => {
      const page = await formOfStart('');
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').getByRole('alert').first().waitFor();
      const name = page.getByLabel('项目名称');
      expect(await name.and(page.locator(':focus')).count()).toBe(1);
      await name.fill('登录失效项目');
      await desk.context.clearCookies();
      await page.getByRole('button', { name: '确定' }).click();
      const opened = desk.context.waitForEvent('page');
      await page.locator('dialog').getByRole('link', { name: '登录（新窗口）' }).click();
      await signIn(await opened);
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await named('登录失效项目')).toHaveLength(1);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'what another changes under a form is told in it, with what was typed still there',
    async () => {
      const { office } = desk;
      await office.json(['people', 'add', 'lin', '--name', '林晓', '--unit', 'nanan', '--role', 'countyReporter']);
      const { token } = await office.json<{ token: string }>(['people', 'token', 'lin']);
      const { code } = await office.json<{ code: string }>([
        'project',
        'start',
        '--name',
        '两人改',
        '--county',
        '南安市',
      ]);
      const { page } = await desk.at(`/projects/${code}`);
      await page.locator('.history > li').first().waitFor();
      await page.getByRole('button', { name: '修订计划' }).click();
      await page.getByLabel('原因').fill('我的原因');
      await office.json(['project', 'revise', code, '签约', '2027-06-30', '--reason', '县里先改'], { token });
      await page.locator('dialog').getByRole('status').getByText('县里先改').waitFor();
      expect(await page.getByLabel('原因').inputValue()).toBe('我的原因');
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'a session that has ended leads back to the same place, filters and all',
    async () => {
      const { page } = await watchedPage(desk.context);
      await page.goto(`${desk.office.url}/projects?q=双击&sort=name`);
      await page.getByText('共 1 项').waitFor();
      await desk.context.clearCookies();
      await page.reload();
      await page.waitForURL(/\/signin\?/);
      await signIn(page);
      await page.waitForURL(url => url.pathname === '/projects' && url.searchParams.get('q') === '双击');
      await page.getByText('共 1 项').waitFor();
      expect(new URL(page.url()).searchParams.get('sort')).toBe('name');
      await page.close();
    },
    LIMIT_MS,
  );
});
