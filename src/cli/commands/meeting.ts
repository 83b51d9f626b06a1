import type { Command } from 'commander';
import type {
  MeetingAnswer,
  MeetingCommandAnswer,
  MeetingDetailAnswer,
  SeriesAnswer,
  SeriesCommandAnswer,
} from '../answers.ts';
import { changing, collect, examples, given } from '../building.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { countOf, wordOf } from '../values.ts';
import { showMeeting, showMeetings, showSeries, tellMeetingCommand, tellSeriesCommand } from '../views/meeting.ts';
import { HOLIDAY_RULE, MEETING_STATUS, RESPONSE, RHYTHM, WEEKDAY } from '../words.ts';
import { addAttendeesCommand } from './attendees.ts';
import { addAgendaCommands, partsOf } from './agenda.ts';
import { addCollectionCommands } from './collection.ts';
import { addMinutesCommands } from './minutes.ts';
import { addOfficeCalendar } from './office-calendar.ts';

/** A series is what the office decided, a meeting one occurrence of it, named `<series>/<planned date>` wherever it moves (domain §4). */
export function addMeetingCommands(program: Command, setup: Setup): void {
  const { run } = setup;
  const { options, meeting: help } = setup.texts.help;
  const meeting = program.command('meeting').description(help.group);
  addSeriesCommands(meeting.command('series').description(help.seriesGroup), setup);
  meeting
    .command('list')
    .description(help.list)
    .option('--series <id>', options.series)
    .option('--status <status>', options.meetingStatus)
    .addHelpText('after', examples(setup, 'meeting list --series weekly'))
    .action(run(list));
  addOfficeCalendar(meeting, setup);
  meeting
    .command('show <meeting>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'meeting show weekly/2026-11-30'))
    .action(run(show));
  changing(meeting.command('trigger <series>'), setup)
    .description(help.trigger)
    .addHelpText('after', examples(setup, 'meeting trigger weekly'))
    .action(run(trigger));
  addCall(meeting, setup);
  addChanges(meeting, setup);
  addAgendaCommands(meeting, setup);
  addMinutesCommands(meeting, setup);
  addCollectionCommands(meeting, setup);
}

function addCall(meeting: Command, setup: Setup): void {
  const { options, meeting: help } = setup.texts.help;
  changing(meeting.command('call <id>'), setup)
    .description(help.call)
    .option('--name <name>', options.name)
    .option('--date <date>', options.meetingDay)
    .option('--time <HH:mm>', options.time)
    .option('--duration <minutes>', options.duration)
    .option('--venue <text>', options.venue)
    .requiredOption('--chair <person>', options.chair)
    .option('--attendee <person>', options.attendee, collect, [])
    .option('--topic <text>', options.topic)
    .option('--problem <code>', options.aboutProblem, collect, [])
    .option('--whistle <code>', options.calledByWhistle)
    .addHelpText(
      'after',
      examples(
        setup,
        'meeting call zt-1203 --name 用地专题会 --date 2026-12-03 --time 15:00 --venue 项目现场 --chair lin --attendee lin --problem W-2026-0007',
        'meeting call cs-0004 --whistle S-2026-0004 --chair lin',
      ),
    )
    .action(setup.run(call));
}

function addChanges(meeting: Command, setup: Setup): void {
  const { run } = setup;
  const { options, meeting: help } = setup.texts.help;
  changing(meeting.command('move <meeting>'), setup)
    .description(help.move)
    .requiredOption('--date <date>', options.newDate)
    .requiredOption('--time <HH:mm>', options.time)
    .option('--venue <text>', options.venue)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText(
      'after',
      examples(setup, 'meeting move weekly/2026-11-30 --date 2026-12-01 --time 15:00 --reason 市领导外出'),
    )
    .action(run(move));
  changing(meeting.command('cancel <meeting>'), setup)
    .description(help.cancel)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'meeting cancel weekly/2026-11-30 --reason 与全市大会冲突'))
    .action(run(cancel));
  const { answer: does, options: asks } = setup.texts.post.help;
  changing(meeting.command('answer <meeting> <response>'), setup)
    .description(does)
    .option('--person <id>', asks.whose)
    .option('--deputy <name>', asks.deputy)
    .option('--note <text>', asks.note)
    .addHelpText(
      'after',
      examples(
        setup,
        'meeting answer weekly/2026-11-30 参加',
        'meeting answer weekly/2026-11-30 委派他人 --deputy 王小明 --person lin',
      ),
    )
    .action(run(answer));
}

function addSeriesCommands(series: Command, setup: Setup): void {
  const { run } = setup;
  const { options, meeting: help } = setup.texts.help;
  series
    .command('list')
    .description(help.seriesList)
    .addHelpText('after', examples(setup, 'meeting series list'))
    .action(run(listSeries));
  changing(series.command('define <id>'), setup)
    .description(help.seriesDefine)
    .requiredOption('--name <name>', options.name)
    .option('--weekday <day>', options.weekday)
    .option('--every <rhythm>', options.every)
    .option('--month <number>', options.month)
    .option('--nth <number>', options.nth)
    .option('--day <number>', options.monthDay)
    .requiredOption('--time <HH:mm>', options.time)
    .option('--duration <minutes>', options.duration)
    .requiredOption('--venue <text>', options.venue)
    .requiredOption('--chair <person>', options.chair)
    .requiredOption('--attendee <person>', options.attendee, collect, [])
    .option('--theme <text>', options.theme, collect, [])
    .option('--holiday <rule>', options.holiday)
    // The example takes two lines of the help; the second is no command of its own.
    .addHelpText(
      'after',
      examples(
        setup,
        'meeting series define weekly --name 周调度会 --weekday 周一 --time 09:00 --venue 三楼会议室 \\',
        '    --chair lin --attendee lin --attendee chen --theme 增资扩产 --theme 项目落地投产 --holiday 提前',
      ).replace('$ dispatch     --chair', '      --chair') +
        examples(
          setup,
          'meeting series define monthly --name 月例会 --every 每月 --day 4 --time 09:00 --venue 三楼会议室 --chair lin --attendee lin',
          'meeting series define rally --name 季拉练 --every 每季 --weekday 周五 --nth 2 --time 08:30 --venue 现场 --chair lin --attendee lin',
        ),
    )
    .action(run(define));
  addAttendeesCommand(series, setup);
  changing(series.command('pause <id>'), setup)
    .description(help.seriesPause)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'meeting series pause weekly --reason 换届'))
    .action(run(pause));
  changing(series.command('resume <id>'), setup)
    .description(help.seriesResume)
    .option('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'meeting series resume weekly'))
    .action(run(resume));
}

const listSeries: Work<object> = async session => {
  const found = await session.client.list<SeriesAnswer>(paths.allSeries);
  await session.out.show(found, () => showSeries(session, found));
};

/** Defining again replaces the whole definition; an option left out goes back to its default. */
interface DefineOptions {
  name: string;
  weekday?: string;
  every?: string;
  month?: string;
  nth?: string;
  day?: string;
  time: string;
  duration?: string;
  venue: string;
  chair: string;
  attendee: string[];
  theme: string[];
  holiday?: string;
}

/** Told on the command line without `--every`, a day means the month. */
function rhythmFrom(session: Session, { every, month, nth, day }: DefineOptions): object | undefined {
  if ([every, month, nth, day].every(option => option === undefined)) return undefined;
  const whole = (text: string | undefined, most: number, option: string): number | undefined =>
    text === undefined ? undefined : countOf(text, most, session.place(option));
  return given({
    every: every === undefined ? 'month' : wordOf(RHYTHM, every, session.place('--every')),
    month: whole(month, 12, '--month'),
    nth: nth === '-1' || nth === '最后' ? -1 : whole(nth, 4, '--nth'),
    day: whole(day, 31, '--day'),
  });
}

const minutesFrom = (session: Session, text: string | undefined): number | undefined =>
  text === undefined ? undefined : countOf(text, LONGEST_MINUTES, session.place('--duration'));

/** A day: nothing longer is a meeting. */
const LONGEST_MINUTES = 1440;

const define: Work<DefineOptions> = async (session, [id = ''], options) => {
  const { name, weekday, time, duration, venue, chair, attendee, theme, holiday } = options;
  const body = given({
    name,
    weekday: weekday === undefined ? undefined : Number(wordOf(WEEKDAY, weekday, session.place('--weekday'))),
    rhythm: rhythmFrom(session, options),
    time,
    durationMinutes: minutesFrom(session, duration),
    venue,
    chair,
    attendees: attendee,
    themes: theme.length === 0 ? undefined : theme,
    holidayRule: holiday === undefined ? undefined : wordOf(HOLIDAY_RULE, holiday, session.place('--holiday')),
  });
  const answer = await session.client.change<SeriesCommandAnswer>('PUT', paths.series(id), { body, key: session.key });
  await tellSeriesCommand(session, answer);
};

interface CallOptions {
  name?: string;
  date?: string;
  time?: string;
  duration?: string;
  venue?: string;
  chair: string;
  attendee: string[];
  topic?: string;
  problem: string[];
  whistle?: string;
}

/** A meeting outside any series; it is opened at once and goes through the same timetable. */
const call: Work<CallOptions> = async (session, [id = ''], options) => {
  const { name, date, time, duration, venue, chair, attendee, topic, problem, whistle } = options;
  const body = given({
    ...{ name, date, time, durationMinutes: minutesFrom(session, duration), venue, chair, topic, whistle },
    attendees: attendee.length === 0 ? undefined : attendee,
    problems: problem.length === 0 ? undefined : problem,
  });
  const path = paths.seriesCommand(id, 'call');
  await tellSeriesCommand(session, await session.client.change('POST', path, { body, key: session.key }));
};

/** No further meeting is opened; those that are open already still take place. */
const pause: Work<{ reason: string }> = async (session, [id = ''], { reason }) => {
  const path = paths.seriesCommand(id, 'pause');
  await tellSeriesCommand(session, await session.client.change('POST', path, { body: { reason }, key: session.key }));
};

const resume: Work<{ reason?: string }> = async (session, [id = ''], { reason }) => {
  const path = paths.seriesCommand(id, 'resume');
  await tellSeriesCommand(
    session,
    await session.client.change('POST', path, { body: given({ reason }), key: session.key }),
  );
};

const list: Work<{ series?: string; status?: string }> = async (session, _args, { series, status }) => {
  const found = await session.client.list<MeetingAnswer>(paths.meetings, {
    series,
    status: status === undefined ? undefined : wordOf(MEETING_STATUS, status, session.place('--status')),
  });
  await session.out.show(found, () => showMeetings(session, found));
};

const show: Work<object> = async (session, [id = '']) => {
  const meeting = await session.client.get<MeetingDetailAnswer>(paths.meeting(...partsOf(session, id)));
  await session.out.show(meeting, () => showMeeting(session, meeting));
};

/** For the day on which the reminder must not wait for its instant; asking twice with one key sends once. */
const trigger: Work<object> = async (session, [series = '']) => {
  const path = paths.seriesCommand(series, 'trigger');
  const answer = await session.client.change<MeetingCommandAnswer>('POST', path, { body: {}, key: session.key });
  await tellMeetingCommand(session, answer);
};

const move: Work<{ date: string; time: string; venue?: string; reason: string }> = (session, [id = ''], options) => {
  const { date, time, venue, reason } = options;
  return change(session, { id, name: 'move', body: given({ date, time, venue, reason }) });
};

const cancel: Work<{ reason: string }> = (session, [id = ''], { reason }) =>
  change(session, { id, name: 'cancel', body: { reason } });

const answer: Work<{ person?: string; deputy?: string; note?: string }> = (session, [id = '', said = ''], options) => {
  const response = wordOf(RESPONSE, said, session.place('response'));
  return change(session, { id, name: 'answer', body: given({ ...options, response }) });
};

async function change(
  session: Session,
  { id, name, body }: { id: string; name: 'move' | 'cancel' | 'answer'; body: object },
): Promise<void> {
  const path = paths.meetingCommand(...partsOf(session, id), name);
  await tellMeetingCommand(
    session,
    await session.client.change<MeetingCommandAnswer>('POST', path, { body, key: session.key }),
  );
}
