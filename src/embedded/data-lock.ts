import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { isSameProcess, processStart } from './process-identity.ts';

export interface DataLock {
  /** Gives the directory free; releasing twice does nothing. */
  release(): Promise<void>;
}

interface Owner {
  id: string;
  pid: number;
  start: string;
  /** A pid of another machine (a shared disk, another container) says nothing here, so it is never judged dead. */
  host: string;
}

/** Somebody else runs on this data directory. The message names the directory and the process, in both languages. */
export class DataDirectoryInUse extends Error {
  readonly dir: string;
  readonly pid: number;

  constructor(dir: string, owner: Owner, file: string) {
    const elsewhere = owner.host === hostname() ? '' : ` @ ${owner.host}`;
    const hint = elsewhere === '' ? '' : `\n确认其已停止后删除 / once it is surely gone, delete: ${file}`;
    super(
      `数据目录 ${dir} 正由进程 ${owner.pid}${elsewhere} 使用，请先停止它，或用 DISPATCH_DATA 另指目录。\n` +
        `The data directory ${dir} is in use by process ${owner.pid}${elsewhere}. ` +
        `Stop it first, or name another one with DISPATCH_DATA.${hint}`,
    );
    this.name = 'DataDirectoryInUse';
    this.dir = dir;
    this.pid = owner.pid;
  }
}

/**
 * Locks a data directory for this process until `release()` or its death. PGlite itself lets two processes write the
 * same files silently.
 *
 * `lock` names an owner. A dead owner's lock is not deleted (two starters could then each delete the other's new one):
 * it is succeeded by `lock.after.<id of the dead owner>`, a name that only one process can create. The successor then
 * moves its file over `lock`. Whoever linked a name checks that `lock` still leads to it: a slow starter may have
 * read a `lock` that has been replaced since.
 *
 * @throws DataDirectoryInUse when a live process holds it
 */
export async function lockDataDir(directory: string): Promise<DataLock> {
  const dir = resolve(directory);
  const start = processStart(process.pid);
  if (start === undefined) throw new Error(`cannot tell when process ${process.pid} started`);
  const mine: Owner = { id: randomUUID(), pid: process.pid, start, host: hostname() };
  await mkdir(dir, { recursive: true });
  const draft = join(dir, `lock.draft.${mine.id}`);
  // Written whole first and linked into place after: nobody ever reads half a lock.
  await writeFile(draft, JSON.stringify(mine), { flag: 'wx', flush: true });
  try {
    while (!(await tryToOwn(dir, draft, mine)));
  } finally {
    await rm(draft, { force: true });
  }
  return { release: () => release(dir, mine) };
}

/** One attempt: true when owned, false when somebody moved in between and it must be looked at again. */
async function tryToOwn(dir: string, draft: string, mine: Owner): Promise<boolean> {
  const { owner, next } = await lastOwner(dir);
  if (owner && isAlive(owner)) throw new DataDirectoryInUse(dir, owner, join(dir, 'lock'));
  if (!(await linked(draft, next))) return false;
  const seen = await lastOwner(dir);
  if (seen.owner?.id !== mine.id) {
    await rm(next, { force: true });
    return false;
  }
  if (next !== join(dir, 'lock')) await rename(next, join(dir, 'lock'));
  return true;
}

/** Follows `lock` and its successors to the last one; `next` is the name a new owner has to create. */
async function lastOwner(dir: string): Promise<{ owner?: Owner; next: string }> {
  let file = join(dir, 'lock');
  let owner = await readOwner(file);
  if (!owner) return { next: file };
  for (;;) {
    file = join(dir, `lock.after.${owner.id}`);
    const successor = await readOwner(file);
    if (!successor) return { owner, next: file };
    owner = successor;
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch (error) {
    // Linked files are whole, so only a power loss leaves this one torn: its owner is gone.
    if (error instanceof SyntaxError) return { id: 'torn', pid: 0, start: '', host: hostname() };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const isAlive = (owner: Owner): boolean => owner.host !== hostname() || isSameProcess(owner.pid, owner.start);

async function linked(draft: string, name: string): Promise<boolean> {
  try {
    await link(draft, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function release(dir: string, mine: Owner): Promise<void> {
  const file = join(dir, 'lock');
  if ((await readOwner(file))?.id === mine.id) await rm(file, { force: true });
}
