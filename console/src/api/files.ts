import { language } from '../words/language.ts';
import { RequestFailed } from './failure.ts';
import { newKey } from './key.ts';
import type { components } from './schema.d.ts';

/** Stores one paper; its SHA-256 is its name. By hand and not by the typed client, which cannot describe a file that is streamed. */
export async function storeFile(file: File): Promise<components['schemas']['StoredFile']> {
  const body = new FormData();
  body.append('file', file, file.name);
  const response = await fetch('/api/v1/files', {
    method: 'POST',
    body,
    headers: { 'idempotency-key': newKey(), 'accept-language': language() === 'zh' ? 'zh-CN' : 'en' },
  });
  if (!response.ok) throw await RequestFailed.of(response);
  return (await response.json()) as components['schemas']['StoredFile'];
}
