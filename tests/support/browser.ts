import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { foundTools } from '../../src/embedded/found-tools.ts';

/** A real Chromium, found by set-up. In a container without user namespaces it cannot sandbox its own processes; what it opens is our own. */
export async function launchBrowser(): Promise<Browser> {
  const { chromium: executablePath } = await foundTools();
  if (executablePath === undefined) throw new Error('no Chromium: run `node scripts/setup.mjs test` first');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface Watched {
  page: Page;
  /** What the browser complained of: blocked by a policy, thrown, not found. */
  complaints: string[];
}

/** A page whose complaints are kept; a test of a page looks that there are none. */
export async function watchedPage(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', error => complaints.push(`thrown: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { page, complaints };
}

/** What keeps somebody from using a page: which rule, and where. `except` is not looked into. */
export async function graveFaults(page: Page, { except }: { except?: string } = {}): Promise<[string, string[]][]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (except === undefined ? axe : axe.exclude(except)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

/** Presses the button of the form that is open, and waits until it has gone. */
export async function confirmForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: '确定' }).click();
  const dialog = page.locator('dialog');
  await dialog.waitFor({ state: 'detached' }).catch(async () => {
    throw new Error(`the form stayed open: ${(await dialog.getByRole('alert').allInnerTexts()).join(' | ')}`);
  });
}
