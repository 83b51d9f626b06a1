import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { createCore, type Core } from '../dependencies.ts';
import type { Database } from '../ledger/database.ts';
import { connectClient, type TemporalPlace } from '../temporal/connection.ts';
import { registerSearchAttributes } from '../temporal/register-attributes.ts';
import type { Closing } from './closing.ts';

/** Connects to Temporal and puts together what the API and the worker share. */
export async function openCore(
  { config, db, log }: { config: Config; db: Database; log: Logger },
  { place, closing }: { place: TemporalPlace; closing: Closing },
): Promise<Core> {
  const client = await connectClient(place, config);
  closing.add('Temporal client', () => client.connection.close());
  await registerSearchAttributes(client);
  return createCore({ config, db, client, log });
}

/**
 * What a process needs that runs without the embedded parts: several processes on one embedded database would destroy it.
 * @throws Error that names the missing variables
 */
export function requireRealParts(
  { databaseUrl, temporalGiven, smtp, mail }: Config,
  { command, sendsMail }: { command: string; sendsMail: boolean },
): void {
  // Without a server a worker would say `sent` of mails that nobody gets; MAIL_MODE=sink asks for just that, aloud.
  const wantsSmtp = sendsMail && smtp === null && mail.mode === 'live';
  const missing = [
    databaseUrl === null && 'DATABASE_URL',
    !temporalGiven && 'TEMPORAL_ADDRESS',
    wantsSmtp && 'SMTP_URL',
  ]
    .filter(Boolean)
    .join(', ');
  if (missing === '') return;
  throw new Error(
    `${command} 单独运行时需要 ${missing}；单机请用 npm start。\n` +
      `${command} by itself needs ${missing}; on one machine use npm start.`,
  );
}

/** Whoever sends real mails writes links into them; its own address would lead their readers to their own machines. */
export function warnOfOwnUrl({ publicUrl, publicUrlGiven }: Config, log: Logger): void {
  if (publicUrlGiven) return;
  log.warn(
    `PUBLIC_URL 未设置：邮件中的链接将以 ${publicUrl} 开头，只在本机可用。` +
      ` / PUBLIC_URL is not set: links in mails begin with ${publicUrl} and work on this machine only.`,
  );
}
