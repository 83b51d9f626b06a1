import { expect, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { composeMessage, messageIdFor } from '../../src/mail/compose.ts';
import { FROM, ICS, mailTo } from './support/fixtures.ts';

test('the same row gives the same bytes', async () => {
  const [once, twice] = [await composeMessage(mailTo('a'), FROM), await composeMessage(mailTo('a'), FROM)];
  expect(once.equals(twice)).toBe(true);
});

test.each(['REQUEST', 'CANCEL'])('a calendar with METHOD:%s travels as exactly that', async method => {
  const mail = mailTo('a');
  const ics = ICS.replace('REQUEST', method);
  const raw = await composeMessage({ ...mail, message: { ...mail.message, ics } }, FROM);
  expect(raw.toString()).toMatch(new RegExp(`text/calendar; charset=utf-8;\\s+method=${method}`));
  const file = (await PostalMime.parse(raw)).attachments.find(attachment => attachment.filename === 'invite.ics');
  expect(file?.mimeType).toBe('application/ics');
  // both copies, byte for byte, line ends included: parsers normalise them, RFC 5545 does not
  expect(raw.toString().replaceAll('\r\n', '').split(Buffer.from(ics).toString('base64'))).toHaveLength(3);
});

test('a subject and a name cannot start a header of their own', async () => {
  const mail = mailTo('a');
  const raw = await composeMessage(
    {
      ...mail,
      to: { ...mail.to, name: 'x\r\nBcc: b@example.cn' },
      message: { ...mail.message, subject: 's\r\nX-Evil: 1\r\n\r\nbody' },
    },
    FROM,
  );
  const parsed = await PostalMime.parse(raw);
  expect(parsed.headers.map(header => header.key)).not.toContain('x-evil');
  expect(parsed.bcc).toBeUndefined();
  expect(parsed.to).toHaveLength(1);
});

test('a body that names a file or an address on the network reads neither', async () => {
  const mail = mailTo('a');
  const html = '<img src="file:///etc/hostname"><img src="http://127.0.0.1:1/x.png">';
  const raw = await composeMessage({ ...mail, message: { ...mail.message, html, ics: null } }, FROM);
  expect((await PostalMime.parse(raw)).html?.trim()).toBe(html);
});

test('an id that is no plain word still makes one Message-ID', () => {
  expect(messageIdFor('a b>\r\n<c@d', 'example.cn')).toBe('<a_b____c_d@example.cn>');
});
