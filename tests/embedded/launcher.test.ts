import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStart } from '../../src/embedded/process-identity.ts';
import { until } from '../support/until.ts';

const WATCHER = ['--import', './scripts/ts-loader.mjs', 'tests/embedded/processes/watch-launcher.ts'];

let dir: string;
let launcher: ChildProcess;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dispatch-launcher-'));
});
afterEach(async () => {
  launcher.kill('SIGKILL');
  await rm(dir, { recursive: true, force: true });
});

/** As npm does it: a process that runs a shell that runs us. `; true` keeps the shell from stepping aside. */
const asNpm = (file: string): string => `
  const { spawn } = require('node:child_process');
  const command = [process.execPath, ...${JSON.stringify([...WATCHER, file])}].join(' ') + '; true';
  spawn('sh', ['-c', command], { stdio: 'inherit' });
`;

describe('the watch on the launcher', () => {
  test('notices that npm was killed, although a shell stands in between', async () => {
    const file = join(dir, 'said');
    launcher = spawn(process.execPath, ['-e', asNpm(file)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(launcher.stdout ?? launcher, 'data')) as [Buffer];
    const pid = Number(/watching as (\d+)/.exec(line.toString())?.[1]);
    launcher.kill('SIGKILL');
    await until('the watcher has noticed and gone', () => processStart(pid) === undefined);
    expect(await readFile(file, 'utf8')).toBe('gone');
  });
});
