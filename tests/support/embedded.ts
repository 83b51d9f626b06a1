import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openPglite, type EmbeddedDatabase } from '../../src/embedded/pglite.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MIGRATIONS = join(ROOT, 'src/ledger/migrations');
const IMAGES = join(ROOT, 'node_modules/.cache/weekly-dispatch');

/**
 * A migrated embedded database in memory. Making one takes five seconds and most suites want one, so what the migrations leave is kept, until
 * one of them changes.
 */
export async function openMigrated(): Promise<EmbeddedDatabase> {
  const image = join(IMAGES, `migrated-${await digestOfMigrations()}.tar`);
  const kept = await access(image).then(
    () => true,
    () => false,
  );
  if (!kept) {
    await mkdir(IMAGES, { recursive: true });
    await promisify(execFile)(
      process.execPath,
      ['--import', './scripts/ts-loader.mjs', 'tests/support/make-image.ts', image],
      { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '' } },
    );
  }
  return openPglite('memory://', image);
}

/** Of the migrations and of the packages that run them: in a new database nothing else has a part in what is left. */
async function digestOfMigrations(): Promise<string> {
  const files = (await readdir(MIGRATIONS)).sort().map(name => join(MIGRATIONS, name));
  const hash = createHash('sha256');
  for (const file of [...files, join(ROOT, 'package-lock.json')]) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}
