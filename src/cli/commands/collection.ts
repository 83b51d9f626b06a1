import type { Command } from 'commander';
import type { CollectionAnswer, CollectionCommandAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { showCollection, tellCollection } from '../views/collection.ts';
import { partsOf } from './agenda.ts';

/** What the units of a meeting report before it. */
export function addCollectionCommands(meeting: Command, setup: Setup): void {
  const { help } = setup.texts.collection;
  meeting
    .command('collection <meeting>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'meeting collection weekly/2026-11-30'))
    .action(setup.run(show));
  changing(meeting.command('report <meeting>'), setup)
    .description(help.report)
    .option('--no-change', help.options.noChange)
    .option('--note <text>', help.options.note)
    .option('--unit <unit>', help.options.unit)
    .addHelpText(
      'after',
      examples(
        setup,
        'meeting report weekly/2026-11-30 --no-change',
        'meeting report weekly/2026-11-30 --unit nanan --note 电话已报两个项目',
      ),
    )
    .action(setup.run(report));
}

const show: Work<object> = async (session, [id = '']) => {
  const collection = await session.client.get<CollectionAnswer>(paths.collection(...partsOf(session, id)));
  await session.out.show(collection, () => showCollection(session, collection));
};

/** `--no-change` is how commander writes the absence of a change. */
const report: Work<{ change: boolean; note?: string; unit?: string }> = async (
  session,
  [id = ''],
  { change, note, unit },
) => {
  const answer = await session.client.change<CollectionCommandAnswer>(
    'POST',
    paths.collection(...partsOf(session, id)),
    { body: given({ unit, note, noChange: !change }), key: session.key },
  );
  await tellCollection(session, answer);
};
