import { language } from '../words/language.ts';
import { RequestFailed } from './failure.ts';
import { newKey } from './key.ts';
import type { components } from './schema.d.ts';

/** By hand and not by the typed client, which cannot describe a file that is streamed. */
async function sent<Answer>(path: string, body: FormData, key: string): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    body,
    headers: { 'idempotency-key': key, 'accept-language': language() === 'zh' ? 'zh-CN' : 'en' },
  });
  if (!response.ok) throw await RequestFailed.of(response);
  return (await response.json()) as Answer;
}

/** Stores one paper; its SHA-256 is its name. */
export function storeFile(file: File): Promise<components['schemas']['StoredFile']> {
  const body = new FormData();
  body.append('file', file, file.name);
  return sent('/api/v1/files', body, newKey());
}

export type Import = components['schemas']['Import'];

/** Dry run of a ledger. The key stays with the file and what is said of it, so that a second press is the same dry run. */
export async function planImport(
  file: File,
  { ledger, assume, map, key }: Record<'assume' | 'map', readonly string[]> & { ledger: Import['ledger']; key: string },
): Promise<Import> {
  const body = new FormData();
  body.append('ledger', ledger);
  for (const word of assume) body.append('assume', word);
  for (const reading of map) body.append('map', reading);
  body.append('file', file, file.name);
  return sent('/api/v1/imports', body, key);
}
