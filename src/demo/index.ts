import type { Envelope } from '../contract/commit.ts';
import type { Ledger } from '../contract/ports.ts';
import { addDays, type IsoDate } from '../domain/calendar/dates.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import { chargeIdOf } from '../domain/supervision/charge.ts';
import { allocateCodes } from '../ledger/codes.ts';
import type { Database } from '../ledger/database.ts';
import { hashOf } from '../ledger/evaluation/canonical.ts';
import { gatherStatistics } from '../ledger/statistics.ts';
import { addressOf, COORDINATOR, PEOPLE, teamOf, UNITS, type CastPerson } from './cast.ts';
import { fillCity } from './fill.ts';
import { codeOf, lifeOf, type City } from './life.ts';
import { carriedOver, meetingLines } from './meetings.ts';
import { COUNTIES } from './names.ts';
import { play, type Line } from './play.ts';
import { troublesOf, type Stuck } from './problems.ts';
import { visitLines } from './visits.ts';

export interface Demo {
  seed: number;
  /** The last day that is made up; from the next morning on everything is real. */
  until: IsoDate;
}

interface Into {
  db: Database;
  ledger: Ledger;
  calendar: WorkCalendar;
}

const PROJECTS = 360;
const PROBLEMS = 190;
const VISITS = 18;

/**
 * A year of a city: its people, its projects with their money, what they were stuck on, and the weekly dispatches, all through the ledger's own commit
 * in the order of their days.
 */
export async function fillDemo(into: Into, { seed, until }: Demo): Promise<{ refused: number }> {
  const { db, ledger, calendar } = into;
  const { clock } = calendar;
  await people(into, addDays(until, -730));
  const city: City = { seed, until, years: 2, sizes: [2.7, 4.7], unlike: true };
  await fillCity({ db, ledger, clock }, city, { count: PROJECTS });
  const stuck = await stuckProjects(db, city);
  const year = until.slice(0, 4);
  const codes = await allocateMany(db, `Q-${year}`, PROBLEMS);
  const visits = await allocateMany(db, `V-${year}`, VISITS);
  const pick = (index: number, step: number): Stuck => stuck[(index * step) % stuck.length] as Stuck;
  const lines: Line[] = [
    ...codes.flatMap((code, index) => {
      return troublesOf(index, code, { stuck: pick(index, 7), year: { seed, until, calendar } });
    }),
    ...meetingLines({ db, clock, until, seed }),
    ...visitLines(
      visits.map((visit, index) => ({ ...pick(index, 11), visit })),
      { until, seed, calendar },
    ),
  ];
  const untilMs = clock.toInstant(until, '18:00');
  const played = await play(lines, { ledger, untilMs, followUp: (id, atMs) => carriedOver(db, { id, atMs }) });
  await forgetMails(db);
  await gatherStatistics(db);
  return played;
}

async function allocateMany(db: Database, prefix: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `demo:code:${prefix}:${index}`);
  const codes = await allocateCodes(db, prefix, ids);
  return ids.map(id => codes.get(id) as string);
}

async function stuckProjects(db: Database, city: City): Promise<Stuck[]> {
  const rows = await db
    .selectFrom('project')
    .select(['code', 'county'])
    .where('status', '=', 'active')
    .where('stage', 'in', ['signing', 'landing', 'groundbreaking', 'completion'])
    .execute();
  const counties = new Map(rows.map(({ code, county }) => [code, county]));
  return Array.from({ length: PROJECTS }, (_, index) => index).flatMap(index => {
    const code = codeOf(index);
    const county = counties.get(code) ?? null;
    return county === null ? [] : [{ code, county, since: lifeOf(index, city)[0]?.day ?? city.until }];
  });
}

/** Nobody is written to about the past: what its mails would have said is in the history of what they were about. */
async function forgetMails(db: Database): Promise<void> {
  await db.deleteFrom('mail_item').execute();
  await db.deleteFrom('mail').execute();
}

async function people({ ledger, calendar }: Into, day: IsoDate): Promise<void> {
  const atMs = calendar.clock.toInstant(day, '08:00');
  const envelope = (kind: 'unit' | 'person' | 'charge', entityId: string, command: object): Envelope =>
    ({
      commandId: `demo:${kind}:${entityId}`,
      digest: hashOf(command),
      ...{ kind, entityId, command, atMs, via: 'person' },
      actor: kind === 'charge' ? COORDINATOR : SYSTEM_ACTOR,
    }) as Envelope;
  const person = ({ id, name, title, unitId, roles }: CastPerson): Envelope => {
    const personal = { name, title, address: addressOf(id) };
    return envelope('person', id, { type: 'define', unitId, roles, active: true, personal });
  };
  const units = UNITS.map(({ id, ...unit }) => envelope('unit', id, { type: 'define', unit }));
  await all(ledger, units);
  await all(ledger, PEOPLE.map(person));
  const charges = COUNTIES.map(county => {
    const command = { type: 'entrust', team: teamOf(county) };
    return envelope('charge', chargeIdOf({ scope: 'county', subject: county }), command);
  });
  await all(ledger, charges);
}

async function all(ledger: Ledger, envelopes: Envelope[]): Promise<void> {
  const outcomes = await ledger.commit(envelopes);
  const wrong = outcomes.find(({ ok }) => !ok);
  if (wrong) throw new Error(`the demo was refused: ${JSON.stringify(wrong)}`);
}
