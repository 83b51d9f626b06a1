import type { Command } from 'commander';
import { CALENDAR_KIND_WORDS, CALENDAR_STATUS_WORDS, DAY_KIND_WORDS } from '../../contract/catalogue/words-calendar.ts';
import { wordIn } from '../../contract/catalogue/words.ts';
import type { OfficeCalendarAnswer } from '../answers.ts';
import { examples, given } from '../building.ts';
import { clockTime } from '../output.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { dateOf } from '../values.ts';

type Entry = OfficeCalendarAnswer['entries'][number];

/** The month of the office, as the console shows it. */
export function addOfficeCalendar(meeting: Command, setup: Setup): void {
  meeting
    .command('calendar [month]')
    .description(setup.texts.officeCalendar.help)
    .addHelpText('after', examples(setup, 'meeting calendar', 'meeting calendar 2026-12'))
    .action(setup.run(show));
}

const show: Work<object> = async (session, [typed]) => {
  const { texts, lang, out } = session;
  const month = typed === undefined ? undefined : dateOf(typed);
  const found = await session.client.get<OfficeCalendarAnswer>(paths.officeCalendar, given({ month }));
  await out.show(found, async () => {
    const { heads, marked, none } = texts.officeCalendar;
    for (const kind of ['holiday', 'makeUp'] as const) {
      const days = found.days.filter(day => day.kind === kind).map(({ date }) => date.slice(5));
      if (days.length > 0) out.line(marked({ kind: DAY_KIND_WORDS[kind][lang], days: days.join(texts.comma) }));
    }
    if (found.entries.length === 0) return out.line(none({ month: found.month }));
    await out.table<Entry>(
      [
        { head: heads.on, cell: ({ on, startAt }) => (startAt === null ? on : clockTime(startAt)), whole: true },
        { head: heads.kind, cell: ({ kind }) => CALENDAR_KIND_WORDS[kind][lang], whole: true },
        { head: heads.title, cell: ({ title }) => title },
        { head: heads.place, cell: ({ place }) => place },
        {
          head: heads.status,
          cell: ({ kind, status }) => wordIn(CALENDAR_STATUS_WORDS[kind], status, lang),
          whole: true,
        },
        { head: heads.id, cell: ({ id }) => id, whole: true },
      ],
      found.entries,
    );
  });
};
