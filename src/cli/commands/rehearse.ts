import type { Command } from 'commander';
import type { Rehearsal, RehearsalRequest } from '../../contract/rehearsal.ts';
import { addDays, daysBetween, type IsoDate } from '../../domain/calendar/dates.ts';
import type { HolidayRule } from '../../domain/meeting/occurrence.ts';
import { refuse } from '../../domain/refusal.ts';
import type { SettingSection, SettingValue } from '../../domain/settings/types.ts';
import type { PersonAnswer, SeriesAnswer, SettingsAnswer, SettingVersionAnswer, UnitAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import { misused, refused } from '../failure.ts';
import { paths } from '../paths.ts';
import { rehearsed } from '../rehearsal-process.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dayOf, wordOf } from '../values.ts';
import { progressBar } from '../views/progress.ts';
import { showRehearsal } from '../views/rehearsal.ts';
import { HOLIDAY_RULE } from '../words.ts';

interface Options {
  from: string;
  to: string;
  series?: string;
  holiday?: string;
  person?: string;
}

/** A year of the series in a minute, from what the office has set; it is read by the API and changes nothing. */
export function addRehearseCommand(program: Command, setup: Setup): void {
  const { help } = setup.texts.rehearsal;
  program
    .command('rehearse')
    .description(help.rehearse)
    .requiredOption('--from <date>', help.from)
    .requiredOption('--to <date>', help.to)
    .option('--series <id>', help.series)
    .option('--holiday <rule>', help.holiday)
    .option('--person <id>', help.person)
    .addHelpText(
      'after',
      examples(
        setup,
        'rehearse --from 2026-01-01 --to 2026-12-31',
        'rehearse --from 2026-01-01 --to 2026-12-31 --series weekly --holiday 并入',
      ),
    )
    .action(setup.run(rehearse));
}

/** Two years: more holidays than are published at any time. */
const MOST_DAYS = 731;

const rehearse: Work<Options> = async (session, _, options) => {
  const span = spanOf(session, options);
  const office = await readOffice(session, span, options);
  const bar = await progressBar(session, session.texts.rehearsal.progress);
  const total = daysBetween(span.from, span.to) + 1;
  try {
    const onDay = (day: string): void => bar.update({ done: daysBetween(span.from, day) + 1, refused: 0, total });
    const whole = await rehearsed(session, office.request, onDay);
    const found = options.person === undefined ? whole : ofPerson(whole, options.person);
    bar.stop();
    await session.out.show(found, () => showRehearsal(session, found, office.names));
  } finally {
    bar.stop();
  }
};

const ofPerson = (whole: Rehearsal, person: string): Rehearsal => ({
  ...whole,
  mails: whole.mails.filter(mail => mail.person === person),
});

interface Span {
  from: IsoDate;
  to: IsoDate;
}

function spanOf(session: Session, options: Options): Span {
  const from = dayOf(options.from, session.place('--from'));
  const to = dayOf(options.to, session.place('--to'));
  if (to < from) throw refused(refuse('endBeforeStart', '--to', to, { start: from }), session.lang);
  const last = addDays(from, MOST_DAYS - 1);
  if (to > last) throw misused('rehearsalTooLong', session.texts.rehearsal.tooLong({ to, last }));
  return { from, to };
}

/** Sections that decide nothing about meetings and their mails; two of them name duties that people of a rehearsal do not hold. */
const NOT_PLAYED: readonly SettingSection[] = ['access', 'accounts', 'audit', 'files'];

async function readOffice(session: Session, span: Span, options: Options) {
  const { client } = session;
  const [units, people, series, settings] = await Promise.all([
    client.list<UnitAnswer>(paths.units),
    client.list<PersonAnswer>(paths.people),
    client.list<SeriesAnswer>(paths.allSeries),
    readSettings(session, span),
  ]);
  const request: RehearsalRequest = {
    ...span,
    units: units.items,
    people: people.items.map(({ id, unit, roles, active, address, addressDead }) => ({
      ...{ id, unit, roles, active },
      reachable: address !== null && !addressDead,
    })),
    series: chosen(session, series.items, options),
    settings,
  };
  return { request, names: new Map(people.items.map(({ id, name }) => [id, name])) };
}

function chosen(session: Session, all: readonly SeriesAnswer[], options: Options): RehearsalRequest['series'] {
  const { series: wanted, holiday: typed } = options;
  const list = all.flatMap(({ id, rhythm }) => (rhythm?.every === 'once' ? [] : [id]));
  if (wanted !== undefined && !list.includes(wanted))
    throw refused(refuse('notInList', '--series', wanted, { list }), session.lang);
  const rule = typed === undefined ? undefined : wordOf(HOLIDAY_RULE, typed, session.place('--holiday'));
  const series = all.filter(({ rhythm }) => rhythm?.every !== 'once');
  const played = series.filter(({ id, status }) => (wanted === undefined ? status === 'running' : id === wanted));
  if (played.length === 0) throw misused('noSeries', session.texts.rehearsal.noSeries);
  return played.map(({ status: _, seq: __, about: ___, holidayRule, ...facts }) => ({
    ...facts,
    // The API says it as a word of the rule's own list.
    holidayRule: rule ?? (holidayRule as HolidayRule),
  }));
}

/** As they stand on the first day, or today when that has passed: what was set then is what is rehearsed. Later versions come on their day. */
async function readSettings({ client }: Session, { from, to }: Span): Promise<RehearsalRequest['settings']> {
  const now = await client.get<SettingsAnswer>(paths.settings);
  const base = from > now.day ? await client.get<SettingsAnswer>(paths.settings, { on: from }) : now;
  const settings = base.settings as unknown as Readonly<Record<SettingSection, SettingValue>>;
  const sections = (Object.keys(base.versions) as SettingSection[]).filter(section => !NOT_PLAYED.includes(section));
  const set = await Promise.all(
    sections.map(async section => {
      const standing = (base.versions[section]?.version ?? 0) > 0;
      const begun = standing ? [{ section, validFrom: from, value: settings[section] }] : [];
      const { items } = await client.list<SettingVersionAnswer>(paths.settingHistory(section));
      const later = items.filter(({ validFrom }) => validFrom !== null && validFrom > base.day && validFrom <= to);
      const coming = later.sort((a, b) => a.version - b.version);
      return [...begun, ...coming.map(({ validFrom, value }) => ({ section, validFrom: validFrom ?? from, value }))];
    }),
  );
  return set.flat() as RehearsalRequest['settings'];
}
