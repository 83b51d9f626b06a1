import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cleanName, parseMailAddress, parseSender } from '../../src/mail/address.ts';

const ruleOf = (text: string): unknown => {
  const answer = parseMailAddress(text, 'mail');
  return 'code' in answer ? answer.params['rule'] : `accepted ${answer.address}`;
};

describe('a mail address', () => {
  test.each([
    ['zhang.san@example.gov.cn', 'zhang.san@example.gov.cn'],
    ["o'brien+dispatch@EXAMPLE.com", "o'brien+dispatch@example.com"],
    ['10001@qq.com', '10001@qq.com'],
    ['dev@localhost', 'dev@localhost'],
    ['zhang@泉州.中国', 'zhang@xn--6rty54a.xn--fiqs8s'],
  ])('%s is accepted as %s', (typed, address) => {
    expect(parseMailAddress(typed, 'mail')).toMatchObject({ address });
  });

  test.each([
    ['a line break adds no recipient', 'a@example.cn\r\nBcc: b@example.cn', 'wellFormed'],
    ['a trailing line feed is not trimmed away', 'a@example.cn\n', 'wellFormed'],
    ['NUL', 'a\0@example.cn', 'wellFormed'],
    ['a lone surrogate', 'a\ud800@example.cn', 'wellFormed'],
    ['an invisible character', 'a\u200b@example.cn', 'wellFormed'],
    ['a comma', 'a@example.cn,b@example.cn', 'oneAddress'],
    ['a comma in a local part', 'a,b@example.cn', 'oneAddress'],
    ['a semicolon', 'a@example.cn;', 'oneAddress'],
    ['a group', 'everybody:a@example.cn;', 'oneAddress'],
    ['a display name', '张三 <a@example.cn>', 'bareAddress'],
    ['angle brackets', '<a@example.cn>', 'bareAddress'],
    ['a quoted local part', '"a b"@example.cn', 'oneAddress'],
    ['a comment', 'a(x)@example.cn', 'oneAddress'],
    ['no at sign', 'example.cn', 'oneAddress'],
    ['nothing', '', 'notEmpty'],
    ['a space', 'a b@example.cn', 'noSpaces'],
    ['a full-width at sign', 'a＠example.cn', 'oneAddress'],
    ['a local part in Chinese', '张三@example.cn', 'localPart'],
    ['two dots', 'a..b@example.cn', 'localPart'],
    ['a local part of 65', `${'a'.repeat(65)}@example.cn`, 'localPart'],
    ['a bare host', 'a@intranet', 'domain'],
    ['an IP number', 'a@10.0.0.1', 'domain'],
    ['an IP literal', 'a@[10.0.0.1]', 'domain'],
    ['an escaped host', 'a@ex%61mple.cn', 'domain'],
    ['a host label with a hyphen at the end', 'a@example-.cn', 'domain'],
    ['an empty label', 'a@example..cn', 'domain'],
    [
      '255 characters',
      `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(9)}`,
      'length',
    ],
    ['ten megabytes', 'a'.repeat(10_000_000), 'length'],
  ])('%s is refused', (_what, typed, rule) => {
    expect(ruleOf(typed)).toBe(rule);
  });

  test('whatever is accepted holds exactly one mailbox and no separator', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...'ab.@,;:<>"\\()[] \r\n\0张%-'), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.emailAddress()), typed => {
        const answer = parseMailAddress(typed, 'mail');
        return 'code' in answer || /^[^\s,;:<>()"\\@\p{Cc}]+@[a-z0-9.-]+$/u.test(answer.address);
      }),
      { seed: 20260105, numRuns: 2_000 },
    );
  });
});

test('a display name loses line breaks, invisible characters and lone surrogates', () => {
  expect(cleanName(' 张\r\nBcc: x\u202e三\ud800 ')).toBe('张 Bcc: x 三');
});

test('the configured sender may carry a name', () => {
  expect(parseSender('"周调度" <Dispatch@example.cn>', 'MAIL_FROM')).toEqual({
    name: '周调度',
    address: 'Dispatch@example.cn',
    domain: 'example.cn',
  });
  expect(parseSender('dispatch@example.cn', 'MAIL_FROM')).toMatchObject({ name: '' });
  expect(parseSender('a <b@example.cn>, c@example.cn', 'MAIL_FROM')).toMatchObject({ code: 'badMailAddress' });
});
