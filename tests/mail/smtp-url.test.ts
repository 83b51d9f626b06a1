import { expect, test } from '@jest/globals';
import { parseSmtpUrl } from '../../src/mail/smtp-url.ts';

const plain = { auth: null };

test.each([
  ['smtp://127.0.0.1:2525', { ...plain, host: '127.0.0.1', port: 2525, security: 'offered' }],
  ['smtp://mail.example.cn', { ...plain, host: 'mail.example.cn', port: 587, security: 'offered' }],
  ['smtps://smtp.qq.com', { ...plain, host: 'smtp.qq.com', port: 465, security: 'implicit' }],
  ['smtp://[::1]:25', { ...plain, host: '::1', port: 25, security: 'offered' }],
  [
    'smtp://u%40example.cn:p%3Aw@smtp.example.cn:587',
    { auth: { user: 'u@example.cn', pass: 'p:w' }, security: 'required' },
  ],
  ['smtp://u:p@localhost:25', { security: 'offered' }],
  ['smtp://u:p@10.0.0.5:25?starttls=off', { security: 'off' }],
  ['smtp://10.0.0.5:25?starttls=required', { security: 'required' }],
])('%s', (url, server) => {
  expect(parseSmtpUrl(url, 'SMTP_URL')).toMatchObject(server);
});

test.each([
  '',
  'mail.example.cn',
  'http://x',
  'smtp://',
  'smtp://h:99999',
  'smtp://h/path',
  'smtp://u:%@h',
  'smtp://h?starttls=maybe',
])('%j is refused without repeating what may be a password', url => {
  expect(parseSmtpUrl(url, 'SMTP_URL')).toMatchObject({ code: 'badFormat', field: 'SMTP_URL', value: '' });
});
