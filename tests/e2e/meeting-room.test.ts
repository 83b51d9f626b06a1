import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { at, makeEnvelope } from '../support/make.ts';
import { confirmForm, graveFaults, launchBrowser, watchedPage } from '../support/browser.ts';
import { startApi, type ApiRig } from '../api/rig.ts';
import { until } from '../support/until.ts';

const LIMIT_MS = 240_000;
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const MEETING = 'weekly/2026-11-30';

interface Seen {
  locale: 'zh-CN' | 'en-GB';
  viewport: typeof WIDE;
  colorScheme: 'light' | 'dark';
}
/** Each language at each width, in the light once and in the dark once. */
const SEEN: readonly Seen[] = [
  { locale: 'zh-CN', viewport: PHONE, colorScheme: 'light' },
  { locale: 'zh-CN', viewport: WIDE, colorScheme: 'dark' },
  { locale: 'en-GB', viewport: PHONE, colorScheme: 'dark' },
  { locale: 'en-GB', viewport: WIDE, colorScheme: 'light' },
];

/**
 * The meeting of 30 November, its minutes, its mails and what administrators see, in a browser over the API with the clock of the tests: a
 * meeting that is held on the day of the run would be another one every day. The tests build on each other.
 */
describe('the console around a meeting', () => {
  let rig: ApiRig;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    rig = await startApi({ consoleDir: fileURLToPath(new URL('../../dist/console', import.meta.url)) });
    url = await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const body = { code: 'W-1', title: '缺地 <b>𠮷</b>', county: '鲤城区', category: 'land', source: 'meeting' };
    expect((await rig.call({ method: 'POST', url: '/api/v1/problems', body })).status).toBe(201);
    expect((await rig.call({ method: 'POST', url: '/api/v1/series/weekly/trigger', body: {} })).status).toBe(200);
    const item = { title: '园区供电', minutes: 10 };
    const agenda = `/api/v1/meetings/${MEETING}/agenda/add`;
    expect((await rig.call({ method: 'POST', url: agenda, body: item })).status).toBe(200);
    expect((await rig.call({ method: 'POST', url: agenda, body: { title: '通报进展' } })).status).toBe(200);
    browser = await launchBrowser();
  }, LIMIT_MS);
  afterAll(async () => {
    await browser?.close();
    await rig?.stop();
  });

  /** Signed in by a token, as programs are: the pages of signing in have tests of their own. */
  async function open(path: string, as: keyof ApiRig['tokens'] = 'coordinator', seen: Partial<Seen> = {}) {
    const context = await browser.newContext({
      ...{ locale: 'zh-CN', viewport: WIDE, ...seen },
      extraHTTPHeaders: { authorization: `Bearer ${rig.tokens[as]}` },
    });
    const watched = await watchedPage(context);
    await watched.page.goto(url + path);
    await watched.page.locator('h1').waitFor();
    return watched;
  }

  const minutes = async () => (await rig.call({ url: `/api/v1/meetings/${MEETING}/minutes` })).body;

  test(
    'whoever sends mails sees them before they go, as they will look and word for word',
    async () => {
      const { page, complaints } = await open('/dispatch/weekly/2026-12-07/mails');
      await page
        .getByRole('button', { name: /^看内容/ })
        .first()
        .click();
      const letter = page.frameLocator('iframe.mail-frame');
      await letter.getByText('委派他人').or(letter.getByText('周调度')).first().waitFor();
      await page.getByText('纯文字版').click();
      await page.locator('dialog pre').waitFor();
      expect(await page.locator('dialog pre').innerText()).toContain('2026');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'an agenda is put in order, added to and given times by keyboard alone',
    async () => {
      const { page, complaints } = await open(`/dispatch/${MEETING}`);
      const titles = async (): Promise<string[]> =>
        (await rig.call({ url: `/api/v1/meetings/${MEETING}/agenda` })).body.items.map(
          ({ title }: { title: string }) => title,
        );
      const before = await titles();
      expect(before.at(-1)).toBe('通报进展');
      // As whoever has no mouse: into the list, down to the row, on to its handle, up, and let go.
      await page.getByRole('row').first().focus();
      for (const _ of before.slice(1)) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: '移动“通报进展”' }).and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Enter');
      const target = page.locator('.react-aria-DropIndicator :focus');
      await target.waitFor();
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      await until('the last one is the first', async () => (await titles())[0] === '通报进展');
      expect(await titles()).toEqual(['通报进展', ...before.slice(0, -1)]);

      const add = page.getByRole('button', { name: '加一项' });
      await add.focus();
      await page.keyboard.press('Enter');
      await page.locator('dialog').waitFor();
      // Whoever opens a form writes at once, and comes back to where he was.
      await page.keyboard.type('其他事项');
      await page.keyboard.press('Tab');
      await page.keyboard.type('7');
      await page.keyboard.press('Enter');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await until('it is added', async () => (await titles()).includes('其他事项'));
      await add.and(page.locator(':focus')).waitFor();

      // What was taken off stays in sight, with the reason.
      await page.getByRole('row').filter({ hasText: '其他事项' }).getByRole('button', { name: '移出' }).click();
      await page.getByLabel('原因').fill('会后再议');
      await confirmForm(page);
      await page.getByRole('listitem').filter({ hasText: '其他事项' }).getByText('会后再议').waitFor();
      expect(complaints).toEqual([]);
      await page.context().close();
    },
    LIMIT_MS,
  );

  test(
    'a mail that failed is sent again from the table of the meeting',
    async () => {
      const mails = await rig.db.selectFrom('mail').select('id').execute();
      expect(mails.length).toBeGreaterThan(0);
      const [first] = mails;
      await rig.db
        .updateTable('mail')
        .set({ state: 'failed', last_reply: '550 no such user' })
        .where('id', '=', first?.id ?? '')
        .execute();
      const { page } = await open(`/dispatch/${MEETING}`);
      await page.getByText('550 no such user').waitFor();
      await page.getByRole('button', { name: /^失败 1/ }).click();
      await page.getByRole('button', { name: '重发' }).click();
      await confirmForm(page);
      await page.getByText('550 no such user').waitFor({ state: 'detached' });
      const again = rig.db
        .selectFrom('mail')
        .select(['state', 'resent_by'])
        .where('id', '=', first?.id ?? '');
      expect(await again.executeTakeFirst()).toEqual({ state: 'pending', resent_by: 'coordinator' });
    },
    LIMIT_MS,
  );

  test(
    'the minutes are written while the meeting goes on: who is there, what was decided, what is carried over',
    async () => {
      const held = makeEnvelope('meeting', MEETING, { type: 'step', slot: 'held' }, { atMs: at('2026-11-30 09:00') });
      expect(await rig.ledger.commit([{ ...held, via: 'clock' }])).toMatchObject([{ ok: true }]);
      const { page, complaints } = await open(`/dispatch/${MEETING}`);
      await page.getByRole('link', { name: '打开纪要' }).click();
      await page.getByRole('heading', { level: 2, name: '到会情况' }).waitFor();
      await page.getByRole('button', { name: '缺席' }).first().click();
      await page.getByRole('button', { name: '缺席', pressed: true }).waitFor();
      await page.getByRole('button', { name: '出席' }).nth(1).click();
      await page.getByRole('button', { name: '出席', pressed: true }).waitFor();

      const item = (title: string) => page.getByRole('listitem').filter({ hasText: title }).last();
      await item('园区供电').getByRole('button', { name: '议定' }).click();
      await page.getByLabel('议定事项').fill('10 日内送电 <i>𠮷</i>');
      await page.locator('dialog').getByLabel('责任单位').selectOption({ index: 1 });
      await page.getByLabel('到期日').fill('2026-12-12');
      await page.getByRole('button', { name: '确定' }).click();
      // A Saturday: refused in words, and nothing that was typed is lost.
      await page.locator('dialog').getByRole('alert').first().waitFor();
      expect(await page.getByLabel('议定事项').inputValue()).toBe('10 日内送电 <i>𠮷</i>');
      await page.getByLabel('到期日').fill('2026-12-11');
      await confirmForm(page);
      await page.getByText('10 日内送电 <i>𠮷</i>').waitFor();
      await item('通报进展').getByRole('button', { name: '知悉' }).click();
      await page.getByLabel('记录').fill('已通报');
      await confirmForm(page);
      await page.getByText('已通报').waitFor();
      const written = await minutes();
      expect(written.decisions).toMatchObject([{ dueOn: '2026-12-11', standing: 'open' }]);
      expect(written.attendance.map(({ presence }: { presence: string }) => presence).sort()).toEqual([
        'absent',
        'present',
      ]);
      expect(complaints).toEqual([expect.stringContaining('422')].slice(0, complaints.length));
    },
    LIMIT_MS,
  );

  test(
    'they are published after a question, and corrected only with the reason',
    async () => {
      const { page } = await open(`/dispatch/${MEETING}/minutes`);
      await page.getByRole('button', { name: '发布纪要' }).click();
      await page.getByText('发布后内容冻结').waitFor();
      await confirmForm(page);
      await page.getByText(/^已发布/).waitFor();
      // The button has gone with it: whoever works by keyboard goes on at the head of what was published.
      await page.locator('main:focus').waitFor();
      expect(await page.getByRole('button', { name: '发布纪要' }).count()).toBe(0);
      await page
        .getByRole('listitem')
        .filter({ hasText: '通报进展' })
        .last()
        .getByRole('button', { name: '议结' })
        .click();
      await page.getByLabel('更正原因').fill('记错了');
      await confirmForm(page);
      await page.getByRole('heading', { name: '更正记录' }).waitFor();
      expect((await minutes()).corrections).toMatchObject([{ reason: '记错了', by: 'coordinator' }]);
    },
    LIMIT_MS,
  );

  test(
    'a decision becomes a problem by one action, and each leads to the other',
    async () => {
      const { page, complaints } = await open(`/dispatch/${MEETING}/minutes`);
      await page.getByRole('button', { name: '转为问题' }).click();
      expect(await page.getByLabel('标题').inputValue()).toBe('10 日内送电 <i>𠮷</i>');
      await page.getByLabel('类别').selectOption('要素');
      await page.locator('dialog').getByLabel('县（市、区）').selectOption({ index: 1 });
      await confirmForm(page);
      await page.getByRole('link', { name: /^Q-2026-/ }).click();
      await page.getByRole('link', { name: `${MEETING} · 1` }).click();
      await page.getByRole('heading', { level: 2, name: '到会情况' }).waitFor();
      expect(await page.getByRole('button', { name: '转为问题' }).count()).toBe(0);
      expect((await minutes()).decisions).toMatchObject([{ problem: expect.stringMatching(/^Q-2026-/) }]);
      expect(complaints).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'who may not write sees the minutes and no button of theirs',
    async () => {
      const { page } = await open(`/dispatch/${MEETING}/minutes`, 'leader');
      await page.getByText('10 日内送电 <i>𠮷</i>').waitFor();
      for (const name of ['议定', '结转下次', '发布纪要']) {
        expect(await page.getByRole('button', { name }).count()).toBe(0);
      }
    },
    LIMIT_MS,
  );

  test(
    'a department is led nowhere it can only be refused, and who comes there all the same is told in words, once',
    async () => {
      const { page, complaints } = await open(`/dispatch/${MEETING}`, 'handler');
      await page.getByRole('heading', { level: 2, name: '参会答复' }).waitFor();
      const areas = page.getByRole('navigation', { name: '主导航' }).getByRole('link');
      await areas.filter({ hasText: '督查' }).waitFor({ state: 'detached' });
      const shown = await areas.allInnerTexts();
      expect(shown.filter(name => ['问题', '调度会', '设置', '督查', '导入'].includes(name))).toEqual([
        ...['问题', '调度会', '设置'],
      ]);
      expect(await page.getByRole('heading', { level: 2, name: '议程' }).count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.goto(`${url}/import`);
      await page.getByText('您的角色看不到这部分').waitFor();
      expect(await page.getByRole('button', { name: '重试' }).count()).toBe(0);
      await page.context().close();
    },
    LIMIT_MS,
  );

  test(
    'a series is paused with the reason, and goes on',
    async () => {
      const { page } = await open('/dispatch/weekly');
      await page.getByRole('button', { name: '暂停' }).click();
      await page.getByLabel('原因').fill('春节');
      await confirmForm(page);
      await page.getByText('已暂停').waitFor();
      await page.getByRole('button', { name: '恢复' }).click();
      await confirmForm(page);
      await page.getByText('运行中').waitFor();
      expect((await rig.call({ url: '/api/v1/series/weekly' })).body.status).toBe('running');
    },
    LIMIT_MS,
  );

  test(
    'an administrator changes a value from a day on, disables somebody, and hands over an invitation',
    async () => {
      const { page } = await open('/settings/problem', 'admin');
      await page.getByRole('button', { name: '改一个参数' }).click();
      await page.getByLabel('哪一个').selectOption('leadWorkingDays');
      await page.getByLabel('改为').fill('9');
      await page.getByLabel('从哪天起').fill('2026-12-01');
      await page.getByLabel('原因').fill('试行');
      await confirmForm(page);
      await page
        .getByRole('listitem')
        .filter({ hasText: /^主办期限（工作日） \d+ → 9$/ })
        .waitFor();

      await page.goto(`${url}/people`);
      const row = page.getByRole('row').filter({ hasText: 'reporter' });
      await row.getByRole('button', { name: '停用' }).click();
      await confirmForm(page);
      await row.getByText('已停用').waitFor();
      expect((await rig.call({ url: '/api/v1/people/reporter' })).body.active).toBe(false);
      await page.getByRole('row').filter({ hasText: 'handler' }).getByRole('button', { name: '发邀请' }).click();
      await page.getByLabel('显示一次，由我转交').check();
      await confirmForm(page).catch(() => undefined);
      await page.getByText(/\/a\/[\w-]{20,}/).waitFor();
    },
    LIMIT_MS,
  );

  test(
    'an administrator puts the words of a mail beside how it will look, and they count from a day on',
    async () => {
      const { page, complaints } = await open('/settings/texts/visit-reminder/ahead', 'admin');
      const mail = page.frameLocator('iframe');
      await mail.getByText('请做好准备').waitFor();
      await page.getByLabel('结尾').fill('联系人：');
      await page.getByRole('button', { name: '收件人姓名' }).click();
      expect(await page.getByLabel('结尾').inputValue()).toBe('联系人：{reader}');
      await mail.getByText('联系人：张建国').waitFor();
      await page.getByLabel('主题').fill('走访 {venue}');
      await page.getByRole('alert').filter({ hasText: '{venue}' }).waitFor();
      await page.getByLabel('主题').fill('走访：{date}');
      await page.getByRole('alert').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '从某天起用' }).click();
      await page.getByLabel('从哪天起').fill('2026-12-01');
      await page.getByRole('dialog').getByLabel('原因').fill('统一格式');
      await confirmForm(page);
      const kept = (await rig.call({ url: '/api/v1/settings/texts?on=2026-12-01' })).body.value.mails;
      expect(kept).toMatchObject([
        { variant: 'ahead', subject: '走访：{date}', opening: null, closing: '联系人：{reader}' },
      ]);
      // A refused look is an answer of 422, which the browser notes; of its policy it complains about nothing.
      expect(complaints.filter(text => !/40[03]|422/.test(text))).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'a coordinator sees people and settings, and changes none of them',
    async () => {
      const { page } = await open('/settings/problem');
      await page.getByRole('listitem', { name: 'problem.leadWorkingDays' }).waitFor();
      expect(await page.getByRole('button', { name: '改一个参数' }).count()).toBe(0);
      await page.goto(`${url}/people`);
      await page.getByRole('row').filter({ hasText: 'reporter' }).waitFor();
      expect(await page.getByRole('button', { name: '停用' }).count()).toBe(0);
    },
    LIMIT_MS,
  );

  test(
    'keys lead everywhere, a sheet says which, and it can be turned off',
    async () => {
      const { page } = await open('/settings');
      await page.keyboard.press('g');
      await page.keyboard.press('p');
      await page.waitForURL(/\/projects$/);
      await page.getByRole('searchbox').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('g?');
      expect(await page.getByRole('searchbox').inputValue()).toBe('g?');
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('?');
      await page.getByRole('heading', { name: '快捷键' }).waitFor();
      await page.getByLabel('使用快捷键').uncheck();
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('?');
      await page.keyboard.press('g');
      await page.keyboard.press('d');
      expect(await page.locator('dialog').count()).toBe(0);
      expect(new URL(page.url()).pathname).toBe('/projects');
    },
    LIMIT_MS,
  );

  const PAGES = [
    ...[`/dispatch/${MEETING}`, `/dispatch/${MEETING}/minutes`, '/dispatch/weekly/2026-12-07/mails'],
    ...['/dispatch/weekly', '/settings', '/settings/colours', '/settings/problem', '/people', '/units'],
    ...['/settings/meeting', '/settings/holidays', '/settings/texts', '/settings/texts/visit-reminder/ahead'],
  ];
  test.each(PAGES)(
    '%s fits a phone and a desk in both languages, and axe finds nothing serious',
    async path => {
      for (const seen of SEEN) {
        const as = path.startsWith('/dispatch') ? 'coordinator' : 'admin';
        const { page, complaints } = await open(path, as, seen);
        await page.waitForLoadState('networkidle');
        await page.locator('.loading').first().waitFor({ state: 'detached' });
        expect(await page.locator('html').getAttribute('lang')).toBe(seen.locale.replace('-GB', ''));
        const { width } = seen.viewport;
        expect([width, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([width, width]);
        // A mail's own page lets no script in, not even that of axe.
        expect([seen, await graveFaults(page, { except: 'iframe' })]).toEqual([seen, []]);
        expect(complaints.filter(text => !text.includes('403'))).toEqual([]);
        await page.context().close();
      }
    },
    LIMIT_MS,
  );
});
