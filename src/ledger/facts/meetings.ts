import type { Envelope } from '../../contract/commit.ts';
import { meetingIdOf, plannedDateOf, seriesOfMeeting } from '../../contract/names.ts';
import { addDays, weekdayOf, type IsoDate } from '../../domain/calendar/dates.ts';
import type { RuleContext } from '../../domain/entity.ts';
import { minutesOfMeeting, restOf } from '../../domain/meeting/minutes/record.ts';
import type { CollectionUnit } from '../../domain/meeting/collection/types.ts';
import { COLLECTION_STEPS } from '../../domain/meeting/collection/steps.ts';
import { occurrenceOf } from '../../domain/meeting/occurrence.ts';
import { plannedDatesBetween } from '../../domain/meeting/rhythm.ts';
import type { MeetingCommand, MeetingRuleFacts, MeetingState, SeriesState } from '../../domain/meeting/types.ts';
import { answerWords } from '../answer-words.ts';
import type { MeetingOfSeries } from '../reads/dispatches.ts';
import { deadAddresses } from '../dead-addresses.ts';
import type { Database } from '../database.ts';
import { hashOf } from '../evaluation/canonical.ts';
import { agendaSources, answerable } from './agenda.ts';
import { collectionUnits } from './collection.ts';
import { coordinators, holdersOf, unknownPeople, unknownUnits } from './people.ts';

export async function meetingFacts(
  db: Database,
  { entityId, command, actor }: Envelope<'meeting'>,
  { state, context }: { state: MeetingState | null; context: RuleContext },
): Promise<MeetingRuleFacts> {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('kind', '=', 'series')
    .where('id', '=', seriesOfMeeting(entityId))
    .executeTakeFirst();
  const series = row?.state as SeriesState | undefined;
  const withoutAddress = series ? await unreachable(db, series.attendeeIds) : [];
  const moves = series && command.type === 'move';
  const busy = moves ? await meetingsInWeek(db, series, { date: command.date, but: entityId, context }) : [];
  const composes = isComposing(command) && state !== null && !state.done.includes('agenda');
  const { units, people } = namedIn(command);
  const given = state && tellsOwners(command) ? decisionUnits(state, units) : [];
  const tellsOffice = composes || isStepForOffice(command) || given.length > 0;
  return {
    ...{ id: entityId, plannedDate: plannedDateOf(entityId), series, withoutAddress, busy },
    coordinators: tellsOffice ? await coordinators(db) : [],
    unitKnown: (await unknownUnits(db, units)).size === 0,
    agenda: composes ? await agendaSources(db, { meeting: state, series }, context) : null,
    personKnown: (await unknownPeople(db, people)).size === 0,
    owners: await answerable(db, given),
    ...(state && asksUnits(command) && { collectionUnits: await unitsToAsk(db, { meeting: state, series }, context) }),
    ...(command.type === 'publishMinutes' && {
      bulletinTo: await holdersOf(db, context.settings.meeting.bulletinRoles),
    }),
    ...(command.type === 'answerInvitation' && {
      words: (await answerWords(db, entityId)).get(command.person ?? actor.id) ?? null,
    }),
    minutesHash: state && command.type === 'publishMinutes' ? hashOfMinutes(state) : null,
  };
}

/** Units and people that a command names. */
function namedIn(command: MeetingCommand): { units: string[]; people: string[] } {
  const some = (id: string | undefined): string[] => (id === undefined ? [] : [id]);
  switch (command.type) {
    case 'addItem':
      return { units: some(command.unit), people: [] };
    case 'decideItem':
      return { units: [command.unit], people: some(command.person) };
    case 'attend':
      return { units: [], people: [command.person] };
    default:
      return { units: [], people: [] };
  }
}

const tellsOwners = (command: MeetingCommand): boolean =>
  command.type === 'publishMinutes' ||
  command.type === 'decideItem' ||
  (command.type === 'step' && command.slot.startsWith('decision:'));

const decisionUnits = (state: MeetingState, named: readonly string[]): string[] => [
  ...new Set([...minutesOfMeeting(state).decisions.map(({ unitId }) => unitId), ...named]),
];

/** Of everything that is frozen by the publishing. */
function hashOfMinutes(state: MeetingState): string {
  const { attendance, outcomes, decisions } = minutesOfMeeting(state);
  return hashOf({ attendance, outcomes: [...outcomes, ...restOf(state)], decisions });
}

async function unitsToAsk(db: Database, of: MeetingOfSeries, context: RuleContext): Promise<CollectionUnit[]> {
  const units = await collectionUnits(db, of, context);
  const away = new Set(await unreachable(db, [...new Set(units.flatMap(({ people }) => people))]));
  return units.map(unit => ({ ...unit, unreachable: unit.people.filter(id => away.has(id)) }));
}

const asksUnits = (command: MeetingCommand): boolean =>
  isStep(command, 'collection') || isStep(command, 'collectionReminder');

const isStepForOffice = (command: MeetingCommand): boolean =>
  command.type === 'step' &&
  command.slot !== 'reminder' &&
  !(COLLECTION_STEPS as readonly string[]).includes(command.slot);

const isStep = (command: MeetingCommand, slot: string): boolean => command.type === 'step' && command.slot === slot;

/** The invitation takes an agenda along: who asks for it before its time asks for both. */
const isComposing = (command: MeetingCommand): boolean => isStep(command, 'agenda') || command.type === 'remindNow';

/** What the series holds in the week of `date`: what was moved there, and its own occurrence, opened or still to be. */
async function meetingsInWeek(
  db: Database,
  series: SeriesState,
  { date, but, context }: { date: IsoDate; but: string; context: RuleContext },
): Promise<MeetingRuleFacts['busy']> {
  const { clock, table } = context.calendar;
  const monday = addDays(date, 1 - weekdayOf(date));
  const [planned] = plannedDatesBetween(series, monday, addDays(monday, 6));
  const own = planned === undefined ? null : meetingIdOf(series.id, planned);
  const midnight = (day: IsoDate): Date => new Date(clock.toInstant(day, '00:00'));
  const [from, to] = [midnight(monday), midnight(addDays(monday, 7))];
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'status', 'start_at'])
    .where('series_id', '=', series.id)
    .where(({ or, and, eb }) =>
      or([eb('id', '=', own ?? ''), and([eb('start_at', '>=', from), eb('start_at', '<', to)])]),
    )
    .orderBy('start_at')
    .execute();
  const held = rows
    .filter(({ id, status }) => id !== but && (status === 'planned' || status === 'held'))
    .flatMap(({ id, start_at: at }) => (at === null ? [] : [{ id, heldOn: clock.toLocal(at.getTime()).date }]));
  if (planned === undefined || own === null || own === but || rows.some(({ id }) => id === own)) return held;
  const { heldOn } = occurrenceOf(table, series, planned);
  return heldOn === null ? held : [...held, { id: own, heldOn }];
}

/** Those of `ids` no mail can be sent to: unknown, no longer active, without an address, or with one that bounces. */
export async function unreachable(db: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('person')
    .select(['id', 'address'])
    .where('id', 'in', ids)
    .where('active', '=', true)
    .where('address', 'is not', null)
    .execute();
  const dead = await deadAddresses(
    db,
    rows.flatMap(({ address }) => address ?? []),
  );
  const reachable = new Set(rows.filter(({ address }) => !dead.has(address?.toLowerCase() ?? '')).map(({ id }) => id));
  return ids.filter(id => !reachable.has(id));
}
