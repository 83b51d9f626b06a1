import nodemailer, { type SendMailOptions } from 'nodemailer';
import { addressOf } from './office.ts';
import type { Opened } from './open.ts';

/** A real reminder as the mailroom stored it: what the raw side sends too. */
export interface Sample {
  subject: string;
  html: string;
  text: string;
  ics: string | null;
}

/** `parts`: nodemailer builds every message, as anybody would use it. `bytes`: it is handed one finished message again and again. */
export type RawMode = 'parts' | 'bytes';

/** nodemailer's own pool, with as many connections as the product opens. Answers milliseconds. */
export async function rawMail(
  { core }: Opened,
  { sample, count, mode }: { sample: Sample; count: number; mode: RawMode },
): Promise<number> {
  const { smtp, mail } = core.config;
  const pool = nodemailer.createTransport({
    host: smtp?.host ?? '',
    port: smtp?.port ?? 0,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: mail.connections,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const message = messageFrom(mail.from, sample);
  const raw = mode === 'bytes' ? await bytesOf(message(addressOf(0))) : null;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const to = addressOf(index);
      return pool.sendMail(raw ? { envelope: { from: mail.from.address, to }, raw } : message(to));
    }),
  );
  const ms = performance.now() - from;
  pool.close();
  return ms;
}

const messageFrom =
  (from: { name: string; address: string }, { subject, html, text, ics }: Sample) =>
  (to: string): SendMailOptions => ({
    from: { name: from.name, address: from.address },
    to,
    subject,
    html,
    text,
    ...(ics !== null && { icalEvent: { method: 'REQUEST', filename: 'invite.ics', content: ics } }),
  });

async function bytesOf(message: SendMailOptions): Promise<Buffer> {
  const made = await nodemailer.createTransport({ streamTransport: true, buffer: true }).sendMail(message);
  return made.message as Buffer;
}
