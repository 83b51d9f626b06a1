import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graveFaults } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';

const LIMIT_MS = 240_000;

/** A ledger as one office keeps it: a header and words of its own. */
const ledger = (name: string, rows: string) => ({
  ...{ name, mimeType: 'text/csv', buffer: Buffer.from(`项目全称,所属县区,总投资（亿元）,当前阶段\n${rows}`) },
});
const FIRST = ledger('三月.csv', '储能中心,南安市,3.5,跑动中\n光伏组件,南安市,2,跑动中\n');
const NEXT = ledger('四月.csv', '智能终端,南安市,1,跑动中\n');

describe('a ledger whose headers and words nobody knows', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open(async office => {
      await office.json(['units', 'add', 'nanan', '--name', '南安市', '--kind', 'county', '--county', '南安市']);
    });
  }, LIMIT_MS);
  afterAll(() => desk?.close());

  test(
    'is mapped by choosing, tried again without another upload, and read so by itself the next time',
    async () => {
      const { page, complaints } = await desk.at('/import');
      await page.getByLabel('选择 .xlsx 或 .csv').setInputFiles(FIRST);
      // No name, no header: the columns of the likeliest row are offered.
      await page.getByLabel('列“项目全称”').selectOption({ label: '项目名称' });
      await page.getByRole('button', { name: '照此再试算' }).click();
      await page.getByRole('heading', { level: 1, name: '三月.csv' }).waitFor();
      await page.getByText('“项目全称”读作 项目名称').waitFor();
      await page.getByLabel('当前阶段“跑动中”（2 行因此被拒绝）').selectOption({ label: '在谈' });
      await page.getByRole('button', { name: '照此再试算' }).click();
      await page.getByText('“跑动中”读作 当前阶段：在谈').waitFor();
      expect(await graveFaults(page)).toEqual([]);
      await page.getByRole('button', { name: '导入 2 行' }).click();
      await page.getByText('已导入', { exact: true }).first().waitFor();

      await page.goto(`${desk.office.url}/import`);
      await page.getByLabel('选择 .xlsx 或 .csv').setInputFiles(NEXT);
      await page.getByRole('button', { name: '导入 1 行' }).waitFor();
      expect(await page.getByText('以前记住的').count()).toBe(2);
      // The browser tells of the answer that refused the first try.
      expect(complaints.filter(each => !each.includes('422'))).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'after the page was loaded anew the same file is asked for again',
    async () => {
      const { page } = await desk.at('/import');
      await page.getByLabel('选择 .xlsx 或 .csv').setInputFiles(ledger('五月.csv', '海上风电,南安市,1,谈得不错\n'));
      await page.getByLabel('当前阶段“谈得不错”（1 行因此被拒绝）').waitFor();
      await page.reload();
      await page.getByLabel('当前阶段“谈得不错”（1 行因此被拒绝）').selectOption({ label: '签约' });
      const again = ledger('五月.csv', '海上风电,南安市,1,谈得不错\n');
      await page.getByLabel('选同一文件，照此再试算').setInputFiles(again);
      await page.getByRole('button', { name: '导入 1 行' }).waitFor();
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'what is remembered stands in the settings, and is forgotten there',
    async () => {
      const { page, complaints } = await desk.at('/settings/imports');
      await page.getByText('“项目全称”读作 项目名称').waitFor();
      await page.getByRole('listitem').filter({ hasText: '跑动中' }).getByRole('button', { name: '忘记' }).click();
      await page.getByLabel('原因').fill('改用标准说法');
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.getByText('“跑动中”读作').waitFor({ state: 'detached' });
      const { value } = await desk.office.json<{ value: { readings: { written: string }[] } }>([
        ...['settings', 'show', 'imports'],
      ]);
      expect(value.readings.map(({ written }) => written)).toEqual(['项目全称']);
      expect(complaints).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );
});
