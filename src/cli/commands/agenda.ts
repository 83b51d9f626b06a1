import type { Command } from 'commander';
import type { AgendaAnswer, AgendaCommandAnswer, MeetingCommandAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { plannedDateOf, seriesOfMeeting } from '../../contract/names.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { countOf, wordOf } from '../values.ts';
import { showAgenda, tellAgenda } from '../views/agenda.ts';
import { tellMeetingCommand } from '../views/meeting.ts';
import { MEETING_STEP } from '../words.ts';

/** The agenda of a meeting, and the steps of its timetable that somebody takes out. */
export function addAgendaCommands(meeting: Command, setup: Setup): void {
  const { help } = setup.texts.agenda;
  const agenda = meeting.command('agenda').description(help.group);
  agenda
    .command('show <meeting>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'meeting agenda show weekly/2026-11-30'))
    .action(setup.run(show));
  addItems(agenda, setup);
  changing(agenda.command('approve <meeting>'), setup)
    .description(help.approve)
    .addHelpText('after', examples(setup, 'meeting agenda approve weekly/2026-11-30'))
    .action(setup.run(approve));
  changing(meeting.command('skip-step <meeting> <step>'), setup)
    .description(help.skipStep)
    .requiredOption('--reason <text>', help.options.reason)
    .addHelpText('after', examples(setup, 'meeting skip-step weekly/2026-11-30 催审议程 --reason 主持人已当面审定'))
    .action(setup.run(skipStep));
}

function addItems(agenda: Command, setup: Setup): void {
  const { run } = setup;
  const { help } = setup.texts.agenda;
  const { options } = help;
  changing(agenda.command('add <meeting>'), setup)
    .description(help.add)
    .requiredOption('--title <text>', options.title)
    .option('--unit <unit>', options.unit)
    .option('--minutes <minutes>', options.minutes)
    .option('--place <number>', options.place)
    .addHelpText(
      'after',
      examples(setup, 'meeting agenda add weekly/2026-11-30 --title 四季度冲刺安排 --unit fgw --minutes 10 --place 1'),
    )
    .action(run(add));
  changing(agenda.command('drop <meeting> <no>'), setup)
    .description(help.drop)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'meeting agenda drop weekly/2026-11-30 3 --reason 已另行协调'))
    .action(run(drop));
  changing(agenda.command('move <meeting> <no> <place>'), setup)
    .description(help.move)
    .addHelpText('after', examples(setup, 'meeting agenda move weekly/2026-11-30 7 1'))
    .action(run(move));
  changing(agenda.command('time <meeting> <no> <minutes>'), setup)
    .description(help.time)
    .addHelpText('after', examples(setup, 'meeting agenda time weekly/2026-11-30 7 15'))
    .action(run(time));
}

const LONGEST_ITEM = 480;
const MOST_PLACES = 200;
const LAST_NO = 100_000;

/** The two parts of `<series>/<planned date>`. */
export function partsOf(session: Session, id: string): [string, string] {
  if (!/^[^/]+\/[^/]+$/.test(id)) throw misused('badMeetingId', session.texts.badMeetingId({ value: id }));
  return [seriesOfMeeting(id), plannedDateOf(id)];
}

const show: Work<object> = async (session, [id = '']) => {
  const agenda = await session.client.get<AgendaAnswer>(paths.agenda(...partsOf(session, id)));
  await session.out.show(agenda, () => showAgenda(session, agenda));
};

interface AddOptions {
  title: string;
  unit?: string;
  minutes?: string;
  place?: string;
}

const add: Work<AddOptions> = (session, [id = ''], { title, unit, minutes, place }) =>
  give(session, id, {
    name: 'add',
    body: given({
      ...{ title, unit },
      minutes: minutes === undefined ? undefined : countOf(minutes, LONGEST_ITEM, session.place('--minutes')),
      to: place === undefined ? undefined : countOf(place, MOST_PLACES, session.place('--place')),
    }),
  });

const noOf = (session: Session, typed: string): number => countOf(typed, LAST_NO, session.place('<no>'));

const drop: Work<{ reason: string }> = (session, [id = '', no = ''], { reason }) =>
  give(session, id, { name: 'drop', body: { no: noOf(session, no), reason } });

const move: Work<object> = (session, [id = '', no = '', place = '']) =>
  give(session, id, {
    name: 'move',
    body: { no: noOf(session, no), to: countOf(place, MOST_PLACES, session.place('<place>')) },
  });

const time: Work<object> = (session, [id = '', no = '', minutes = '']) =>
  give(session, id, {
    name: 'time',
    body: { no: noOf(session, no), minutes: countOf(minutes, LONGEST_ITEM, session.place('<minutes>')) },
  });

const approve: Work<object> = (session, [id = '']) => give(session, id, { name: 'approve', body: {} });

type Given = { name: 'add' | 'drop' | 'move' | 'time' | 'approve'; body: object };

async function give(session: Session, id: string, { name, body }: Given): Promise<void> {
  const path = paths.agendaCommand(...partsOf(session, id), name);
  const answer = await session.client.change<AgendaCommandAnswer>('POST', path, { body, key: session.key });
  await tellAgenda(session, answer);
}

const skipStep: Work<{ reason: string }> = async (session, [id = '', typed = ''], { reason }) => {
  const step = wordOf(MEETING_STEP, typed, session.place('<step>'));
  const path = paths.meetingCommand(...partsOf(session, id), 'skip-step');
  const answer = await session.client.change<MeetingCommandAnswer>('POST', path, {
    body: { step, reason },
    key: session.key,
  });
  await tellMeetingCommand(session, answer);
};
