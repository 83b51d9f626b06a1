import { parseArgs } from 'node:util';
import { workCalendar } from '../../src/calendar/work-calendar.ts';
import { readConfig } from '../../src/config.ts';
import { parseIsoDate } from '../../src/domain/calendar/dates.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { DataDirectoryInUse, lockDataDir } from '../../src/embedded/data-lock.ts';
import { createLedger } from '../../src/ledger/commit.ts';
import { Closing } from '../../src/processes/closing.ts';
import { openLedgerDatabase } from '../../src/processes/database.ts';
import { createLog } from '../../src/processes/log.ts';
import { fillCity } from '../../src/demo/fill.ts';
import { NAMES } from '../../src/demo/names.ts';

/** `npm run seed -- --projects 10000`, see README.md. */

const USAGE = 'npm run seed -- --projects 10000 [--seed 1] [--years 2] [--until YYYY-MM-DD] [--data DIR]\n';

const calendar = workCalendar();
const today = calendar.clock.toLocal(Date.now()).date;
const { values } = parseArgs({
  options: {
    projects: { type: 'string' },
    seed: { type: 'string', default: '1' },
    years: { type: 'string', default: '2' },
    until: { type: 'string', default: today },
    data: { type: 'string' },
  },
});
const [projects, seed, years] = [Number(values.projects), Number(values.seed), Number(values.years)];
const whole = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;
const until = parseIsoDate(values.until, 'until');
if (!whole(projects, NAMES) || !whole(seed, 2 ** 31) || !whole(years, 10) || isRefusal(until) || until > today) {
  process.stderr.write(USAGE);
  process.exit(2);
}

const config = readConfig({ ...process.env, ...(values.data !== undefined && { DISPATCH_DATA: values.data }) });
const closing = new Closing(createLog('warn'));
try {
  if (config.databaseUrl === null) {
    const lock = await lockDataDir(config.dataDir);
    closing.add('lock', () => lock.release());
  }
  const db = await openLedgerDatabase(config, closing);
  const ledger = createLedger({ db, calendar, now: Date.now });
  const from = performance.now();
  const progress = (done: number): void => void process.stderr.write(`\r${done} / ${projects}`);
  const filled = await fillCity(
    { db, ledger, clock: calendar.clock, progress },
    { seed, until, years },
    { count: projects },
  );
  const seconds = ((performance.now() - from) / 1_000).toFixed(1);
  process.stderr.write('\r');
  process.stdout.write(
    `${filled.projects} projects, ${filled.commands} commands (${filled.fresh} new), ${seconds} s\n` +
      '下一次 npm start 会为未结项目启动流程；已在运行的服务用 dispatch rebuild。\n' +
      'The next npm start starts their workflows; a service that runs already does so on dispatch rebuild.\n',
  );
} catch (error) {
  if (!(error instanceof DataDirectoryInUse)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await closing.close();
}
