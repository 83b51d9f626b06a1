import type { Command } from 'commander';
import type { MailPreferencesAnswer, MeAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dateOf, wordOf } from '../values.ts';
import { namedText } from '../views/common.ts';
import { MAIL_KIND, MUTABLE_MAIL_KIND } from '../words.ts';

/** What one does not want to read, and who reads for one while one is away. */
export function addMailPreferences(mail: Command, setup: Setup): void {
  const { help } = setup.texts.post.preferences;
  const { run } = setup;
  mail
    .command('preferences [person]')
    .description(help.show)
    .addHelpText('after', examples(setup, 'mail preferences'))
    .action(run(show));
  changing(mail.command('mute <kind>'), setup)
    .description(help.mute)
    .option('--person <id>', help.person)
    .addHelpText('after', examples(setup, 'mail mute 节点预警'))
    .action(run(mute(true)));
  changing(mail.command('unmute <kind>'), setup)
    .description(help.unmute)
    .option('--person <id>', help.person)
    .addHelpText('after', examples(setup, 'mail unmute 节点预警'))
    .action(run(mute(false)));
}

/** Among the commands on people: it is about somebody, and not about one mail. */
export function addAbsences(people: Command, setup: Setup): void {
  const { help } = setup.texts.post.preferences;
  changing(people.command('away <person>'), setup)
    .description(help.away)
    .requiredOption('--from <date>', help.from)
    .requiredOption('--to <date>', help.to)
    .requiredOption('--deputy <person>', help.deputy)
    .option('--reason <text>', setup.texts.help.options.reason)
    .addHelpText(
      'after',
      examples(setup, 'people away lin --from 2026-12-01 --to 2026-12-05 --deputy chen --reason 出差'),
    )
    .action(setup.run(away));
  changing(people.command('back <person> <absence>'), setup)
    .description(help.back)
    .addHelpText('after', examples(setup, 'mail preferences lin', 'people back lin 1f0c8a52'))
    .action(setup.run(back));
  changing(people.command('decline <person> <absence>'), setup)
    .description(help.decline)
    .addHelpText('after', examples(setup, 'mail preferences chen', 'people decline chen 1f0c8a52'))
    .action(setup.run(decline));
}

const decline: Work<object> = async (session, [person = '', absence = '']) => {
  const answer = await session.client.change('POST', paths.deputyDecline(person, absence), {
    body: {},
    key: session.key,
  });
  await session.out.show(answer, () => session.out.line(session.texts.post.preferences.declinedNow({ person })));
};

const whose = async (session: Session, typed: string | undefined): Promise<string> =>
  typed ?? (await session.client.get<MeAnswer>(paths.me)).id;

const show: Work<object> = async (session, [person]) =>
  tell(session, await session.client.get(paths.mailPreferences(await whose(session, person))));

const mute =
  (muted: boolean): Work<{ person?: string }> =>
  async (session, [kind = ''], { person }) => {
    const body = { kind: wordOf(MUTABLE_MAIL_KIND, kind, session.place('kind')), muted };
    const path = paths.mutes(await whose(session, person));
    await tell(session, await session.client.change('POST', path, { body, key: session.key }));
  };

const away: Work<{ from: string; to: string; deputy: string; reason?: string }> = async (
  session,
  [person = ''],
  { from, to, deputy, reason },
) => {
  const body = given({ from: dateOf(from), to: dateOf(to), deputy, reason });
  await tell(session, await session.client.change('POST', paths.absences(person), { body, key: session.key }));
};

const back: Work<object> = async (session, [person = '', absence = '']) => {
  const path = paths.absence(person, absence);
  const answer = await session.client.change('DELETE', path, { key: session.key });
  await session.out.show(answer, () => session.out.line(session.texts.post.preferences.backAgain({ person })));
};

async function tell(session: Session, found: MailPreferencesAnswer): Promise<void> {
  const { preferences: words } = session.texts.post;
  await session.out.show(found, () => {
    const kinds = (list: readonly string[]): string =>
      list.map(kind => session.label(MAIL_KIND, kind)).join(session.texts.comma);
    const muted = found.muted.map(({ kind }) => kind);
    session.out.details([
      [session.texts.heads.personName, found.person],
      [words.muted, muted.length === 0 ? words.none : kinds(muted)],
      [words.mutable, kinds(found.mutable)],
      ...found.absences.map(
        ({ id, from, to, deputy, deputyName, reason }) =>
          [
            words.absent,
            [id, `${from} – ${to}`, `→ ${namedText(deputy, deputyName)}`, reason].filter(Boolean).join(' · '),
          ] as const,
      ),
      ...found.declined.map(
        ({ id, from, to, deputy }) => [words.declined, [id, `${from} – ${to}`, deputy].join(' · ')] as const,
      ),
      ...found.standsInFor.map(
        ({ id, person, personName, from, to }) =>
          [words.standsIn, [id, `${from} – ${to}`, namedText(person, personName)].join(' · ')] as const,
      ),
    ]);
  });
}
