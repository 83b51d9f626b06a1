import type { Command } from 'commander';
import { readNotice } from '../../domain/calendar/notice.ts';
import { weekdayOf } from '../../domain/calendar/dates.ts';
import type { HolidaySettings } from '../../domain/calendar/published-years.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { HolidaysAnswer, SettingAnswer, SettingCommandAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { misused, refused } from '../failure.ts';
import { reasonOfFile, textOf } from '../files.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dayOf, yearOf } from '../values.ts';
import { tellSettingCommand } from '../views/settings.ts';
import { labelOf, WEEKDAY } from '../words.ts';

/** The days off of the years that are published, and entering another from the State Council's notice. */
export function addHolidayCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.holidays;
  const { options } = setup.texts.help;
  const holidays = program.command('holidays').description(help.group);
  holidays
    .command('show [year]')
    .description(help.show)
    .option('--on <date>', help.on)
    .addHelpText('after', examples(setup, 'holidays show', 'holidays show 2026'))
    .action(setup.run(show));
  changing(holidays.command('publish <year>'), setup)
    .description(help.publish)
    .requiredOption('--file <notice.txt>', help.file)
    .requiredOption('--from <date>', options.validFrom)
    .requiredOption('--reason <text>', options.reason)
    .option('--source <number>', help.source)
    .addHelpText(
      'after',
      examples(setup, 'holidays publish 2027 --file 通知.txt --from 2026-11-10 --reason 国办已发通知'),
    )
    .action(setup.run(publish));
}

const show: Work<{ on?: string }> = async (session, [typed], options) => {
  const on = options.on === undefined ? undefined : dayOf(options.on, session.place('--on'));
  const found = await session.client.get<HolidaysAnswer>(paths.holidays, given({ on }));
  const year = typed === undefined ? undefined : yearOf(typed, session.place('<year>'));
  await session.out.show(found, () => (year === undefined ? allYears(session, found) : oneYear(session, found, year)));
};

async function allYears(session: Session, { years, until }: HolidaysAnswer): Promise<void> {
  const { heads, by, program, until: untilText } = session.texts.holidays;
  await session.out.table<HolidaysAnswer['years'][number]>(
    [
      { head: heads.year, cell: row => row.year, whole: true },
      { head: heads.off, cell: row => row.holidays.length, align: 'right' },
      { head: heads.worked, cell: row => row.makeUpDays.length, align: 'right' },
      { head: heads.source, cell: row => row.source },
      { head: heads.by, cell: row => (row.entered ? by : program) },
    ],
    years,
  );
  session.out.line(untilText({ date: until }));
}

async function oneYear(session: Session, { years }: HolidaysAnswer, year: number): Promise<void> {
  const { texts, lang, out } = session;
  const found = years.find(each => each.year === year);
  if (!found) return out.line(texts.holidays.unpublished({ year }));
  out.line(found.source);
  const days = [
    ...found.holidays.map(day => ({ day, what: texts.holidays.heads.off })),
    ...found.makeUpDays.map(day => ({ day, what: texts.holidays.heads.worked })),
  ].sort((a, b) => (a.day < b.day ? -1 : 1));
  await out.table<(typeof days)[number]>(
    [
      { head: texts.holidays.heads.day, cell: row => row.day, whole: true },
      { head: texts.holidays.heads.weekday, cell: row => labelOf(WEEKDAY, String(weekdayOf(row.day)), lang) },
      { head: texts.holidays.heads.what, cell: row => row.what },
    ],
    days,
  );
}

interface PublishOptions {
  file: string;
  from: string;
  reason: string;
  source?: string;
}

/** The text of the notice is read here; the days go to the server as what they are, and are judged there again. */
const publish: Work<PublishOptions> = async (session, [typed = ''], { file, from, reason, source }) => {
  const { texts, client, lang } = session;
  const year = yearOf(typed, session.place('<year>'));
  const text = await textOf(file).catch((error: unknown) => {
    throw misused('fileNotRead', texts.fileNotRead({ path: file, reason: reasonOfFile(error, session) }));
  });
  const read = readNotice(text, year);
  if (isRefusal(read)) throw refused(read, lang);
  const published = { ...read, source: source ?? read.source };
  const validFrom = dayOf(from, session.place('--from'));
  const present = await client.get<SettingAnswer>(paths.setting('holidays'), { on: validFrom });
  const others = (present.value as HolidaySettings).years.filter(each => each.year !== year);
  const body = { value: { years: [...others, published] }, basedOn: present.version, validFrom, reason };
  const answer = await client.change<SettingCommandAnswer>('PUT', paths.setting('holidays'), {
    body,
    key: session.key,
  });
  await tellSettingCommand(session, answer);
};
