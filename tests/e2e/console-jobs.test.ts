import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { confirmForm, launchBrowser } from '../support/browser.ts';
import { Office } from '../support/office.ts';
import { PHOTO } from '../support/photo.ts';
import { signedIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';

const LIMIT_MS = 240_000;
const PHONE = { width: 360, height: 740 };

interface Milestones {
  stage: string;
  milestones: Record<string, { actual: string | null }>;
}

/** Three people, each with his own browser: the day of an office, without the command line. The tests build on each other. */
describe('a day in the console', () => {
  let office: Office;
  let browser: Browser;
  const people: Record<string, BrowserContext> = {};

  beforeAll(async () => {
    office = await Office.open();
    await office.json(['units', 'add', 'nanan', '--name', '南安市', '--kind', 'county', '--county', '南安市']);
    await office.json(['units', 'add', 'land', '--name', '自然资源和规划局', '--kind', 'department']);
    await office.json(['units', 'add', 'team-1', '--name', '第一督查组', '--kind', 'supervision']);
    const add = (id: string, name: string, unit: string, role: string) =>
      office.json(['people', 'add', id, '--name', name, '--unit', unit, '--role', role]);
    await add('chen', '陈宏', 'land', 'departmentHandler');
    await add('wu', '吴敏', 'team-1', 'supervisionTeam');
    browser = await launchBrowser();
    people.coordinator = await signedIn(browser, office, { person: 'coordinator', link: await office.setUpLink() });
    people.chen = await signedIn(browser, office, { person: 'chen', link: await invitationFor('chen') });
    people.wu = await signedIn(browser, office, { person: 'wu', link: await invitationFor('wu'), viewport: PHONE });
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const invitationFor = async (person: string): Promise<string> =>
    (await office.json<{ url: string }>(['people', 'invite', person, '--hand'])).url;

  async function pageOf(person: string, path: string): Promise<Page> {
    const page = await (people[person] as BrowserContext).newPage();
    await page.goto(office.url + path);
    return page;
  }

  test(
    'the coordinator starts a project, moves it on, and hears which date is missing',
    async () => {
      const page = await pageOf('coordinator', '/projects');
      await page.getByRole('button', { name: '新建项目' }).click();
      await page.getByLabel('项目名称').fill('𠮷星半导体');
      await page.getByLabel('实际日期').fill('2026-03-18');
      await page.locator('dialog').getByLabel('县（市、区）').selectOption('南安市');
      await page.getByLabel('总投资（亿元）').fill('13.8');
      await confirmForm(page);
      await page.getByRole('link', { name: '𠮷星半导体' }).click();
      await page.getByRole('button', { name: '转段' }).click();
      await page.getByLabel('进入阶段').selectOption('开工');
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByText('需要实际日期').waitFor();
      await page.getByLabel('落地的实际日期').fill('2026-06');
      await confirmForm(page);
      const code = page.url().split('/').at(-1) ?? '';
      const project = await office.json<Milestones>(['project', 'show', code]);
      expect(project.stage).toBe('groundbreaking');
      expect(project.milestones['landing']?.actual).toBe('2026-06');
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'he raises a problem, assigns it and splits off what is another one; the department answers and hands in the result',
    async () => {
      const page = await pageOf('coordinator', '/problems');
      await page.getByRole('button', { name: '提出问题' }).click();
      await page.getByLabel('标题').fill('用地指标未落实');
      await page.getByRole('combobox', { name: /^项目/ }).fill('P-2026-0001');
      await page.locator('dialog').getByLabel('类别').selectOption('用地');
      await confirmForm(page);
      await page.getByRole('link', { name: '用地指标未落实' }).click();
      await page.getByRole('button', { name: '交办' }).click();
      await page.getByLabel('主办单位').selectOption('自然资源和规划局');
      await confirmForm(page);
      await page.getByText('已交办').first().waitFor();
      // It is really two: the second half begins where the first does, and is raised.
      await page.getByRole('button', { name: '拆分' }).click();
      await page.getByLabel('标题').fill('进场道路未通');
      await page.locator('dialog').getByLabel('类别').selectOption('配套');
      await confirmForm(page);
      await page.goto(`${office.url}/problems`);
      await page.getByRole('link', { name: '进场道路未通' }).click();
      await page.getByText('拆自').waitFor();
      expect(await office.json(['problem', 'show', page.url().split('/').at(-1) ?? ''])).toMatchObject({
        ...{ splitFrom: 'Q-2026-0001', state: 'raised', project: 'P-2026-0001', category: 'infrastructure' },
      });
      await page.getByRole('link', { name: 'Q-2026-0001' }).click();
      await page.getByRole('heading', { level: 1, name: '用地指标未落实' }).waitFor();
      await page.getByText('拆出').waitFor();
      await page.getByRole('link', { name: 'Q-2026-0002' }).click();
      await page.getByRole('heading', { level: 1, name: '进场道路未通' }).waitFor();
      await page.close();

      const handler = await pageOf('chen', '/problems?unit=land');
      await handler.getByRole('link', { name: '用地指标未落实' }).click();
      await handler.getByRole('button', { name: '办结' }).click();
      await handler.getByLabel('办结结果').fill('指标已下达');
      await handler.getByRole('button', { name: '确定' }).click();
      // Without a paper it is refused, and what was typed stays.
      await handler.getByRole('alert').first().waitFor();
      expect(await handler.getByLabel('办结结果').inputValue()).toBe('指标已下达');
      await handler.getByLabel('材料名称').fill('批复');
      await confirmForm(handler);
      await handler.getByText('待核验').first().waitFor();
      await handler.close();
    },
    LIMIT_MS,
  );

  test(
    'the solver is offered no second key; a team closes it on a phone beside the building site',
    async () => {
      const handler = await pageOf('chen', '/problems/Q-2026-0001');
      await handler.getByRole('heading', { name: '经过' }).waitFor();
      expect(await handler.getByRole('button', { name: '核验' }).count()).toBe(0);
      await handler.close();
      // What has been handed in is open still, and may leave as any open one.
      const coordinator = await pageOf('coordinator', '/problems/Q-2026-0001');
      for (const name of ['撤回', '拆分']) await coordinator.getByRole('button', { name }).waitFor();
      await coordinator.close();

      const page = await pageOf('wu', '/supervision');
      await page.getByRole('link', { name: '用地指标未落实' }).click();
      await page.getByRole('button', { name: '核验' }).click();
      await page.getByLabel('属实，销号').check();
      await page.locator('input[type=file]').setInputFiles({ name: '现场.png', mimeType: 'image/png', buffer: PHOTO });
      await page.getByRole('img', { name: '照片 1' }).waitFor();
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBe(PHONE.width);
      await confirmForm(page);
      await page.getByText('已销号').first().waitFor();
      await page.getByRole('link', { name: '现场照片' }).waitFor();
      expect(await office.json(['problem', 'show', 'Q-2026-0001'])).toMatchObject({
        ...{ state: 'closed', verifiedBy: 'wu' },
        inspection: [{ kind: '现场照片', file: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      });
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'the line breaks in the middle of a form: nothing is lost, and pressing again does it once',
    async () => {
      const page = await pageOf('coordinator', '/projects/P-2026-0001');
      await page.getByRole('button', { name: '修订计划' }).click();
      await page.getByLabel('节点').selectOption('竣工');
      await page.getByLabel('计划日期').fill('2027-06-30');
      await page.getByLabel('原因').fill('用地指标晚到');
      // The command arrives and its answer is lost, twice: the form cannot know.
      let arrived = 0;
      await page.route('**/revise-plan', async route => {
        arrived += 1;
        await route.fetch();
        await route.abort('connectionreset');
      });
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByText('没有收到答复').waitFor();
      expect(arrived).toBe(2);
      expect(await page.getByLabel('原因').inputValue()).toBe('用地指标晚到');
      await page.unroute('**/revise-plan');
      await confirmForm(page);
      await until('the plan stands once in the history', async () => {
        const { items } = await office.json<{ items: { type: string }[] }>(['project', 'history', 'P-2026-0001']);
        return items.filter(({ type }) => type === 'planRevised').length === 1;
      });
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'two people at once: the later is told what the first has done',
    async () => {
      const raised = await office.json<{ code: string }>([
        ...['problem', 'raise', '--title', '供电', '--project', 'P-2026-0001', '--category', '要素'],
      ]);
      const page = await pageOf('coordinator', `/problems/${raised.code}`);
      await page.getByRole('button', { name: '撤回' }).click();
      await page.getByLabel('理由').fill('重复');
      await office.json(['problem', 'withdraw', raised.code, '--reason', '另案处理']);
      await page.getByRole('button', { name: '确定' }).click();
      const told = await page.locator('dialog [role=alert]').innerText();
      expect(told).toContain('已撤回');
      await page.getByRole('button', { name: '取消' }).click();
      // The page behind the form has followed.
      await page.getByText('另案处理').first().waitFor();
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'a page that is open shows what others do, without being loaded again',
    async () => {
      const page = await pageOf('coordinator', '/problems?state=raised');
      await page.getByText(/共 \d+ 项/).waitFor();
      const raise = ['problem', 'raise', '--title', '排水管网', '--project', 'P-2026-0001', '--category', '配套'];
      await office.json(raise);
      await page.getByRole('link', { name: '排水管网' }).waitFor();
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'a ledger is tried in the browser, looked at row by row, and imported',
    async () => {
      const page = await pageOf('coordinator', '/import');
      await page.locator('input[type=file]').setInputFiles('examples/quanzhou-ledger.xlsx');
      await page.getByRole('heading', { name: 'quanzhou-ledger.xlsx' }).waitFor();
      // 推进中 names no stage: three rows say so, and nothing is written yet.
      await page.getByLabel(/“推进中”（3 行因此被拒绝）/).waitFor();
      await page.getByRole('combobox', { name: '结果' }).selectOption('拒绝');
      await page.getByRole('table').getByText('推进中').first().waitFor();
      expect((await office.json<{ total: number }>(['project', 'list'])).total).toBe(1);
      await page.getByRole('button', { name: /^导入 44 行/ }).click();
      await page.getByText('已导入').first().waitFor();
      // The button has gone with it: whoever works by keyboard goes on at the head of what was imported.
      await page.locator('main:focus').waitFor();
      expect((await office.json<{ total: number }>(['project', 'list'])).total).toBe(45);
      await page.close();
    },
    LIMIT_MS,
  );
});
