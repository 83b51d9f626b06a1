import type { Command } from 'commander';
import type { EndedAnswer, PasswordChangedAnswer, SessionAnswer, SessionsAnswer, SignedInAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import { Failure, misused } from '../failure.ts';
import { keepSession, keptSession } from '../kept-sessions.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { showSessions, tellSignedIn } from '../views/account.ts';

/** Signing in and out; what is kept in between is a session of the server's, like a browser's. */
export function addAccountCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.account;
  program
    .command('signin [user]')
    .alias('登录')
    .description(help.signIn)
    .option('--password-stdin', help.options.passwordStdin)
    .addHelpText('after', examples(setup, 'signin lin', 'signin lin --password-stdin < password.txt'))
    .action(setup.run(signIn));
  program.command('signout').alias('退出登录').description(help.signOut).action(setup.run(signOut));
  program
    .command('password')
    .description(help.password)
    .option('--end-tokens', help.options.endTokens)
    .addHelpText('after', examples(setup, 'password', 'password --end-tokens'))
    .action(setup.run(password));
  const sessions = program.command('sessions').description(help.group);
  sessions
    .command('list')
    .description(help.list)
    .option('--person <id>', help.options.person)
    .addHelpText('after', examples(setup, 'sessions list', 'sessions list --person lin'))
    .action(setup.run(list));
  sessions
    .command('end <id>')
    .description(help.end)
    .addHelpText('after', examples(setup, 'sessions end 1f0c8a52d7e94b36'))
    .action(setup.run(end));
}

/** A password is sent once: whether a repeated request would be a second try, only the server knows. */
const TRIES = 1;

interface Typed {
  user: string;
  password: string;
}

const signIn: Work<{ passwordStdin?: boolean }> = async (session, [named], { passwordStdin }) => {
  const { texts, io } = session;
  // Asked first: a session that cannot be kept would be one that nobody can end.
  if ((await keepSession(io.env, session.url, null)) === undefined) throw misused('noPlace', texts.account.noPlace);
  const typed = await typedIn(session, { named, fromInput: passwordStdin === true });
  const answer = await sent(session, typed, passwordStdin !== true);
  const file = (await keepSession(io.env, session.url, answer.secret)) ?? '';
  // What opens the session stands in the file, and nowhere on a screen.
  await tellSignedIn(session, { ...answer, secret: null }, file);
};

async function typedIn(
  session: Session,
  { named, fromInput }: { named: string | undefined; fromInput: boolean },
): Promise<Typed> {
  const { io, texts } = session;
  const user = named ?? (await io.ask(texts.account.user));
  const password = fromInput ? (await io.input())?.split(/\r?\n/, 1)[0] : await io.askHidden(texts.account.password);
  if (user == null || password == null || password === '') throw misused('noTerminal', texts.account.noTerminal);
  return { user, password };
}

async function sent(session: Session, typed: Typed, mayAsk: boolean): Promise<SignedInAnswer> {
  const client = session.clientWith(TRIES);
  const post = (more: object): Promise<SignedInAnswer> =>
    client.change('POST', paths.session, { body: { ...typed, ...more, keep: 'secret' }, key: session.key });
  try {
    return await post({});
  } catch (error) {
    const missing = error instanceof Failure && mayAsk ? error.problem.errors.map(({ code }) => code) : [];
    const more = { ...(await newCode(session, missing)), ...(await changedPassword(session, missing)) };
    if (Object.keys(more).length === 0) throw error;
    return post(more);
  }
}

async function newCode({ io, texts }: Session, missing: readonly string[]): Promise<{ totp?: string }> {
  if (!missing.includes('codeNeeded')) return {};
  const totp = await io.ask(texts.account.code);
  if (totp === null || totp === '') throw misused('noTerminal', texts.account.noTerminal);
  return { totp };
}

async function changedPassword(session: Session, missing: readonly string[]): Promise<{ newPassword?: string }> {
  if (!missing.includes('passwordTooOld')) return {};
  session.out.note(session.texts.account.mustChange);
  return { newPassword: await newPassword(session) };
}

async function newPassword(session: Session): Promise<string> {
  const { io, texts } = session;
  const typed = await io.askHidden(texts.account.newPassword);
  const again = await io.askHidden(texts.account.again);
  if (typed === null || again === null) throw misused('noTerminal', texts.account.noTerminal);
  if (typed !== again) throw misused('passwordsDiffer', texts.account.differ);
  return typed;
}

/** Forgotten here even when the server says it was over already, or cannot be reached. */
const signOut: Work<object> = async session => {
  const { io, url, texts, out } = session;
  const kept = keptSession(io.env, url);
  const answer =
    kept === undefined
      ? { ended: 0 }
      : await session
          .clientFor(kept, TRIES)
          .change<EndedAnswer>('DELETE', paths.session, { key: session.key })
          .catch((error: unknown) => {
            if (error instanceof Failure && error.problem.status === 401) return { ended: 0 };
            throw error;
          })
          .finally(() => keepSession(io.env, url, null));
  const text = kept === undefined ? texts.account.wasNot({ url }) : texts.account.signedOut({ url });
  await out.show(answer, () => out.line(text));
};

const password: Work<{ endTokens?: boolean }> = async (session, _args, { endTokens = false }) => {
  const { io, texts, out } = session;
  const current = await io.askHidden(texts.account.current);
  if (current === null) throw misused('noTerminal', texts.account.noTerminal);
  const body = { current, password: await newPassword(session), endTokens };
  const client = session.clientWith(TRIES);
  const answer = await client.change<PasswordChangedAnswer>('PUT', paths.myPassword, { body, key: session.key });
  await out.show(answer, () => out.line(texts.account.changed(answer)));
};

const list: Work<{ person?: string }> = async (session, _args, { person }) => {
  const found = await session.client.get<SessionsAnswer>(paths.sessions, { person });
  await session.out.show(found, () => showSessions(session, found));
};

const end: Work<object> = async (session, [id = '']) => {
  const answer = await session.client.change<SessionAnswer>('DELETE', paths.sessionOf(id), { key: session.key });
  await session.out.show(answer, () => session.out.line(session.texts.account.ended(answer)));
};
