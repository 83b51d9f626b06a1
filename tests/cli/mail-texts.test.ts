import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { command, fakeApi, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-texts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const OTHER = { kind: 'account', variant: 'reset', language: 'zh-CN', subject: '重置', opening: null, closing: null };
const KEPT = {
  kind: 'visit-reminder',
  variant: 'ahead',
  language: 'zh-CN',
  subject: null,
  opening: null,
  closing: '甲',
};
const VALUES: Record<string, unknown> = { texts: { mails: [OTHER, KEPT] }, holidays: { years: [] } };

async function given(...argv: string[]) {
  api = await fakeApi(({ method, path, body }) => {
    const section = path.split('/').at(-1) ?? '';
    if (section === 'preview') return { body: { subject: '走访', text: '您好' } };
    const standing = {
      section,
      day: '2027-01-01',
      version: 3,
      validFrom: '2026-05-01',
      replacedOn: null,
      reason: null,
    };
    const by = { setBy: null, setAt: null, value: VALUES[section] };
    if (method === 'GET') return { body: { ...standing, ...by } };
    const { value } = body as { value: unknown };
    return { body: { ...standing, ...by, value, old: by.value, command: { ...command, entityId: section } } };
  });
  const ran = await run(argv, { env: { DISPATCH_URL: api.url } });
  const [put] = api.changes();
  return { ...ran, value: (put?.body as { value?: any } | undefined)?.value, body: put?.body, asked: api.asked };
}
const WHEN = ['--from', '2027.1.1', '--reason', '统一格式'];

test('one text of a mail changes and every other stays; what is not given of it stays too', async () => {
  const { body } = await given('settings', 'text', '走访提醒', '走访前', '--subject', '走访 {date}', ...WHEN);
  expect(body).toEqual({
    value: { mails: [OTHER, { ...KEPT, subject: '走访 {date}' }] },
    ...{ basedOn: 3, validFrom: '2027-01-01', reason: '统一格式' },
  });
});

test('is taken away by --clear, and needs a part or that', async () => {
  expect((await given('settings', 'text', 'visit-reminder', 'ahead', '--clear', ...WHEN)).value).toEqual({
    mails: [OTHER],
  });
  await api?.close();
  const nothing = await given('settings', 'text', 'visit-reminder', 'ahead', ...WHEN);
  expect([nothing.code, nothing.value]).toEqual([2, undefined]);
});

test('the variant may be left out where there is one, and is named where there are more', async () => {
  expect((await given('settings', 'preview', '邮箱失效', '--closing', '乙')).asked.at(-1)?.path).toContain(
    'mail-texts/preview',
  );
  await api?.close();
  const { err } = await given('settings', 'preview', '走访提醒');
  expect(err).toContain('走访前 ahead');
});

test('a year is read from the text of its notice, beside those that were entered', async () => {
  const file = join(folder, 'notice.txt');
  await writeFile(file, '国办发明电〔2026〕1号\n元旦：1月1日（周五）至3日（周日）放假，共3天。');
  const { value } = await given('holidays', 'publish', '2027', '--file', file, ...WHEN);
  expect(value).toEqual({
    years: [
      {
        ...{ year: 2027, source: '国办发明电〔2026〕1号', makeUpDays: [] },
        holidays: ['2027-01-01', '2027-01-02', '2027-01-03'],
      },
    ],
  });
  await api?.close();
  await writeFile(file, '元旦：1月1日（周四）放假1天。');
  const { code, err, value: none } = await given('holidays', 'publish', '2027', '--file', file, ...WHEN);
  expect([code, none]).toEqual([2, undefined]);
  expect(err).toContain('周五');
});
