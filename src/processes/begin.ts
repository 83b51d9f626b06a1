import type { Logger } from 'pino';
import { readConfig, type Config } from '../config.ts';
import { createLog } from './log.ts';

/** The first lines of every process: a wrong variable ends it with its name and rule, before anything is opened. */
export function begin(): { config: Config; log: Logger } {
  try {
    const config = readConfig();
    return { config, log: createLog(config.logLevel) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
