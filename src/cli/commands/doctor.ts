import type { Command } from 'commander';
import { HOLIDAYS_COVERAGE_END } from '../../calendar/holidays.ts';
import { addDays } from '../../domain/calendar/dates.ts';
import type { HealthAnswer, HolidaysAnswer, MailAnswer, MeAnswer, PersonAnswer, ReadyAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import type { ApiClient } from '../client.ts';
import { EXIT, Failure, type ExitCode } from '../failure.ts';
import { packageVersion } from '../files.ts';
import { harmless } from '../output.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';

/** One finding. `warn` works but not as an office would want it; `fail` does not work. */
export interface Check {
  check: string;
  level: 'ok' | 'warn' | 'fail';
  message: string;
  /** What to do about it; null when all is well. */
  remedy: string | null;
}

/** What the server may tell about a part beside its health (`/api/ready`). */
interface Part {
  ok: boolean;
  ms?: number;
  kind?: string;
}

export function addDoctorCommand(program: Command, setup: Setup): void {
  program
    .command('doctor')
    .description(setup.texts.help.doctor)
    .addHelpText('after', examples(setup, 'doctor', 'doctor --json'))
    .action(setup.run(doctor));
}

/** 0 when nothing fails (warnings included), 3 when the server does not answer, 1 for any other failed check. */
const doctor: Work<object> = async session => {
  const { checks, exit } = await examine(session);
  await session.out.show({ items: checks, total: checks.length, ok: exit === EXIT.ok }, () => tell(session, checks));
  return exit;
};

/** Each check stands by itself; only when the server is silent is there nothing more to ask. */
async function examine(session: Session): Promise<{ checks: Check[]; exit: ExitCode }> {
  const checks = [nodeCheck(session)];
  // One try: a doctor that waits for the patient says nothing about it.
  const client = session.clientWith(1);
  const health = await attempt(() => client.get<HealthAnswer>(paths.health));
  if (health instanceof Failure) {
    checks.push(
      fail(session, 'server', {
        message: health.problem.title,
        remedy: session.texts.doctor.startServer({ url: session.url }),
      }),
    );
    return { checks, exit: health.exit === EXIT.unreachable ? EXIT.unreachable : EXIT.unforeseen };
  }
  checks.push(versionCheck(session, health), clockCheck(session, client), await holidayCheck(session, client));
  checks.push(
    ...(await partChecks(session, client)),
    await tokenCheck(session, client),
    ...(await mailCheck(session, client)),
    ...(await addressCheck(session, client)),
  );
  return { checks, exit: checks.some(({ level }) => level === 'fail') ? EXIT.unforeseen : EXIT.ok };
}

/** Which failure it was is the finding here, not the end of the run. */
async function attempt<T>(ask: () => Promise<T>): Promise<T | Failure> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

const named = (session: Session, name: string): string => session.texts.doctor.names[name] ?? name;
const ok = (session: Session, name: string, message: string): Check => ({
  check: named(session, name),
  level: 'ok',
  message,
  remedy: null,
});
const warn = (session: Session, name: string, told: { message: string; remedy: string }): Check => ({
  check: named(session, name),
  level: 'warn',
  ...told,
});
const fail = (session: Session, name: string, told: { message: string; remedy: string }): Check => ({
  check: named(session, name),
  level: 'fail',
  ...told,
});

/** As `engines` in package.json says. */
const OLDEST_NODE = [20, 19] as const;

function nodeCheck(session: Session): Check {
  const { node } = process.versions;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const fits = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (fits) return ok(session, 'node', node);
  return fail(session, 'node', {
    message: node,
    remedy: session.texts.doctor.newerNode({ wanted: OLDEST_NODE.join('.') }),
  });
}

/** Plans look this far ahead (a meeting is opened three weeks before, warnings a month before). */
const DAYS_AHEAD = 60;

/** What the office entered counts too; whoever may not ask for it hears what the program brings. */
async function holidayCheck(session: Session, client: ApiClient): Promise<Check> {
  const today = new Date().toISOString().slice(0, 10);
  const known = await attempt(() => client.get<HolidaysAnswer>(paths.holidays));
  const until = known instanceof Failure ? HOLIDAYS_COVERAGE_END : known.until;
  const message = session.texts.doctor.holidaysUntil({ date: until });
  if (addDays(today, DAYS_AHEAD) <= until) return ok(session, 'holidays', message);
  return warn(session, 'holidays', { message, remedy: session.texts.doctor.holidaysRemedy });
}

function versionCheck(session: Session, { version }: HealthAnswer): Check {
  const mine = packageVersion();
  const message = `${session.url} · ${version}`;
  if (version === mine) return ok(session, 'server', message);
  return warn(session, 'server', { message, remedy: session.texts.doctor.otherVersion({ mine, version }) });
}

/** HTTP dates are whole seconds and the answer travelled: less than this says nothing. */
const CLOCK_TOLERANCE_S = 30;

function clockCheck(session: Session, client: ApiClient): Check {
  const skewMs = client.clockSkewMs;
  if (skewMs === undefined) return warn(session, 'clock', { message: '?', remedy: session.texts.doctor.noDate });
  const seconds = Math.round(skewMs / 1000);
  const message = session.texts.doctor.skew({ seconds });
  if (Math.abs(seconds) <= CLOCK_TOLERANCE_S) return ok(session, 'clock', message);
  return warn(session, 'clock', { message, remedy: session.texts.doctor.setClock });
}

/** The server answers 503 with the same document while a part is missing, so a refusal may hold the parts too. */
async function partChecks(session: Session, client: ApiClient): Promise<Check[]> {
  const ready = await attempt(() => client.get<ReadyAnswer>(paths.ready));
  const document: unknown = ready instanceof Failure ? ready.answer : ready;
  const parts = partsOf(document);
  if (parts === null) {
    const message = ready instanceof Failure ? ready.problem.title : '?';
    return [fail(session, 'parts', { message, remedy: session.texts.doctor.partRemedy('') })];
  }
  return Object.entries(parts).flatMap(([name, part]) => partCheck(session, name, part));
}

function partsOf(document: unknown): Record<string, Part> | null {
  if (typeof document !== 'object' || document === null || !('parts' in document)) return null;
  const { parts } = document;
  return typeof parts === 'object' && parts !== null ? (parts as Record<string, Part>) : null;
}

function partCheck(session: Session, name: string, { ok: fine, ms, kind }: Part): Check {
  const { doctor: texts } = session.texts;
  const message = [kind, ms === undefined ? undefined : `${ms} ms`].filter(Boolean).join(' · ');
  if (!fine) return fail(session, name, { message: message || texts.doesNotAnswer, remedy: texts.partRemedy(name) });
  // PGlite runs with fsync = off: `kill -9` loses nothing, power loss can.
  if (name === 'database' && kind === 'embedded')
    return warn(session, name, { message, remedy: texts.embeddedDatabase });
  return ok(session, name, message || 'ok');
}

/** Whom the server takes us for, and as what: most refusals of a new installation are answered here. */
async function tokenCheck(session: Session, client: ApiClient): Promise<Check> {
  const me = await attempt(() => client.get<MeAnswer>(paths.me));
  if (me instanceof Failure)
    return fail(session, 'token', { message: me.problem.title, remedy: session.texts.howToSignIn });
  return ok(session, 'token', `${me.name} (${me.id}) · ${me.unit} · ${me.roles.join(', ')}`);
}

/** The development mailbox is there only where no mail really leaves. */
async function mailCheck(session: Session, client: ApiClient): Promise<Check[]> {
  const box = await attempt(() => client.get<{ total: number }>(paths.mailbox));
  const { doctor: texts } = session.texts;
  if (!(box instanceof Failure)) {
    return [warn(session, 'mail', { message: texts.developmentMailbox({ total: box.total }), remedy: texts.realMail })];
  }
  if (box.problem.status !== 404) return [];
  return [await waitingCheck(session, client), ...(await heldCheck(session, client))];
}

/** The mode is the workers’ own: that mails are held is how it is known here. */
async function heldCheck(session: Session, client: ApiClient): Promise<Check[]> {
  const { doctor: texts } = session.texts;
  const found = await attempt(() => client.list<MailAnswer>(paths.mails, { state: 'held' }));
  if (found instanceof Failure || found.total === 0) return [];
  return [warn(session, 'mail', { message: texts.mailsHeld({ count: found.total }), remedy: texts.mailsHeldRemedy })];
}

/** Mails that were tried and have not left: they are tried again by themselves, but somebody should know that nobody is reached meanwhile. */
async function waitingCheck(session: Session, client: ApiClient): Promise<Check> {
  const { doctor: texts } = session.texts;
  const states = ['retry', 'pending'] as const;
  const found = await attempt(() => Promise.all(states.map(state => client.list<MailAnswer>(paths.mails, { state }))));
  const tried =
    found instanceof Failure ? [] : found.flatMap(({ items }) => items.filter(mail => mail.lastReply !== null));
  const [first] = tried;
  if (!first) return ok(session, 'mail', 'SMTP');
  const message = texts.mailsWait({ count: tried.length, reply: first.lastReply ?? '' });
  return warn(session, 'mail', { message, remedy: texts.mailsWaitRemedy });
}

/** Whoever is reached by mail no more is reminded of nothing, and does not know it. */
async function addressCheck(session: Session, client: ApiClient): Promise<Check[]> {
  const found = await attempt(() => client.list<PersonAnswer>(paths.people, { addressDead: 'true' }));
  if (found instanceof Failure || found.items.length === 0) return [];
  const { bounce } = session.texts.post;
  const people = found.items.map(({ name }) => name).join(session.texts.comma);
  return [warn(session, 'mail', { message: bounce.doctor({ count: found.total, people }), remedy: bounce.remedy })];
}

function tell({ out, texts }: Session, checks: readonly Check[]): void {
  const paint = { ok: out.colors.green, warn: out.colors.yellow, fail: out.colors.red };
  for (const { check, level, message, remedy } of checks) {
    out.styled(`${paint[level](texts.doctor.levels[level])} ${harmless(check)}  ${harmless(message)}`);
    if (remedy !== null) out.styled(`      ${out.colors.dim(harmless(remedy))}`);
  }
}
