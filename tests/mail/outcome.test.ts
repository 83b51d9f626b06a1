import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classifyFailure, type SmtpFailure } from '../../src/mail/outcome.ts';

const failure = (known: Partial<SmtpFailure>): SmtpFailure => ({ message: 'x', ...known });

test('once the body has left, only the words of the server can clear the doubt', () => {
  const codes = fc.constantFrom('ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EPROTOCOL', 'EMESSAGE', 'ESTREAM', undefined);
  const status = fc.option(fc.integer({ min: 200, max: 599 }), { nil: undefined });
  fc.assert(
    fc.property(codes, status, (code, responseCode) => {
      const { kind } = classifyFailure(failure({ code, responseCode, command: 'DATA' }), true);
      return (kind === 'unknown') === (responseCode === undefined || responseCode < 400);
    }),
    { seed: 20260105 },
  );
});

test('before the body has left nothing is ever unknown', () => {
  const any = fc.record({
    message: fc.string(),
    code: fc.constantFrom('ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EAUTH', 'ETLS', 'EDNS', 'ESTREAM'),
    originalCode: fc.option(fc.constantFrom('ECONNREFUSED', 'CERT_HAS_EXPIRED', 'EPROTO'), { nil: undefined }),
    responseCode: fc.option(fc.integer({ min: 200, max: 599 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(any, given => classifyFailure(given, false).kind !== 'unknown'),
    { seed: 20260105 },
  );
});

test.each([
  ['a name that is not found', { code: 'EDNS', originalCode: 'ENOTFOUND' }, { kind: 'retry', cause: 'network' }],
  ['an expired certificate', { code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, { kind: 'stop', reason: 'tls' }],
  ['a TLS handshake cut short', { code: 'ETLS' }, { kind: 'retry', cause: 'network' }],
  ['STARTTLS refused', { code: 'ETLS', responseCode: 502, command: 'STARTTLS' }, { kind: 'stop', reason: 'tls' }],
  ['STARTTLS not now', { code: 'ETLS', responseCode: 454, command: 'STARTTLS' }, { kind: 'retry', cause: 'reply' }],
  ['a session out of step', { code: 'EENVELOPE', responseCode: 503, command: 'RCPT TO' }, { kind: 'retry' }],
  ['a message above the announced SIZE', { code: 'EMESSAGE' }, { kind: 'failed' }],
])('%s', (_what, known, outcome) => {
  expect(classifyFailure(failure(known), false)).toMatchObject(outcome);
});

test('the words of the server are kept on one line and cut', () => {
  const response = `550-no\r\n550 ${'x'.repeat(2_000)}`;
  const outcome = classifyFailure(failure({ responseCode: 550, response, command: 'RCPT TO' }), false);
  expect(outcome).toMatchObject({ reply: expect.stringMatching(/^550-no 550 x{4}/) });
  expect('reply' in outcome && outcome.reply.length).toBe(500);
});
