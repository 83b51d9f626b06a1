// The thread in which one workbook is read or written (started by src/spreadsheet/thread/run.ts). Plain JavaScript, because a thread is started
// from a file, and what it runs lies in the build or, in tests, in the sources.
import { register } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const { module, question } = workerData;
if (module.endsWith('.ts')) register('../scripts/lib/ts-hooks.mjs', import.meta.url);
const { answer } = await import(module);
await answer(parentPort, question);
