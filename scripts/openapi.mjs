// dist/api → a file with the API's OpenAPI document. Nothing is opened for it: the routes are registered with parts that exist in name only,
// and describe themselves. The console's typed client is generated from it (scripts/lib/console.mjs).
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const [target] = process.argv.slice(2);
if (target === undefined) {
  console.error('usage: node scripts/openapi.mjs FILE');
  process.exit(2);
}

/** May be handed on and taken apart, as routes do when they are registered; whoever wants something of it learns that nothing is there. */
const inNameOnly = new Proxy(() => {}, {
  get: (_target, name) => (typeof name === 'symbol' ? undefined : inNameOnly),
  apply: () => {
    throw new Error('the OpenAPI document is made without any part that works');
  },
});

const { buildApp } = await import(fileURLToPath(new URL('../dist/api/app.js', import.meta.url)));
const app = await buildApp({
  ...{ db: inNameOnly, gateway: inNameOnly, ledger: inNameOnly, recovery: inNameOnly, schedules: inNameOnly },
  ...{ calendar: inNameOnly, files: inNameOnly, mailbox: null, accountsKey: Buffer.alloc(32), readiness: {} },
  ...{ publicUrl: 'http://127.0.0.1', version: '0', now: Date.now },
});
await writeFile(target, JSON.stringify(app.swagger(), null, 1));
await app.close();
