import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isSameProcess, processStart } from './process-identity.ts';

const KEEPER = fileURLToPath(new URL('../../bin/keeper.mjs', import.meta.url));
/** Longer than the keeper's own grace before it kills. */
const PATIENCE_MS = 12_000;

export interface KeptProcess {
  pid: number;
  /** Resolves with the exit code when the process has ended, asked or not. */
  exited: Promise<number>;
  stop(): Promise<void>;
}

interface Remembered {
  pid: number;
  start: string;
}

/**
 * Starts a server that cannot outlive us (`bin/keeper.mjs`). `pidFile` remembers it and its keeper, for the case that
 * both we and the keeper are killed: `endStale` of the next start then ends what was left.
 */
export async function startKept(options: {
  executable: string;
  args: readonly string[];
  pidFile: string;
  logFile: string;
  /** Another user to run it as; only root may ask for that. */
  user?: { uid: number; gid: number };
}): Promise<KeptProcess> {
  const { executable, args, pidFile, logFile, user } = options;
  const as = user ? `${user.uid}:${user.gid}` : '-';
  const keeper = spawn(process.execPath, [KEEPER, logFile, as, executable, ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  keeper.stdin.on('error', () => undefined);
  const exited = once(keeper, 'exit').then(([code]) => (code as number | null) ?? 1);
  const pid = await serverPid(keeper, exited);
  const remembered = [keeper.pid ?? 0, pid].map(id => ({ pid: id, start: processStart(id) ?? '' }));
  await writeFile(pidFile, JSON.stringify(remembered));
  // A keeper that was itself killed leaves the server behind; while we live, we end it.
  const gone = exited.then(async code => {
    await endStale(pidFile);
    return code;
  });
  return {
    pid,
    exited: gone,
    async stop() {
      keeper.stdin.end();
      await gone;
    },
  };
}

async function serverPid(keeper: ChildProcess, exited: Promise<number>): Promise<number> {
  const said = keeper.stdout ? once(keeper.stdout, 'data').then(([chunk]) => String(chunk).trim()) : exited;
  const word = await Promise.race([said, exited.then(code => `the keeper ended with code ${code}`)]);
  const pid = Number(word);
  if (Number.isInteger(pid) && pid > 0) return pid;
  throw new Error(String(word));
}

/** Ends what a pid file still names and removes the file. The caller must own the directory it lies in. */
export async function endStale(pidFile: string): Promise<void> {
  for (const { pid, start } of await readPids(pidFile)) {
    await endProcess(pid, start);
  }
  await rm(pidFile, { force: true });
}

async function endProcess(pid: number, start: string): Promise<void> {
  const lives = (): boolean => isSameProcess(pid, start);
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!lives()) return;
    signalIfThere(pid, signal);
    const giveUpAt = Date.now() + PATIENCE_MS;
    while (lives() && Date.now() < giveUpAt) await new Promise(resolve => setTimeout(resolve, 50));
  }
  if (lives()) throw new Error(`process ${pid} does not end`);
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function readPids(pidFile: string): Promise<Remembered[]> {
  try {
    return JSON.parse(await readFile(pidFile, 'utf8')) as Remembered[];
  } catch {
    return [];
  }
}
