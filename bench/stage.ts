import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchAttributeFlags } from '../src/contract/search-attributes.ts';
import { startTemporalServer } from '../src/embedded/temporal-server.ts';
import { cpuMs } from './cpu.ts';
import { ApiClient } from './http.ts';
import type { ProductCalls } from './product/main.ts';
import { start, type Remote } from './remote.ts';
import type { sink as sinkCalls } from './sink.ts';

/** Everything a section works with: one server, one product, one mail sink, all of them this run's own. */
export interface Stage {
  product: Remote<ProductCalls>;
  sink: Remote<typeof sinkCalls>;
  api: ApiClient;
  url: string;
  /** Processor time of the product and of the Temporal server so far, in ms. */
  cpuMs(): Promise<number>;
}

/** Runs `play` on a stage of its own and leaves nothing behind, whatever happens. */
export async function onStage<T>(nodeArgs: readonly string[], play: (stage: Stage) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'dispatch-bench-'));
  const closers: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true, force: true })];
  const logFile = join(dir, 'product.log');
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close().catch(() => undefined);
  };
  process.once('SIGINT', () => void stop().then(() => process.exit(130)));
  try {
    const temporalDir = join(dir, 'temporal');
    const server = await startTemporalServer({
      dataDir: temporalDir,
      port: 0,
      searchAttributes: searchAttributeFlags(),
    });
    closers.push(() => server.stop());
    const sink = start<typeof sinkCalls>(new URL('./sink.ts', import.meta.url), { logFile });
    closers.push(() => sink.stop());
    const product = start<ProductCalls>(new URL('./product/main.ts', import.meta.url), { logFile, nodeArgs });
    closers.push(() => product.stop());
    const dataDir = join(dir, 'data');
    await mkdir(dataDir);
    const { port: smtpPort } = await sink.call.open();
    const opened = await product.call.open({ temporalAddress: server.address, dataDir, smtpPort });
    const api = new ApiClient(opened);
    closers.push(() => Promise.resolve(api.close()));
    return await play({ product, sink, api, url: opened.url, cpuMs: () => cpuMs([product.pid, server.pid]) });
  } catch (error) {
    process.stderr.write(await complaints(logFile));
    throw error;
  } finally {
    await stop();
  }
}

/** Warnings and errors of the product's log (pino levels 40 and up) and whatever else was written there. */
async function complaints(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n');
  return `${lines
    .filter(line => !/^\{"level":[1-3]0,/.test(line))
    .slice(-20)
    .join('\n')}\n`;
}
