import type { Envelope } from '../contract/commit.ts';
import { meetingIdOf } from '../contract/names.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { SYSTEM_ACTOR, type Notice, type RuleContext } from '../domain/entity.ts';
import { meetingArea } from '../domain/meeting/meeting.ts';
import type { MeetingCommand, MeetingEvent, MeetingState, SeriesState } from '../domain/meeting/types.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import type { Database } from './database.ts';
import { meetingFacts } from './facts/meetings.ts';
import { namedAgendas, type MailedAgenda } from './mail-data/meeting-agenda.ts';
import type { MeetingForMail } from './mail-data/meeting-reminder.ts';
import { namesOf } from './reads/names.ts';
import { officeCalendar, settingsAt } from './settings.ts';

/** One step of a meeting's timetable that is still to come, as its rules would decide it if nothing changed until then. */
export interface StepAhead {
  slot: string;
  atMs: number;
  notices: readonly Notice[];
  /** Who would be told and has no address. */
  unreachable: readonly string[];
}

export interface MeetingAhead {
  /** Null: it has no time of its own (merged, skipped). */
  meeting: MeetingForMail | null;
  status: MeetingState['status'];
  steps: readonly StepAhead[];
  /** As it would be composed now; by meeting, as the renderer of mails takes them. */
  agendas: ReadonlyMap<string, MailedAgenda>;
}

/** No timetable has as many; a rule that never came to an end would be a mistake of ours. */
const MOST_STEPS = 40;

/**
 * Walks a meeting through what is left of its timetable by its own rules, step by step, and writes nothing: what the workflow would do at
 * each instant, with the attendees, addresses and answers of now. One that was never opened is opened on the way.
 */
export async function meetingAhead(
  given: { db: Database; calendar: WorkCalendar },
  { seriesId, date, nowMs }: { seriesId: string; date: string; nowMs: number },
): Promise<MeetingAhead | Refusal> {
  const id = meetingIdOf(seriesId, date);
  const known = (await stateOf(given.db, 'meeting', id)) as MeetingState | undefined;
  const walk = new Walk(given, id, known ?? null);
  if (!known) {
    const refusal = await walk.take({ type: 'open' }, nowMs);
    if (refusal) return refusal;
  }
  const steps: StepAhead[] = [];
  for (let atMs = nowMs; steps.length < MOST_STEPS;) {
    // What is asked for after it was held hangs on what it comes to.
    if (walk.state?.status !== 'planned') break;
    const next = await walk.next(atMs);
    if (!next) break;
    atMs = Math.max(atMs, next.atMs);
    const taken = await walk.step(next.slot, atMs);
    if (!taken) break;
    steps.push({ slot: next.slot, atMs, ...taken });
  }
  const closesMs = closingOf(steps);
  const meeting = await walk.forMail(known ?? null);
  return {
    meeting: meeting && { ...meeting, closesMs },
    status: walk.state?.status ?? 'planned',
    steps,
    agendas: await walk.agendas(),
  };
}

/** As the lines of its collection say it; null when nobody is asked any more. */
function closingOf(steps: readonly StepAhead[]): number | null {
  const data = steps.flatMap(({ notices }) => notices).find(({ kind }) => kind === 'meeting-collection')?.data;
  const closesMs = data?.['closesMs'];
  return typeof closesMs === 'number' ? closesMs : null;
}

class Walk {
  readonly #given: { db: Database; calendar: WorkCalendar };
  readonly #id: string;
  state: MeetingState | null;

  constructor(given: { db: Database; calendar: WorkCalendar }, id: string, state: MeetingState | null) {
    this.#given = given;
    this.#id = id;
    this.state = state;
  }

  async take(command: MeetingCommand, atMs: number): Promise<Refusal | null> {
    const decision = await this.#decide(command, atMs);
    if (isRefusal(decision)) return decision;
    this.#adopt(decision.events);
    return null;
  }

  async next(nowMs: number) {
    return this.state && meetingArea.nextReminder(this.state, await this.#context(nowMs));
  }

  async step(slot: string, atMs: number): Promise<Pick<StepAhead, 'notices' | 'unreachable'> | null> {
    const decision = await this.#decide({ type: 'step', slot }, atMs);
    if (isRefusal(decision)) return null;
    this.#adopt(decision.events);
    const unreachable = decision.events.flatMap(event => (event.type === 'stepDone' ? event.unreachable : []));
    return { notices: decision.notices, unreachable };
  }

  /** As the ledger has it, or as it would be opened. */
  async forMail(before: MeetingState | null): Promise<MeetingForMail | null> {
    const state = before ?? this.state;
    const series = (await stateOf(this.#given.db, 'series', state?.seriesId ?? '')) as SeriesState | undefined;
    if (!state || !series || state.startMs === null) return null;
    const names = await namesOf(this.#given.db, { people: [state.chairId], units: [] });
    const { id, theme, venue, plannedDate, startMs, durationMinutes, sequence, reason } = state;
    const same = { id, theme, venue, plannedDate, startMs, durationMinutes, sequence, reason };
    return { ...same, name: series.name, chair: names.person(state.chairId) };
  }

  async agendas(): Promise<ReadonlyMap<string, MailedAgenda>> {
    const agenda = this.state?.agenda;
    return namedAgendas(
      this.#given.db,
      agenda ? [{ ...agenda, id: this.#id, approved: agenda.approved !== null }] : [],
    );
  }

  #adopt(events: readonly MeetingEvent[]): void {
    for (const event of events) this.state = meetingArea.evolve(this.state, event);
  }

  async #decide(command: MeetingCommand, atMs: number) {
    const context = await this.#context(atMs);
    const envelope: Envelope<'meeting'> = {
      ...{ commandId: '', digest: '', kind: 'meeting', entityId: this.#id, command },
      ...{ actor: SYSTEM_ACTOR, via: 'clock', atMs },
    };
    const facts = await meetingFacts(this.#given.db, envelope, { state: this.state, context });
    return meetingArea.decide(this.state, command, facts, context);
  }

  /** With the settings of that day, as they stand now: a version that begins before it counts. */
  async #context(nowMs: number): Promise<RuleContext> {
    const { db, calendar } = this.#given;
    const { date: today } = calendar.clock.toLocal(nowMs);
    const settings = await settingsAt(db, today);
    return { nowMs, today, actor: SYSTEM_ACTOR, settings, calendar: officeCalendar(calendar, settings), via: 'clock' };
  }
}

async function stateOf(db: Database, kind: string, id: string): Promise<unknown> {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.state;
}
