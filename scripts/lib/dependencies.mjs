import { createHash } from 'node:crypto';
import { mkdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MODULES, ROOT, STAMPS } from './places.mjs';
import { run } from './run.mjs';
import { SetupProblem, step } from './say.mjs';

const LOCK = join(ROOT, 'package-lock.json');
const STAMP = join(STAMPS, 'package-lock.sha256');

/** `npm ci` when node_modules is missing or was made from another lock file. */
export async function installDependencies() {
  const wanted = createHash('sha256')
    .update(await readFile(LOCK))
    .digest('hex');
  if (await isInstalled(wanted)) return;
  const { ok, output } = await step('安装依赖', 'installing dependencies (npm ci)', npmCi);
  if (!ok) {
    throw new SetupProblem('npm ci 失败。', 'npm ci failed.', output);
  }
  await stamp(wanted);
}

async function isInstalled(wanted) {
  const [stamped, installedAt, lockedAt] = await Promise.all([
    readFile(STAMP, 'utf8').catch(() => ''),
    changedAt(join(MODULES, '.package-lock.json')),
    changedAt(LOCK),
  ]);
  if (installedAt === 0) return false;
  if (stamped === wanted) return true;
  // Somebody ran npm by hand: it writes its own copy of the lock after the lock.
  if (installedAt < lockedAt) return false;
  await stamp(wanted);
  return true;
}

function npmCi() {
  // Types and the compiler are development dependencies, and a start from a clone builds: NODE_ENV must not drop them.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const options = { cwd: ROOT, timeoutMs: 15 * 60_000 };
  return npm?.endsWith('.js') ? run(process.execPath, [npm, ...args], options) : run('npm', args, options);
}

/** `npx dispatch` looks here first; npm links the commands of dependencies only, not the project's own. */
export async function linkCommand() {
  const link = join(MODULES, '.bin', 'dispatch');
  const target = join('..', '..', 'bin', 'dispatch.mjs');
  if (process.platform === 'win32' || (await readlink(link).catch(() => '')) === target) return;
  await rm(link, { force: true });
  await symlink(target, link);
}

const changedAt = file =>
  stat(file).then(
    found => found.mtimeMs,
    () => 0,
  );

async function stamp(hash) {
  await mkdir(STAMPS, { recursive: true });
  await writeFile(STAMP, hash);
}
