import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from './say.mjs';

const HEARTBEAT_MS = 3000;
/** Its pid may belong to somebody else by now; a lock that nobody has touched for so long is nobody's. */
const STALE_MS = 30_000;

/**
 * One at a time, waiting for the other: two starters must not both build for three minutes. This is thrift, not
 * safety: whatever is made under it is also renamed into place whole, so a lock wrongly taken over costs time only.
 */
export async function withLock(file, work) {
  await mkdir(dirname(file), { recursive: true });
  for (let told = false; !(await taken(file));) {
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (await isAbandoned(file, owner)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) say(`· 等待进程 ${owner} 完成同样的准备 / waiting for process ${owner}, which prepares the same …`);
    told = true;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  const heartbeat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(file, { force: true });
  }
}

async function taken(file) {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(file, owner) {
  if (owner > 0 && !isAlive(owner)) return true;
  const touchedAt = await stat(file).then(
    found => found.mtimeMs,
    () => Date.now(),
  );
  return Date.now() - touchedAt > STALE_MS;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
