// The embedded database, in a thread of its own (started by src/embedded/pglite.ts): what it works on costs the thread of the API and the
// worker nothing. It takes the bytes of PostgreSQL's protocol and answers with bytes, one message after another; `null` closes it.
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const pglite = await PGlite.create(workerData.dir);

async function answer(bytes) {
  if (bytes === null) {
    await pglite.close();
    parentPort.postMessage({ bytes: new Uint8Array() });
    parentPort.close();
    return;
  }
  try {
    // A copy: what comes back may be a window on the whole memory of the database, and that would travel with it.
    const reply = (await pglite.execProtocolRaw(bytes)).slice();
    parentPort.postMessage({ bytes: reply }, [reply.buffer]);
  } catch (error) {
    parentPort.postMessage({ fault: String(error) });
  }
}

let turn = Promise.resolve();
parentPort.on('message', bytes => {
  turn = turn.then(() => answer(bytes));
});
parentPort.postMessage({ bytes: new Uint8Array() });
