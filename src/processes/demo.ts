import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asDemo, type Config } from '../config.ts';
import { COORDINATOR } from '../demo/cast.ts';
import { fillDemo, type Demo } from '../demo/index.ts';
import type { Core } from '../dependencies.ts';
import { addDays } from '../domain/calendar/dates.ts';
import { sheetsReader } from '../domain/uploads.ts';
import { isRefusal } from '../domain/refusal.ts';
import { allocateCode } from '../ledger/codes.ts';
import { setImportState } from '../ledger/import-rows.ts';
import { planImport } from '../ledger/imports.ts';
import { importById } from '../ledger/reads/imports.ts';
import { readWorkbook } from '../spreadsheet/read-workbook.ts';

/** Stands in every data directory of a demo, and in no other: a directory is one or the other for ever. */
const MARK = 'demo.json';
const LEDGER = 'database';

interface Mark extends Demo {
  filled: boolean;
}

/**
 * `--demo` works in a directory of its own, and a directory that was made by it stays a demo without being asked for.
 * @throws Error when a ledger lies there that is none
 */
export async function withDemo(config: Config, { asked }: { asked: boolean }): Promise<Config> {
  const demo = asDemo(config);
  if (!asked) return (await markOf(config.dataDir)) === null ? config : demo;
  if ((await markOf(demo.dataDir)) !== null || !(await exists(join(demo.dataDir, LEDGER)))) return demo;
  throw new Error(
    `${demo.dataDir} 中已有真实台账，演示数据不会写入。请用 DISPATCH_DATA 另指目录。\n` +
      `${demo.dataDir} holds a real ledger; demo data is not mixed into it. Name another directory with DISPATCH_DATA.`,
  );
}

/** A start that was killed while it made the year left half of one, which nobody has seen: it is made anew. The caller holds the lock. */
export async function dropHalfMade({ dataDir }: Config): Promise<void> {
  const mark = await markOf(dataDir);
  if (mark === null || mark.filled) return;
  for (const part of [LEDGER, 'temporal', 'mailbox']) await rm(join(dataDir, part), { recursive: true, force: true });
}

/** The first start makes the year that ends yesterday. */
export async function fillOnce(core: Core): Promise<void> {
  const { config, db, ledger, calendar, now, log } = core;
  const { date: today } = calendar.clock.toLocal(now());
  const mark = (await markOf(config.dataDir)) ?? { seed: 1, until: addDays(today, -1), filled: false };
  if (mark.filled) return;
  process.stdout.write('正在编造一座城市的一年 making up a year of a city …\n');
  await writeMark(config.dataDir, mark);
  const { refused } = await fillDemo({ db, ledger, calendar }, mark);
  log.info({ refused }, 'the demo is filled; what the rules refused did not happen');
  await importRealLedger(core);
  await writeMark(config.dataDir, { ...mark, filled: true });
}

const EXAMPLE = fileURLToPath(new URL('../../examples/quanzhou-ledger.xlsx', import.meta.url));

/** What newspapers reported of a real city, beside the made-up one: accepted here, and applied as soon as a worker is there. */
async function importRealLedger({ db, calendar, now }: Core): Promise<void> {
  const bytes = await readFile(EXAMPLE).catch(() => null);
  if (bytes === null) return;
  const fileName = 'quanzhou-ledger.xlsx';
  const sheets = await readWorkbook(bytes, fileName);
  if (isRefusal(sheets)) throw new Error(`the example cannot be read: ${JSON.stringify(sheets)}`);
  const importId = await allocateCode(db, `I-${calendar.clock.toLocal(now()).date.slice(0, 4)}`, 'demo:import');
  if (await importById(db, importId)) return;
  const refusal = await planImport(db, {
    ...{ importId, read: sheetsReader(sheets), fileName, fileSha256: 'demo', assume: { 推进中: 'signing' } },
    ...{ actor: COORDINATOR, nowMs: now(), calendar, ledger: 'projects' },
  });
  if (refusal) throw new Error(`the example was refused: ${JSON.stringify(refusal)}`);
  await setImportState(db, importId, { state: 'applying', at: new Date(now()) });
}

async function markOf(dataDir: string): Promise<Mark | null> {
  const text = await readFile(join(dataDir, MARK), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Mark);
}

async function writeMark(dataDir: string, mark: Mark): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, MARK), `${JSON.stringify(mark)}\n`, { flush: true });
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
