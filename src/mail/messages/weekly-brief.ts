import { BRIEF_STAGES, BRIEF_STANDINGS } from '../../domain/brief/types.ts';
import type { BriefContent, BriefProject, BriefStage, BriefMeeting, Some } from '../../domain/brief/types.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { wanToYi } from '../../domain/money/money.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, longDate, shortDate, weekdayName } from './format.ts';
import { DETAILS, NOTE, page, SECTIONS, TEXT_DETAILS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import type { LocalLimit } from './lines.ts';
import {
  footerFor,
  greetingFor,
  section,
  type Addressee,
  type BuiltInText,
  type KindView,
  type Line,
  type SectionView,
} from './view.ts';

type Project = Omit<BriefProject, 'leaderId'> & { leader: string | null };

/** A brief as it is mailed: with the names of people, and local times. */
export interface WeeklyBriefData {
  person: Addressee;
  today: IsoDate;
  from: IsoDate;
  to: IsoDate;
  until: LocalLimit;
  late: boolean;
  projects: Readonly<Record<BriefStage, Some<Project>>>;
  problems: BriefContent['problems'];
  promises: BriefContent['promises'];
  meetings: readonly (Omit<BriefMeeting, 'startMs'> & { start: LocalLimit })[];
  colours: BriefContent['colours'];
}

export const weeklyBrief = {
  mjml: page(DETAILS, NOTE, SECTIONS),
  text: textPage(TEXT_DETAILS, TEXT_NOTE, TEXT_SECTIONS),
  says,
  view,
};

/** Many lists in one mail: each is cut short, as the workbook has them whole. */
const MOST = 8;

function says(_variant: 'usual', { brief }: Words): BuiltInText {
  return { subject: brief.subject, opening: brief.intro };
}

function view(data: WeeklyBriefData, locale: MailLocale): KindView<'weekly-brief'> {
  const { person, today, from, to, until, late } = data;
  const all = wordsOf(locale);
  const words = all.brief;
  const fields = {
    ...{ from: shortDate(from, locale), to: shortDate(to, locale) },
    ...{ firstDay: longDate(from, locale), lastDay: longDate(to, locale) },
    until: `${until.date} ${until.time}`,
  };
  const details = detailsOf(data, locale);
  return {
    lang: locale,
    variant: 'usual',
    fields,
    preheader: joined(...details.slice(0, 2).map(({ value }) => value)),
    sender: all.sender,
    colon: all.colon,
    title: words.title,
    greeting: greetingFor(person, locale),
    details,
    note: late ? words.late : null,
    sections: [
      projectSection(data, locale),
      ...problemSections(data, locale),
      promiseSection(data, locale),
      ...data.meetings.map(meeting => meetingSection(meeting, locale)),
      ...(data.colours.total > 0 ? [colourSection(data, locale)] : []),
    ],
    footer: footerFor(today, locale),
  };
}

function detailsOf({ projects, problems, promises, colours }: WeeklyBriefData, locale: MailLocale) {
  const words = wordsOf(locale).brief;
  const totals = <Key extends string>(keys: readonly Key[], lists: Readonly<Record<Key, Some<unknown>>>) =>
    Object.fromEntries(keys.map(key => [key, lists[key].total]));
  const { due, kept, percent } = promises;
  return [
    { label: words.details.projects, value: fill(words.projectCounts, totals(BRIEF_STAGES, projects)) },
    { label: words.details.problems, value: fill(words.problemCounts, totals(BRIEF_STANDINGS, problems)) },
    {
      label: words.details.promises,
      value: due === 0 ? words.noPromises : fill(words.promiseCounts, { due, kept, percent: `${percent}%` }),
    },
    {
      label: words.details.colours,
      value: colours.total === 0 ? words.noColours : fill(words.colourCounts, { n: colours.total }),
    },
  ];
}

/** How many there are stands in the heading, though the list is cut. */
const counted = (made: SectionView, total: number, locale: MailLocale): SectionView => ({
  ...made,
  count: total,
  more: total > made.lines.length ? fill(wordsOf(locale).more, { n: total - made.lines.length }) : null,
});

function projectSection({ projects }: WeeklyBriefData, locale: MailLocale): SectionView {
  const words = wordsOf(locale).brief;
  const lines = BRIEF_STAGES.flatMap(stage =>
    projects[stage].items.map((project): Line => {
      const { county, investor, investmentWan, leader, on } = project;
      const money = investmentWan === null ? null : fill(wordsOf(locale).line.money, { yi: wanToYi(investmentWan) });
      const led = leader === null ? null : fill(words.leader, { name: leader });
      return {
        title: coded(project),
        meta: joined(county, investor, money, led, on),
        badge: { text: words.stages[stage], tone: 'plain' },
      };
    }),
  );
  const total = BRIEF_STAGES.reduce((sum, stage) => sum + projects[stage].total, 0);
  return counted(section(words.projects, lines, { locale, empty: words.noProjects, most: 2 * MOST }), total, locale);
}

function problemSections({ problems }: WeeklyBriefData, locale: MailLocale): SectionView[] {
  const words = wordsOf(locale).brief;
  return BRIEF_STANDINGS.map(standing => {
    const { items, total } = problems[standing];
    const lines = items.map(({ code, title, county, unit, dueOn }): Line => {
      const due = dueOn === null || standing === 'closed' ? null : fill(words.due, { date: dueOn });
      return { title: coded({ code, name: title }), meta: joined(county, unit, due), badge: null };
    });
    const empty = words.noProblems;
    return counted(section(words.problems[standing], lines, { locale, empty, most: MOST }), total, locale);
  });
}

function promiseSection({ promises: { misses } }: WeeklyBriefData, locale: MailLocale): SectionView {
  const words = wordsOf(locale).brief;
  const lines = misses.items.map(({ title, unit, on, reason }): Line => ({
    title,
    meta: joined(unit, fill(words.promised, { date: on })),
    note: reason ?? words.noReason,
    badge: null,
  }));
  return counted(section(words.promises, lines, { locale, empty: words.allKept, most: MOST }), misses.total, locale);
}

function meetingSection(
  { name, start: { date, time }, theme, composed, agenda }: WeeklyBriefData['meetings'][number],
  locale: MailLocale,
): SectionView {
  const words = wordsOf(locale).brief;
  const when = { date: shortDate(date, locale), weekday: weekdayName(date, locale), time };
  const lines = agenda.items.map(({ code, title, unit, carried }): Line => ({
    title: joined(code, title),
    meta: joined(theme, unit, composed ? words.asComposed : words.asItWouldBe),
    badge: carried > 0 ? { text: fill(words.carried, { n: carried }), tone: 'soon' } : null,
  }));
  const made = section(fill(words.next, { name, ...when }), lines, { locale, empty: words.nothingOn, most: MOST });
  return counted(made, agenda.total, locale);
}

function colourSection({ colours }: WeeklyBriefData, locale: MailLocale): SectionView {
  const words = wordsOf(locale).brief;
  const word = (colour: (typeof colours.items)[number]['from']): string =>
    colour === null ? words.noTable : words.colours[colour];
  const lines = colours.items.map(({ subject, id, name, from, to, month }): Line => ({
    title: subject === 'project' ? coded({ code: id, name }) : name,
    meta: fill(words.change, { month, from: word(from), to: word(to) }),
    badge: to === 'red' ? { text: words.colours.red, tone: 'late' } : null,
  }));
  return counted(section(words.changes, lines, { locale, empty: '', most: MOST }), colours.total, locale);
}
