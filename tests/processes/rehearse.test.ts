import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOUND = join('node_modules', '.cache', 'weekly-dispatch');
const REQUEST = { from: '2026-01-01', to: '2026-01-31', units: [], people: [], series: [], settings: [] };

/** The program as built, in an office whose set-up has found what the test says. */
describe('a rehearsal without a server that skips time', () => {
  let office: string;
  beforeEach(async () => {
    office = await mkdtemp(join(tmpdir(), 'rehearse-'));
    await cp(join(ROOT, 'dist'), join(office, 'dist'), { recursive: true });
    await cp(join(ROOT, 'package.json'), join(office, 'package.json'));
    await mkdir(join(office, FOUND), { recursive: true });
    for (const name of await readdir(join(ROOT, 'node_modules'))) {
      if (!name.startsWith('.')) await symlink(join(ROOT, 'node_modules', name), join(office, 'node_modules', name));
    }
  });
  afterEach(() => rm(office, { recursive: true, force: true }));

  test.each([
    ['says that there is none', {}, 'noTimeServer'],
    ['says that it does not start', { testServer: '/bin/false' }, 'serverSilent'],
  ])('%s, and ends', async (_, found, code) => {
    await writeFile(join(office, FOUND, 'found.json'), JSON.stringify(found));
    const child = spawn(process.execPath, [join(office, 'dist', 'rehearse.js')], { stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = new Promise<number | null>(resolve => child.once('close', resolve));
    child.stdin.end(JSON.stringify(REQUEST));
    expect(JSON.parse(await text(child.stdout))).toMatchObject({ type: 'failed', code });
    expect(await ended).toBe(0);
  });
});
