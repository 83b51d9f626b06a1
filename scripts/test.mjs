// `npm test`: every check and every suite, and one closing line over all of them. A check (lint, format, types, packages)
// counts as one. With arguments only jest runs, on those: `npm test -- tests/domain`.
import { spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUp, closingLine, countCheck, countJest, failuresOf, NOT_CHECKED } from './lib/count.mjs';
import { MODULES, ROOT } from './lib/places.mjs';
import { say } from './lib/say.mjs';

const bin = (name, file) => join(MODULES, name, file);
const CHECKS = [
  ['lint', bin('eslint', 'bin/eslint.js'), '.', '--max-warnings', '0'],
  ['format', bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '**/*.{ts,tsx,mjs,json}'],
  ['types', bin('typescript-native', 'bin/tsc'), '--noEmit', '-p', 'tsconfig.json'],
  ['types of the console', bin('typescript-native', 'bin/tsc'), '--noEmit', '-p', 'console/tsconfig.json'],
  ['packages: lock file, licences, bill of materials', join(ROOT, 'scripts/supply-chain.mjs'), 'packages'],
  ['packages: known weaknesses', join(ROOT, 'scripts/supply-chain.mjs'), 'audit'],
];

/** These count seconds of a product that is killed, or work in a browser: one file after the other. Everything else shares two workers. */
const SERIAL = ['e2e', 'faults', 'embedded', 'setup'];
const SERIAL_PATTERN = `tests/(${SERIAL.join('|')})/`;
/** This one mostly waits, for minutes: beside the others, of which it needs no core. */
const PATIENT_PATTERN = 'tests/faults/mailing-disturbed';
/** A run that hangs must end as a failure before the CI's own limit ends it without a word. */
const SUITE_LIMIT_MS = 50 * 60_000;
const CHECK_LIMIT_MS = 10 * 60_000;
const FUZZ_LIMIT_MS = 40 * 60_000;

function run(args, limitMs, output = 'inherit') {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', output, output],
      timeout: limitMs,
    });
    child.on('close', code => resolve(code ?? 1));
    child.on('error', () => resolve(1));
  });
}

/** As `run`, but what it prints is kept until it has ended: something else prints meanwhile. */
const besideIn = dir => async (args, limitMs) => {
  const file = join(dir, `${Math.random()}.log`);
  const output = await open(file, 'w');
  const code = await run(args, limitMs, output.fd);
  await output.close();
  process.stdout.write(await readFile(file, 'utf8'));
  return code;
};

const check = async ([name, ...args], { how = run, limitMs = CHECK_LIMIT_MS } = {}) =>
  told(name, await how(args, limitMs));

function told(name, code) {
  say(`${code === 0 ? '✓' : code === NOT_CHECKED ? '? not checked:' : '✗'} ${name}`);
  return countCheck(code);
}

/** Native ES modules in jest need the flag; its warning would stand before every suite. */
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest', 'bin/jest.js')];

/** Told once more at the very end: between a failure and the end of a run lie thousands of lines. */
const failures = [];

async function jest(args, dir, how = run) {
  const outputFile = join(dir, `${Math.random()}.json`);
  const code = await how(
    // A test that failed may have left a worker behind; without this jest would wait for it until the limit.
    [...JEST, '--passWithNoTests', '--forceExit', '--json', `--outputFile=${outputFile}`, ...args],
    SUITE_LIMIT_MS,
  );
  const report = await readFile(outputFile, 'utf8').then(JSON.parse, () => undefined);
  failures.push(...failuresOf(report));
  return countJest(report, code);
}

async function everything(dir) {
  const checks = await Promise.all(CHECKS.map(each => check(each)));
  const shared = await jest(['--testPathIgnorePatterns', '/node_modules/', SERIAL_PATTERN], dir);
  const beside = besideIn(dir);
  const last = await Promise.all([
    jest(
      [
        '--runInBand',
        '--testPathIgnorePatterns',
        '/node_modules/',
        PATIENT_PATTERN,
        '--testPathPatterns',
        SERIAL_PATTERN,
      ],
      dir,
    ),
    jest(['--runInBand', '--testPathPatterns', PATIENT_PATTERN], dir, beside),
    // The fuzz asks a product of its own some fifteen thousand things; the suites that go one by one leave it a core.
    check(['API fuzz', join(ROOT, 'scripts/fuzz.mjs'), '--short'], { how: beside, limitMs: FUZZ_LIMIT_MS }),
  ]);
  return addUp([...checks, shared, ...last]);
}

const dir = await mkdtemp(join(tmpdir(), 'dispatch-test-'));
const asked = process.argv.slice(2);
const total = asked.length > 0 ? await jest(asked, dir) : await everything(dir);
await rm(dir, { recursive: true, force: true });
if (failures.length > 0) process.stdout.write(`\n${failures.join('\n')}\n\n`);
// Exactly this form, last of all: CI reads it.
process.stdout.write(`${closingLine(total)}\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
