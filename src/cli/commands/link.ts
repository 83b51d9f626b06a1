import type { Command } from 'commander';
import type { LinkAnswer, MadeLinkAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { countOf, wordOf } from '../values.ts';
import { showLinks, tellLink, tellRevoked } from '../views/link.ts';
import { LINK_PURPOSE } from '../words.ts';

/** One-click links (domain, "One-click links"): those of mails are made by the mails; here is what people do with them by hand. */
export function addLinkCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.link;
  const link = program.command('link').alias('链接').description(help.group);
  link
    .command('list <problem>')
    .description(help.list)
    .addHelpText('after', examples(setup, 'link list Q-2026-0001'))
    .action(setup.run(list));
  changing(link.command('make <problem> <purpose>'), setup)
    .description(help.make)
    .option('--for <person>', help.options.for)
    .option('--firm <name>', help.options.firm)
    .option('--days <n>', help.options.days)
    .addHelpText(
      'after',
      examples(
        setup,
        'link make Q-2026-0001 答复 --for chen',
        'link make Q-2026-0001 回访 --firm 晶旭半导体 --days 30',
      ),
    )
    .action(setup.run(make));
  changing(link.command('revoke <id>'), setup)
    .description(help.revoke)
    .addHelpText('after', examples(setup, 'link revoke 1f0c8a52d7e94b36'))
    .action(setup.run(revoke));
}

const list: Work<object> = async (session, [problem = '']) => {
  const found = await session.client.list<LinkAnswer>(paths.links, { problem });
  await session.out.show(found, () => showLinks(session, found));
};

const make: Work<{ for?: string; firm?: string; days?: string }> = async (
  session,
  [problem = '', purpose = ''],
  { for: person, firm, days },
) => {
  if ((person === undefined) === (firm === undefined)) throw misused('required', session.texts.link.personOrFirm);
  const body = given({
    purpose: wordOf(LINK_PURPOSE, purpose, session.place('purpose')),
    problem,
    person,
    firm,
    days: days === undefined ? undefined : countOf(days, 90, session.place('--days')),
  });
  await tellLink(session, await session.client.change<MadeLinkAnswer>('POST', paths.links, { body, key: session.key }));
};

const revoke: Work<object> = async (session, [id = '']) => {
  await tellRevoked(session, await session.client.change<LinkAnswer>('DELETE', paths.link(id), { key: session.key }));
};
