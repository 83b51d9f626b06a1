import type { Database } from '../../../src/ledger/database.ts';
import { packBody } from '../../../src/ledger/mail-bodies.ts';
import { writeRows } from '../../../src/ledger/rows.ts';
import type { NamedAddress } from '../../../src/mail/address.ts';
import type { Outcome } from '../../../src/mail/outcome.ts';
import type { Sender } from '../../../src/mail/sender.ts';

export interface MailToPut {
  id: string;
  notBeforeMs?: number;
  expiresMs?: number;
  policy?: 'resend' | 'hold';
}

/** Finished mails in the outbox, so that nothing has to be rendered. */
export async function putMails(db: Database, mails: readonly MailToPut[], nowMs: number): Promise<void> {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const one = async ({ id, notBeforeMs = nowMs, expiresMs, policy = 'resend' }: MailToPut) => ({
    id,
    dedupe_key: id,
    kind: 'plan-warning',
    slot: 'test',
    person_id: 'handler',
    to_name: '张三',
    to_address: `${id}@example.org`,
    policy,
    state: 'pending',
    subject: '节点提醒',
    body: `\\x${packBody({ html: `<p>${id}</p>`, text: id, ics: null }).toString('hex')}`,
    message_id: `<${id}@example.org>`,
    date_ms: nowMs,
    attempts: 0,
    doubts: 0,
    not_before: iso(notBeforeMs),
    expires_at: expiresMs === undefined ? null : iso(expiresMs),
    created_at: iso(nowMs),
    changed_at: iso(nowMs),
  });
  await writeRows(db, 'mail', await Promise.all(mails.map(one)));
}

const FROM: NamedAddress = { name: '周调度', address: 'dispatch@example.org', domain: 'example.org' };

/** A sender that says what it is told to, and otherwise `sent`. Remembers every copy that left. */
export class ScriptedSender implements Sender {
  readonly from = FROM;
  readonly maxSendMs = 1_000;
  readonly copies: string[] = [];
  script: (id: string) => Outcome | undefined = () => undefined;

  async send({ id }: Parameters<Sender['send']>[0], turn: Parameters<Sender['send']>[1]): Promise<Outcome> {
    if (!turn.begin()) return { kind: 'notBegun' };
    const answer = this.script(id);
    if (answer) return answer;
    if (!(await turn.mark())) return { kind: 'notOurs' };
    this.copies.push(id);
    return { kind: 'sent', reply: '250 ok' };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
