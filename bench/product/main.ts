import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../remote.ts';
import { bulkCalls } from './bulk.ts';
import { listCalls } from './lists.ts';
import { mailCalls } from './mail.ts';
import { openProduct, type Opened, type Place } from './open.ts';
import { rawCalls } from './raw.ts';

/** The process under load: the whole product, and the raw sides that it is compared with. */

let opened: Opened | undefined;
const product = (): Opened => {
  if (!opened) throw new Error('call `open` first');
  return opened;
};

const calls = {
  async open(place: Place): Promise<{ url: string; token: string }> {
    opened = await openProduct(place);
    return { url: opened.url, token: opened.token };
  },
  ...rawCalls(product),
  ...bulkCalls(product),
  ...mailCalls(product),
  ...listCalls(product),
  /** Resolves when this process has nothing left to do from the run before, so that runs do not pay for each other. */
  async quiet(): Promise<void> {
    for (let calm = 0, left = 100; calm < 3 && left > 0; left -= 1) {
      const before = process.cpuUsage();
      await sleep(100);
      const { user, system } = process.cpuUsage(before);
      calm = user + system < 15_000 ? calm + 1 : 0;
    }
  },
  setUpLink: (): Promise<string> => Promise.resolve(product().setUpLink),
  memory: (): Promise<{ rssMb: number; heapMb: number }> => {
    const { rss, heapUsed } = process.memoryUsage();
    return Promise.resolve({ rssMb: rss / 1_048_576, heapMb: heapUsed / 1_048_576 });
  },
  async close(): Promise<void> {
    await opened?.closing.close();
  },
};

export type ProductCalls = typeof calls;

serve(calls);
