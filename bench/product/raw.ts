import type { CommandsByKind, Envelope, Outcome } from '../../src/contract/commit.ts';
import { load, type Run } from '../load.ts';
import { bare, pingUpdate } from '../raw/workflows.ts';
import type { Opened } from './open.ts';
import { RAW_QUEUE } from './raw-worker.ts';

interface Updates {
  count: number;
  inFlight: number;
  workflows: number;
}

export interface ProjectCommandAsked {
  code: string;
  command: CommandsByKind['project'];
}

/** Temporal alone, from the client in the product's process: no HTTP, no rules, no ledger. */
export function rawCalls(product: () => Opened) {
  let given = 0;
  const idOf = (prefix: string, index: number): string => `bench/${prefix}/${index}`;

  return {
    rawStart({ prefix, count, inFlight }: { prefix: string; count: number; inFlight: number }): Promise<Run> {
      const { workflow } = product().core.client;
      return load({ count, inFlight }, index =>
        workflow.start(bare, { taskQueue: RAW_QUEUE, workflowId: idOf(prefix, index), args: [] }),
      );
    },
    /** The product's own commands as bare updates of its projects' workflows: no HTTP, no key looked up, no project read for the answer. */
    async bareCommands({ commands, inFlight }: { commands: ProjectCommandAsked[]; inFlight: number }): Promise<Run> {
      const { client, now } = product().core;
      const actor = { id: 'coordinator', unitId: 'office', roles: ['coordinator' as const] };
      return load({ count: commands.length, inFlight }, async index => {
        const { code, command } = commands[index] as ProjectCommandAsked;
        const commandId = `bench:bare-${(given += 1)}`;
        const envelope: Envelope<'project'> = {
          ...{ kind: 'project', entityId: code, command, commandId, digest: '1', actor, via: 'person', atMs: now() },
        };
        const args: [Envelope] = [envelope];
        const handle = client.workflow.getHandle(`project/${code}`);
        const outcome = await handle.executeUpdate<Outcome, [Envelope]>(command.type, { args, updateId: commandId });
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      });
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
