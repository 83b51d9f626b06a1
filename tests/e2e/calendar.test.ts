import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { graveFaults, watchedPage } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';

const LIMIT_MS = 240_000;
const PHONE = { width: 360, height: 740 };
/** Holidays and a worked weekend stand in it, as the program knows them. */
const MONTH = '2026-10';

describe('the calendar of the office', () => {
  let desk: Desk;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    desk = await Desk.open(async office => {
      await office.json(['units', 'add', 'zsb', '--name', '招商办', '--kind', 'department']);
      await office.json([
        ...['people', 'add', 'lin', '--name', '林一', '--unit', 'zsb', '--role', 'coordinator'],
        ...['--address', 'lin@example.org'],
      ]);
      await office.json([
        ...['meeting', 'series', 'define', 'weekly', '--name', '周调度会', '--weekday', '周一', '--time', '09:00'],
        ...['--venue', '三楼会议室', '--chair', 'lin', '--attendee', 'lin'],
      ]);
    });
    ({ page, complaints } = await watchedPage(desk.context));
  }, LIMIT_MS);
  afterAll(() => desk?.close());

  test(
    'is reached from the meetings, turned by keyboard, and leads to what stands in it',
    async () => {
      await page.goto(`${desk.office.url}/dispatch`);
      await page.getByRole('link', { name: '月历' }).click();
      await page.getByRole('table').waitFor();
      await page.getByRole('link', { name: /→$/ }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/month=\d{4}-\d{2}/);
      const entry = page.getByRole('link', { name: /09:00 周调度会.*会议，三楼会议室/ }).first();
      await entry.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/dispatch\/weekly/);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'marks days that are off and worked, in light and dark, on the screen and on paper',
    async () => {
      await page.goto(`${desk.office.url}/month?month=${MONTH}`);
      const day = (date: string) => page.locator('td', { has: page.locator(`time[datetime="${date}"]`) });
      await day('2026-10-01').getByText('放假').waitFor();
      expect(await day('2026-10-10').innerText()).toContain('补班');
      expect(await day('2026-10-13').innerText()).not.toMatch(/放假|补班/);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await graveFaults(page)).toEqual([]);
      }
      await page.emulateMedia({ media: 'print', colorScheme: 'light' });
      expect(await page.getByRole('table').isVisible()).toBe(true);
      expect(await page.getByRole('navigation', { name: '换月份' }).isVisible()).toBe(false);
      await page.emulateMedia({ media: 'screen' });
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'is a list of days on which something is where the screen is narrow',
    async () => {
      await page.setViewportSize(PHONE);
      await page.goto(`${desk.office.url}/month?month=${MONTH}`);
      await page.getByText('放假').first().waitFor();
      expect(await page.locator('time[datetime="2026-10-14"]').isVisible()).toBe(false);
      const makeUp = page.locator('td', { has: page.locator('time[datetime="2026-10-10"]') });
      expect(await makeUp.innerText()).toContain('星期六');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
      expect(await graveFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );
});
