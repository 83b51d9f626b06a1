import type { NamedAddress } from '../../../src/mail/address.ts';
import type { OutgoingMail } from '../../../src/mail/compose.ts';
import type { ClaimedMail, StoredMessage } from '../../../src/mail/outbox-port.ts';
import type { Outcome } from '../../../src/mail/outcome.ts';
import type { Render } from '../../../src/mail/deliver.ts';
import type { Turn } from '../../../src/mail/sender.ts';
import { SmtpPool, type SmtpOptions } from '../../../src/mail/smtp.ts';
import type { ScriptedServer } from './scripted-server.ts';

export const FROM: NamedAddress = { name: '周调度', address: 'dispatch@example.cn', domain: 'example.cn' };

export const ICS = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'METHOD:REQUEST', 'END:VCALENDAR', ''].join('\r\n');

export const message = (id: string): StoredMessage => ({
  subject: '周调度会议提醒',
  html: '<p>请于周一参会</p>',
  text: '请于周一参会',
  ics: ICS,
  messageId: `<${id}@example.cn>`,
  dateMs: Date.parse('2026-01-04T01:00:00Z'),
});

export const mailTo = (id: string): OutgoingMail => ({
  id,
  to: { name: '张三', address: `${id}@example.cn`, domain: 'example.cn' },
  message: message(id),
});

/** Time-outs short enough for a test to meet them, long enough not to be met by chance. */
export const poolOn = (server: ScriptedServer, options: Partial<SmtpOptions> = {}): SmtpPool =>
  new SmtpPool({
    server: { host: '127.0.0.1', port: server.port, security: 'off', auth: null },
    from: FROM,
    connections: 2,
    ...options,
  });

export const willing: Turn = { begin: () => true, mark: () => Promise.resolve(true) };

export const send = (pool: SmtpPool, id: string, turn: Turn = willing): Promise<Outcome> => pool.send(mailTo(id), turn);

export const renderPlain: Render = (mails: readonly ClaimedMail[]) =>
  Promise.resolve(
    new Map(mails.map(mail => [mail.id, { subject: 's', html: `<p>${mail.id}</p>`, text: mail.id, ics: ICS }])),
  );
