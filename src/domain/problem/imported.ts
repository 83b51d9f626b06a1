import { canFollow, isFuture, type PartialDate } from '../calendar/dates.ts';
import { decided, type RuleContext } from '../entity.ts';
import { onlyCoordinator } from '../project/leaving.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { limitFromNow, limitOnDay, type RunningLimit } from './clocks.ts';
import type { AssignedPart, ProblemEvent, ProblemRuleFacts } from './commands.ts';
import { isSolversUnit, STATES_OPEN, type Answer } from './standing.ts';
import { NO_LADDER, type ImportCommand, type Part, type PartRole, type ProblemState } from './types.ts';

type Imported = Extract<ProblemEvent, { type: 'imported' }>;

/**
 * A problem of a ledger that was kept before this one. What is over comes in as a fact: nobody turns a key here, no clock runs and nobody is
 * told. What is open goes on under its own limit, or a fresh one when it has none.
 */
export function importProblem(command: ImportCommand, facts: ProblemRuleFacts, context: RuleContext): Answer {
  const { facts: given, status, leadUnit, splitUnits, coUnits, imported } = command;
  const open = STATES_OPEN.includes(status);
  const wrong =
    onlyCoordinator(context.actor) ??
    wrongPlace(command, facts, open) ??
    wrongDates(command, context, open) ??
    closedByItsLead(command);
  if (wrong) return wrong;
  const running = open ? limitOf(command, context) : { dueMs: null, limit: null };
  return decided([
    {
      type: 'imported',
      ...{ code: facts.code, status, imported, by: context.actor.id },
      facts: { ...given, county: given.county ?? facts.project?.county ?? null },
      ...{ leadUnitId: leadUnit, splitUnitIds: splitUnits, coUnitIds: coUnits },
      ...running,
      parts: open ? partsFromNow(command, context) : [],
      passed: running.dueMs !== null && running.dueMs <= context.nowMs,
    },
  ]);
}

function wrongPlace({ facts: given, status, leadUnit }: ImportCommand, facts: ProblemRuleFacts, open: boolean) {
  if (open && facts.project?.withdrawn) return refuse('projectWithdrawn', 'project', given.project);
  const home = facts.project?.county ?? null;
  if (home !== null && (given.county ?? home) !== home) {
    return refuse('projectElsewhere', 'project', given.project, { county: home });
  }
  if (given.project === null && given.county === null) return refuse('required', 'county', null);
  const needsLead = status === 'assigned' || status === 'handling';
  return needsLead && leadUnit === null ? refuse('required', 'leadUnit', null) : null;
}

/** None in the future, each after the one before it; one that is open was not solved. */
function wrongDates({ imported }: ImportCommand, { today }: RuleContext, open: boolean): Refusal | null {
  const { raisedOn, solvedOn, closedOn } = imported;
  let last: PartialDate | null = null;
  for (const [field, date] of Object.entries({ raisedOn, solvedOn, closedOn })) {
    if (date === null) continue;
    if (open && field !== 'raisedOn') return refuse('dateOfOpenProblem', field, date);
    if (isFuture(date, today)) return refuse('dateInFuture', field, date, { today });
    if (last !== null && !canFollow(last, date)) return refuse('endBeforeStart', field, date, { start: last });
    last = date;
  }
  return null;
}

/** No key is turned here, and none is said to have been turned by the hands that solved it (domain §3). */
function closedByItsLead({ status, leadUnit, verifierUnit, imported }: ImportCommand): Refusal | null {
  if (status !== 'closed' || verifierUnit === undefined) return null;
  if (!isSolversUnit({ solution: null, leadUnitId: leadUnit }, verifierUnit)) return null;
  return refuse('verifierIsLead', 'verifier', imported.verifier, { unit: leadUnit });
}

/** Their old ledger knew one limit only; the departments beside the lead begin anew under the rules of the day of the import. */
function partsFromNow({ splitUnits, coUnits, leadUnit }: ImportCommand, context: RuleContext): AssignedPart[] {
  if (leadUnit === null) return [];
  const part = (role: PartRole) => (unitId: string) => ({ unitId, role, ...limitFromNow(role, context) });
  return [...splitUnits.map(part('split')), ...coUnits.map(part('co'))];
}

function limitOf({ imported: { dueOn }, leadUnit }: ImportCommand, context: RuleContext): RunningLimit {
  if (dueOn !== null) return limitOnDay(dueOn, context.nowMs, context);
  return limitFromNow(leadUnit === null ? 'intake' : 'lead', context);
}

/** A limit that had passed was told by the ledger it comes from: it climbs on from the second level. Parts have no clock where the import gave none. */
export function evolveImported(event: Imported): ProblemState {
  const { code, status, facts, by, leadUnitId, splitUnitIds, coUnitIds, imported, dueMs, limit, passed } = event;
  const part =
    (role: PartRole) =>
    (unitId: string): Part => ({
      ...{ unitId, role, limit: { rule: role, fromMs: 0 } },
      ...{ dueMs: null, toldDueMs: null, answered: false },
    });
  return {
    ...facts,
    ...{ code, status, raisedBy: by, leadUnitId, coUnitIds, handlerId: null, dueMs, limit, imported },
    toldDueMs: passed ? dueMs : null,
    ...{ solution: null, verifiedBy: null, rejections: 0, episode: 1 },
    parts: [...splitUnitIds.map(part('split')), ...coUnitIds.map(part('co'))].map(each => ({
      ...each,
      ...event.parts?.find(({ unitId }) => unitId === each.unitId),
    })),
    ladder: passed ? { ...NO_LADDER, level: 2 } : NO_LADDER,
  };
}
