import { readFileSync } from 'node:fs';
import { isSameProcess, processStart } from './process-identity.ts';

const LOOK_EVERY_MS = 1000;
/** Between npm and us there may stand a shell. */
const SHELLS = ['sh', 'bash', 'dash', 'zsh', 'ash', 'busybox'];

/**
 * Calls `onGone` once when the process that launched us has ended: `npm start` that is killed would otherwise leave us
 * behind, holding the data directory. Only for a start under npm; started directly, we may outlive the shell.
 * Returns a function that stops watching.
 */
export function watchLauncher(onGone: () => void): () => void {
  const launchers = ancestors().map(pid => ({ pid, start: processStart(pid) ?? '' }));
  const timer = setInterval(() => {
    if (launchers.every(({ pid, start }) => isSameProcess(pid, start))) return;
    clearInterval(timer);
    onGone();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Our parent, and its parent too when ours is only a shell that npm put in between. */
function ancestors(): number[] {
  const parent = process.ppid;
  const { name, ppid } = nameAndParent(parent);
  return SHELLS.includes(name) && ppid > 1 ? [parent, ppid] : [parent];
}

function nameAndParent(pid: number): { name: string; ppid: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const close = stat.lastIndexOf(')');
    return { name: stat.slice(stat.indexOf('(') + 1, close), ppid: Number(stat.slice(close + 2).split(' ')[1]) };
  } catch {
    // No /proc on this system: the parent alone is watched.
    return { name: '', ppid: 0 };
  }
}
