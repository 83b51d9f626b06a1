import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Texts } from './texts/index.ts';

/** The token that `npm start` left for this machine's own user; undefined when there is none. */
export function tokenIn(dataDir: string): string | undefined {
  try {
    const token = readFileSync(join(dataDir, 'token'), 'utf8').trim();
    return token === '' ? undefined : token;
  } catch {
    return undefined;
  }
}

/** Of this command; `doctor` compares it with the server's. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The file as a form field takes it, under its own name. @throws NodeJS.ErrnoException, also for a directory */
export async function uploadOf(path: string): Promise<{ name: string; content: Blob }> {
  const handle = await open(path, 'r');
  try {
    const content = await handle.readFile();
    return { name: basename(path), content: new Blob([new Uint8Array(content)]) };
  } finally {
    await handle.close();
  }
}

/** A text file of the person's own. @throws NodeJS.ErrnoException, also for a directory */
export const textOf = (path: string): Promise<string> => readFile(path, 'utf8');

/** Whole or not at all: a report cut short by a full disk must not look like one. */
export async function saveWhole(path: string, content: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(draft, content, { flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** `ENOENT` and its kin in words; what is rarer keeps the system's name. */
export function reasonOfFile(error: unknown, { texts }: { texts: Texts }): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? String(error) : (texts.fileReasons[code] ?? code);
}
