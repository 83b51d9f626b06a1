import { expect } from '@jest/globals';
import { batchArea } from '../../src/domain/batch/area.ts';
import { briefArea } from '../../src/domain/brief/area.ts';
import { colouringArea } from '../../src/domain/colouring/area.ts';
import { contactArea } from '../../src/domain/contact/area.ts';
import { expertArea } from '../../src/domain/expert/area.ts';
import { meetingArea } from '../../src/domain/meeting/meeting.ts';
import { seriesArea } from '../../src/domain/meeting/series.ts';
import { personArea, unitArea } from '../../src/domain/people/areas.ts';
import { policyArea } from '../../src/domain/policy/area.ts';
import { problemArea } from '../../src/domain/problem/area.ts';
import { projectArea } from '../../src/domain/project/area.ts';
import { roundArea } from '../../src/domain/round/area.ts';
import { chargeArea } from '../../src/domain/supervision/charge.ts';
import { visitArea } from '../../src/domain/visit/area.ts';
import { whistleArea } from '../../src/domain/whistle/area.ts';
import { settingArea } from '../../src/domain/settings/area.ts';
import type { Database } from '../../src/ledger/database.ts';

type Evolve = (state: unknown, event: unknown) => unknown;

const EVOLVE: Record<string, Evolve> = {
  project: projectArea.evolve as Evolve,
  problem: problemArea.evolve as Evolve,
  meeting: meetingArea.evolve as Evolve,
  series: seriesArea.evolve as Evolve,
  person: personArea.evolve as Evolve,
  unit: unitArea.evolve as Evolve,
  setting: settingArea.evolve as Evolve,
  colouring: colouringArea.evolve as Evolve,
  batch: batchArea.evolve as Evolve,
  round: roundArea.evolve as Evolve,
  contact: contactArea.evolve as Evolve,
  expert: expertArea.evolve as Evolve,
  policy: policyArea.evolve as Evolve,
  charge: chargeArea.evolve as Evolve,
  visit: visitArea.evolve as Evolve,
  whistle: whistleArea.evolve as Evolve,
  brief: briefArea.evolve as Evolve,
};

/** The state of one entity from its events alone. */
export async function rebuildState(db: Database, kind: string, id: string): Promise<{ state: unknown; seq: number }> {
  const events = await db
    .selectFrom('event')
    .select(['type', 'data', 'seq'])
    .where('entity_kind', '=', kind)
    .where('entity_id', '=', id)
    .orderBy('seq')
    .execute();
  const evolve = EVOLVE[kind] as Evolve;
  const state = events.reduce<unknown>((now, { type, data }) => evolve(now, { type, ...(data as object) }), null);
  return { state, seq: events.length };
}

/** Every entity is what its events say: the same state, and as many events as its sequence number. */
export async function expectRebuilt(db: Database): Promise<void> {
  const entities = await db.selectFrom('entity').select(['kind', 'id', 'seq', 'state']).execute();
  expect(entities.length).toBeGreaterThan(0);
  for (const { kind, id, seq, state } of entities) {
    expect({ kind, id, ...(await rebuildState(db, kind, id)) }).toEqual({ kind, id, seq, state });
  }
}
