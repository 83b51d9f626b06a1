import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryInUse, lockDataDir } from '../../src/embedded/data-lock.ts';
import { startChild, type Child } from '../support/child.ts';

let dir: string;
const children: Child[] = [];

const holder = (): Child => {
  const child = startChild('tests/embedded/processes/hold-lock.ts', [dir]);
  children.push(child);
  return child;
};
const kill = async (child: Child): Promise<void> => {
  child.process.kill('SIGKILL');
  await child.ended;
};
/** A lock as a process leaves it that died: its pid may since belong to somebody else. */
const leaveDeadLock = (id: string, name = 'lock'): Promise<void> =>
  writeFile(join(dir, name), JSON.stringify({ id, pid: process.pid, start: 'long ago', host: hostname() }));

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dispatch-lock-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  await rm(dir, { recursive: true, force: true });
});

describe('the lock on the data directory', () => {
  test('a live owner is refused by name, in both languages', async () => {
    const owner = holder();
    await owner.prints(/holds the lock/);
    const refused = await lockDataDir(dir).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataDirectoryInUse);
    expect((refused as DataDirectoryInUse).pid).toBe(owner.process.pid);
    expect((refused as Error).message).toContain(`数据目录 ${dir} 正由进程 ${owner.process.pid} 使用`);
    expect((refused as Error).message).toContain(`${dir} is in use by process ${owner.process.pid}`);
  });

  test('the same process cannot hold it twice, and can have it again after giving it back', async () => {
    const lock = await lockDataDir(dir);
    await expect(lockDataDir(dir)).rejects.toThrow(DataDirectoryInUse);
    await lock.release();
    await lock.release();
    await (await lockDataDir(dir)).release();
    expect(await readdir(dir)).toEqual([]);
  });

  test('an owner that was killed is succeeded', async () => {
    const owner = holder();
    await owner.prints(/holds the lock/);
    await kill(owner);
    const lock = await lockDataDir(dir);
    await lock.release();
    expect(await readdir(dir)).toEqual([]);
  });

  test('a pid that now belongs to another process does not keep the lock', async () => {
    await leaveDeadLock('dead');
    await (await lockDataDir(dir)).release();
  });

  test('a lock on another machine is not judged from here, and the message says which file to delete', async () => {
    await writeFile(join(dir, 'lock'), JSON.stringify({ id: 'x', pid: 1, start: 's', host: 'elsewhere.invalid' }));
    await expect(lockDataDir(dir)).rejects.toThrow(join(dir, 'lock'));
  });

  test('a torn lock, as a power loss leaves it, is succeeded', async () => {
    await writeFile(join(dir, 'lock'), '');
    await (await lockDataDir(dir)).release();
  });

  test('a successor that died before it finished is succeeded in turn', async () => {
    await leaveDeadLock('first');
    await leaveDeadLock('second', 'lock.after.first');
    await (await lockDataDir(dir)).release();
  });

  test.each([1, 2, 3])('of six callers racing for a dead lock exactly one wins (round %i)', async round => {
    await leaveDeadLock(`dead-${round}`);
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => lockDataDir(dir)));
    const won = answers.filter(answer => answer.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await Promise.all(won.map(answer => answer.value.release()));
  });

  test('of two processes racing for a dead lock exactly one wins', async () => {
    await leaveDeadLock('dead');
    const racers = [holder(), holder()];
    const said = await Promise.all(racers.map(child => child.prints(/holds the lock|refused/)));
    expect(said.map(([word]) => word).sort()).toEqual(['holds the lock', 'refused']);
  });
});
