import { load, type Run } from '../load.ts';
import { bare, pingUpdate } from '../raw/workflows.ts';
import type { Opened } from './open.ts';
import { RAW_QUEUE } from './raw-worker.ts';

interface Updates {
  count: number;
  inFlight: number;
  workflows: number;
}

/** Temporal alone, from the client in the product's process: no HTTP, no rules, no ledger. */
export function rawCalls(product: () => Opened) {
  const idOf = (prefix: string, index: number): string => `bench/${prefix}/${index}`;

  return {
    rawStart({ prefix, count, inFlight }: { prefix: string; count: number; inFlight: number }): Promise<Run> {
      const { workflow } = product().core.client;
      return load({ count, inFlight }, index =>
        workflow.start(bare, { taskQueue: RAW_QUEUE, workflowId: idOf(prefix, index), args: [] }),
      );
    },
    /** Updates spread over the workflows that `rawStart` has started under `updates`. */
    rawUpdates({ count, inFlight, workflows }: Updates): Promise<Run> {
      const { workflow } = product().core.client;
      return load({ count, inFlight }, async index => {
        const handle = workflow.getHandle(idOf('updates', index % workflows));
        await handle.executeUpdate(pingUpdate, { args: [index] });
      });
    },
  };
}
