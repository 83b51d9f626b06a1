import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

/** The port itself when it can be listened on at the loopback address now (0: a free one), else undefined. */
export function freePort(port = 0): Promise<number | undefined> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/**
 * One free port per name, the same from start to start: the remembered one, else the preferred one, else any.
 * What was chosen is written back to `file`.
 */
export async function stablePorts<Name extends string>(
  file: string,
  preferred: Readonly<Record<Name, number>>,
): Promise<Record<Name, number>> {
  const remembered = await readPorts(file);
  const chosen: Partial<Record<Name, number>> = {};
  for (const name of Object.keys(preferred) as Name[]) {
    chosen[name] = await firstFree([remembered[name], preferred[name], 0]);
  }
  await writeFile(file, JSON.stringify(chosen));
  return chosen as Record<Name, number>;
}

async function firstFree(candidates: readonly (number | undefined)[]): Promise<number> {
  for (const candidate of candidates) {
    const port = candidate === undefined ? undefined : await freePort(candidate);
    if (port !== undefined) return port;
  }
  throw new Error(`no free port at ${LOOPBACK}`);
}

async function readPorts(file: string): Promise<Record<string, number>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, number>;
  } catch {
    // Never chosen yet, or a torn file: choosing anew loses nothing but the old numbers.
    return {};
  }
}
