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
