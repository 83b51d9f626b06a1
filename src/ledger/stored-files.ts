import type { Selectable } from 'kysely';
import type { FileType } from '../domain/files.ts';
import type { Evidence } from '../domain/project/types.ts';
import type { Database } from './database.ts';
import { writeRows } from './rows.ts';
import type { Tables } from './tables.ts';

export type StoredFile = Selectable<Tables['stored_file']>;

export interface Upload {
  commandId: string;
  sha256: string;
  name: string;
  type: FileType;
  bytes: number;
  by: string;
  atMs: number;
}

/** The files that the evidence of a command names, each once. */
export const filesIn = (command: object): string[] => {
  const { evidence = [] } = command as { evidence?: readonly Evidence[] };
  return [...new Set(evidence.flatMap(({ file }) => (file === undefined ? [] : [file])))];
};

/**
 * Writes down that a file was stored. Bytes that are known keep the name they first came under; each sending is kept too, with who it was.
 * Answers what the command stored: of a command that came before, what it stored then.
 */
export async function rememberFile(db: Database, upload: Upload): Promise<{ sha256: string; name: string }> {
  const { commandId, sha256, name, type, bytes, by, atMs } = upload;
  const mark = { stored_by: by, stored_at: new Date(atMs).toISOString() };
  return db.transaction().execute(async tx => {
    await writeRows(tx, 'stored_file', [{ sha256, name, type, bytes, ...mark }], { skipExisting: 'sha256' });
    await writeRows(tx, 'file_upload', [{ command_id: commandId, sha256, name, ...mark }], {
      skipExisting: 'command_id',
    });
    return tx
      .selectFrom('file_upload')
      .select(['sha256', 'name'])
      .where('command_id', '=', commandId)
      .executeTakeFirstOrThrow();
  });
}

/** What a command stored before; null when it is new. */
export const uploadOf = async (db: Database, commandId: string): Promise<{ sha256: string; name: string } | null> =>
  (await db
    .selectFrom('file_upload')
    .select(['sha256', 'name'])
    .where('command_id', '=', commandId)
    .executeTakeFirst()) ?? null;

export const storedFile = async (db: Database, sha256: string): Promise<StoredFile | null> =>
  (await db.selectFrom('stored_file').selectAll().where('sha256', '=', sha256).executeTakeFirst()) ?? null;

/** Those of `files` that nobody stored. */
export async function unknownFiles(db: Database, files: readonly string[]): Promise<string[]> {
  if (files.length === 0) return [];
  const rows = await db.selectFrom('stored_file').select('sha256').where('sha256', 'in', files).execute();
  const known = new Set(rows.map(({ sha256 }) => sha256));
  return files.filter(file => !known.has(file));
}

/** The names of stored files, by SHA-256. */
export async function fileNames(db: Database, files: readonly string[]): Promise<Map<string, string>> {
  if (files.length === 0) return new Map();
  const rows = await db
    .selectFrom('stored_file')
    .select(['sha256', 'name'])
    .where('sha256', 'in', [...new Set(files)])
    .execute();
  return new Map(rows.map(({ sha256, name }) => [sha256, name]));
}
