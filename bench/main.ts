import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { isMet, type Row } from './result.ts';
import { browser } from './sections/browser.ts';
import { bulkStart } from './sections/bulk-start.ts';
import { commands } from './sections/commands.ts';
import { lists } from './sections/lists.ts';
import { mail } from './sections/mail.ts';
import { onStage, type Stage } from './stage.ts';
import { memoryLine, printHeader, printRow, type Memory } from './table.ts';

const USAGE = 'npm run bench -- [--only a,b,c,d,e] [--rounds 3] [--large] [--json] [--profile DIR]';
/** See README.md. */

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'a,b,c,d,e' },
    rounds: { type: 'string', default: '3' },
    large: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});

const sizes = values.large ? [1_000, 10_000, 100_000] : [1_000, 10_000];
const SECTIONS = {
  a: commands,
  b: bulkStart,
  c: mail,
  d: (stage: Stage, count: number) => lists(stage, count, sizes),
  e: browser,
} as const;
type SectionName = keyof typeof SECTIONS;

const wanted = values.only.split(',').map(name => name.trim());
const unknown = wanted.filter(name => !(name in SECTIONS));
const rounds = Number(values.rounds);
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write(`usage: ${USAGE}\n`);
  process.exit(2);
}

const nodeArgs = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
const machine = { cores: availableParallelism(), node: process.version, loadBefore: loadavg()[0] };

const { rows, memory } = await onStage(nodeArgs, run);
if (values.json) process.stdout.write(`${JSON.stringify({ machine, rounds, rows: rows.map(judged), memory })}\n`);
const missed = rows.filter(row => !isMet(row)).length;
if (!values.json) process.stdout.write(`\n${missed === 0 ? 'all targets met' : `${missed} missed`}\n`);

async function run(stage: Stage): Promise<{ rows: Row[]; memory: Memory[] }> {
  const found: Row[] = [];
  const used: Memory[] = [];
  if (!values.json) printHeader(machine, rounds);
  for (const name of wanted as SectionName[]) {
    const before = await stage.product.call.memory();
    const rowsOfSection = await SECTIONS[name](stage, rounds);
    await stage.product.call.quiet();
    const after = await stage.product.call.memory();
    found.push(...rowsOfSection);
    used.push({ section: name, before: before.rssMb, after: after.rssMb });
    if (!values.json) rowsOfSection.forEach(printRow);
    if (!values.json)
      process.stdout.write(`${memoryLine({ section: name, before: before.rssMb, after: after.rssMb })}\n`);
  }
  return { rows: found, memory: used };
}

function judged(row: Row): Row & { met: boolean | null } {
  return { ...row, met: row.target === null ? null : isMet(row) };
}
