import { fill } from './fill.ts';
import type { filesZh } from './zh-files.ts';

/** What the commands on files of evidence say, in English. */
export const filesEn: typeof filesZh = {
  help: {
    group: 'files of evidence: store and fetch',
    put: 'store a file (PDF, JPEG, PNG, XLSX, DOCX); evidence names it by its SHA-256',
    get: 'fetch a stored file',
    to: 'where to save it',
  },
  stored: fill('stored {name} ({bytes} bytes)\n{sha256}'),
};
