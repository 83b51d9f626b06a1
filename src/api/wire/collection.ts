import type { CollectedUnit } from '../../contract/schemas/index.ts';
import type { Collection } from '../../domain/meeting/collection/types.ts';
import type { Names } from '../../ledger/reads/names.ts';
import { instantOf } from './instants.ts';

/** Silent first, then late, then in time; within each by id. */
const ORDER = { silent: 0, late: 1, answered: 2 } as const;

interface Beside {
  names: Names;
  requests: ReadonlyMap<string, number>;
}

export const unitsWire = (collection: Collection, beside: Beside): CollectedUnit[] =>
  collection.asked
    .map(({ unitId }) => unitWire(collection, unitId, beside))
    .sort((a, b) => ORDER[a.state] - ORDER[b.state]);

export function unitWire({ asked, answers }: Collection, unit: string, { names, requests }: Beside): CollectedUnit {
  const people = asked.find(({ unitId }) => unitId === unit)?.people ?? [];
  const answer = answers.find(({ unitId }) => unitId === unit);
  return {
    ...{ unit, unitName: names.unit(unit) },
    state: answer === undefined ? 'silent' : answer.late ? 'late' : 'answered',
    people: people.map(person => ({ person, personName: names.person(person) })),
    at: answer ? instantOf(new Date(answer.atMs)) : null,
    ...{ by: answer?.by ?? null, byName: names.person(answer?.by ?? null), entered: answer?.entered ?? false },
    ...{ noChange: answer?.noChange ?? null, note: answer?.note ?? null, given: [...(answer?.given ?? [])] },
    requests: requests.get(unit) ?? 0,
  };
}
