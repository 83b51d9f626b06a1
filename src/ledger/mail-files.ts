import type { MailFile } from '../mail/outbox-port.ts';
import { isAnyOf, type Database } from './database.ts';
import { unpackBody, type MailBody } from './mail-bodies.ts';

/** Bytes by SHA-256. */
export type KeptFiles = ReadonlyMap<string, Uint8Array>;

/** Each of them once: a bulletin to a thousand readers is one row here. In the caller's transaction. */
export async function storeFiles(tx: Database, files: readonly MailFile[], atMs: number): Promise<void> {
  const distinct = new Map(files.map(file => [file.sha256, file]));
  for (const { sha256, content } of distinct.values()) {
    const row = { sha256, content: Buffer.from(content), stored_at: new Date(atMs) };
    await tx
      .insertInto('mail_file')
      .values(row)
      // Written again, it is as young as the last mail it goes with.
      .onConflict(conflict => conflict.column('sha256').doUpdateSet({ stored_at: row.stored_at }))
      .execute();
  }
}

/** What goes with mails that have been rendered before. */
export async function filesOf(db: Database, bodies: readonly (MailBody | null)[]): Promise<KeptFiles> {
  const named = bodies.flatMap(body => body?.files ?? []);
  const wanted = [...new Set(named.map(({ sha256 }) => sha256))];
  if (wanted.length === 0) return new Map();
  const found = await db.selectFrom('mail_file').select(['sha256', 'content']).where('sha256', 'in', wanted).execute();
  return new Map(found.map(({ sha256, content }) => [sha256, content]));
}

/** @throws Error when bytes are missing, which are taken out of no mail that may leave: it must not leave without them */
export function withFiles(
  { files = [], ...body }: MailBody,
  kept: KeptFiles,
): Omit<MailBody, 'files'> & { files?: MailFile[] } {
  if (files.length === 0) return body;
  return {
    ...body,
    files: files.map(file => {
      const content = kept.get(file.sha256);
      if (!content) throw new Error(`the file ${file.sha256} of a mail is missing`);
      return { ...file, content };
    }),
  };
}

const DAY_MS = 86_400_000;

/** Nothing of these leaves any more, whoever wants it to. */
const OVER = ['sent', 'expired'];

/**
 * Takes out the bytes that went with mails of long ago; how many files that were. What a mail said, and what its files were called and which hash
 * they had, stays in the mail. A file that a mail written meanwhile brings along is young again, and stays.
 */
export async function putAwayFiles(
  db: Database,
  { nowMs, keepDays }: { nowMs: number; keepDays: number },
): Promise<number> {
  const before = new Date(nowMs - keepDays * DAY_MS);
  const old = await db.selectFrom('mail_file').select('sha256').where('stored_at', '<', before).execute();
  if (old.length === 0) return 0;
  const needed = await neededFiles(db, new Date(nowMs));
  const gone = old.map(({ sha256 }) => sha256).filter(sha256 => !needed.has(sha256));
  if (gone.length === 0) return 0;
  const { numDeletedRows } = await db
    .deleteFrom('mail_file')
    .where(isAnyOf('sha256', gone))
    .where('stored_at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Of mails that have been written and may still be sent, by the mailroom or by hand. */
async function neededFiles(db: Database, now: Date): Promise<Set<string>> {
  const rows = await db
    .selectFrom('mail')
    .select('body')
    .where('body', 'is not', null)
    .where('state', 'not in', OVER)
    .where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .execute();
  return new Set(rows.flatMap(({ body }) => (body ? (unpackBody(body).files ?? []) : [])).map(({ sha256 }) => sha256));
}
