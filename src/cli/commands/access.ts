import type { Command } from 'commander';
import type { AccessAnswer, MyAccessAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { wordOf } from '../values.ts';
import { showAccess, showMyAccess } from '../views/access.ts';
import { ROLE } from '../words.ts';

/** The server's table as it is; what it lets through is decided there, never here. */
export function addAccessCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.access;
  const access = program.command('access').description(help.group);
  access
    .command('show')
    .description(help.show)
    .option('--role <role>', help.role)
    .addHelpText('after', examples(setup, 'access show', 'access show --role 县区专员'))
    .action(setup.run(show));
  program
    .command('whoami')
    .description(help.whoami)
    .addHelpText('after', examples(setup, 'whoami'))
    .action(setup.run(whoami));
}

const show: Work<{ role?: string }> = async (session, _args, { role }) => {
  const asked = { role: role === undefined ? undefined : wordOf(ROLE, role, session.place('--role')) };
  const found = await session.client.get<AccessAnswer>(paths.access, asked);
  await session.out.show(found, () => showAccess(session, found));
};

const whoami: Work<object> = async session => {
  const found = await session.client.get<MyAccessAnswer>(paths.myAccess);
  await session.out.show(found, () => showMyAccess(session, found));
};
