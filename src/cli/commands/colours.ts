import type { Command } from 'commander';
import type {
  ColourTableAnswer,
  CompareColoursAnswer,
  EditionAnswer,
  EditionTableAnswer,
  PublishColoursAnswer,
  WhyColourAnswer,
} from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { COLOUR, SUBJECT } from '../evaluation-words.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { countOf, dateOf, wordOf } from '../values.ts';
import { showColours, showComparison, showEdition, showEditions, showWhy, tellPublished } from '../views/colours.ts';

/** 亮灯 (domain §2): seen as of any day, explained, tried under other rules, published edition by edition. */
export function addColourCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.evaluation;
  const colours = program.command('colours').alias('亮灯').description(help.coloursGroup);
  addReads(colours, setup);
  addPublishing(colours, setup);
}

function addReads(colours: Command, setup: Setup): void {
  const { help } = setup.texts.evaluation;
  const { options } = help;
  colours
    .command('show')
    .description(help.show)
    .option('--month <month>', options.month)
    .option('--on <date>', options.on)
    .option('--rules <name>', options.rules)
    .option('--colour <colour>', options.colour)
    .option('--subject <subject>', options.subject)
    .option('--county <county>', options.county)
    .option('--all', options.all)
    .addHelpText(
      'after',
      examples(setup, 'colours show', 'colours show --month 2026-10 --colour 红', 'colours show --on 2026-11-03 --all'),
    )
    .action(setup.run(show));
  colours
    .command('why')
    .description(help.why)
    .option('--project <code>', options.project)
    .option('--county <county>', options.county)
    .option('--month <month>', options.month)
    .option('--on <date>', options.on)
    .option('--rules <name>', options.rules)
    .addHelpText(
      'after',
      examples(setup, 'colours why --project P-2026-0001', 'colours why --county 南安市 --month 2026-10'),
    )
    .action(setup.run(why));
  colours
    .command('compare')
    .description(help.compare)
    .requiredOption('--rules <a,b>', options.rulesOfTwo)
    .requiredOption('--from <month>', options.from)
    .requiredOption('--to <month>', options.to)
    .addHelpText('after', examples(setup, 'colours compare --rules points@1,relative@1 --from 2026-01 --to 2026-10'))
    .action(setup.run(compare));
}

function addPublishing(colours: Command, setup: Setup): void {
  const { help } = setup.texts.evaluation;
  const { options } = help;
  changing(colours.command('publish'), setup)
    .description(help.publish)
    .requiredOption('--month <month>', options.publishMonth)
    .option('--reason <text>', options.reason)
    .option('--rules <name>', options.rules)
    .addHelpText(
      'after',
      examples(setup, 'colours publish --month 2026-10', 'colours publish --month 2026-10 --reason 两县逾期补报'),
    )
    .action(setup.run(publish));
  colours
    .command('history [month]')
    .description(help.history)
    .option('--edition <n>', options.edition)
    .addHelpText(
      'after',
      examples(setup, 'colours history', 'colours history 2026-10', 'colours history 2026-10 --edition 1'),
    )
    .action(setup.run(history));
}

interface Looked {
  month?: string;
  on?: string;
  rules?: string;
  county?: string;
}

/** Dates as people write them; whether a month or a day may stand there is the server's to say. */
const lookedAt = ({ month, on, rules, county }: Looked) => ({
  month: month === undefined ? undefined : dateOf(month),
  on: on === undefined ? undefined : dateOf(on),
  rules,
  county,
});

const show: Work<Looked & { colour?: string; subject?: string; all?: boolean }> = async (session, _args, options) => {
  const { colour, subject, all = false } = options;
  const table = await session.client.get<ColourTableAnswer>(paths.colours, {
    ...lookedAt(options),
    colour: colour === undefined ? undefined : wordOf(COLOUR, colour, session.place('--colour')),
    subject: subject === undefined ? undefined : wordOf(SUBJECT, subject, session.place('--subject')),
  });
  // Whoever names a colour wants all that have it.
  await session.out.show(table, () => showColours(session, table, all || colour !== undefined));
};

const why: Work<Looked & { project?: string }> = async (session, _args, { project, ...options }) => {
  if ((project === undefined) === (options.county === undefined)) {
    throw misused('projectOrCounty', session.texts.evaluation.projectOrCounty);
  }
  const answer = await session.client.get<WhyColourAnswer>(paths.whyColour, { ...lookedAt(options), project });
  await session.out.show(answer, () => showWhy(session, answer));
};

const compare: Work<{ rules: string; from: string; to: string }> = async (session, _args, { rules, from, to }) => {
  const query = { rules: rules.replace('\uff0c', ','), from: dateOf(from), to: dateOf(to) };
  const answer = await session.client.get<CompareColoursAnswer>(paths.compareColours, query);
  await session.out.show(answer, () => showComparison(session, answer));
};

const publish: Work<{ month: string; reason?: string; rules?: string }> = async (session, _args, options) => {
  const { month, reason, rules } = options;
  const body = given({ month: dateOf(month), reason, rules });
  const answer = await session.client.change<PublishColoursAnswer>('POST', paths.colourEditions, {
    body,
    key: session.key,
  });
  await session.out.show(answer, () => tellPublished(session, answer));
};

const history: Work<{ edition?: string }> = async (session, [month], { edition }) => {
  if (month === undefined) {
    const found = await session.client.list<EditionAnswer>(paths.colourEditions);
    return session.out.show(found, () => showEditions(session, found));
  }
  const number = edition === undefined ? undefined : countOf(edition, 100_000, session.place('--edition'));
  const table = await session.client.get<EditionTableAnswer>(paths.colourEdition(dateOf(month), number));
  return session.out.show(table, () => showEdition(session, table));
};
