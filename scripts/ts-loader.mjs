// `node --import ./scripts/ts-loader.mjs FILE.ts` runs a source file without a build: benches, and the child processes
// that tests start. The product itself always runs from dist/.
import { register } from 'node:module';

register('./lib/ts-hooks.mjs', import.meta.url);
