import { processIo } from './cli/io.ts';
import { runCli } from './cli/main.ts';

// Not `process.exit`: what stands in the pipes is still written.
process.exitCode = await runCli(process.argv.slice(2), processIo());
