import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBounce } from '../../src/mail/bounce.ts';
import { bounceOf } from './support/bounces.ts';

const read = (raw: Buffer | string) => readBounce(Buffer.from(raw));

describe('a delivery report', () => {
  test.each(['whole', 'headers'] as const)('that brings the mail back %s is read', async original => {
    expect(await read(bounceOf({ original }))).toEqual({
      ...{ messageId: '<m-1@office.example>', action: 'failed', status: '5.1.1', recipient: 'wang@county.example' },
      diagnostic: '550 5.1.1 <wang@county.example>: user unknown',
    });
  });

  test('that brings nothing back is found by what it answers', async () => {
    const more = ['In-Reply-To: <m-9@office.example>'];
    expect(await read(bounceOf({ original: 'none', more }))).toMatchObject({ messageId: '<m-9@office.example>' });
  });

  test.each([
    ['delayed', '4.4.1', 'delayed', '4.4.1'],
    ['delivered (by the way)', '2.0.0', 'delivered', '2.0.0'],
    ['FAILED', '5.2.2 (mailbox full)', 'failed', '5.2.2'],
    ['failed', 'nonsense', 'failed', '5.0.0'],
  ])('says %s %s', async (action, status, read1, read2) => {
    expect(await read(bounceOf({ action, status }))).toMatchObject({ action: read1, status: read2 });
  });

  test('with folded words is one clean line, cut', async () => {
    const diagnostic = `smtp; 550 ${'x'.repeat(700)}\r\n\tuser\u0007 unknown`;
    const report = await read(bounceOf({ diagnostic }));
    if (typeof report === 'string') throw new Error(report);
    expect(report.diagnostic).toHaveLength(500);
    expect(report.diagnostic).not.toMatch(/[\r\n\t]/);
    expect(report.diagnostic).not.toContain('\u0007');
  });

  test.each([
    ['an ordinary mail', 'From: a@b.example\r\nSubject: x\r\n\r\nhello', 'noReport'],
    ['an absence notice', 'From: a@b.example\r\nAuto-Submitted: auto-replied\r\n\r\n我在休假', 'autoReply'],
    ['an old absence notice', 'From: a@b.example\r\nPrecedence: auto_reply\r\n\r\naway', 'autoReply'],
    ['nothing', '', 'noReport'],
    ['bytes', '\u0000\u0001\u0002', 'noReport'],
    ['a report about no mail', bounceOf({ messageId: null }).toString(), 'noMessage'],
    [
      'a report about nobody',
      bounceOf()
        .toString()
        .replace(/^Action: .*\r\n/m, ''),
      'noRecipient',
    ],
  ])('is not %s', async (_, raw, why) => {
    expect(await read(raw)).toBe(why);
  });

  test('nested to hurt is refused and not followed', async () => {
    let body = 'x';
    for (let depth = 0; depth < 60; depth += 1) {
      body = `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n${body}\r\n--b${depth}--\r\n`;
    }
    expect(['unreadable', 'noReport']).toContain(await read(body));
  });

  test('whatever stands in its fields, it is read in one line each or refused', async () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (diagnostic, recipient, status) => {
        const report = await read(bounceOf({ diagnostic, recipient, status }));
        if (typeof report === 'string') return;
        for (const value of [report.diagnostic, report.recipient, report.status, report.messageId]) {
          expect(value ?? '').not.toMatch(/[\r\n\0]/);
        }
      }),
      { seed: 20_261_123, numRuns: 150 },
    );
  });
});
