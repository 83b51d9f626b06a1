import type { Logger } from 'pino';

/** Things to close, in the reverse order of their opening; one that fails does not keep the others open. */
export class Closing {
  readonly #log: Logger;
  readonly #steps: { name: string; close: () => Promise<unknown> }[] = [];
  #closed: Promise<void> | null = null;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Whether we are on our way out: a part that ends now was asked to. */
  get begun(): boolean {
    return this.#closed !== null;
  }

  add(name: string, close: () => Promise<unknown>): void {
    this.#steps.push({ name, close });
  }

  /** Closes everything once, however often it is asked. */
  close(): Promise<void> {
    this.#closed ??= this.#run();
    return this.#closed;
  }

  async #run(): Promise<void> {
    for (const { name, close } of this.#steps.toReversed()) {
      const begun = performance.now();
      try {
        await close();
        this.#log.debug({ part: name, ms: Math.round(performance.now() - begun) }, 'closed');
      } catch (error) {
        this.#log.error({ err: error, part: name }, 'could not be closed');
      }
    }
  }
}

/**
 * Runs a process until it is told to stop (Ctrl-C, SIGTERM) or a part of it fails, and then closes everything. A second Ctrl-C does not
 * wait. Exit code 0 after being told, 1 after a failure.
 */
export async function runUntilStopped(
  log: Logger,
  start: (closing: Closing, fail: (error: unknown) => void) => Promise<void>,
): Promise<void> {
  const closing = new Closing(log);
  const stopped = new Promise<number>(resolve => {
    const fail = (error: unknown): void => {
      log.error({ err: error }, 'stopping');
      resolve(1);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve(0);
      });
    }
    start(closing, fail).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      log.debug({ err: error }, 'start failed');
      resolve(1);
    });
  });
  const code = await stopped;
  await closing.close();
  process.exit(code);
}
