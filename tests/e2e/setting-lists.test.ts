import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graveFaults } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';

const LIMIT_MS = 240_000;

describe('lists of settings', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await Desk.open();
  }, LIMIT_MS);
  afterAll(() => desk?.close());

  test(
    'are edited row by row: added, put in order and taken out, and what is wrong is said beside them',
    async () => {
      const { page, complaints } = await desk.at('/settings/meeting');
      await page.getByRole('button', { name: '改一份清单' }).click();
      await page.getByLabel('哪一份').selectOption({ label: '议程 · 轮换主题' });
      const before = await page.getByLabel(/^主题，第 \d+ 行$/).count();
      await page.getByRole('button', { name: '加一行' }).click();
      await page.getByLabel(`主题，第 ${before + 1} 行`).fill('要素保障');
      await page.getByLabel(`阶段，第 ${before + 1} 行`).selectOption([{ label: '落地' }, { label: '开工' }]);
      expect(await graveFaults(page)).toEqual([]);
      await page.getByRole('button', { name: `第 ${before + 1} 行上移` }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '删去第 1 行' }).click();
      await page.getByLabel('原因').fill('改主题');
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      const { value } = await desk.office.json<{
        value: { agenda: { themes: { theme: string; stages: string[] }[] } };
      }>([...['settings', 'show', 'meeting']]);
      expect(value.agenda.themes).toHaveLength(before);
      expect(value.agenda.themes.at(-2)).toMatchObject({ theme: '要素保障', stages: ['landing', 'groundbreaking'] });
      expect(complaints).toEqual([]);

      await page.getByRole('button', { name: '改一份清单' }).click();
      await page.getByLabel('哪一份').selectOption({ label: '议程 · 轮换主题' });
      await page.getByRole('button', { name: '加一行' }).click();
      await page.getByLabel('原因').fill('没写主题');
      await page.getByRole('button', { name: '确定' }).click();
      await page
        .getByRole('alert')
        .getByText(/themes\[2\]\.theme/)
        .waitFor();
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'with parts of their own have a row each; a gate that asked for nothing asks for a paper, and bad JSON is told by its line',
    async () => {
      const { page, complaints } = await desk.at('/settings/project');
      await page.getByRole('button', { name: '改一份清单' }).click();
      await page.getByLabel('哪一份').selectOption({ label: '路径模板 2 · 关口要件 · 线索 — 服务业' });
      await page.getByRole('button', { name: '加一行' }).click();
      await page.getByLabel('材料，第 1 行').fill('推介材料 𠮷');
      await page.getByLabel('须写明，第 1 行').selectOption([{ label: '日期' }]);
      await page.getByLabel('要求，第 1 行').selectOption('要求');
      await page.getByLabel('原因').fill('线索也要有材料');
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '改一份清单' }).click();
      await page.getByLabel('哪一份').selectOption({ label: '路径模板' });
      await page.getByRole('button', { name: '复制第 2 行' }).click();
      await page.getByLabel('代号，第 3 行').fill('retail');
      await page.getByLabel('名称，第 3 行').fill('商贸');
      await page.getByLabel('原因').fill('商贸另走一路');
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      const { value } = await desk.office.json<{ value: { paths: { id: string; gates: object }[] } }>([
        ...['settings', 'show', 'project'],
      ]);
      expect(value.paths.map(({ id }) => id)).toEqual(['standard', 'service', 'retail', 'park', 'foreign']);
      expect(value.paths[2]?.gates).toMatchObject({ lead: [{ kind: '推介材料 𠮷', needs: ['on'], level: 'asked' }] });

      await page.getByRole('button', { name: '改整节（JSON）' }).click();
      await page.getByLabel('全部参数').fill('{\n  "paths": [,]\n}');
      await page.getByLabel('原因').fill('试试');
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByRole('alert').getByText('第 2 行第 13 列').waitFor();
      expect(complaints).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );

  test(
    'a midday break is set and taken away, and a gate is met by a pre-review, in fields of their own',
    async () => {
      const { page, complaints } = await desk.at('/settings/officeHours');
      const lunch = async (start: string, end: string): Promise<void> => {
        await page.getByRole('button', { name: '改午休' }).click();
        await page.getByLabel('午休开始').fill(start);
        await page.getByLabel('午休结束').fill(end);
        await page.getByLabel('原因').fill('夏令时');
        await page.getByRole('button', { name: '确定' }).click();
      };
      const kept = async (section: string) =>
        (await desk.office.json<{ value: any }>(['settings', 'show', section])).value;
      await lunch('14:30', '12:00');
      // Refused at the field that is wrong, with what it should be after.
      await page.locator('.field.wrong').filter({ hasText: '午休结束' }).getByText('14:30').waitFor();
      await page.getByLabel('午休开始').fill('12:00');
      await page.getByLabel('午休结束').fill('14:30');
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect((await kept('officeHours')).lunch).toEqual({ start: '12:00', end: '14:30' });
      await lunch('', '');
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await kept('officeHours')).not.toHaveProperty('lunch');

      await page.goto(`${desk.office.url}/settings/project`);
      await page.getByRole('button', { name: '改一份清单' }).click();
      await page.getByLabel('哪一份').selectOption({ label: '路径模板 1 · 关口要件 · 签约 — 标准' });
      await page.getByRole('button', { name: '加一行' }).click();
      await page.getByLabel('材料，第 2 行').fill('项目预审');
      await page.getByLabel('要求，第 2 行').selectOption('必须');
      await page.getByLabel('凭什么，第 2 行').selectOption('项目预审');
      expect(await graveFaults(page)).toEqual([]);
      await page.getByLabel('原因').fill('先预审后签约');
      await page.getByRole('button', { name: '确定' }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
      const [contract, reviewed] = (await kept('project')).paths[0].gates.signing;
      expect(contract).not.toHaveProperty('by');
      expect(reviewed).toEqual({ kind: '项目预审', needs: [], level: 'required', by: 'review' });
      expect(complaints.filter(text => !text.includes('422'))).toEqual([]);
      await page.close();
    },
    LIMIT_MS,
  );
});
