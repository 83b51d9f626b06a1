import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Unavailable } from '../../contract/ports.ts';
import { AT_ONCE, MAX_READING_MEGABYTES, MAX_READING_SECONDS } from '../limits.ts';

const THREAD = fileURLToPath(new URL('../../../bin/workbook-thread.mjs', import.meta.url));

export interface ThreadLimits {
  seconds: number;
  megabytes: number;
}

const LIMITS: ThreadLimits = { seconds: MAX_READING_SECONDS, megabytes: MAX_READING_MEGABYTES };

/** That the work needed more than a thread is given. */
export class Exceeded extends Error {
  readonly limit: Readonly<Partial<Record<keyof ThreadLimits, number>>>;
  constructor(limit: Exceeded['limit']) {
    super(`more than a thread is given: ${JSON.stringify(limit)}`);
    this.limit = limit;
  }
}

export interface ThreadWork<T> {
  /** A file beside this one, without its ending: it exports `answer`. */
  module: string;
  /** Plain data, copied into the thread. */
  question: unknown;
  limits?: ThreadLimits | undefined;
  /** What is said on this side until there is a result. */
  talk: (worker: Worker) => Promise<T>;
}

/**
 * Work on one workbook in a thread of its own, when its turn has come. The thread ends with it: what it held is free at once.
 * @throws Exceeded · Unavailable when so much is being worked on that the turn does not come
 */
export async function inThread<T>(work: ThreadWork<T>): Promise<T> {
  await turn((work.limits ?? LIMITS).seconds * 1000);
  // Whatever becomes of it, a thread that cannot even be started too, its turn goes on to the next.
  try {
    return await run(work);
  } finally {
    next();
  }
}

async function run<T>({ module, question, limits = LIMITS, talk }: ThreadWork<T>): Promise<T> {
  const file = new URL(`./${module}${extname(import.meta.url)}`, import.meta.url).href;
  const worker = new Worker(THREAD, {
    workerData: { module: file, question },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      timer = setTimeout(() => reject(new Exceeded({ seconds: limits.seconds })), limits.seconds * 1000);
      worker.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new Exceeded({ megabytes: limits.megabytes })
            : new Error('a thread failed', { cause: error }),
        ),
      );
      worker.on('exit', code => reject(new Error(`a thread ended with ${code}`)));
      // What it says after its end nobody hears.
      talk(worker).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

let working = 0;
const waiting: (() => void)[] = [];

/** Each may take as much memory as a thread is given, and a processor. */
function turn(atMostMs: number): Promise<void> {
  if (working < AT_ONCE) {
    working += 1;
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    const called = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(called), 1);
      reject(new Unavailable('reader'));
    }, atMostMs);
    waiting.push(called);
  });
}

function next(): void {
  const called = waiting.shift();
  if (called) called();
  else working -= 1;
}
