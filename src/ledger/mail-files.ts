import type { MailFile } from '../mail/outbox-port.ts';
import type { Database } from './database.ts';
import type { MailBody } from './mail-bodies.ts';

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
      .onConflict(conflict => conflict.doNothing())
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

/** @throws Error when bytes are missing, which no one deletes: the mail must not leave without them */
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
