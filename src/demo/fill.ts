import type { Envelope } from '../contract/commit.ts';
import type { Ledger } from '../contract/ports.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { Database } from '../ledger/database.ts';
import { hashOf } from '../ledger/evaluation/canonical.ts';
import { codeOf, lifeOf, type City } from './life.ts';
import { COUNTIES } from './names.ts';

/** As many commands as one transaction takes at once. */
const BATCH = 600;

export interface Filled {
  projects: number;
  /** Commands given, and how many of them did something now. */
  commands: number;
  fresh: number;
}

interface Into {
  db: Database;
  ledger: Ledger;
  clock: LocalClock;
  /** Told now and then. */
  progress?: (projects: number) => void;
}

const COORDINATOR = { id: 'coordinator', unitId: 'office', roles: ['coordinator'] } as const;

/** The counties with a reporter each, and projects 1 to `count`. Filling again the same does nothing. */
export async function fillCity(
  into: Into,
  city: City,
  { from = 0, count }: { from?: number; count: number },
): Promise<Filled> {
  await fillPeople(into, city);
  const filled: Filled = { projects: 0, commands: 0, fresh: 0 };
  let batch: Envelope[] = [];
  const commit = async (): Promise<void> => {
    const outcomes = await into.ledger.commit(batch);
    const refused = outcomes.findIndex(({ ok }) => !ok);
    if (refused >= 0) {
      throw new Error(`refused: ${JSON.stringify(batch[refused])} ${JSON.stringify(outcomes[refused])}`);
    }
    filled.commands += batch.length;
    filled.fresh += outcomes.filter(outcome => outcome.ok && !outcome.replayed).length;
    batch = [];
    into.progress?.(filled.projects);
  };
  for (let index = from; index < from + count; index += 1) {
    batch.push(...projectOf(index, city, into.clock));
    filled.projects += 1;
    if (batch.length >= BATCH) await commit();
  }
  if (batch.length > 0) await commit();
  return filled;
}

function projectOf(index: number, city: City, clock: LocalClock): Envelope<'project'>[] {
  const code = codeOf(index);
  const shift = (index % 400) * 60_000;
  return lifeOf(index, city).map(({ day, command }, number) => ({
    commandId: `seed:${city.seed}:${code}:${number}`,
    digest: hashOf(command),
    kind: 'project',
    entityId: code,
    command,
    actor: COORDINATOR,
    via: 'person',
    // Commands of one day stand a second apart, in their order.
    atMs: clock.toInstant(day, '09:00') + shift + number * 1_000,
  }));
}

/** Only those who are missing: an office that has its own coordinator keeps him as he is. */
async function fillPeople({ db, ledger, clock }: Into, { seed, until }: City): Promise<void> {
  const ids = async (table: 'unit' | 'person') =>
    new Set((await db.selectFrom(table).select('id').execute()).map(row => row.id));
  const [units, people] = [await ids('unit'), await ids('person')];
  const shared = { actor: COORDINATOR, via: 'person', atMs: clock.toInstant(until, '09:00') } as const;
  const keyed = (kind: string, id: string) => ({
    ...shared,
    commandId: `seed:${seed}:${kind}:${id}`,
    digest: '1',
    entityId: id,
  });
  const office: Envelope<'unit'> = {
    ...keyed('unit', 'office'),
    kind: 'unit',
    command: { type: 'define', unit: { name: '招商办', kind: 'office', county: null } },
  };
  const counties = COUNTIES.map((county, index): Envelope<'unit'> => {
    const unit = { name: `${county}招商专班`, kind: 'county', county } as const;
    return { ...keyed('unit', `county-${index + 1}`), kind: 'unit', command: { type: 'define', unit } };
  });
  const reporters = COUNTIES.map((county, index): Envelope<'person'> => {
    const personal = { name: `${county}专员`, title: null, address: null };
    const unitId = `county-${index + 1}`;
    const command = { type: 'define', unitId, roles: ['countyReporter'], active: true, personal } as const;
    return { ...keyed('person', `reporter-${index + 1}`), kind: 'person', command };
  });
  await ledger.commit([office, ...counties].filter(({ entityId }) => !units.has(entityId)));
  await ledger.commit(reporters.filter(({ entityId }) => !people.has(entityId)));
}
