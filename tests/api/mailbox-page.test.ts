import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaughtLetter } from '../../src/api/dependencies.ts';
import { letterPath, mailboxPath } from '../../src/api/mailbox-keys.ts';
import { at, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

const LETTER: CaughtLetter = {
  id: '1-a',
  atMs: at(NOW),
  from: 'office@city.example',
  to: ['lin@nanan.example'],
  subject: '<script>alert(1)</script> 周调度会',
  messageId: '<1@city.example>',
  bytes: 10,
};

describe('the page of the development mailbox', () => {
  let rig: ApiRig;
  beforeAll(async () => {
    rig = await startApi({
      mailbox: {
        list: () => Promise.resolve({ items: [LETTER], total: 1, next: null }),
        open: () => Promise.resolve({ ...LETTER, html: '<p>您好</p>', text: '您好', attachments: [] }),
      },
    });
  });
  afterAll(() => rig.stop());

  test('opens by the address that npm start prints, and shows what stands in a letter as text', async () => {
    const { status, text } = await rig.call({ url: mailboxPath(), as: null });
    expect(status).toBe(200);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; 周调度会');
    expect(text).toContain('lin@nanan.example · 2026-11-23 10:00:00');
    expect(text).toContain(letterPath(LETTER.id).replaceAll('=', '&#x3D;'));
  });

  test.each(['/mailbox', '/mailbox?key=x', mailboxPath().slice(0, -1)])('does not open by %s', async url => {
    const { status, text } = await rig.call({ url, as: null });
    expect([400, 404]).toContain(status);
    expect(text).not.toContain('周调度会');
  });

  test('a letter opens in the frame beside the list, and reaches nothing', async () => {
    const { status, headers } = await rig.call({ url: letterPath(LETTER.id), as: null });
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'.*frame-ancestors 'self'$/);
  });
});
