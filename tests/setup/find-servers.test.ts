import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const run = promisify(execFile);
const SCRIPTS = fileURLToPath(new URL('../../scripts/lib/', import.meta.url));

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'dispatch-find-'));
  await mkdir(join(home, 'bin'));
  await mkdir(join(home, 'cache'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Puts a program on the PATH of the search. */
async function program(name: string, script: string): Promise<string> {
  const file = join(home, 'bin', name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

const FILES = {
  findTemporal: 'temporal.mjs',
  findTestServer: 'test-server.mjs',
  findS3Server: 's3-server.mjs',
  findSchemathesis: 'schemathesis.mjs',
} as const;

/** Searches in a process of its own, where nothing but our programs is on the PATH and the download is closed. */
async function find(what: keyof typeof FILES): Promise<string> {
  const file = join(SCRIPTS, FILES[what]);
  const code = `const m = await import(${JSON.stringify(file)});
    try { console.log(await m.${what}(${JSON.stringify(join(home, 'cache'))})); }
    catch (error) { console.log(error.name + ': ' + error.message); }`;
  const env = { PATH: join(home, 'bin'), DISPATCH_NO_DOWNLOAD: '1' };
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { env });
  return stdout.trim();
}

const built = (): string => join(home, 'cache', 'temporal-cli-1.5.1', 'temporal');
const SH = `PATH=${dirname('/bin/sh')}:/usr/bin`;

describe('looking for the Temporal server', () => {
  test('takes the one on the PATH when it knows the flags that are needed', async () => {
    const temporal = await program('temporal', 'echo "--search-attribute"');
    expect(await find('findTemporal')).toBe(temporal);
  });

  test('passes over one that is too old, and builds with Go', async () => {
    await program('temporal', 'echo unknown command; exit 1');
    await program('go', `${SH}; echo "$@" > "$GOBIN/temporal"`);
    expect(await find('findTemporal')).toBe(built());
  });

  test('takes the cached one without asking Go again', async () => {
    await mkdir(dirname(built()), { recursive: true });
    await writeFile(built(), '');
    expect(await find('findTemporal')).toBe(built());
  });

  test('says what is missing and how to get it, in both languages, when there is no way', async () => {
    const said = await find('findTemporal');
    expect(said).toContain('SetupProblem: 缺少 Temporal 服务');
    expect(said).toContain('install Go');
    expect(said).toContain('TEMPORAL_ADDRESS');
  });

  test('shows what Go said when the build fails', async () => {
    await program('go', 'echo "no such module" >&2; exit 1');
    expect(await find('findTemporal')).toContain('no such module');
  });
});

describe('looking for the time-skipping test server', () => {
  test('names the tools that are missing', async () => {
    await program('java', 'exit 0');
    expect(await find('findTestServer')).toMatch(/缺少时间跳跃测试服务.*mvn/);
  });

  test('takes the artifact from Maven and wraps it into a program', async () => {
    await program('java', 'exit 0');
    await program('mvn', `${SH}; mkdir jars && touch jars/one.jar`);
    const server = await find('findTestServer');
    expect(server).toBe(join(home, 'cache', 'temporal-test-server-1.31.0', 'temporal-test-server'));
    await run('test', ['-x', server]);
  });
});

/** `python3 -m venv DIR`: an interpreter in it, which is this program again. */
const VENV = 'if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi';

describe('looking for Schemathesis', () => {
  test('says what is missing and how to get it when no Python fits', async () => {
    await program('python3', 'exit 1');
    expect(await find('findSchemathesis')).toMatch(/缺少 Schemathesis.*python3-venv/s);
  });

  test('installs it with pip into an environment of its own, once', async () => {
    const python = await program('python3', `${SH}; ${VENV}`);
    const found = await find('findSchemathesis');
    expect(found).toMatch(/schemathesis-[0-9a-f]{12}\/bin\/python$/);
    await rm(python);
    expect(await find('findSchemathesis')).toBe(found);
  });

  test('shows what pip said when it cannot', async () => {
    await program('python3', `${SH}; ${VENV}; if [ "$2" = pip ]; then echo no such package; exit 1; fi`);
    expect(await find('findSchemathesis')).toMatch(/缺少 Schemathesis.*no such package/s);
  });
});

describe('looking for the S3 server', () => {
  test('names the tools that are missing', async () => {
    expect(await find('findS3Server')).toMatch(/缺少 S3 服务.*java, mvn/);
  });

  test('takes the artifact from Maven, wraps it into a program, and asks Maven once', async () => {
    await program('java', 'exit 0');
    const mvn = await program('mvn', `${SH}; mkdir jars && touch jars/one.jar`);
    const server = await find('findS3Server');
    expect(server).toMatch(/s3-server-s3proxy-[\d.]+\/s3-server$/);
    await run('test', ['-x', server]);
    await rm(mvn);
    expect(await find('findS3Server')).toBe(server);
  });
});
