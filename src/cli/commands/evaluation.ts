import type { Command } from 'commander';
import type { FourBatchesAnswer, PaceAnswer, SilenceAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import { BASIS, PACE_BY } from '../evaluation-words.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { dateOf, wordOf } from '../values.ts';
import { showFourBatches, showPace, showSilence } from '../views/evaluation.ts';

/** Tables over all projects (domain §2, §7), as of today or of any past day. */
export function addEvaluationCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.evaluation;
  const { options } = help;
  program
    .command('pace')
    .alias('序时')
    .description(help.pace)
    .option('--month <month>', options.month)
    .option('--basis <basis>', options.basis)
    .option('--by <rows>', options.by)
    .option('--county <county>', options.county)
    .option('--on <date>', options.on)
    .addHelpText(
      'after',
      examples(setup, 'pace', 'pace --month 2026-10 --basis 两种', 'pace --by 项目 --county 南安市'),
    )
    .action(setup.run(pace));
  program
    .command('four-batches')
    .alias('四个一批')
    .description(help.fourBatches)
    .option('--as-of <date>', options.asOf)
    .option('--year <year>', options.year)
    .addHelpText('after', examples(setup, 'four-batches', 'four-batches --as-of 2025-12-31'))
    .action(setup.run(fourBatches));
  program
    .command('silence')
    .description(help.silence)
    .option('--on <date>', options.on)
    .addHelpText('after', examples(setup, 'silence', 'silence --on 2026-11-04'))
    .action(setup.run(silence));
}

interface PaceOptions {
  month?: string;
  basis?: string;
  by?: string;
  county?: string;
  on?: string;
}

const maybeDate = (typed: string | undefined): string | undefined => (typed === undefined ? undefined : dateOf(typed));

const pace: Work<PaceOptions> = async (session, _args, { month, basis, by, county, on }) => {
  const answer = await session.client.get<PaceAnswer>(paths.pace, {
    month: maybeDate(month),
    on: maybeDate(on),
    basis: basis === undefined ? undefined : wordOf(BASIS, basis, session.place('--basis')),
    by: by === undefined ? undefined : wordOf(PACE_BY, by, session.place('--by')),
    county,
  });
  await session.out.show(answer, () => showPace(session, answer));
};

const fourBatches: Work<{ asOf?: string; year?: string }> = async (session, _args, { asOf, year }) => {
  const answer = await session.client.get<FourBatchesAnswer>(paths.fourBatches, { asOf: maybeDate(asOf), year });
  await session.out.show(answer, () => showFourBatches(session, answer));
};

const silence: Work<{ on?: string }> = async (session, _args, { on }) => {
  const answer = await session.client.get<SilenceAnswer>(paths.silence, { on: maybeDate(on) });
  await session.out.show(answer, () => showSilence(session, answer));
};
