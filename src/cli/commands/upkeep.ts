import type { Command } from 'commander';
import type { List, RebuildAnswer, ScheduleDifferenceAnswer } from '../answers.ts';
import { changing, examples } from '../building.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';

/** Commands of whoever runs the product: schedules, rebuild. */
export function addUpkeepCommands(program: Command, setup: Setup): void {
  const { run } = setup;
  const { upkeep: help } = setup.texts.help;
  const schedules = program.command('schedules').description(help.schedulesGroup);
  schedules
    .command('diff')
    .description(help.schedulesDiff)
    .addHelpText('after', examples(setup, 'schedules diff'))
    .action(run(diff));
  changing(schedules.command('apply'), setup)
    .description(help.schedulesApply)
    .addHelpText('after', examples(setup, 'schedules apply'))
    .action(run(apply));
  changing(program.command('rebuild'), setup)
    .description(help.rebuild)
    .addHelpText('after', examples(setup, 'rebuild'))
    .action(run(rebuild));
}

/** Exit code 0 also where something differs: a difference is an answer, not a failure. */
const diff: Work<object> = async session => {
  const { items, total } = await session.client.get<List<ScheduleDifferenceAnswer>>(paths.schedules);
  const found = { items, total };
  await session.out.show(found, () => showDifferences(session, found));
};

const apply: Work<object> = async session => {
  const path = paths.schedulesApply;
  const { items } = await session.client.change<List<ScheduleDifferenceAnswer>>('POST', path, { key: session.key });
  const done = { items, total: items.length };
  await session.out.show(done, () => showDifferences(session, done));
};

/** As a diff shows it. */
const SIGNS = { create: '+', update: '~', delete: '-', same: '=' } as const;

function showDifferences({ out, texts }: Session, { items }: List<ScheduleDifferenceAnswer>): void {
  const paint = { create: out.colors.green, update: out.colors.yellow, delete: out.colors.red, same: out.colors.dim };
  for (const { id, action, changes } of items) {
    out.styled(paint[action](`${SIGNS[action]} ${id}`));
    for (const { field, wanted, found } of changes) {
      out.line(`    ${field}: ${JSON.stringify(found)} → ${JSON.stringify(wanted)}`);
    }
  }
  const different = items.filter(({ action }) => action !== 'same').length;
  out.styled(out.colors.dim(texts.schedules({ total: items.length, different })));
}

/** For administrators, after Temporal was wiped or restored; doing it twice is doing it once. */
const rebuild: Work<object> = async session => {
  const answer = await session.client.change<RebuildAnswer>('POST', paths.rebuild, { key: session.key });
  await session.out.show(answer, () => session.out.line(session.texts.rebuilt(answer)));
};
