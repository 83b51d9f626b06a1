import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MailText } from '../../src/domain/mail-texts.ts';
import { startApi, type Answer, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const said = (over: Partial<MailText> = {}): MailText => ({
  ...{ kind: 'deputy', variant: 'named', language: 'zh-CN', subject: null, opening: null, closing: '联系人：{reader}' },
  ...over,
});
const put = (mails: readonly unknown[], validFrom: string, as: Call['as'] = 'admin'): Promise<Answer> =>
  rig.call({
    ...{ method: 'PUT', url: '/api/v1/settings/texts' },
    ...(as === undefined ? {} : { as }),
    body: { value: { mails }, validFrom, reason: '统一格式' },
  });
const look = (path: 'preview' | 'page', query: Record<string, string>): Promise<Answer> =>
  rig.call({ url: `/api/v1/mail-texts/${path}?${new URLSearchParams(query).toString()}`, as: 'coordinator' });

describe('the texts of mails', () => {
  test('are listed with the fields of each and our own words', async () => {
    const { status, body } = await rig.call({ url: '/api/v1/mail-texts' });
    expect(status).toBe(200);
    const deputy = body.items.find(({ kind, variant }: any) => kind === 'deputy' && variant === 'named');
    expect(deputy.fields).toEqual(['reader', 'position', 'today', 'away', 'deputy', 'from', 'to']);
    expect(deputy.builtIn['zh-CN'].subject).toBe('【周调度】请您代理 {away}（{from} 至 {to}）');
    expect(deputy.builtIn.en.opening).toContain('{away}');
  });

  test('are looked at before they are kept, as text and as the page of a mail under a policy of its own', async () => {
    const asked = { kind: 'deputy', variant: 'named', subject: '代理：{away}', closing: '请勿回复\n重点办' };
    const { body } = await look('preview', asked);
    expect(body.subject).toBe('代理：李芳');
    expect(body.text).toContain('请勿回复\n重点办\n');
    const page = await look('page', asked);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/^sandbox; default-src 'none'; img-src data:; style-src 'unsafe-hashes' 'sha256-/);
    expect(policy).toContain("frame-ancestors 'self'");
    expect(page.headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(page.text).toContain('请勿回复<br>重点办');
    expect(await rig.db.selectFrom('mail').selectAll().execute()).toEqual([]);
  });

  test('are refused there as they would be when saved, and so is a mail there is not', async () => {
    const refused = async (over: Record<string, string>) =>
      (await look('preview', { kind: 'deputy', variant: 'named', ...over })).body.errors?.[0];
    expect(await refused({ closing: '{venue}' })).toMatchObject({ code: 'mailFieldUnknown', field: 'closing' });
    expect(await refused({ variant: 'usual' })).toMatchObject({ code: 'notInList', field: 'variant' });
    expect(await refused({ kind: 'newsletter' })).toMatchObject({ code: 'notInList', field: 'kind' });
    expect((await put([said({ subject: '{venue}' })], '2026-11-23')).body.errors).toMatchObject([
      { code: 'mailFieldUnknown', field: 'value.mails[0].subject', value: '{venue}' },
    ]);
    expect((await put([said()], '2026-11-23', 'coordinator')).status).toBe(403);
  });

  test('are the rule from their day on: in the preview of a day, and in the mail that leaves on it', async () => {
    expect((await put([said()], '2026-12-01')).status).toBe(200);
    const asked = { kind: 'deputy', variant: 'named' };
    expect((await look('preview', { ...asked, on: '2026-11-30' })).body.text).not.toContain('联系人');
    expect((await look('preview', { ...asked, on: '2026-12-01' })).body.text).toContain('联系人：张建国');
    expect((await look('preview', asked)).body.text).not.toContain('联系人');
    const reminder = { kind: 'meeting-reminder', variant: 'reminder', language: 'zh-CN', closing: null } as const;
    expect((await put([said({ ...reminder, subject: '开会：{name}' })], '2026-12-18')).status).toBe(200);
    const first = async (date: string): Promise<string> =>
      (await rig.call({ url: `/api/v1/meetings/weekly/${date}/mails/preview?person=handler` })).body.mails[0].subject;
    // The reminder of the 14th leaves on the 11th, that of the 21st on the 18th.
    expect(await first('2026-12-14')).toContain('【周调度】');
    expect(await first('2026-12-21')).toMatch(/^开会：/);
  });
});
