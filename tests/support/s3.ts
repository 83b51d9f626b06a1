import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKept } from '../../src/embedded/kept-process.ts';
import { foundTools } from '../../src/embedded/found-tools.ts';
import { freePort } from '../../src/embedded/ports.ts';
import type { S3Settings } from '../../src/files/s3-store.ts';
import { until } from './until.ts';

export interface TestS3 {
  endpoint: string;
  /** For the bucket `papers`, which is there. */
  settings: S3Settings;
  /** The objects, as the server keeps them on its disk. */
  objects(): Promise<string[]>;
  stop(): Promise<void>;
}

const KEYS = { id: 'dispatch', secret: 'secret-of-tests' };

/** A real server that speaks S3 on loopback, with a folder of its own behind it. It verifies signatures. */
export async function startS3(): Promise<TestS3> {
  const { s3Server } = await foundTools();
  if (s3Server === undefined) throw new Error('no S3 server: run `node scripts/setup.mjs test` first');
  const home = await mkdtemp(join(tmpdir(), 'dispatch-s3-'));
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  // A bucket is a folder to it.
  await mkdir(join(home, 'data', 'papers'), { recursive: true });
  await writeFile(join(home, 'properties'), propertiesOf(endpoint, join(home, 'data')));
  const server = await startKept({
    executable: s3Server,
    args: [join(home, 'properties')],
    pidFile: join(home, 'pid'),
    logFile: join(home, 'log'),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await until('the S3 server answers', () => answers(endpoint));
  } catch (error) {
    const log = await readFile(join(home, 'log'), 'utf8').catch(() => '');
    await stop();
    throw new Error(`the S3 server does not start:\n${log}`, { cause: error });
  }
  const objects = async (): Promise<string[]> =>
    (await readdir(join(home, 'data', 'papers'), { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(home, 'data', 'papers').length + 1))
      .sort();
  const settings = { bucket: 'papers', endpoint, region: 'us-east-1', prefix: '', pathStyle: true, keys: KEYS };
  return { endpoint, settings, objects, stop };
}

const propertiesOf = (endpoint: string, folder: string): string =>
  [
    `s3proxy.endpoint=${endpoint}`,
    's3proxy.authorization=aws-v2-or-v4',
    `s3proxy.identity=${KEYS.id}`,
    `s3proxy.credential=${KEYS.secret}`,
    'jclouds.provider=filesystem',
    'jclouds.identity=local',
    'jclouds.credential=local',
    `jclouds.filesystem.basedir=${folder}`,
  ].join('\n');

const answers = (endpoint: string): Promise<boolean> =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );
