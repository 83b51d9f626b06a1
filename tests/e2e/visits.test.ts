import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { confirmForm, graveFaults, launchBrowser, watchedPage } from '../support/browser.ts';
import { Office } from '../support/office.ts';
import { PHOTO } from '../support/photo.ts';
import { signedIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';

const LIMIT_MS = 240_000;
const PHONE = { width: 360, height: 740 };

interface Finding {
  title: string;
  solved: string | null;
  files: { sha256: string; name: string | null }[];
  problemState: string | null;
}

/** A supervision team at a building site, with nothing but a phone. The tests build on each other. */
describe('a visit on the phone', () => {
  let office: Office;
  let browser: Browser;
  let wu: BrowserContext;

  beforeAll(async () => {
    office = await Office.open();
    await office.json(['units', 'add', 'nanan', '--name', '南安市', '--kind', 'county', '--county', '南安市']);
    await office.json(['units', 'add', 'land', '--name', '自然资源和规划局', '--kind', 'department']);
    await office.json(['units', 'add', 'team-1', '--name', '第一督查组', '--kind', 'supervision']);
    await office.json(['units', 'add', 'team-2', '--name', '第二督查组', '--kind', 'supervision']);
    const add = async (id: string, name: string, unit: string, role: string): Promise<string> => {
      await office.json(['people', 'add', id, '--name', name, '--unit', unit, '--role', role]);
      return (await office.json<{ token: string }>(['people', 'token', id])).token;
    };
    const handler = await add('chen', '陈宏', 'land', 'departmentHandler');
    await add('wu', '吴敏', 'team-1', 'supervisionTeam');
    await office.json(['import', 'examples/quanzhou-ledger.xlsx', '--assume', '推进中=签约', '--yes']);
    const raise = ['problem', 'raise', '--project', 'P-2026-0002', '--category', '用地', '--title'];
    for (const title of ['用地指标未落实', '便道不通']) {
      const { code } = await office.json<{ code: string }>([...raise, title]);
      await office.json(['problem', 'assign', code, '--lead', 'land']);
      await office.json(['problem', 'resolve', code, '--result', '已办', '--evidence', '批复'], { token: handler });
    }
    browser = await launchBrowser();
    const { url } = await office.json<{ url: string }>(['people', 'invite', 'wu', '--hand']);
    wu = await signedIn(browser, office, { person: 'wu', link: url, viewport: PHONE });
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const open = async (path: string) => {
    const watched = await watchedPage(wu);
    await watched.page.goto(office.url + path);
    return watched;
  };
  const fits = async (page: Page): Promise<void> => {
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    expect(await graveFaults(page)).toEqual([]);
  };

  test(
    'the team sees what waits for it, and asks for no list that is another team’s',
    async () => {
      const { page, complaints } = await open('/supervision');
      await page.getByRole('heading', { name: /^第一督查组/ }).waitFor();
      await page.getByRole('link', { name: '便道不通' }).waitFor();
      expect(await page.getByText('第二督查组').count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'the team plans a visit for today and says that it is there',
    async () => {
      const { page, complaints } = await open('/supervision/visits');
      await page.getByText('没有符合条件的走访').waitFor();
      await page.getByRole('button', { name: '安排走访' }).click();
      // Found by a part of its name, and chosen by keyboard: neither key sends the form.
      const project = page.getByRole('combobox', { name: /^项目/ });
      await project.fill('硬科技');
      await page.getByRole('option', { name: '腾云硬科技半导体产业园项目（P-2026-0002）' }).waitFor();
      await project.press('ArrowDown');
      await fits(page);
      await project.press('Enter');
      expect(await project.inputValue()).toBe('腾云硬科技半导体产业园项目（P-2026-0002）');
      await project.press('ArrowDown');
      await project.press('Escape');
      expect(await page.getByRole('listbox', { name: '找到的' }).count()).toBe(0);
      await page.getByLabel('目的').fill('查看用地');
      await fits(page);
      await confirmForm(page);
      await page.getByRole('link', { name: /腾云硬科技半导体产业园项目/ }).click();
      await page.getByRole('heading', { level: 1, name: '腾云硬科技半导体产业园项目' }).waitFor();
      await page.getByRole('button', { name: '登记走访' }).click();
      await page.getByLabel('走访情况').fill('现场施工正常');
      await confirmForm(page);
      await page.getByRole('button', { name: '记一个问题' }).waitFor();
      await fits(page);
      expect(complaints).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'it writes down what it finds, with a photo, and what it solved there and then',
    async () => {
      const { page, complaints } = await open('/supervision/visits/V-2026-0001');
      await page.getByRole('button', { name: '记一个问题' }).click();
      let arrive = (): void => undefined;
      const arrived = new Promise<void>(resolve => (arrive = resolve));
      await page.route('**/api/v1/files', route => arrived.then(() => route.continue()));
      await page.locator('input[type=file]').setInputFiles({ name: '围挡.png', mimeType: 'image/png', buffer: PHOTO });
      await page.getByRole('textbox', { name: /^问题/ }).fill('围挡缺损 <i>𠮷</i>');
      await page.locator('dialog').getByLabel('类别').selectOption('配套');
      expect(await page.getByRole('button', { name: '等文件上传…' }).isDisabled()).toBe(true);
      arrive();
      // Shown from the phone: the line need not bring it back.
      expect(await page.getByRole('img', { name: '照片 1' }).getAttribute('src')).toMatch(/^blob:/);
      await confirmForm(page);
      await page.getByText('围挡缺损 <i>𠮷</i>').first().waitFor();

      await page.getByRole('button', { name: '记一个问题' }).click();
      await page.getByRole('textbox', { name: /^问题/ }).fill('消防通道堆料');
      await page.locator('dialog').getByLabel('类别').selectOption('其他');
      await page.getByLabel('现场怎样化解的').fill('当场清走');
      await confirmForm(page);
      await page.getByText('现场化解 1').waitFor();
      await page.getByRole('img', { name: '围挡.png' }).waitFor();
      await fits(page);

      const found = async (): Promise<Finding[]> =>
        (await office.json<{ findings: Finding[] }>(['visit', 'show', 'V-2026-0001'])).findings;
      await until('both are problems', async () => (await found()).every(({ problemState }) => problemState !== null));
      const [fence, passage] = await found();
      expect(fence).toMatchObject({ solved: null, files: [{ name: '围挡.png' }], problemState: 'raised' });
      await until('the second is solved', async () => (await found())[1]?.problemState === 'resolved');
      expect(passage?.solved).toBe('当场清走');
      expect(complaints).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'beside the site it closes one problem and sends another back with the reason',
    async () => {
      const { page } = await open('/supervision/visits/V-2026-0001');
      const row = (title: string) => page.getByRole('listitem').filter({ hasText: title });
      // What it solved itself is a coordinator's to look at, not its own.
      const own = row('消防通道堆料').filter({ hasText: '待核验' });
      await own.waitFor();
      await row('用地指标未落实').getByRole('button', { name: '核验' }).waitFor();
      expect(await own.getByRole('button', { name: '核验' }).count()).toBe(0);
      await row('用地指标未落实').getByRole('button', { name: '核验' }).click();
      await page.getByLabel('属实，销号').check();
      await confirmForm(page);
      await row('便道不通').getByRole('button', { name: '核验' }).click();
      await page.getByLabel('不属实，退回').check();
      await page.getByRole('button', { name: '确定' }).click();
      // Without the reason it is refused, and the form says where.
      await page.locator('dialog').getByRole('alert').first().waitFor();
      await page.getByLabel('退回理由').fill('便道仍不通');
      await confirmForm(page);
      await row('便道不通').getByText('办理中').waitFor();
      expect(await row('用地指标未落实').count()).toBe(0);
      const closed = await office.json<{ state: string; verifiedBy: string }>(['problem', 'show', 'Q-2026-0001']);
      expect(closed).toMatchObject({ state: 'closed', verifiedBy: 'wu' });
      await page.close();
    },
    LIMIT_MS,
  );

  test.each(['/supervision', '/supervision/visits', '/supervision/visits/V-2026-0001', '/problems/Q-2026-0002'])(
    '%s in English fits the phone, by day and by night, and axe finds nothing serious',
    async path => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const storageState = await wu.storageState();
        const english = await browser.newContext({ locale: 'en-GB', viewport: PHONE, colorScheme, storageState });
        const { page, complaints } = await watchedPage(english);
        await page.goto(office.url + path);
        await page.locator('h1').waitFor();
        await page.locator('.loading').first().waitFor({ state: 'detached' });
        expect(await page.locator('html').getAttribute('lang')).toBe('en');
        await fits(page);
        expect(complaints).toEqual([]);
        await english.close();
      }
    },
    LIMIT_MS,
  );
});
