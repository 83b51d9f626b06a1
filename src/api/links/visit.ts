import { Unavailable } from '../../contract/ports.ts';
import type { Envelope } from '../../contract/commit.ts';
import type { Locale } from '../../contract/catalogue/index.ts';
import type { Actor } from '../../domain/entity.ts';
import { lastDayOf, linkStateAt } from '../../domain/link/link.ts';
import { isRepeatable } from '../../domain/link/types.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { storedFile, type StoredFile } from '../../ledger/stored-files.ts';
import { commandOfUse, linkBySecret, resultOfLink, usesOfLink, type Holder, type LinkRow } from '../../ledger/links.ts';
import { calendarOn } from '../../ledger/settings.ts';
import type { NoticeName } from '../../links/catalogue.ts';
import { chosenIn, type Typed } from '../../links/form.ts';
import { EMPTY_FORM, renderDone, renderForm, renderNotice, type LinkPage } from '../../links/pages/build.ts';
import { hasForm, linkForm } from '../../links/purposes/index.ts';
import type { Fact } from '../../links/pages/view.ts';
import { isSecret } from '../../links/secret.ts';
import { localTime, type Telling } from '../../links/telling.ts';
import { digestOf, settled } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { isDatabaseAway } from '../plugins/errors.ts';
import { namedRefusals } from '../named-refusals.ts';
import { Refused } from '../refused.ts';
import { STATUS_OF } from '../statuses.ts';
import { dayOf } from './day.ts';
import { keptPage, lostWith, reportCollection, showCollection, type CollectionVisit } from './collection.ts';
import { notHeld } from './held.ts';
import { subjectOf, type Subject } from './subjects.ts';

/** One request for the page of a link. */
export interface Visit {
  secret: string;
  locale: Locale;
  requestId: string;
  address: string;
  /** What came with a POST: shown again when the link takes nothing any more. */
  typed?: Typed;
}

export interface PageAnswer {
  status: number;
  html: string;
  /** What was done before is shown, and nothing was done now. */
  replayed?: boolean;
}

/** A link that opens: what it is for, and what it is about. */
interface Opened {
  link: LinkRow;
  subject: Subject;
  page: LinkPage;
  /** Which use of it this is: 1, or one more than it has had when it may be used again. */
  turn: number;
}

/** What came with a POST, and which fields it named more than once. */
export interface Sent {
  typed: Typed;
  twice: readonly string[];
}

const NOTICE_STATUS: Record<NoticeName, number> = {
  unknown: 404,
  expired: 410,
  revoked: 410,
  holderGone: 410,
  notNow: 409,
  ofAnother: 409,
  crossSite: 403,
  tooMany: 429,
  unreadable: 400,
  unavailable: 503,
  failed: 500,
};

export const noticeOf = (name: NoticeName, locale: Locale, lost: readonly Fact[] = []): PageAnswer => ({
  status: NOTICE_STATUS[name],
  html: renderNotice(name, locale, { lost }),
});

/** GET: shows what the link would do. Nothing is changed, however often programs that look at mails follow it. */
export async function showLink(
  deps: ApiDependencies,
  visit: Visit,
  query: Readonly<Record<string, unknown>>,
): Promise<PageAnswer> {
  const opened = await open(deps, visit);
  if ('html' in opened) return opened;
  const { link, subject, page, turn } = opened;
  if (!hasForm(link.purpose)) return showCollection(deps, await collectionVisit(deps, visit, opened));
  const purpose = link.purpose;
  const typed = { ...subject.before(link.purpose, link.holder.id), ...chosenIn(linkForm(purpose).fields, query) };
  return { status: 200, html: renderForm({ ...page, purpose }, { ...about(deps, link), ...EMPTY_FORM, turn, typed }) };
}

/** GET: a paper that the page of the link names, as long as the link opens. */
export async function paperOfLink(deps: ApiDependencies, visit: Visit, sha256: string): Promise<Paper | PageAnswer> {
  const opened = await open(deps, visit);
  if ('html' in opened) return opened;
  const { link, subject } = opened;
  if (!subject.papers(link.purpose).includes(sha256)) return noticeOf('unknown', visit.locale);
  const [row, stored] = await Promise.all([storedFile(deps.db, sha256), deps.files.open(sha256)]);
  return row && stored ? { row, ...stored } : noticeOf('unknown', visit.locale);
}

interface Paper {
  row: StoredFile;
  bytes: number;
  content: NodeJS.ReadableStream;
}

/** POST: does it, once. A second press of the same page, by whomever, shows what the first did. */
export async function useLink(deps: ApiDependencies, visit: Visit, { typed, twice }: Sent): Promise<PageAnswer> {
  const opened = await open(deps, { ...visit, typed });
  if ('html' in opened) return opened;
  const { link, page } = opened;
  const turn = turnOf(typed, opened);
  const place = { ...about(deps, link), turn };
  // A page that was kept from another link would otherwise say one thing and do another.
  if (typed['about'] !== place.about) return noticeOf('ofAnother', visit.locale);
  const { purpose } = link;
  if (!hasForm(purpose)) return pressCollection(deps, visit, { opened, turn, sent: { typed, twice } });
  const again = (status: number, more: { refusals?: readonly Refusal[]; unanswered?: boolean }): PageAnswer => ({
    status,
    html: renderForm({ ...page, purpose }, { ...EMPTY_FORM, ...place, ...more, typed }),
  });
  if (twice.length > 0) return again(400, { refusals: twice.map(name => refuse('keyTwice', name, null)) });
  const read = linkForm(purpose).read(typed, link.entity.part);
  if ('refusals' in read) return again(400, read);
  try {
    await give(deps, visit, { link, turn, command: read.command });
  } catch (error) {
    if (error instanceof Unavailable || isDatabaseAway(error)) return again(503, { unanswered: true });
    if (!(error instanceof Refused)) throw error;
    // Two presses at once with different words: the other one was first.
    const first = await done(deps, visit, { link, turn, before: true });
    return first ?? again(error.statusCode, { refusals: await namedRefusals(deps.db, error.refusals, 'alone') });
  }
  return (await done(deps, visit, { link, turn, before: false })) ?? noticeOf('failed', visit.locale);
}

/** A page that was kept and has been sent before shows what it did, and what else stands on it now; else the rows of the page are given, and then that the unit has answered. */
async function pressCollection(
  deps: ApiDependencies,
  visit: Visit,
  { opened, turn, sent }: { opened: Opened; turn: number; sent: Sent },
): Promise<PageAnswer> {
  const { link } = opened;
  const shown = async (before: boolean): Promise<PageAnswer> =>
    (await done(deps, visit, { link, turn, before })) ?? noticeOf('failed', visit.locale);
  const now = await collectionVisit(deps, visit, opened);
  if (turn < opened.turn) {
    const left = await keptPage(deps, now, { typed: sent.typed, kept: turn });
    return left === 'given' ? shown(true) : left;
  }
  const pressed = await reportCollection(deps, now, sent);
  return pressed === 'done' ? shown(false) : pressed;
}

const collectionVisit = async (
  deps: ApiDependencies,
  visit: Visit,
  { link, page, turn }: Opened,
): Promise<CollectionVisit> => ({
  ...{ link, page, turn, telling: await telling(deps, visit), ...about(deps, link) },
  holder: actorOf(link.holder),
  origin: { requestId: visit.requestId, origin: { address: visit.address, means: `link:${link.id}` } },
});

/** A page that was kept says which use of the link it was: pressed again it does nothing new. */
function turnOf(typed: Typed, { turn }: Opened): number {
  const said = Number(typed['turn']);
  return Number.isInteger(said) && said >= 1 && said < turn ? said : turn;
}

/** The link and what it is about; or the page that says why it does not open. */
async function open(deps: ApiDependencies, visit: Visit): Promise<Opened | PageAnswer> {
  const { secret, locale } = visit;
  const known = isSecret(secret) ? await linkBySecret(deps.db, secret) : null;
  const subject = known && (await subjectOf(deps.db, known.entity));
  if (!known || !subject) return noticeOf('unknown', locale);
  const endsMs = subject.endsMs(known.purpose, deps.calendar.clock);
  const link = { ...known, expiresAt: new Date(Math.max(known.expiresAt.getTime(), endsMs)) };
  const state = linkStateAt(timesOf(link), deps.now());
  const turn = state === 'used' && isRepeatable(link.purpose) ? (await usesOfLink(deps.db, link)) + 1 : 1;
  const lost = async (): Promise<Fact[]> =>
    visit.typed && link.purpose === 'reportCollection'
      ? lostWith(deps, { link, holder: actorOf(link.holder), telling: await telling(deps, visit), typed: visit.typed })
      : [];
  const before = async () =>
    (await done(deps, visit, { link, turn: Math.max(1, turn - 1), before: true, lost: await lost() })) ??
    noticeOf('failed', locale);
  if (state === 'used' && (turn === 1 || isShut(link, deps.now()))) return before();
  if (state !== 'open' && state !== 'used') return noticeOf(state, locale, await lost());
  if (link.holder.kind === 'person' && !link.holder.active) return noticeOf('holderGone', locale, await lost());
  const why =
    subject.refusal(link.purpose, actorOf(link.holder), await dayOf(deps)) ?? (await withoutRight(deps, link));
  if (why && state === 'used') return before();
  if (why) return { status: STATUS_OF[why.code], html: renderNotice('notNow', locale, { why, lost: await lost() }) };
  return { link, subject, page: pageOf(link, subject, await telling(deps, visit)), turn };
}

/** Whether a link that was used takes no further answer. */
const isShut = ({ expiresAt, revokedAt }: LinkRow, nowMs: number): boolean =>
  revokedAt !== null || expiresAt.getTime() <= nowMs;

/** A firm holds the link and nothing else; for it the domain alone says what it may. */
const withoutRight = async (deps: ApiDependencies, { purpose, entity, holder }: LinkRow): Promise<Refusal | null> =>
  holder.kind === 'firm' ? null : notHeld(deps, { purpose, code: entity.id }, actorOf(holder));

/** What the link did, as its page says it; null when it has done nothing. */
async function done(
  deps: ApiDependencies,
  visit: Visit,
  { link, turn, before, lost = [] }: { link: LinkRow; turn: number; before: boolean; lost?: readonly Fact[] },
): Promise<PageAnswer | null> {
  const [result, subject] = await Promise.all([resultOfLink(deps.db, link, turn), subjectOf(deps.db, link.entity)]);
  if (!result || !subject) return null;
  const told = await telling(deps, visit);
  const [about] = subject.facts(link.purpose, actorOf(link.holder), told);
  const facts = [...(about ? [about] : []), ...subject.recorded(result, told)];
  const page = { ...pageOf(link, subject, told), facts };
  const at = localTime(deps.calendar.clock, result.at.getTime());
  return {
    status: 200,
    html: renderDone(page, { at, before, lost, changeable: isRepeatable(link.purpose) && !before }),
    replayed: before,
  };
}

/** The very path of every other command: gateway, workflow, commit. The key is the link's own, so that it happens once. */
async function give(
  deps: ApiDependencies,
  { requestId, address }: Visit,
  { link, turn, command }: { link: LinkRow; turn: number; command: Envelope['command'] },
): Promise<void> {
  const { entity, holder } = link;
  const commandId = commandOfUse(link, turn);
  const asked = { kind: entity.kind, entityId: entity.id, command };
  const key = { commandId, digest: digestOf(asked) };
  const origin = { address, means: `link:${link.id}` };
  const who = { actor: actorOf(holder), via: 'person', atMs: deps.now(), requestId, origin } as const;
  settled(key, await deps.gateway.send({ ...asked, ...key, ...who }));
}

/** Somebody without an account acts as himself, with the unit and the roles he has today; a firm has neither. */
const actorOf = (holder: Holder): Actor =>
  holder.kind === 'firm'
    ? { id: holder.id, unitId: null, roles: [] }
    : { id: holder.id, unitId: holder.unitId, roles: holder.roles };

export const timesOf = ({ expiresAt, usedAt, revokedAt }: LinkRow) => ({
  expiresMs: expiresAt.getTime(),
  usedMs: usedAt?.getTime() ?? null,
  revokedMs: revokedAt?.getTime() ?? null,
});

const about = ({ calendar }: ApiDependencies, { purpose, entity, expiresAt }: LinkRow) => ({
  about: `${purpose} ${entity.id}${entity.part == null ? '' : `/${entity.part}`}`,
  lastDay: lastDayOf(calendar.clock, expiresAt.getTime()),
});

async function telling({ db, calendar, now }: ApiDependencies, { locale }: Visit): Promise<Telling> {
  const nowMs = now();
  const { clock, table } = await calendarOn(db, calendar, calendar.clock.toLocal(nowMs).date);
  return { locale, clock, table, nowMs };
}

function pageOf({ purpose, holder }: LinkRow, subject: Subject, told: Telling): LinkPage {
  const unit = holder.kind === 'person' ? holder.unitName : null;
  return {
    locale: told.locale,
    purpose,
    holder: { name: holder.name, unit },
    facts: subject.facts(purpose, actorOf(holder), told),
  };
}
