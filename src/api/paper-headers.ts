import { MEDIA_TYPES, type FileType } from '../domain/files.ts';
import type { StoredFile } from '../ledger/stored-files.ts';

/** To be saved, never shown by the browser as a page of ours: a paper may hold anything. */
export const paperHeaders = ({ name, type, sha256 }: StoredFile, bytes: number): Record<string, string | number> => ({
  'content-type': MEDIA_TYPES[type as FileType],
  'content-length': bytes,
  'content-disposition': `attachment; filename="${sha256.slice(0, 12)}.${type}"; filename*=UTF-8''${encodeURIComponent(name).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16)}`)}`,
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'private, no-cache',
});
