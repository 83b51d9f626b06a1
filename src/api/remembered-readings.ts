import type { FastifyRequest } from 'fastify';
import { readingKey } from '../domain/reading/checked.ts';
import type { ImportSettings, Reading, ReadLedger } from '../domain/reading/types.ts';
import type { ImportRead } from '../ledger/reads/imports.ts';
import { settingOn } from '../ledger/reads/settings.ts';
import { envelopeOf } from './commands.ts';
import type { ApiDependencies } from './dependencies.ts';
import { Refused } from './refused.ts';

/** Somebody else may set the section between our reading and our writing it; three in a row have other work to do. */
const TRIES = 3;

/**
 * What was said about an import's headers and words is kept when it is applied: a dry run that nobody accepts teaches nothing. It is a version
 * of the settings like any other, by whoever applied it.
 */
export async function rememberReadings(deps: ApiDependencies, request: FastifyRequest, job: ImportRead): Promise<void> {
  const given = job.summary.readings.filter(({ remembered }) => !remembered);
  if (given.length === 0) return;
  const ledger = job.ledger as ReadLedger;
  const readings = given.map(({ column, written, means }): Reading => ({ ledger, column, written, means }));
  for (let left = TRIES; ; left--) {
    const outcome = await remember(deps, request, { job, readings });
    if (outcome.ok || outcome.refusal.code === 'settingUnchanged') return;
    if (outcome.refusal.code !== 'settingMoved' || left === 1) throw new Refused(outcome.refusal);
  }
}

async function remember(
  { db, gateway, ...deps }: ApiDependencies,
  request: FastifyRequest,
  { job, readings }: { job: ImportRead; readings: readonly Reading[] },
) {
  const envelope = envelopeOf({ db, gateway, ...deps }, request);
  const validFrom = deps.calendar.clock.toLocal(envelope.atMs).date;
  const standing = await settingOn(db, 'imports', validFrom);
  const keyOf = (reading: Reading): string => `${reading.ledger} ${readingKey(reading)}`;
  const said = new Set(readings.map(keyOf));
  const others = (standing.value as ImportSettings).readings.filter(reading => !said.has(keyOf(reading)));
  const value: ImportSettings = { readings: [...others, ...readings] };
  const commandId = `import/${job.id}:readings`;
  return gateway.send({
    ...{ ...envelope, commandId, digest: commandId, kind: 'setting', entityId: 'imports' },
    command: {
      ...{ type: 'set', value, validFrom, basedOn: standing.version },
      reason: `导入 ${job.file_name}`,
    },
  });
}
