import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser, watchedPage, type Watched } from './browser.ts';
import { Office } from './office.ts';
import { signedIn } from './signed-in.ts';

/** What a suite of the console works at: an office of its own, and a browser in which the coordinator is signed in. */
export class Desk {
  readonly office: Office;
  readonly browser: Browser;
  readonly context: BrowserContext;

  private constructor(office: Office, browser: Browser, context: BrowserContext) {
    this.office = office;
    this.browser = browser;
    this.context = context;
  }

  /** `fill` puts into the office what the suite finds there. What was opened is closed again when it fails. */
  static async open(fill: (office: Office) => Promise<unknown> = async () => undefined): Promise<Desk> {
    const office = await Office.open();
    let browser: Browser | undefined;
    try {
      await fill(office);
      browser = await launchBrowser();
      const context = await signedIn(browser, office, { person: 'coordinator', link: await office.setUpLink() });
      return new Desk(office, browser, context);
    } catch (error) {
      await browser?.close();
      await office.close();
      throw error;
    }
  }

  async at(path: string): Promise<Watched> {
    const watched = await watchedPage(this.context);
    await watched.page.goto(this.office.url + path);
    return watched;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.office.close();
  }
}
