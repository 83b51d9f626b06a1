import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { sheetsReader, type Asked, type UploadKind } from '../../domain/uploads.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { readWorkbook } from '../read-workbook.ts';

/** What a thread is asked; plain data, copied into it. */
export interface Question<As extends UploadKind = UploadKind> {
  as: As;
  asked: Asked<As>;
  bytes: Uint8Array;
  fileName: string;
}

/** One message of the answer. Of a list that is long come several; `rest` is the last and holds what is no list. */
export type Piece = { refusal: Refusal } | { list: string; items: readonly unknown[] } | { rest: object };

/** Each is taken up in some milliseconds; 100,000 rows at once would hold the other side for seconds. */
const ITEMS = 1_000;

/** Runs in the thread: reads the file and hands over what it says, each piece when the one before has been taken. */
export async function answer(port: MessagePort, question: Question): Promise<void> {
  const sheets = await readWorkbook(question.bytes, question.fileName);
  const read = isRefusal(sheets) ? sheets : await sheetsReader(sheets)(question.as, question.asked);
  for (const piece of isRefusal(read) ? [{ refusal: read }] : piecesOf(read)) {
    const taken = once(port, 'message');
    port.postMessage(piece);
    await taken;
  }
}

function* piecesOf(read: object): Generator<Piece> {
  const lists = Object.entries(read).filter(([, value]) => Array.isArray(value)) as [string, unknown[]][];
  for (const [list, items] of lists) {
    for (let at = 0; at < items.length; at += ITEMS) yield { list, items: items.slice(at, at + ITEMS) };
  }
  const empty = lists.map(([list]) => [list, []] as const);
  yield { rest: { ...read, ...Object.fromEntries(empty) } };
}
