#!/usr/bin/env node
// node scripts/supply-chain.mjs packages|audit|licences|sbom
//   packages  the lock file, the licences and the bill of materials, without a network
//   audit     known weaknesses, by `npm audit`; what could not be asked is said, and ends with 75
//   licences  the table of licences
//   sbom      writes dist/sbom.cdx.json (CycloneDX)
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DIST, ROOT } from './lib/places.mjs';
import { NOT_CHECKED } from './lib/count.mjs';
import { capture } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import * as chain from './lib/supply-chain.mjs';

const readJson = async (...parts) => JSON.parse(await readFile(join(ROOT, ...parts), 'utf8'));
const lock = () => readJson('package-lock.json');
const AUDIT_MS = 60_000;
const SBOM_MS = 120_000;

/** Of what runs in production, from the lock file alone. */
async function bill() {
  const args = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const { ok, stdout, stderr } = await capture('npm', args, { cwd: ROOT, timeoutMs: SBOM_MS });
  if (!ok) throw new Error(`npm sbom: ${stderr}`);
  return chain.productionBom(JSON.parse(stdout), await lock());
}

function tell(findings) {
  for (const finding of findings) say(`  ${finding}`);
  return findings.length > 0 ? 1 : 0;
}

async function packages() {
  const locked = await lock();
  return tell([
    ...chain.lockFindings(locked),
    ...chain.licenceFindings(locked, await readJson('scripts', 'supply-chain', 'licences.json')),
    ...chain.bomFindings(await bill(), locked),
  ]);
}

async function audit() {
  const exceptions = await readJson('scripts', 'supply-chain', 'audit-exceptions.json');
  const wrong = chain.exceptionFindings(exceptions);
  if (wrong.length > 0) return tell(wrong);
  const { stdout, stderr } = await capture('npm', ['audit', '--json'], { cwd: ROOT, timeoutMs: AUDIT_MS });
  const report = parsed(stdout);
  if (report?.vulnerabilities === undefined) {
    say(
      '  未核对已知漏洞：软件包登记处没有回答 / known weaknesses were NOT checked: the registry of packages did not answer',
    );
    say(`  ${(report?.message ?? report?.error?.summary ?? stderr).trim().split('\n')[0] ?? ''}`);
    return NOT_CHECKED;
  }
  return tell(chain.auditFindings(report, exceptions, new Date().toISOString().slice(0, 10)));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function licences() {
  for (const [licence, count] of chain.licenceTable(await lock())) process.stdout.write(`${count}\t${licence}\n`);
  return 0;
}

async function sbom() {
  await mkdir(DIST, { recursive: true });
  const file = join(DIST, 'sbom.cdx.json');
  await writeFile(file, `${JSON.stringify(await bill(), null, 2)}\n`);
  say(file);
  return 0;
}

const WORK = { packages, audit, licences, sbom };
const work = WORK[process.argv[2]];
if (!work) {
  say(`用法 usage: node scripts/supply-chain.mjs ${Object.keys(WORK).join('|')}`);
  process.exit(2);
}
process.exitCode = await work();
