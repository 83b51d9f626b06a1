import type { Command } from 'commander';
import type { ProblemFiguresAnswer, PromisesKeptAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import { saveExport } from '../export-file.ts';
import { paths } from '../paths.ts';
import { FIGURE_GROUP } from '../problem-words.ts';
import type { Setup, Work } from '../session.ts';
import { dateOf, wordOf } from '../values.ts';
import { showFigures, showPromises } from '../views/problem-figures.ts';
import { CATEGORY, PROBLEM_STATE } from '../words.ts';

/** What many problems say together: figures and promises kept. */
export function addProblemFigures(problem: Command, setup: Setup): void {
  const { help } = setup.texts.problemLedger;
  const { options } = help;
  problem
    .command('figures')
    .alias('统计')
    .description(help.figures)
    .option('--by <rows>', options.by)
    .option('--from <date>', options.from)
    .option('--to <date>', options.to)
    .option('--as-of <date>', options.asOf)
    .option('--county <county>', options.county)
    .option('--unit <id>', options.unit)
    .option('--category <category>', options.category)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem figures',
        'problem figures --by 类别 --county 南安市',
        'problem figures --by 月份 --from 2026-01-01 --to 2026-06-20 --as-of 2026-06-20',
      ),
    )
    .action(setup.run(figures));
  problem
    .command('promises')
    .alias('承诺')
    .description(help.promises)
    .option('--week <week>', options.week)
    .option('--unit <id>', options.unit)
    .option('--as-of <date>', options.asOf)
    .addHelpText('after', examples(setup, 'problem promises', 'problem promises --week 2026-W48 --unit land-office'))
    .action(setup.run(promises));
}

interface FiguresOptions {
  by?: string;
  from?: string;
  to?: string;
  asOf?: string;
  county?: string;
  unit?: string;
  category?: string;
}

const maybeDate = (typed: string | undefined): string | undefined => (typed === undefined ? undefined : dateOf(typed));

const figures: Work<FiguresOptions> = async (session, _args, { by, from, to, asOf, county, unit, category }) => {
  const answer = await session.client.get<ProblemFiguresAnswer>(paths.problemFigures, {
    by: by === undefined ? undefined : wordOf(FIGURE_GROUP, by, session.place('--by')),
    category: category === undefined ? undefined : wordOf(CATEGORY, category, session.place('--category')),
    ...{ from: maybeDate(from), to: maybeDate(to), asOf: maybeDate(asOf), county, unit },
  });
  await session.out.show(answer, () => showFigures(session, answer));
};

const promises: Work<{ week?: string; unit?: string; asOf?: string }> = async (session, _args, options) => {
  const { week, unit, asOf } = options;
  const answer = await session.client.get<PromisesKeptAnswer>(paths.promisesKept, {
    week,
    unit,
    asOf: maybeDate(asOf),
  });
  await session.out.show(answer, () => showPromises(session, answer));
};

export function addProblemExport(problem: Command, setup: Setup): void {
  const { help } = setup.texts.problemLedger;
  const { options } = help;
  problem
    .command('export <file>')
    .description(help.export)
    .option('--state <state>', options.state)
    .option('--project <code>', options.project)
    .option('--unit <id>', options.anyUnit)
    .option('--county <county>', options.county)
    .option('--category <category>', options.category)
    .option('--overdue', options.overdue)
    .option('--on-agenda', options.onAgenda)
    .option('--to-verify', setup.texts.problem.help.options.toVerify)
    .option('--on-the-spot', setup.texts.problem.help.options.onTheSpot)
    .option('--as-of <date>', options.asOf)
    .addHelpText(
      'after',
      examples(
        setup,
        'problem export 问题台账.xlsx',
        'problem export 销号台账.csv --state 已销号 --county 南安市 --as-of 2026-06-30',
      ),
    )
    .action(setup.run(exportProblems));
}

interface ExportOptions {
  state?: string;
  project?: string;
  unit?: string;
  county?: string;
  category?: string;
  overdue?: boolean;
  onAgenda?: boolean;
  toVerify?: boolean;
  onTheSpot?: boolean;
  asOf?: string;
}

const exportProblems: Work<ExportOptions> = async (session, [path = ''], { state, category, asOf, ...rest }) => {
  await saveExport(session, path, {
    address: paths.problemExport,
    query: {
      ...rest,
      state: state === undefined ? undefined : wordOf(PROBLEM_STATE, state, session.place('--state')),
      category: category === undefined ? undefined : wordOf(CATEGORY, category, session.place('--category')),
      asOf: maybeDate(asOf),
    },
  });
};
