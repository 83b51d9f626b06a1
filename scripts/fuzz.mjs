#!/usr/bin/env node
// npm run fuzz [-- --examples N --seed N --only REGEX]: Schemathesis asks a product of its own (in a folder that is gone afterwards) all that its
// OpenAPI file describes, well formed and malformed, and holds every answer against it: no 5xx, no malformed request taken, no route open without
// a token. The same seed asks the same. `--short` is what `npm test` runs: fewer examples of each operation.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillOffice } from './fuzz/office.mjs';
import { cacheDir, DIST, ROOT } from './lib/places.mjs';
import { say } from './lib/say.mjs';
import { findSchemathesis } from './lib/schemathesis.mjs';

const FUZZ = join(ROOT, 'scripts', 'fuzz');
const START_MS = 180_000;
const SHORT = { examples: '4', limitMs: 8 * 60_000 };
const LONG = { examples: '100', limitMs: 3 * 60 * 60_000 };
const SEED = '20261128';
/** Far more than it sends: what is tried here is not the limits. */
const UNLIMITED = '1000000';

const { values: asked } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    examples: { type: 'string' },
    seed: { type: 'string', default: SEED },
    only: { type: 'string' },
  },
});

/** `npm start` as it is, but for its limits of requests. Resolves with its address when it is ready. */
function startProduct(dir) {
  const limits = Object.fromEntries(['ADDRESS', 'ACCOUNT', 'COSTLY'].map(name => [`RATE_LIMIT_${name}`, UNLIMITED]));
  const env = { ...process.env, ...limits, DISPATCH_DATA: join(dir, 'data'), PORT: '0', LOG_LEVEL: 'error' };
  for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'SMTP_URL', 'npm_lifecycle_event'])
    delete env[name];
  const child = spawn(process.execPath, ['--enable-source-maps', join(DIST, 'start.js')], { cwd: dir, env });
  let printed = '';
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready in time:\n${printed}`)), START_MS);
    const keep = chunk => {
      printed = (printed + chunk).slice(-50_000);
      const [, url] = /server: (http:\S+)/.exec(printed) ?? [];
      if (url === undefined || !printed.includes('is ready')) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('exit', code => reject(new Error(`ended with ${code}:\n${printed}`)));
  });
  const ended = new Promise(resolve => child.on('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { ready, stop, errors: () => printed.split('\n').filter(line => line.startsWith('{"level":5')) };
}

/** Whoever lost his roles on the way was refused at the door from then on, and has tried little. */
async function requireUnchanged(before, { url, token }) {
  const after = await whoAmI({ url, token });
  if (after !== before) throw new Error(`the one who asks is not who he was: ${before} → ${after}`);
}
const whoAmI = async ({ url, token }) =>
  (await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).text();

/** 0 when every check held. */
function fuzz(program, { url, token }) {
  const { examples, limitMs } = {
    ...(asked.short ? SHORT : LONG),
    ...(asked.examples && { examples: asked.examples }),
  };
  const args = ['-m', 'schemathesis.cli', '--no-color', '--config-file', join(FUZZ, 'schemathesis.toml'), 'run'];
  args.push(`${url}/api/openapi.json`, '--header', `Authorization: Bearer ${token}`, '--workers', '2');
  args.push('--seed', asked.seed, '--max-examples', examples);
  // A stream of events ends after five minutes, and its answer is read to the end.
  args.push('--exclude-operation-id', 'followChanges');
  // It walks through the whole audit, which grows with every request made here.
  if (asked.short) args.push('--no-shrink', '--exclude-operation-id', 'verifyAudit');
  if (asked.only) args.push('--include-path-regex', asked.only);
  const env = { ...process.env, SCHEMATHESIS_HOOKS: join(FUZZ, 'hooks.py'), PYTHONDONTWRITEBYTECODE: '1' };
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: tmpdir(),
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: limitMs,
    });
    child.on('error', error => resolve(say(error.message) ?? 1));
    child.on('close', code => resolve(code ?? 1));
  });
}

const dir = await mkdtemp(join(tmpdir(), 'dispatch-fuzz-'));
const product = startProduct(dir);
try {
  const program = await findSchemathesis(cacheDir());
  const url = await product.ready;
  const token = (await readFile(join(dir, 'data', 'token'), 'utf8')).trim();
  await fillOffice({ url, token });
  const before = await whoAmI({ url, token });
  process.exitCode = await fuzz(program, { url, token });
  await requireUnchanged(before, { url, token });
  // What is ours to repair stands in the log with its cause.
  for (const line of product.errors().slice(0, 20)) say(line.slice(0, 3_000));
} catch (error) {
  say(`✗ ${error.message}`);
  process.exitCode = 1;
} finally {
  await product.stop();
  await rm(dir, { recursive: true, force: true });
}
