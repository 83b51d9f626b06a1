import type { Command } from 'commander';
import type { CalendarAnswer, CalendarRevokedAnswer, MadeCalendarAnswer, MeAnswer } from '../answers.ts';
import { changing, examples } from '../building.ts';
import { clockTime } from '../output.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';

/** A calendar that one's own program subscribes to, at an address that is the key to it. */
export function addCalendarCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.post.calendar;
  const calendar = program.command('calendar').alias('日历').description(help.group);
  calendar
    .command('show [person]')
    .description(help.show)
    .addHelpText('after', examples(setup, 'calendar show'))
    .action(setup.run(show));
  changing(calendar.command('link [person]'), setup)
    .description(help.link)
    .addHelpText('after', examples(setup, 'calendar link', 'calendar link lin'))
    .action(setup.run(link));
  changing(calendar.command('revoke [person]'), setup)
    .description(help.revoke)
    .addHelpText('after', examples(setup, 'calendar revoke lin'))
    .action(setup.run(revoke));
}

const whose = async (session: Session, typed: string | undefined): Promise<string> =>
  typed ?? (await session.client.get<MeAnswer>(paths.me)).id;

const show: Work<object> = async (session, [person]) => {
  const found = await session.client.get<CalendarAnswer>(paths.calendar(await whose(session, person)));
  const { calendar } = session.texts.post;
  await session.out.show(found, () => {
    if (found.madeAt === null) return session.out.line(calendar.none(found));
    const { person: id, readAt } = found;
    session.out.line(calendar.stands({ person: id, at: clockTime(found.madeAt), by: found.madeBy ?? '' }));
    session.out.line(readAt === null ? calendar.neverRead : calendar.read({ day: readAt }));
  });
};

const link: Work<object> = async (session, [person]) => {
  const path = paths.calendar(await whose(session, person));
  const made = await session.client.change<MadeCalendarAnswer>('POST', path, { body: {}, key: session.key });
  const { calendar } = session.texts.post;
  await session.out.show(made, () => {
    if (made.url === null) return session.out.line(calendar.shownBefore);
    session.out.line(calendar.made(made));
    session.out.line(made.url);
  });
};

const revoke: Work<object> = async (session, [person]) => {
  const path = paths.calendar(await whose(session, person));
  const answer = await session.client.change<CalendarRevokedAnswer>('DELETE', path, { key: session.key });
  const { calendar } = session.texts.post;
  await session.out.show(answer, () =>
    session.out.line(answer.revoked === 0 ? calendar.none(answer) : calendar.revoked(answer)),
  );
};
