// Runs the embedded Temporal server on a data directory, says where, and lives until it is killed.
import { startTemporalServer } from '../../../src/embedded/temporal-server.ts';

const server = await startTemporalServer({ dataDir: process.argv[2] ?? '', port: 0 });
console.log(`serving at ${server.address} as ${server.pid}`);
