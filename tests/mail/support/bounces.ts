/** Delivery reports as mail servers write them, made for these tests. */

interface Written {
  messageId?: string | null;
  action?: string;
  status?: string;
  diagnostic?: string;
  recipient?: string;
  /** How the mail comes back. */
  original?: 'whole' | 'headers' | 'none';
  more?: readonly string[];
}

const ORIGINAL = (messageId: string | null): string =>
  [
    'From: =?utf-8?B?5ZGo6LCD5bqm?= <dispatch@office.example>',
    'To: wang@county.example',
    'Subject: =?utf-8?B?5ZGo6LCD5bqm?=',
    ...(messageId === null ? [] : [`Message-ID:\r\n ${messageId}`]),
    'Date: Mon, 23 Nov 2026 08:00:00 +0000',
    'Auto-Submitted: auto-generated',
  ].join('\r\n');

export function bounceOf({
  messageId = '<m-1@office.example>',
  action = 'failed',
  status = '5.1.1',
  diagnostic = 'smtp; 550 5.1.1 <wang@county.example>: user unknown',
  recipient = 'rfc822; wang@county.example',
  original = 'whole',
  more = [],
}: Written = {}): Buffer {
  const returned =
    original === 'none'
      ? []
      : original === 'whole'
        ? ['--b', 'Content-Type: message/rfc822', '', ORIGINAL(messageId), '', 'text', '']
        : ['--b', 'Content-Type: text/rfc822-headers', '', ORIGINAL(messageId), ''];
  return Buffer.from(
    [
      'From: MAILER-DAEMON@county.example (Mail Delivery System)',
      'To: dispatch@office.example',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      ...more,
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=us-ascii',
      '',
      'This is the mail system at host mx.county.example.',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.county.example',
      'Arrival-Date: Mon, 23 Nov 2026 08:00:01 +0000',
      '',
      `Final-Recipient: ${recipient}`,
      `Action: ${action}`,
      `Status: ${status}`,
      'Remote-MTA: dns; mx.county.example',
      `Diagnostic-Code: ${diagnostic}`,
      '',
      ...returned,
      '--b--',
      '',
    ].join('\r\n'),
  );
}
