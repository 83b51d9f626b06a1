import type { Writable } from 'node:stream';
import { COLOUR_WORDS } from '../contract/catalogue/colours.ts';
import { STAGE_WORDS } from '../contract/catalogue/words.ts';
import {
  BRIEF_STAGES,
  BRIEF_STANDINGS,
  type BriefColour,
  type BriefContent,
  type BriefMeeting,
  type BriefProblem,
  type BriefProject,
  type BriefPromises,
} from '../domain/brief/types.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { Week } from '../domain/calendar/weeks.ts';
import { BRIEF_WORDS, LEDGER_WORDS } from './ledger-words.ts';
import { MONEY, TableWriter, WHOLE, type SheetColumn } from './write-tables-xlsx.ts';

export interface BriefBook {
  week: Week;
  content: BriefContent;
  /** People stand in the content by their ids. */
  names: { person(id: string | null): string | null };
  clock: LocalClock;
}

interface Told<Item> {
  what: string;
  item: Item;
}
type Miss = BriefPromises['misses']['items'][number];
type OnAgenda = BriefMeeting['agenda']['items'][number];

/** The lists of a weekly brief as a workbook: a sheet each. */
export async function writeBriefXlsx(out: Writable, { week, content, names, clock }: BriefBook): Promise<void> {
  const writer = new TableWriter(out);
  const add = <Line>(name: keyof typeof SHEETS, columns: readonly SheetColumn<Line>[], lines: readonly Line[]) =>
    writer.add({
      name: SHEETS[name],
      title: BRIEF_WORDS.title(week, SHEETS[name]),
      subtitle: BRIEF_WORDS.subtitle,
      ...{ frozenColumns: 2, columns, rows: onePage(lines) },
    });
  const { projects, problems, promises, meetings, colours } = content;
  await add(
    'projects',
    projectColumns(names),
    BRIEF_STAGES.flatMap(stage => told(STAGE_WORDS[stage].zh, projects[stage].items)),
  );
  await add(
    'problems',
    PROBLEM_COLUMNS,
    BRIEF_STANDINGS.flatMap(standing => told(BRIEF_WORDS.standings[standing], problems[standing].items)),
  );
  await add('promises', MISS_COLUMNS, promises.misses.items);
  await add(
    'agenda',
    AGENDA_COLUMNS,
    meetings.flatMap(({ name, startMs, agenda }) => {
      const { date, time } = clock.toLocal(startMs);
      return told(`${date} ${time} ${name}`, agenda.items);
    }),
  );
  await add('colours', COLOUR_COLUMNS, colours.items);
  await writer.end({ name: LEDGER_WORDS.notes, lines: BRIEF_WORDS.noteLines });
}

const { sheets: SHEETS, heads: HEADS } = BRIEF_WORDS;

const told = <Item>(what: string, items: readonly Item[]): Told<Item>[] => items.map(item => ({ what, item }));

async function* onePage<Line>(lines: readonly Line[]): AsyncGenerator<readonly Line[]> {
  yield lines;
}

const text = <Line>(
  header: string,
  width: number,
  value: (line: Line) => string | number | null,
): SheetColumn<Line> => ({ header, width, format: WHOLE, isDate: false, value: line => value(line) ?? undefined });
const day = <Line>(header: string, value: (line: Line) => string | null): SheetColumn<Line> => ({
  ...text(header, 12, value),
  isDate: true,
});

const projectColumns = (names: BriefBook['names']): readonly SheetColumn<Told<BriefProject>>[] => [
  text(HEADS.what, 10, ({ what }) => what),
  text(HEADS.code, 16, ({ item }) => item.code),
  text(HEADS.project, 36, ({ item }) => item.name),
  text(HEADS.county, 14, ({ item }) => item.county),
  text(HEADS.investor, 28, ({ item }) => item.investor),
  { ...text<Told<BriefProject>>(HEADS.investment, 14, ({ item }) => item.investmentWan), format: MONEY },
  text(HEADS.leader, 12, ({ item }) => names.person(item.leaderId)),
  day(HEADS.on, ({ item }) => item.on),
];

const PROBLEM_COLUMNS: readonly SheetColumn<Told<BriefProblem>>[] = [
  text(HEADS.what, 10, ({ what }) => what),
  text(HEADS.code, 16, ({ item }) => item.code),
  text(HEADS.problem, 44, ({ item }) => item.title),
  text(HEADS.county, 14, ({ item }) => item.county),
  text(HEADS.unit, 20, ({ item }) => item.unit),
  day(HEADS.due, ({ item }) => item.dueOn),
];

const MISS_COLUMNS: readonly SheetColumn<Miss>[] = [
  text(HEADS.unit, 20, ({ unit }) => unit),
  text(HEADS.promise, 44, ({ title }) => title),
  day(HEADS.promised, ({ on }) => on),
  text(HEADS.reason, 44, ({ reason }) => reason),
];

const AGENDA_COLUMNS: readonly SheetColumn<Told<OnAgenda>>[] = [
  text(HEADS.meeting, 32, ({ what }) => what),
  text(HEADS.code, 16, ({ item }) => item.code),
  text(HEADS.item, 44, ({ item }) => item.title),
  text(HEADS.unit, 20, ({ item }) => item.unit),
  text(HEADS.carried, 10, ({ item }) => item.carried),
];

const colourName = (colour: BriefColour['from']): string =>
  colour === null ? BRIEF_WORDS.none : COLOUR_WORDS[colour].zh;

const COLOUR_COLUMNS: readonly SheetColumn<BriefColour>[] = [
  text(HEADS.month, 10, ({ month }) => month),
  text(HEADS.code, 16, ({ subject, id }) => (subject === 'project' ? id : null)),
  text(HEADS.subject, 36, ({ name }) => name),
  text(HEADS.before, 10, ({ from }) => colourName(from)),
  text(HEADS.now, 10, ({ to }) => colourName(to)),
];
