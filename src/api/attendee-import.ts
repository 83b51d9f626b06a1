import type { FastifyRequest } from 'fastify';
import { permission } from '../access/index.ts';
import { grantedTo, isNowhere } from '../access/reach.ts';
import { refusalText, type Locale } from '../contract/catalogue/index.ts';
import {
  ATTENDEE_VERDICTS,
  definePersonBody,
  personCommandOf,
  refusalsOf,
  type AttendeesAnswer,
  type AttendeeVerdict,
} from '../contract/schemas/index.ts';
import { CODE_SHAPE } from '../contract/schemas/fields.ts';
import type { AttendeeHeads, AttendeeRow } from '../domain/meeting/attendee-file.ts';
import { everyOf } from '../domain/meeting/rhythm.ts';
import type { SeriesState } from '../domain/meeting/types.ts';
import type { PersonCommand } from '../domain/people/areas.ts';
import { isRefusal, refuse, type Refusal } from '../domain/refusal.ts';
import { normaliseName } from '../domain/ledger-import/text.ts';
import type { Database } from '../ledger/database.ts';
import { unreachable } from '../ledger/facts/meetings.ts';
import { parseMailAddress } from '../mail/address.ts';
import { digestOf, envelopeOf } from './commands.ts';
import type { ApiDependencies } from './dependencies.ts';
import { Refused } from './refused.ts';

/** Somebody a row stands for: known by id, or to be made. */
interface Matched {
  row: AttendeeRow;
  verdict: AttendeeVerdict;
  person: string | null;
  made: PersonCommand | null;
  refusal: Refusal | null;
}

export interface AttendeePlan {
  answers: readonly Matched[];
  /** Ids of those who will attend, in the order they stand in the series, then in the file. */
  attendeeIds: readonly string[];
  left: readonly string[];
}

interface Known {
  people: readonly { id: string; name: string; unitId: string; address: string | null; active: boolean }[];
  units: readonly { id: string; name: string }[];
  /** Whom no mail reaches. */
  unreached: ReadonlySet<string>;
}

interface Asked {
  series: SeriesState;
  heads: AttendeeHeads;
  rows: readonly AttendeeRow[];
  replace: boolean;
  newPeople: boolean;
}

/** What each row of a list of attendees comes to, looked up in the ledger as it stands; nothing is written. */
export async function planAttendees(
  { db }: Pick<ApiDependencies, 'db'>,
  request: FastifyRequest,
  asked: Asked,
): Promise<AttendeePlan> {
  const known = await knownNow(db);
  // Who may add people is who may define them, whatever he may do with series.
  const mayAdd = !isNowhere(grantedTo(request.signedIn, permission('people.define')).reach);
  const seen = new Map<string, number>();
  const answers = asked.rows.map(row => {
    const found = matched(row, known, { ...asked, mayAdd, actor: request.signedIn.id });
    if (found.person === null || found.refusal) return found;
    const before = seen.get(found.person);
    if (before === undefined) seen.set(found.person, row.row);
    return before === undefined
      ? found
      : refused(row, refuse('attendeeInRow', asked.heads.name, row.name, { row: before }));
  });
  const named = answers.flatMap(({ person, refusal }) => (person === null || refusal ? [] : [person]));
  const stay = asked.series.attendeeIds.filter(id => !asked.replace || named.includes(id));
  return {
    answers,
    attendeeIds: [...stay, ...named.filter(id => !stay.includes(id))],
    left: asked.series.attendeeIds.filter(id => !stay.includes(id)),
  };
}

async function knownNow(db: Database): Promise<Known> {
  const people = await db
    .selectFrom('person')
    .select(['id', 'name', 'unit_id as unitId', 'address', 'active'])
    .orderBy('id')
    .execute();
  const units = await db.selectFrom('unit').select(['id', 'name']).orderBy('id').execute();
  const unreached = await unreachable(
    db,
    people.map(({ id }) => id),
  );
  return { people, units, unreached: new Set(unreached) };
}

const refused = (row: AttendeeRow, refusal: Refusal): Matched => ({
  ...{ row, refusal, verdict: 'refused', person: null, made: null },
});

type Given = Asked & { mayAdd: boolean; actor: string };

function matched(row: AttendeeRow, known: Known, given: Given): Matched {
  const { heads, series } = given;
  if (row.refusal) return refused(row, row.refusal);
  const mailbox = row.address === null ? null : parseMailAddress(row.address, heads.address);
  if (isRefusal(mailbox)) return refused(row, mailbox);
  const address = mailbox?.address ?? null;
  const unit = row.unit === null ? null : unitOf(row.unit, known);
  const person = personOf({ ...row, address, unitId: unit?.id ?? null }, known, heads);
  if (isRefusal(person)) return refused(row, person);
  if (person === null) return asNew(row, { address, unit }, known, given);
  const { id, name, active } = person;
  if (normaliseName(name) !== normaliseName(row.name)) {
    return refused(row, refuse('attendeeIsAnother', heads.id, id, { name }));
  }
  if (!active) return refused(row, refuse('personLeft', heads.name, row.name));
  if (known.unreached.has(id)) return refused(row, refuse('attendeeWithoutAddress', heads.name, row.name));
  if (address !== null && address.toLowerCase() !== person.address?.toLowerCase()) {
    return refused(row, refuse('attendeeElsewhere', heads.address, address, { name }));
  }
  const verdict = series.attendeeIds.includes(id) ? 'attends' : 'added';
  return { row, verdict, person: id, made: null, refusal: null };
}

const unitOf = (said: string, { units }: Known) =>
  units.find(({ id }) => id === said) ?? units.find(({ name }) => normaliseName(name) === normaliseName(said)) ?? null;

/** By id, else by address, else by name, of the unit when one is given; null: nobody. */
function personOf(
  row: Pick<AttendeeRow, 'id' | 'name' | 'unit'> & { address: string | null; unitId: string | null },
  { people }: Known,
  heads: AttendeeHeads,
): Known['people'][number] | null | Refusal {
  if (row.id !== null) return people.find(({ id }) => id === row.id) ?? null;
  const named = people.filter(({ name }) => normaliseName(name) === normaliseName(row.name));
  const there = named.filter(({ unitId, active }) => active && (row.unit === null || unitId === row.unitId));
  const byAddress = there.filter(({ address }) => address?.toLowerCase() === row.address?.toLowerCase());
  const [one, ...others] = row.address !== null && byAddress.length > 0 ? byAddress : there;
  if (others.length > 0) {
    const ids = there.map(({ id }) => id);
    return refuse('attendeeNotOne', heads.name, row.name, { count: ids.length, people: ids });
  }
  // Somebody of that name who has left is told so, and is not made a second time.
  return one ?? named.find(({ active, unitId }) => !active && (row.unit === null || unitId === row.unitId)) ?? null;
}

/** Made when it was asked for; without a role, as attending needs none. */
function asNew(
  row: AttendeeRow,
  { address, unit }: { address: string | null; unit: Known['units'][number] | null },
  { people }: Known,
  { heads, newPeople, mayAdd, actor }: Given,
): Matched {
  const { name, title } = row;
  if (!newPeople) return refused(row, refuse('attendeeUnknown', heads.name, name));
  if (!mayAdd) return refused(row, refuse('notAllowed', 'actor', actor, { roles: ['administrator'] }));
  if (row.unit === null) return refused(row, refuse('required', heads.unit, null));
  if (!unit) return refused(row, refuse('unitNotFound', heads.unit, row.unit));
  if (address === null) return refused(row, refuse('attendeeWithoutAddress', heads.address, name));
  const id = row.id ?? address.slice(0, address.indexOf('@')).toLowerCase();
  if (!CODE_SHAPE.test(id)) {
    return refused(row, refuse('badFormat', heads.id, id, { shape: 'A-Z a-z 0-9 . _ - (1–40)' }));
  }
  const taken = people.find(each => each.id === id);
  if (taken) return refused(row, refuse('alreadyExists', heads.id, id, { name: taken.name }));
  // Held against what the API takes of people.
  const { data, error } = definePersonBody.safeParse({ name, title, address, unit: unit.id, roles: [] });
  if (error) {
    const [wrong] = refusalsOf(error, { name, title, address });
    return refused(row, { ...(wrong as Refusal), field: heads.name });
  }
  const made = personCommandOf(data);
  return { row, verdict: 'new', person: id, made, refusal: null };
}

/** Makes who is new, each under a key of his own, then gives the series its attendees: broken off and sent again, nothing happens twice. */
export async function applyAttendees(
  deps: ApiDependencies,
  request: FastifyRequest,
  { series, plan }: { series: SeriesState; plan: AttendeePlan },
): Promise<void> {
  const key = `${request.signedIn.id}:${String(request.headers['idempotency-key'])}`;
  for (const { person, made } of plan.answers) {
    if (person !== null && made !== null)
      await given(deps, request, { key, kind: 'person', entityId: person, command: made });
  }
  const { attendeeIds } = plan;
  const same = attendeeIds.length === series.attendeeIds.length && plan.left.length === 0;
  if (same) return;
  const { id: entityId, status: _, ...facts } = series;
  const type = everyOf(series) === 'once' ? ('call' as const) : ('define' as const);
  await given(deps, request, { key, kind: 'series', entityId, command: { type, facts: { ...facts, attendeeIds } } });
}

type Command = { key: string; entityId: string } & (
  | { kind: 'person'; command: PersonCommand }
  | { kind: 'series'; command: { type: 'define' | 'call'; facts: Omit<SeriesState, 'id' | 'status'> } }
);

async function given(deps: ApiDependencies, request: FastifyRequest, { key, ...asked }: Command): Promise<void> {
  const commandId = `${key}/${asked.entityId}`;
  const envelope = { ...envelopeOf(deps, request), commandId, digest: digestOf(asked.command), ...asked };
  const outcome = await deps.gateway.send(envelope as Parameters<typeof deps.gateway.send>[0]);
  if (!outcome.ok) throw new Refused(outcome.refusal);
}

/** With the reasons in the reader's language. */
export function attendeesAnswerOf(
  { answers, left }: AttendeePlan,
  { id, applied }: { id: string; applied: boolean },
  locale: Locale,
): AttendeesAnswer {
  const count = (asked: AttendeeVerdict): number => answers.filter(({ verdict }) => verdict === asked).length;
  const counts = Object.fromEntries(ATTENDEE_VERDICTS.map(verdict => [verdict, count(verdict)]));
  return {
    ...{ id, applied, left: [...left] },
    counts: { ...(counts as Record<AttendeeVerdict, number>), left: left.length },
    rows: answers.map(({ row: { sheet, row, name }, verdict, person, refusal }) => ({
      ...{ sheet, row, name, verdict, person },
      errors: refusal === null ? [] : [{ ...refusal, message: refusalText(refusal, locale) }],
    })),
  };
}
