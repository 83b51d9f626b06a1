import type { Query } from './client.ts';
import { MEDIA_TYPES } from '../domain/files.ts';
import { misused } from './failure.ts';
import { keepFile } from './keep-file.ts';
import type { Session } from './session.ts';

const TYPES = {
  xlsx: MEDIA_TYPES.xlsx,
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
  await keepFile(session, path, content);
  await session.out.show({ path, bytes: content.length }, () => session.out.line(session.texts.exported({ path })));
}
