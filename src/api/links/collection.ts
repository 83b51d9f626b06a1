import { Unavailable } from '../../contract/ports.ts';
import type { Envelope } from '../../contract/commit.ts';
import type { CollectionForm } from '../../domain/meeting/collection/form.ts';
import type { Given } from '../../domain/meeting/collection/types.ts';
import type { Actor } from '../../domain/entity.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { refusalText, type Locale } from '../../contract/catalogue/index.ts';
import { commandOfUse, commandsUnder, resultOfLink, type LinkRow } from '../../ledger/links.ts';
import { knownCommand } from '../../ledger/command-log.ts';
import { collectionForm } from '../../ledger/reads/collection-form.ts';
import { FRESH, renderCollection, type CollectionState } from '../../links/collection/page.ts';
import {
  boxFor,
  holdsWords,
  readRows,
  strangeIn,
  withoutWords,
  wordsOf,
  type BoxRefusal,
  type Row,
  type RowCommand,
} from '../../links/collection/rows.ts';
import { labelOfBox, typedLines } from '../../links/collection/labels.ts';
import { filled } from '../../links/catalogue.ts';
import type { Typed } from '../../links/form.ts';
import type { LinkPage } from '../../links/pages/build.ts';
import type { Telling } from '../../links/telling.ts';
import { collectionWords } from '../../links/words-collection.ts';
import { askedOf, digestOf, giveKeyed, settled, type Asked } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { refusalFor } from '../plugins/access.ts';
import { isDatabaseAway } from '../plugins/errors.ts';
import { Refused } from '../refused.ts';
import { STATUS_OF } from '../statuses.ts';
import type { PageAnswer, Sent } from './visit.ts';

/**
 * A unit reports before a meeting, by the page of its link. Each row becomes the commands of its project or problem, under keys of the link, the
 * use and the row: all of a row or nothing of it. What was given then stands in the unit's answer to the meeting.
 */
export interface CollectionVisit {
  link: LinkRow;
  page: LinkPage;
  holder: Actor;
  turn: number;
  about: string;
  lastDay: string;
  telling: Telling;
  /** From where, for the audit. */
  origin: Pick<Envelope, 'requestId' | 'origin'>;
}

export async function showCollection(deps: ApiDependencies, visit: CollectionVisit): Promise<PageAnswer> {
  return { status: 200, html: pageOf(visit, await formOf(deps, visit), FRESH) };
}

/** `done`: everything that was sent stands in the ledger. */
export async function reportCollection(
  deps: ApiDependencies,
  visit: CollectionVisit,
  { typed: sent, twice }: Sent,
): Promise<PageAnswer | 'done'> {
  const form = await formOf(deps, visit);
  const again = (status: number, more: Partial<CollectionState>): PageAnswer => ({
    status,
    html: pageOf(visit, form, { ...FRESH, typed: sent, ...more }),
  });
  const { locale } = visit.telling;
  const said = (refusal: Refusal): string => refusalText(refusal, locale);
  if (twice.length > 0) return again(400, { general: twice.map(name => said(refuse('keyTwice', name, null))) });
  const words = collectionWords(locale);
  const giving = new Giving(deps, visit);
  const before = await giving.before();
  const typed = leftOf(sent, before);
  const strange = strangeIn(typed, form);
  const { rows, refused } = readRows(typed, form);
  const note = (typed['note'] ?? '').trim();
  const noChange = typed['answer'] === 'noChange' && rows.length + before.length === 0;
  if (!noChange && rows.length + refused.length + note.length + strange.length + before.length === 0) {
    return again(400, { general: [words.nothing] });
  }
  if ([...note].length > MOST_NOTE) {
    return again(400, {
      general: [said(refuse('tooLong', words.note, note, { max: MOST_NOTE, length: note.length }))],
    });
  }
  try {
    const left: BoxRefusal[] = [...refused];
    const kept = { ...typed };
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      const answers = rows.slice(at, at + AT_ONCE).map(async row => ({ row, refused: await giving.row(row, typed) }));
      for (const { row, refused: why } of await Promise.all(answers)) {
        left.push(...why);
        if (why.length === 0) forget(kept, row.key);
      }
    }
    // Whichever press gave them: two presses of one page say the same to the meeting.
    const given = inOrder((await giving.before()).map(each => each.given));
    const whole = left.length + strange.length === 0;
    if (noChange || given.length > 0 || (whole && note !== '')) await giving.answer({ noChange, given, note });
    if (whole) return 'done';
    const turn = given.length > 0 ? visit.turn + 1 : visit.turn;
    const status = left[0] ? STATUS_OF[left[0].refusal.code] : 400;
    const general = strangeText(strange, typed, locale);
    const state = { refused: left, general, recorded: given.length, typed: kept };
    return { status, html: pageOf({ ...visit, turn }, await formOf(deps, visit), { ...FRESH, ...state }) };
  } catch (error) {
    if (error instanceof Unavailable || isDatabaseAway(error)) return again(503, { unanswered: true });
    if (!(error instanceof Refused)) throw error;
    return again(error.statusCode, { general: error.refusals.map(said) });
  }
}

/**
 * A page that was kept, of a use that has been. What of it stands in the ledger is not asked again; what does not is kept and shown, under the use
 * that is next: whoever filled it in did so before he knew. `given`: all of it stands.
 */
export async function keptPage(
  deps: ApiDependencies,
  visit: CollectionVisit,
  { typed: sent, kept }: { typed: Typed; kept: number },
): Promise<PageAnswer | 'given'> {
  const typed = leftOf(sent, await new Giving(deps, { ...visit, turn: kept }).before());
  const said = await resultOfLink(deps.db, visit.link, kept);
  const notes = (said?.events ?? []).map(({ data }) => (data as { note?: string | null }).note ?? null);
  const note = (typed['note'] ?? '').trim();
  const hasNote = note !== '' && !notes.includes(note);
  if (!holdsWords(typed) && !hasNote) return 'given';
  const { locale } = visit.telling;
  const form = await formOf(deps, visit);
  const general = [collectionWords(locale).meanwhile, ...strangeText(strangeIn(typed, form), typed, locale)];
  return { status: 409, html: pageOf(visit, form, { ...FRESH, typed, general }) };
}

/** What a page was filled in with whose link takes nothing any more, as far as it does not stand in the ledger. */
export async function lostWith(
  deps: ApiDependencies,
  visit: Pick<CollectionVisit, 'link' | 'holder' | 'telling'> & { typed: Typed },
): Promise<{ label: string; text: string }[]> {
  const { typed, telling } = visit;
  const turn = Math.max(1, Math.trunc(Number(typed['turn'])) || 1);
  const giving = new Giving(deps, { ...visit, turn, origin: { requestId: '', origin: { address: '', means: null } } });
  return typedLines(leftOf(typed, await giving.before()), telling.locale);
}

const leftOf = (typed: Typed, before: readonly Stood[]): Typed =>
  before.reduce<Typed>(
    (left, { key, given: { what }, words }) =>
      digestOf(wordsOf(left, key, what)).startsWith(words) ? withoutWords(left, key, what) : left,
    typed,
  );

const strangeText = (boxes: readonly string[], typed: Typed, locale: Locale): string[] =>
  boxes.map(box => filled(collectionWords(locale).gone, { name: labelOfBox(box, locale), value: typed[box] ?? '' }));

const MOST_NOTE = 200;

/** Each is of a project or problem of its own, and no two hundred of them wait for one another. */
const AT_ONCE = 8;

const nameOf = ({ kind, id, part = 0, what }: Given): string => `${kind} ${id} ${part} ${what}`;
const inOrder = (given: readonly Given[]): Given[] => [...given].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

const formOf = ({ db }: ApiDependencies, { holder, telling }: CollectionVisit): Promise<CollectionForm> =>
  collectionForm(db, holder, { today: telling.clock.toLocal(telling.nowMs).date });

const pageOf = (
  { page, telling, about, turn, lastDay }: CollectionVisit,
  form: CollectionForm,
  state: Omit<CollectionState, 'about' | 'turn' | 'lastDay'>,
): string => renderCollection(page, form, { about, turn, lastDay, telling, ...state });

/** What stands in the ledger now is not asked again. */
function forget(typed: Record<string, string>, key: string): void {
  for (const name of Object.keys(typed)) if (name.startsWith(`${key}.`)) delete typed[name];
}

/** A command of a row that stands in the ledger. */
interface Stood {
  key: string;
  given: Given;
  /** Digest of what was typed of it. */
  words: string;
}

/** Of the key of a row: `p.P-2026-0001`, `q.Q-2026-0001`, `d.weekly/2026-11-30/2`, `new`. */
const kindOfRow = (key: string): Given['kind'] =>
  key.startsWith('p.') ? 'project' : key.startsWith('d.') ? 'meeting' : 'problem';

type GivingVisit = Pick<CollectionVisit, 'link' | 'holder' | 'turn' | 'telling' | 'origin'>;

class Giving {
  readonly #deps: ApiDependencies;
  readonly #visit: GivingVisit;

  constructor(deps: ApiDependencies, visit: GivingVisit) {
    this.#deps = deps;
    this.#visit = visit;
  }

  /** What an earlier press of the same page has given that was cut off before the unit had answered: it stands, and its rows may be gone. */
  async before(): Promise<Stood[]> {
    const found = await commandsUnder(this.#deps.db, this.#prefix);
    return [...found].map(([rest, { entityId: id }]) => {
      const parts = rest.split('/');
      const [what = '', words = ''] = parts.splice(-2);
      const key = parts.join('/');
      const kind = kindOfRow(key);
      return { key, words, given: { kind, id, ...(kind === 'meeting' && { part: Number(parts.at(-1)) }), what } };
    });
  }

  /** First whether all of it would be taken, then all of it; what an earlier press has given stands and is not asked again. */
  async row({ key, commands }: Row, typed: Typed): Promise<BoxRefusal[]> {
    const refused: BoxRefusal[] = [];
    for (const command of commands) {
      const refusal = await this.#refusalOf(this.#keyed({ key, typed }, command), command);
      if (refusal) refused.push({ box: boxFor(key, command.boxes, refusal), refusal });
    }
    if (refused.length > 0) return refused;
    for (const command of commands) {
      try {
        // Given by an earlier press in these very words; in others it is another command, and the rules say what becomes of it.
        const keyed = this.#keyed({ key, typed }, command);
        if (await knownCommand(this.#deps.db, keyed.commandId)) continue;
        await giveKeyed(this.#deps, keyed, this.#asked(command));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // Between the look and the press somebody else was first.
        refused.push(...error.refusals.map(refusal => ({ box: boxFor(key, command.boxes, refusal), refusal })));
      }
    }
    return refused;
  }

  /** That the unit has answered, and by what. The key is the use of the link, so that a page pressed twice is one answer. */
  async answer({ noChange, given, note }: { noChange: boolean; given: readonly Given[]; note: string }): Promise<void> {
    const { link, turn } = this.#visit;
    const said = note === '' ? {} : { note };
    const command = { type: 'answerCollection', noChange, ...(given.length > 0 && { given }), ...said } as const;
    const asked = { kind: 'meeting', entityId: link.entity.id, command } as const;
    const key = { commandId: commandOfUse(link, turn), digest: digestOf(asked) };
    settled(key, await this.#deps.gateway.send({ ...asked, ...key, ...this.#who() }));
  }

  async #refusalOf(keyed: Parameters<typeof giveKeyed>[1], command: RowCommand): Promise<Refusal | null> {
    const asked = this.#asked(command);
    const isGiven = async (): Promise<boolean> => (await knownCommand(this.#deps.db, keyed.commandId)) !== null;
    if (await isGiven()) return null;
    const { holder } = this.#visit;
    const { operation, id, body } = command;
    const params: Record<string, string> = id === null ? {} : { code: id };
    const outside = await refusalFor(this.#deps, holder, { operation, params, body });
    if (outside) return outside;
    const envelope: Envelope = { ...keyed, kind: asked.kind, entityId: id ?? '', command: command.command };
    const refusal = await this.#deps.ledger.refusalOf(envelope);
    // The same page may have been pressed twice at once: then it stands in the ledger by now.
    return refusal && (await isGiven()) ? null : refusal;
  }

  #asked({ kind, id, command }: RowCommand): Asked {
    const year = this.#visit.telling.clock.toLocal(this.#visit.telling.nowMs).date.slice(0, 4);
    return { kind, entity: id === null ? { prefix: `Q-${year}` } : { id }, command };
  }

  /** By the words that were typed: a row pressed again is the same, though its project stands elsewhere by now. */
  #keyed({ key, typed }: { key: string; typed: Typed }, command: RowCommand) {
    const words = digestOf(wordsOf(typed, key, command.what)).slice(0, 12);
    const digest = digestOf(askedOf(this.#asked(command)));
    return { ...this.#who(), commandId: `${this.#prefix}${key}/${command.what}/${words}`, digest };
  }

  get #prefix(): string {
    const { holder, link, turn } = this.#visit;
    return `${holder.id}:collect/${link.id}/${turn}/`;
  }

  #who() {
    const { holder, telling, origin } = this.#visit;
    return { actor: holder, via: 'person', atMs: telling.nowMs, ...origin } as const;
  }
}
