import { text } from 'node:stream/consumers';
import { Runtime } from '@temporalio/worker';
import { rehearsalRequest, type RehearsalLine } from './contract/rehearsal.ts';
import { foundTools } from './embedded/found-tools.ts';
import { createLog } from './processes/log.ts';
import { installRuntime } from './processes/worker.ts';
import { rehearse } from './rehearsal/rehearse.ts';
import { OfficeRefused } from './rehearsal/scratch-office.ts';
import { startTimeServer } from './rehearsal/time-server.ts';

/**
 * What `dispatch rehearse` runs beside itself: the office on stdin, what comes of it on stdout, one line of JSON each (`contract/rehearsal.ts`). Exit
 * code 0 also where it says why it could not; its server ends with it.
 */
const log = createLog('error');

const say = (line: RehearsalLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

async function run(): Promise<void> {
  const request = rehearsalRequest.parse(JSON.parse(await text(process.stdin)));
  const { testServer } = await foundTools();
  if (testServer === undefined) return say({ type: 'failed', code: 'noTimeServer', detail: '' });
  installRuntime(log);
  const env = await startTimeServer(testServer).catch((error: unknown) => String(error));
  if (typeof env === 'string') {
    say({ type: 'failed', code: 'serverSilent', detail: env });
    // It goes with the last connection, of which there was none; else it keeps the process, and whoever asked waits for good.
    return Runtime.instance().shutdown();
  }
  // The first Ctrl-C is the caller's too; here it must not leave a server behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void env.teardown().finally(() => process.exit(1)));
  }
  // Whoever asked is gone.
  process.stdout.on('error', () => void env.teardown().finally(() => process.exit(1)));
  try {
    const rehearsal = await rehearse(request, { env, log, onDay: day => say({ type: 'day', day }) });
    say({ type: 'done', rehearsal });
  } catch (error) {
    const code = error instanceof OfficeRefused ? 'refused' : 'unforeseen';
    say({ type: 'failed', code, detail: error instanceof Error ? error.message : String(error) });
  } finally {
    await env.teardown();
  }
}

await run();
