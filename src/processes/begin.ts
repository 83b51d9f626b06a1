import type { Logger } from 'pino';
import { readConfig, type Config } from '../config.ts';
import { createLog } from './log.ts';

/**
 * The first lines of every process: a wrong variable ends it with its name and rule, before anything is opened.
 * A terminal wants to hear only what is wrong; a service's log also what it did: hence the default is the process's.
 */
export function begin(defaultLogLevel: string): { config: Config; log: Logger } {
  try {
    const config = readConfig();
    return { config, log: createLog(config.logLevel ?? defaultLogLevel) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
