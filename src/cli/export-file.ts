import type { Query } from './client.ts';
import { misused } from './failure.ts';
import { reasonOfFile, saveWhole } from './files.ts';
import type { Session } from './session.ts';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;
type Kind = keyof typeof TYPES;

/** Saves a ledger that the server sends; the end of the name says which of the two kinds it becomes. */
export async function saveExport(
  session: Session,
  path: string,
  { address, query }: { address: (kind: Kind) => string; query: Query },
): Promise<void> {
  const kind = /\.(xlsx|csv)$/i.exec(path)?.[1]?.toLowerCase() as Kind | undefined;
  if (kind === undefined) throw misused('exportKind', session.texts.exportKind({ path }));
  const content = await session.client.download(address(kind), TYPES[kind], query);
  try {
    await saveWhole(path, content);
  } catch (error) {
    throw misused('fileNotWritten', session.texts.fileNotWritten({ path, reason: reasonOfFile(error, session) }));
  }
  await session.out.show({ path, bytes: content.length }, () => session.out.line(session.texts.exported({ path })));
}
