import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime, { type Email } from 'postal-mime';
import { composeMessage, messageIdFor, type OutgoingMail } from '../../src/mail/compose.ts';
import { FROM, ICS, mailTo } from './support/fixtures.ts';

/** The same mail through nodemailer's own composer: what ours must not differ from in any reader's eyes. */
const byNodemailer = ({ to, message }: OutgoingMail): Promise<Buffer> =>
  new MailComposer({
    from: { name: FROM.name, address: FROM.address },
    to: { name: to.name, address: to.address },
    subject: message.subject,
    messageId: message.messageId,
    date: new Date(message.dateMs),
    text: message.text,
    html: message.html,
    ...(message.ics === null ? {} : { icalEvent: { method: 'REQUEST', content: message.ics } }),
  })
    .compile()
    .build();

const seen = ({ from, to, subject, messageId, date, text, html, attachments }: Email): unknown => ({
  from,
  to,
  subject,
  messageId,
  date,
  text: text?.trimEnd(),
  html: html?.trimEnd(),
  files: attachments.map(({ filename, mimeType, method, disposition }) => ({
    filename,
    mimeType,
    method,
    disposition,
  })),
});

describe('a composed message', () => {
  test('is the same bytes for the same row', () => {
    expect(composeMessage(mailTo('a'), FROM).equals(composeMessage(mailTo('a'), FROM))).toBe(true);
  });

  test('reads like the one nodemailer would compose, whatever the texts', async () => {
    const line = fc.string({ unit: fc.constantFrom(...'aZ9 .,;:<>"\'\\()[]@=?_张三周调度（）：·é😀'), maxLength: 60 });
    // header white space at the ends is nobody's text
    const headerText = line.map(text => text.replaceAll(/\s+/g, ' ').trim()).filter(text => text !== '');
    const mails = fc.record({ name: headerText, subject: headerText, text: line, html: line, invited: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(mails, async ({ name, subject, text, html, invited }) => {
        const base = mailTo('a');
        const message = { ...base.message, subject, text: `.${text}`, html: `<p>${html}`, ics: invited ? ICS : null };
        const mail = { ...base, to: { ...base.to, name }, message };
        const [ours, theirs] = [composeMessage(mail, FROM), await byNodemailer(mail)];
        expect(seen(await PostalMime.parse(ours))).toEqual(seen(await PostalMime.parse(theirs)));
      }),
      { seed: 20260105, numRuns: 200 },
    );
  });

  test('has only lines a server must accept', () => {
    const base = mailTo('a');
    const long = '泉州'.repeat(5_000);
    const mail = {
      ...base,
      to: { ...base.to, name: long },
      message: { ...base.message, subject: long, text: long, html: long },
    };
    const raw = composeMessage(mail, FROM).toString('latin1');
    expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    expect(Math.max(...raw.split('\r\n').map(text => text.length))).toBeLessThanOrEqual(78);
  });

  test.each(['REQUEST', 'CANCEL'])('carries a calendar with METHOD:%s as exactly that, twice', async method => {
    const mail = mailTo('a');
    const ics = ICS.replace('REQUEST', method);
    const raw = composeMessage({ ...mail, message: { ...mail.message, ics } }, FROM);
    expect(raw.toString()).toContain(`Content-Type: text/calendar; charset=utf-8; method=${method}`);
    const file = (await PostalMime.parse(raw)).attachments.find(attachment => attachment.filename === 'invite.ics');
    expect(file?.mimeType).toBe('application/ics');
    // both copies, byte for byte, line ends included: parsers normalise them, RFC 5545 does not
    expect(raw.toString().replaceAll('\r\n', '').split(Buffer.from(ics).toString('base64'))).toHaveLength(3);
  });

  test('starts no header that a subject, a name or an id asks for', async () => {
    const mail = mailTo('a\r\nX-Evil: 1');
    const raw = composeMessage(
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
    expect(parsed.text?.trim()).toBe(mail.message.text);
  });
});

test('an id that is no plain word still makes one Message-ID', () => {
  expect(messageIdFor('a b>\r\n<c@d', 'example.cn')).toBe('<a_b____c_d@example.cn>');
});
