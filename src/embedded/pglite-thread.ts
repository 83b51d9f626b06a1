import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { BackendMessage } from 'pg-protocol/dist/messages';
import { parse } from 'pg-protocol';

/** Plain JavaScript, because a thread is started from a file, and the tests have no compiled one. */
const THREAD = fileURLToPath(new URL('../../bin/pglite-thread.mjs', import.meta.url));

/** The one session of an embedded database. Messages are answered in the order they were sent. */
export interface Session {
  /** Sends messages of PostgreSQL's protocol; the last of them must be one that the database answers. */
  send(messages: Uint8Array): Promise<BackendMessage[]>;
  close(): Promise<void>;
}

interface Waiting {
  resolve: (bytes: Uint8Array) => void;
  reject: (error: unknown) => void;
}

/**
 * Opens the database in `dir` in a thread of its own; a new one begins as the one whose dump `image` is. Rejects when it cannot be opened, e.g.
 * because its files are broken.
 */
export async function openSession(dir: string, image: string | null): Promise<Session> {
  const worker = new Worker(THREAD, { workerData: { dir, image } });
  const waiting: Waiting[] = [];
  let ended: Error | null = null;

  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  worker.on('error', error => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => end(new Error('the embedded database has ended')));
  worker.on('message', ({ bytes, fault }: { bytes?: Uint8Array; fault?: string }) => {
    const first = waiting.shift();
    // Only a question under way keeps the process alive.
    if (waiting.length === 0) worker.unref();
    if (bytes) first?.resolve(bytes);
    else first?.reject(new Error(fault));
  });

  const answered = (): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      worker.ref();
      waiting.push({ resolve, reject });
    });
  const ask = (message: Uint8Array | null): Promise<Uint8Array> => {
    const answer = answered();
    worker.postMessage(message);
    return answer;
  };

  await answered();
  return {
    send: async messages => messagesIn(await ask(messages)),
    close: async () => void (await ask(null)),
  };
}

/** Every answer is whole, so it is taken apart at once. */
function messagesIn(bytes: Uint8Array): BackendMessage[] {
  const messages: BackendMessage[] = [];
  const stream = new EventEmitter();
  void parse(stream as NodeJS.ReadableStream, message => messages.push(message));
  stream.emit('data', Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return messages;
}
