import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Child {
  process: ChildProcess;
  /** Everything printed so far on stdout and stderr. */
  output(): string;
  /** Resolves with the first match on stdout or stderr; rejects when the process ends without it. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  /** Exit code, or the signal's name. */
  ended: Promise<number | string>;
}

/** Starts a TypeScript file of ours in a process of its own, for tests that kill it or race several. */
export function startChild(file: string, args: string[] = [], env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, ['--import', './scripts/ts-loader.mjs', file, ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      child.emit('text');
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
  const prints = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let open = true; ;) {
      const match = pattern.exec(text);
      if (match) return match;
      if (!open) throw new Error(`${file} ended without printing ${String(pattern)}:\n${text}`);
      open = await Promise.race([once(child, 'text').then(() => true), ended.then(() => false)]);
    }
  };
  return { process: child, output: () => text, prints, ended };
}
