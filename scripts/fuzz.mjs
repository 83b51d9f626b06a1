#!/usr/bin/env node
// npm run fuzz [-- --examples N --seed N --only REGEX --as ID,ID]: Schemathesis asks a product of its own (in a folder that is gone afterwards) all that its
// OpenAPI file describes, well formed and malformed, and holds every answer against it: no 5xx, no malformed request taken, no route open without
// a token. It asks as somebody of every role in turn, each in an office of his own, as who runs the product may change who the others are.
// The same seed asks the same. `--short` is what `npm test` runs: one office, and fewer examples of each operation.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ASKERS, fillOffice } from './fuzz/office.mjs';
import { cacheDir, DIST, ROOT } from './lib/places.mjs';
import { say } from './lib/say.mjs';
import { findSchemathesis } from './lib/schemathesis.mjs';

const FUZZ = join(ROOT, 'scripts', 'fuzz');
const START_MS = 180_000;
const SHORT = { examples: '4', limitMs: 16 * 60_000 };
const SHORT_BESIDE = { examples: '2', limitMs: 8 * 60_000 };
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
    as: { type: 'string' },
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

/** Those who change nothing of the office come first; what they are refused is as much of it as what they may. */
const SHORT_ASKERS = ['auditor', 'reporter', 'coordinator'];
/** The whole of it is asked by him who may do most. */
const [MAIN] = ASKERS;

/** Whoever lost his roles on the way was refused at the door from then on, and has tried little. */
async function requireUnchanged(before, { url, token }) {
  const after = await whoAmI({ url, token });
  if (after !== before) throw new Error(`the one who asks is not who he was: ${before} → ${after}`);
}
const whoAmI = async ({ url, token }) =>
  (await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).text();

/** 0 when every check held. */
function fuzz(program, { url, token, asker }) {
  const { examples, limitMs } = {
    ...(asked.short ? (asker === MAIN ? SHORT : SHORT_BESIDE) : LONG),
    ...(asked.examples && { examples: asked.examples }),
  };
  const args = ['-m', 'schemathesis.cli', '--no-color', '--config-file', join(FUZZ, 'schemathesis.toml'), 'run'];
  args.push(`${url}/api/openapi.json`, '--header', `Authorization: Bearer ${token}`, '--workers', '2');
  args.push('--seed', asked.seed, '--max-examples', examples);
  // A stream of events ends after five minutes, and its answer is read to the end.
  args.push('--exclude-operation-id', 'followChanges');
  // It walks through the whole audit, which grows with every request made here.
  if (asked.short) args.push('--no-shrink', '--exclude-operation-id', 'verifyAudit');
  if (asked.short && asker !== MAIN) args.push('--phases', 'fuzzing');
  if (asked.only) args.push('--include-path-regex', asked.only);
  const hooks = { SCHEMATHESIS_HOOKS: join(FUZZ, 'hooks.py'), FUZZ_ASKER: asker, PYTHONDONTWRITEBYTECODE: '1' };
  const env = { ...process.env, ...hooks };
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

/** One office, and one after another who asks in it. */
async function fuzzOffice(program, askers) {
  const dir = await mkdtemp(join(tmpdir(), 'dispatch-fuzz-'));
  const product = startProduct(dir);
  try {
    const url = await product.ready;
    const first = (await readFile(join(dir, 'data', 'token'), 'utf8')).trim();
    const tokens = await fillOffice({ url, token: first });
    for (const asker of askers) {
      say(`— as ${asker}`);
      const token = tokens[asker];
      const before = await whoAmI({ url, token });
      if ((await fuzz(program, { url, token, asker })) !== 0) process.exitCode = 1;
      await requireUnchanged(before, { url, token });
    }
    // What is ours to repair stands in the log with its cause.
    for (const line of product.errors().slice(0, 20)) say(line.slice(0, 3_000));
  } finally {
    await product.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

try {
  const program = await findSchemathesis(cacheDir());
  const askers = asked.as?.split(',') ?? (asked.short ? SHORT_ASKERS : ASKERS);
  const unknown = askers.find(asker => !ASKERS.includes(asker));
  if (unknown !== undefined) throw new Error(`--as ${unknown}: ${ASKERS.join(', ')}`);
  for (const office of asked.short ? [askers] : askers.map(asker => [asker])) await fuzzOffice(program, office);
} catch (error) {
  say(`✗ ${error.message}`);
  process.exitCode = 1;
}
