import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Unavailable } from '../../contract/ports.ts';
import type { Read, Reading } from '../../domain/readings.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { AT_ONCE, MAX_READING_MEGABYTES, MAX_READING_SECONDS } from '../limits.ts';
import type { Piece, Question } from './answer.ts';

const THREAD = fileURLToPath(new URL('../../../bin/reading-thread.mjs', import.meta.url));
/** Beside this file, compiled or not as it is. */
const MODULE = new URL(`./answer${extname(import.meta.url)}`, import.meta.url).href;

export interface ReadingLimits {
  seconds: number;
  megabytes: number;
}

const LIMITS: ReadingLimits = { seconds: MAX_READING_SECONDS, megabytes: MAX_READING_MEGABYTES };

/**
 * Reads an uploaded file in a thread of its own, so that whatever somebody uploads, others are answered meanwhile. What takes more time or
 * memory than a thread is given is a refusal on `file`. A thread ends with its file: what it held is free at once.
 * @throws Unavailable when so many files are being read that the turn of this one does not come
 */
export async function readUpload<As extends Reading>(
  question: Question<As>,
  limits = LIMITS,
): Promise<Read<As> | Refusal> {
  await turn(limits.seconds * 1000);
  try {
    return (await readInThread(question, limits)) as Read<As> | Refusal;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else reading -= 1;
  }
}

let reading = 0;
const waiting: (() => void)[] = [];

/** Each may take as much memory as a thread is given, and a processor. */
function turn(atMostMs: number): Promise<void> {
  if (reading < AT_ONCE) {
    reading += 1;
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

async function readInThread(question: Question, { seconds, megabytes }: ReadingLimits): Promise<object> {
  const worker = new Worker(THREAD, {
    workerData: { module: MODULE, question },
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  const tooMuch = (limit: Refusal['params']): Refusal => refuse('workbookTooHeavy', 'file', question.fileName, limit);
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<object>((resolve, reject) => {
      timer = setTimeout(() => resolve(tooMuch({ seconds })), seconds * 1000);
      worker.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooMuch({ megabytes }));
        else reject(error);
      });
      worker.on('exit', code => reject(new Error(`the thread that read a file ended with ${code}`)));
      takePieces(worker, resolve);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function takePieces(worker: Worker, done: (read: object) => void): void {
  const lists: Record<string, unknown[]> = {};
  worker.on('message', (piece: Piece) => {
    if ('refusal' in piece) return done(piece.refusal);
    if ('rest' in piece) return done({ ...piece.rest, ...lists });
    const list = (lists[piece.list] ??= []);
    for (const item of piece.items) list.push(item);
    worker.postMessage('taken');
  });
}
