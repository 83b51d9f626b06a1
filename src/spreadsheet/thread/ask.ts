import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { Read, UploadKind } from '../../domain/uploads.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import type { Piece, Question } from './answer.ts';
import { Exceeded, inThread, type ThreadLimits } from './run.ts';

/**
 * Reads an uploaded file in a thread, so that whatever somebody uploads, others are answered meanwhile. What takes more time or memory than a
 * thread is given is a refusal on `file`.
 * @throws Unavailable when so many files are being read that the turn of this one does not come
 */
export async function readUpload<As extends UploadKind>(
  question: Question<As>,
  limits?: ThreadLimits,
): Promise<Read<As> | Refusal> {
  try {
    return (await inThread({ module: 'answer', question, limits, talk: read })) as Read<As> | Refusal;
  } catch (error) {
    if (error instanceof Exceeded) return refuse('workbookTooHeavy', 'file', question.fileName, error.limit);
    throw error;
  }
}

async function read(worker: Worker): Promise<object> {
  const lists: Record<string, unknown[]> = {};
  for (;;) {
    const [piece] = (await once(worker, 'message')) as [Piece];
    if ('refusal' in piece) return piece.refusal;
    if ('rest' in piece) return { ...piece.rest, ...lists };
    const list = (lists[piece.list] ??= []);
    for (const item of piece.items) list.push(item);
    worker.postMessage('taken');
  }
}
