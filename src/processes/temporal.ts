import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { searchAttributeFlags } from '../contract/search-attributes.ts';
import { startTemporalServer, type TemporalServer } from '../embedded/temporal-server.ts';
import type { TemporalPlace } from '../temporal/connection.ts';
import type { Closing } from './closing.ts';

export interface OpenedTemporal {
  place: TemporalPlace;
  /** Of the embedded server's own pages; null for a Temporal that was given. */
  uiAddress: string | null;
}

interface Keeping {
  closing: Closing;
  log: Logger;
  fail: (error: unknown) => void;
}

/** A server that falls again this soon is broken, not unlucky. */
const HEALTHY_MS = 60_000;
const MAX_FALLS = 5;

/** The embedded development server, its state in the data directory; nothing when a real Temporal is named. */
export async function openTemporal({ dataDir, temporalGiven }: Config, keeping: Keeping): Promise<OpenedTemporal> {
  if (temporalGiven) return { place: null, uiAddress: null };
  const start = (): Promise<TemporalServer> =>
    startTemporalServer({ dataDir: join(dataDir, 'temporal'), searchAttributes: searchAttributeFlags() });
  const server = await start();
  void keepRunning(server, { start, ...keeping }).catch(keeping.fail);
  return { place: { address: server.address }, uiAddress: server.uiAddress };
}

/** Starts a server that has fallen again, on the same ports: clients and workers find it by themselves. */
async function keepRunning(
  first: TemporalServer,
  { start, closing, log, fail }: Keeping & { start: () => Promise<TemporalServer> },
): Promise<void> {
  let server = first;
  closing.add('Temporal server', () => server.stop());
  for (let falls = 0; ; falls += 1) {
    const begunAt = Date.now();
    const code = await server.exited;
    if (closing.begun) return;
    if (Date.now() - begunAt > HEALTHY_MS) falls = 0;
    if (falls === MAX_FALLS) {
      fail(new Error(`Temporal 服务器反复退出 / the Temporal server ends again and again, code ${code}`));
      return;
    }
    log.error({ code }, 'the Temporal server has ended and is started again');
    server = await start();
    if (closing.begun) await server.stop();
  }
}
