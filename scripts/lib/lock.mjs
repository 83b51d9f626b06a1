import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { say } from './say.mjs';

/**
 * One at a time, waiting for the other: two starters must not both build for three minutes. This is thrift, not
 * safety: whatever is made under it is also renamed into place whole, so a lock wrongly taken over costs time only.
 */
export async function withLock(file, work) {
  await mkdir(dirname(file), { recursive: true });
  for (let told = false; !(await taken(file));) {
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    if (owner > 0 && !alive(owner)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) say(`· 等待进程 ${owner} 完成同样的准备 / waiting for process ${owner}, which prepares the same …`);
    told = true;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  try {
    return await work();
  } finally {
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

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
