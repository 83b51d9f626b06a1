import { readFile } from 'node:fs/promises';

/** What `scripts/setup.mjs` found or built, by absolute path. */
export interface FoundTools {
  /** The Temporal CLI, which holds the development server. Absent when `TEMPORAL_ADDRESS` was given. */
  temporal?: string;
  /** The time-skipping test server; looked for by `npm test` only. */
  testServer?: string;
  /** A server that speaks S3; looked for by `npm test` only. */
  s3Server?: string;
  /** A browser; looked for by `npm test` only. */
  chromium?: string;
}

const FOUND = new URL('../../node_modules/.cache/weekly-dispatch/found.json', import.meta.url);

/** Empty when set-up has not run yet. */
export async function foundTools(): Promise<FoundTools> {
  try {
    return JSON.parse(await readFile(FOUND, 'utf8')) as FoundTools;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
