import type { Browser, BrowserContext } from 'playwright-core';
import type { Office } from './office.ts';

export const PASSWORD = 'correct horse 电池 staple';

/** A browser in which `person` is signed in, by the pages he would use: the link to a first password, then name and password. */
export async function signedIn(
  browser: Browser,
  office: Office,
  { person, link, viewport = { width: 1360, height: 850 } }: { person: string; link: string; viewport?: Size },
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport });
  const page = await context.newPage();
  await page.goto(link);
  for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD);
  await page.locator('button[type=submit]').first().click();
  await page.goto(`${office.url}/signin`);
  await page.locator('input[type=text]').first().fill(person);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.locator('button[type=submit]').first().click();
  await page.waitForURL(url => !url.pathname.startsWith('/signin'));
  await page.close();
  return context;
}

interface Size {
  width: number;
  height: number;
}
