import type { Command } from 'commander';
import type { List, RebuildAnswer, ScheduleDifferenceAnswer } from '../answers.ts';
import { changing, examples } from '../building.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';

/** Commands of whoever runs the product: schedules, settings, rebuild. */
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
  program
    .command('settings')
    .description(help.settingsGroup)
    .command('show')
    .description(help.settingsShow)
    .addHelpText('after', examples(setup, 'settings show', 'settings show --json'))
    .action(run(showSettings));
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

interface SettingsAnswer {
  /** The office's day they are in force on. */
  day: string;
  settings: Record<string, unknown>;
}

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

const showSettings: Work<object> = async session => {
  const answer = await session.client.get<SettingsAnswer>(paths.settings);
  await session.out.show(answer, () => {
    session.out.line(session.texts.settingsOf(answer));
    session.out.details(leaves(answer.settings));
  });
};

/** `{ problem: { leadWorkingDays: 7 } }` → `problem.leadWorkingDays  7`; lists stay in one line. */
function leaves(value: Record<string, unknown>, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    const place = path === '' ? name : `${path}.${name}`;
    const isBranch = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    if (isBranch) return leaves(inner as Record<string, unknown>, place);
    return [[place, typeof inner === 'string' ? inner : JSON.stringify(inner)]];
  });
}

/** For administrators, after Temporal was wiped or restored; doing it twice is doing it once. */
const rebuild: Work<object> = async session => {
  const answer = await session.client.change<RebuildAnswer>('POST', paths.rebuild, { key: session.key });
  await session.out.show(answer, () => session.out.line(session.texts.rebuilt(answer)));
};
