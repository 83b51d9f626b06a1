import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, CDPSession } from 'playwright-core';
import { startApi, type ApiRig } from '../api/rig.ts';
import { givePassword, PASSWORD } from '../accounts/rig.ts';
import { launchBrowser, watchedPage, type Watched } from '../support/browser.ts';

let rig: ApiRig;
let base = '';
let browser: Browser;
beforeAll(async () => {
  const port = await freePort();
  base = `http://localhost:${port}`;
  rig = await startApi({ publicUrl: base, now: () => Date.now() });
  await rig.app.listen({ port, host: '127.0.0.1' });
  await givePassword(rig.db, 'coordinator', PASSWORD, Date.now());
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await rig?.stop();
});

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

interface Visit extends Watched {
  cdp: CDPSession;
}

/** A browser of its own, with an authenticator built in that says yes by itself. */
async function visit(): Promise<Visit> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 740 } });
  const watched = await watchedPage(context);
  const cdp = await context.newCDPSession(watched.page);
  await cdp.send('WebAuthn.enable');
  return { ...watched, cdp };
}

async function authenticator({ cdp }: Visit): Promise<string> {
  const options = {
    ...({ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true } as const),
    ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  };
  return (await cdp.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId;
}

async function signIn({ page }: Visit): Promise<void> {
  await page.goto(`${base}/signin?lang=zh`);
  await page.getByLabel('登录名').fill('coordinator');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

async function addPasskey({ page }: Visit, name: string): Promise<void> {
  await page.goto(`${base}/account-passkey-begin?lang=zh`);
  await page.getByLabel('名称').fill(name);
  await page.getByLabel('现在的密码').fill(PASSWORD);
  await page.getByRole('button', { name: '添加通行密钥' }).click();
}

describe('in a real browser', () => {
  test('a passkey is added, signs in after the password and without it, and is removed', async () => {
    const mine = await visit();
    const { page, complaints } = mine;
    const id = await authenticator(mine);
    await signIn(mine);
    await addPasskey(mine, '本机');
    await page.getByRole('heading', { name: '恢复码' }).waitFor();
    expect(await page.locator('ul.codes li').count()).toBe(10);
    const { credentials } = await mine.cdp.send('WebAuthn.getCredentials', { authenticatorId: id });
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);

    await page.context().clearCookies();
    await signIn(mine);
    await page.getByRole('button', { name: '用通行密钥验证' }).click();
    await page.getByRole('heading', { name: '我的账户' }).waitFor();

    await page.context().clearCookies();
    await page.goto(`${base}/signin?lang=zh`);
    await page.getByRole('button', { name: '用通行密钥登录' }).click();
    await page.getByRole('heading', { name: '我的账户' }).waitFor();

    await page.goto(`${base}/account-factor?lang=zh`);
    await page.getByRole('link', { name: '移除“本机”' }).click();
    await page.getByLabel('现在的密码').fill(PASSWORD);
    await page.getByRole('button', { name: '移除' }).click();
    await page.getByText('通行密钥已移除。').waitFor();
    expect(await rig.db.selectFrom('passkey').select('id').execute()).toEqual([]);
    expect(complaints).toEqual([]);
  }, 120_000);

  test('one that is there is not added twice, and what the browser refuses is told in words', async () => {
    const mine = await visit();
    const { page } = mine;
    const id = await authenticator(mine);
    await signIn(mine);
    await addPasskey(mine, '本机');
    await page.getByRole('heading', { name: '恢复码' }).waitFor();
    await addPasskey(mine, '又一个');
    await page.getByText('这台设备上的通行密钥已登记过。').waitFor();
    await mine.cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
    await page.context().clearCookies();
    await page.goto(`${base}/signin?lang=zh`);
    await page.getByRole('button', { name: '用通行密钥登录' }).click();
    await page.getByText('没有完成').waitFor();
    // Once more, by the button, when its owner shows himself.
    await mine.cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true });
    await page.getByRole('button', { name: '用通行密钥验证' }).click();
    await page.getByRole('heading', { name: '我的账户' }).waitFor();
  }, 120_000);
});
