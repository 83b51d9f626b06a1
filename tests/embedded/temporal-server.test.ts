import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { processStart } from '../../src/embedded/process-identity.ts';
import { startTemporalServer, type TemporalServer } from '../../src/embedded/temporal-server.ts';
import { startChild } from '../support/child.ts';
import { until } from '../support/until.ts';

let dir: string;
const servers: TemporalServer[] = [];

const start = async (options: { port?: number; searchAttributes?: string[] } = {}): Promise<TemporalServer> => {
  const server = await startTemporalServer({ dataDir: dir, ...options });
  servers.push(server);
  return server;
};
const startElsewhere = async (): Promise<{ parent: number; server: number }> => {
  const child = startChild('tests/embedded/processes/run-temporal.ts', [dir]);
  const [, pid] = await child.prints(/serving at \S+ as (\d+)/);
  return { parent: child.process.pid ?? 0, server: Number(pid) };
};
const keeperPid = async (): Promise<number> => {
  const [keeper] = JSON.parse(await readFile(join(dir, 'temporal.pid'), 'utf8')) as [{ pid: number }];
  return keeper.pid;
};
const isGone = (pid: number): boolean => processStart(pid) === undefined;

async function withClient<T>(server: TemporalServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dispatch-temporal-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.stop()));
  await rm(dir, { recursive: true, force: true });
});

describe('the embedded Temporal server', () => {
  test('keeps its runs and its port over a stop and a start, and knows its search attributes at once', async () => {
    const searchAttributes = ['ProjectCode=Keyword', 'NextDeadline=Datetime'];
    const first = await start({ searchAttributes });
    await withClient(first, client =>
      client.workflow.start('waiting', {
        taskQueue: 'nobody',
        workflowId: 'kept',
        searchAttributes: { ProjectCode: ['A1'] },
      }),
    );
    await first.stop();
    expect(isGone(first.pid)).toBe(true);

    const second = await start({ searchAttributes });
    expect(second.address).toBe(first.address);
    const seen = await withClient(second, client => client.workflow.getHandle('kept').describe());
    expect(seen.status.name).toBe('RUNNING');
    expect(seen.searchAttributes).toMatchObject({ ProjectCode: ['A1'] });
  });

  test('goes with its parent when the parent is killed', async () => {
    const { parent, server } = await startElsewhere();
    process.kill(parent, 'SIGKILL');
    await until('the server has gone too', () => isGone(server));
  });

  test('is ended by the next start when the keeper was killed with the parent', async () => {
    const { parent, server } = await startElsewhere();
    process.kill(await keeperPid(), 'SIGKILL');
    process.kill(parent, 'SIGKILL');
    await until('the parent has gone', () => isGone(parent));
    const next = await start({ port: 0 });
    expect(isGone(server)).toBe(true);
    expect(isGone(next.pid)).toBe(false);
  });

  test('tells its parent when it ends by itself', async () => {
    const server = await start({ port: 0 });
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).not.toBe(0);
  });

  test('a port that must be had and is taken is named', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await until('the port is taken', () => taken.listening);
    const { port } = taken.address() as { port: number };
    await expect(start({ port })).rejects.toThrow(`Port ${port} at 127.0.0.1 is taken`);
    taken.close();
  });

  test('a program that is no server is reported with what it said', async () => {
    const failing = startTemporalServer({ dataDir: dir, port: 0, executable: '/bin/false' });
    await expect(failing).rejects.toThrow('Temporal ended while starting, with code 1');
    const missing = startTemporalServer({ dataDir: dir, port: 0, executable: join(dir, 'not-there') });
    await expect(missing).rejects.toThrow('cannot start');
  });
});
