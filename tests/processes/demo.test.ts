import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { withDemo } from '../../src/processes/demo.ts';

/** A demo and a ledger never share a directory, a database or a mail server. */
describe('what --demo works with', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dispatch-demo-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const REAL = {
    DATABASE_URL: 'postgres://office@db.example/ledger',
    TEMPORAL_ADDRESS: 'temporal.example:7233',
    SMTP_URL: 'smtp://mail.example',
    S3_BUCKET: 'papers',
  };

  test('leaves every real part alone, and takes a directory of its own', async () => {
    const demo = await withDemo(readConfig(REAL), { asked: true });
    expect(demo).toMatchObject({ demo: true, databaseUrl: null, temporalGiven: false, smtp: null, s3: null });
    expect(demo.dataDir).not.toBe(readConfig(REAL).dataDir);
  });

  test('is not begun where a ledger lies', async () => {
    await mkdir(join(dir, 'database'));
    await expect(withDemo(readConfig({ DISPATCH_DATA: dir }), { asked: true })).rejects.toThrow('holds a real ledger');
  });

  test('a directory that a demo made stays one without being asked', async () => {
    await mkdir(join(dir, 'database'));
    await writeFile(join(dir, 'demo.json'), JSON.stringify({ seed: 1, until: '2026-11-22', filled: true }));
    expect((await withDemo(readConfig({ DISPATCH_DATA: dir }), { asked: false })).demo).toBe(true);
    expect((await withDemo(readConfig({ DISPATCH_DATA: dir }), { asked: true })).demo).toBe(true);
  });

  test('is not there unless somebody asked', async () => {
    expect((await withDemo(readConfig({ DISPATCH_DATA: dir }), { asked: false })).demo).toBe(false);
  });
});
