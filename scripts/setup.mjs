#!/usr/bin/env node
// node scripts/setup.mjs start|test|build|rehearsal|screenshots: everything `npm start` and `npm test` need beyond Node, each step only when it is
// not done yet. Plain Node without dependencies, because it runs before they are installed.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './lib/build.mjs';
import { findChromium } from './lib/chromium.mjs';
import { installDependencies, linkCommand } from './lib/dependencies.mjs';
import { withLock } from './lib/lock.mjs';
import { cacheDir, checkoutId, FOUND_FILE, STAMPS } from './lib/places.mjs';
import { say, SetupProblem } from './lib/say.mjs';
import { findS3Server } from './lib/s3-server.mjs';
import { findSchemathesis } from './lib/schemathesis.mjs';
import { findTemporal } from './lib/temporal.mjs';
import { findTestServer } from './lib/test-server.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

async function setup(purpose) {
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupProblem(
      `需要 Node ≥ 20.19，现为 ${process.version}。`,
      `Node ≥ 20.19 is needed, this is ${process.version}.`,
    );
  }
  const cache = cacheDir();
  await withLock(join(cache, 'locks', checkoutId), async () => {
    await installDependencies();
    await linkCommand();
    await build();
  });
  if (purpose === 'build') return;
  if (purpose === 'rehearsal') return remember({ testServer: await findTestServer(cache) });
  const found = {};
  // An address or a profile that was given is used as it is (src/config.ts); tests always have servers of their own.
  const given = process.env.TEMPORAL_ADDRESS || process.env.TEMPORAL_PROFILE || process.env.TEMPORAL_CONFIG_FILE;
  if (purpose === 'test' || !given) found.temporal = await findTemporal(cache);
  if (purpose === 'screenshots') found.chromium = await findChromium();
  if (purpose === 'test') {
    found.testServer = await findTestServer(cache);
    found.s3Server = await findS3Server(cache);
    found.chromium = await findChromium();
    await findSchemathesis(cache);
  }
  await remember(found);
}

/** For `src/embedded/found-tools.ts`. A start forgets nothing that a test run has found before. */
async function remember(found) {
  const before = await readFile(FOUND_FILE, 'utf8').catch(() => '{}');
  const now = JSON.stringify({ ...JSON.parse(before), ...found });
  if (now === before) return;
  await mkdir(STAMPS, { recursive: true });
  await writeFile(`${FOUND_FILE}.${process.pid}`, now);
  await rename(`${FOUND_FILE}.${process.pid}`, FOUND_FILE);
}

try {
  await setup(process.argv[2] ?? 'start');
} catch (error) {
  say(error instanceof SetupProblem ? `\n✗ ${error.message}` : `\n✗ ${error.stack}`);
  process.exit(1);
}
