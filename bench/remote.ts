import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Functions of another process, called as if they were here. Arguments and results are JSON. The far side ends when this process does,
 * however it ends.
 */

interface Call {
  id: number;
  name: string;
  args: unknown[];
}
type Answer = { id: number; result: unknown } | { id: number; error: string };
type Functions = Record<string, (...args: never[]) => Promise<unknown>>;

const EXIT_MS = 10_000;
const LOADER = fileURLToPath(new URL('../scripts/ts-loader.mjs', import.meta.url));

/** The far side: answers calls until the near side goes away. */
export function serve(functions: Functions): void {
  process.on('message', (call: Call) => {
    const work = functions[call.name] as (...args: unknown[]) => Promise<unknown>;
    work(...call.args).then(
      result => process.send?.({ id: call.id, result } satisfies Answer),
      (error: unknown) => process.send?.({ id: call.id, error: textOf(error) } satisfies Answer),
    );
  });
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole group of processes; the near side closes us in order.
  process.on('SIGINT', () => {});
}

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

export interface Remote<Api> {
  call: Api;
  pid: number;
  /** Asks the far side to close itself (`close`), then makes sure. */
  stop(): Promise<void>;
}

/** Starts a file of the bench as a process of its own. */
export function start<Api extends Functions & { close(): Promise<void> }>(
  file: URL,
  { logFile, nodeArgs = [] }: { logFile: string; nodeArgs?: readonly string[] },
): Remote<Api> {
  const log = openSync(logFile, 'a');
  const child = fork(fileURLToPath(file), [], {
    execArgv: ['--import', LOADER, '--enable-source-maps', '--max-semi-space-size=64', ...nodeArgs],
    serialization: 'json',
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = once(child, 'exit');
  const call = caller(child) as Api;
  return {
    call,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null) return;
      await call.close().catch(() => undefined);
      // It ends by itself when we are gone, and only then are its profiles written.
      child.disconnect();
      const killer = setTimeout(() => child.kill('SIGKILL'), EXIT_MS);
      await ended;
      clearTimeout(killer);
    },
  };
}

function caller(child: ChildProcess): unknown {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(new Error(answer.error));
    else asked?.resolve(answer.result);
  });
  child.once('exit', code => {
    for (const { reject } of waiting.values()) reject(new Error(`the process ended with code ${code}`));
  });
  return new Proxy(
    {},
    {
      get:
        (_target, name: string) =>
        (...args: unknown[]): Promise<unknown> =>
          new Promise((resolve, reject) => {
            const id = (last += 1);
            waiting.set(id, { resolve, reject });
            child.send({ id, name, args } satisfies Call);
          }),
    },
  );
}
