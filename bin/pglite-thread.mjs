// The embedded database, in a thread of its own (started by src/embedded/pglite.ts): what it works on costs the thread of the API and the
// worker nothing. It takes the bytes of PostgreSQL's protocol and answers with bytes, one message after another; `null` closes it.
import { openAsBlob } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const { dir, image } = workerData;
const pglite = await PGlite.create(dir, {
  startParams: [
    ...PGlite.defaultStartParams,
    // To the planner a page of its own costs four times one in a row, as on a turning disk; here all of them lie in memory.
    ...['-c', 'random_page_cost=1.1'],
    // While statistics are gathered nobody else is answered: of the largest tables a third of a second, for a second.
    ...['-c', 'default_statistics_target=25'],
    // Of the log of changes that is no longer needed (src/processes/housekeeper.ts) a gigabyte would be kept for the next.
    ...['-c', 'max_wal_size=128MB'],
  ],
  ...(image !== null && { loadDataDir: await openAsBlob(image) }),
});

async function answer(bytes) {
  if (bytes === null) {
    await pglite.close();
    parentPort.postMessage({ bytes: new Uint8Array() });
    parentPort.close();
    return;
  }
  try {
    // By pieces, copied: each is a window on the memory of the database. `execProtocolRaw` would also take every answer apart for
    // PGlite's own use, and keep all of it for ever.
    const pieces = [];
    await pglite.execProtocolRawStream(bytes, { onRawData: piece => void pieces.push(piece.slice()) });
    const reply = joined(pieces);
    parentPort.postMessage({ bytes: reply }, [reply.buffer]);
  } catch (error) {
    parentPort.postMessage({ fault: String(error) });
  }
}

function joined(pieces) {
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

let turn = Promise.resolve();
parentPort.on('message', bytes => {
  turn = turn.then(() => answer(bytes));
});
parentPort.postMessage({ bytes: new Uint8Array() });
