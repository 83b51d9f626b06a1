import type { ProblemEvent } from '../../../src/domain/problem/commands.ts';
import { evolveProblem } from '../../../src/domain/problem/evolve.ts';
import type { ProblemState } from '../../../src/domain/problem/types.ts';
import type { Database } from '../../../src/ledger/database.ts';

/** What the ledger says after a run, read once: problems with their events, and every line of a mail. */

export interface WrittenEvent {
  seq: number;
  commandId: string;
  /** By the clock, and not by somebody. */
  byClock: boolean;
  event: ProblemEvent;
}

export interface Written {
  code: string;
  /** Of the entity's row. */
  seq: number;
  state: unknown;
  events: WrittenEvent[];
  /** The state that its events say. */
  folded: ProblemState | null;
}

export async function writtenProblems(db: Database): Promise<Written[]> {
  const entities = await db
    .selectFrom('entity')
    .select(['id', 'seq', 'state'])
    .where('kind', '=', 'problem')
    .orderBy('id')
    .execute();
  const rows = await db
    .selectFrom('event')
    .select(['entity_id', 'seq', 'command_id', 'type', 'data'])
    .where('entity_kind', '=', 'problem')
    .orderBy('entity_id')
    .orderBy('seq')
    .execute();
  const byCode = new Map<string, WrittenEvent[]>(entities.map(({ id }) => [id, []]));
  for (const { entity_id: code, seq, command_id: commandId, type, data } of rows) {
    const event = { type, ...(data as object) } as ProblemEvent;
    byCode.get(code)?.push({ seq, commandId, byClock: commandId.startsWith(`problem/${code}:`), event });
  }
  return entities.map(({ id: code, seq, state }) => {
    const events = byCode.get(code) ?? [];
    const folded = events.reduce<ProblemState | null>((current, { event }) => evolveProblem(current, event), null);
    return { code, seq, state, events, folded };
  });
}

/** The steps of the ladder that are written more than once: a level in one episode, warnings and papers of one lead, of a part while it is one. */
export function doubledSteps({ code, events }: Written): string[] {
  const seen = new Set<string>();
  let [episode, leads, assignments] = [1, 0, 0];
  return events.flatMap(({ event }) => {
    if (event.type === 'reopened') episode = event.episode;
    if (event.type === 'assigned' && event.before !== undefined) leads += 1;
    if (event.type === 'assigned' || event.type === 'assignmentChanged') assignments += 1;
    const step = stepOf(event);
    if (step === null) return [];
    const isPart = event.type === 'warned' && event.unitId !== undefined;
    const isOfLead = event.type === 'warned' || event.type === 'paperGiven';
    const of = isPart ? ` assignment ${assignments}` : isOfLead ? ` lead ${leads}` : '';
    const key = `${code} episode ${episode}${of}: ${step}`;
    const doubled = seen.has(key);
    seen.add(key);
    return doubled ? [key] : [];
  });
}

function stepOf(event: ProblemEvent): string | null {
  switch (event.type) {
    case 'warned':
      return `warning ${event.warning} ${event.unitId ?? ''}`;
    case 'escalated':
      return `level ${event.level}`;
    case 'paperGiven':
      return `${event.paper} paper`;
    case 'overdueTold':
      return `limit ${event.dueMs}`;
    case 'partOverdueTold':
      return `limit ${event.dueMs} of ${event.unitId}`;
    case 'carriedOver':
      return `meeting ${event.meeting}`;
    default:
      return null;
  }
}

const MEMBERS: Readonly<Record<string, readonly string[]>> = { land: ['handler', 'offline'], approvals: ['clerk'] };
const answerable = ({ leadUnitId }: ProblemState): readonly string[] => MEMBERS[leadUnitId ?? ''] ?? ['coordinator'];
const owing = ({ parts = [] }: Pick<ProblemState, 'parts'>): string[] =>
  parts.filter(({ answered }) => !answered).flatMap(({ unitId }) => MEMBERS[unitId] ?? []);

/** Of parts whose clock stands: they hear of the lead's. */
const clockless = ({ parts = [] }: ProblemState): string[] =>
  owing({ parts: parts.filter(({ dueMs }) => dueMs === null) });

type Lines = readonly (readonly [what: string, people: readonly string[]])[];

/** Whom an event is told to in the office of these tests, and as what: said once more here, apart from the rules. */
function linesOf(before: ProblemState, { event, byClock }: WrittenEvent): Lines {
  switch (event.type) {
    case 'assigned':
      return [
        ['assigned', MEMBERS[event.leadUnitId] ?? []],
        ...(event.parts ?? []).map(({ unitId }) => ['partAssigned', MEMBERS[unitId] ?? []] as const),
      ];
    case 'resolved':
      return [['toVerify', [event.solution.onTheSpot ? 'coordinator' : 'inspector']]];
    case 'rejected':
      return [
        [
          'rejected',
          [before.solution?.solverId ?? before.solution?.enteredBy ?? '', ...answerable(before), ...owing(before)],
        ],
      ];
    case 'verificationOverdueTold':
      return [['verificationOverdue', ['inspector', 'coordinator']]];
    case 'warned':
      return [
        [
          event.warning === 'first' ? 'warned' : 'blue',
          event.unitId === undefined ? [...answerable(before), ...clockless(before)] : (MEMBERS[event.unitId] ?? []),
        ],
      ];
    case 'overdueTold': {
      if (before.status === 'raised') return [['overdue', ['coordinator', 'leader', 'inspector']]];
      const { level = 0, papers = [], unassigned = false } = before.ladder ?? {};
      const isFirst = unassigned ? !papers.includes('yellow') : level < 2;
      return isFirst
        ? [
            ['yellow', answerable(before)],
            ['overdue', ['inspector']],
          ]
        : [['overdue', [...answerable(before), 'inspector']]];
    }
    case 'partOverdueTold':
      return [
        ['overdue', [...(MEMBERS[event.unitId] ?? []), ...(event.dueMs === before.dueMs ? [] : answerable(before))]],
      ];
    case 'paperGiven':
      return event.paper === 'red' ? [['red', [...answerable(before), 'leader']]] : [];
    case 'escalated':
      return event.level === 4 ? [['escalated', ['leader']]] : [];
    case 'objected':
    case 'rulingOverdueTold':
      return [['objected', ['leader', 'coordinator']]];
    case 'objectionRuled':
      return [['objectionRuled', [...answerable(before), before.objection?.by ?? '']]];
    case 'extensionAsked':
      return [['extensionAsked', ['leader']]];
    case 'extensionRuled':
      return [['extensionRuled', answerable(before)]];
    case 'promiseMissed':
      // One that an answer finds broken is told by nobody but the answer.
      return byClock ? [['promiseMissed', [...answerable(before), 'coordinator', 'inspector']]] : [];
    case 'putOnAgenda':
      if (before.status === 'raised') return [['unassigned', ['coordinator', 'leader']]];
      return [['onAgenda', [...answerable(before), 'coordinator']]];
    case 'unassignedTold':
      return [['unassigned', ['coordinator', 'leader']]];
    case 'rulingOfExtensionAsked':
      return [['extensionAsked', ['leader', 'coordinator']]];
    case 'lookedBack':
      return event.satisfaction === 'not' && !event.relapsed
        ? [['unsatisfied', [...answerable(before), 'inspector', 'coordinator']]]
        : [];
    case 'lookBackAsked':
      return [['lookBack', ['coordinator']]];
    case 'reopened':
      return [['reopened', [...answerable(before), 'coordinator']]];
    default:
      return [];
  }
}

/** `Q-1 yellow handler` → how many lines of mails should say so. */
export function expectedLines(problems: readonly Written[]): Map<string, number> {
  const lines = new Map<string, number>();
  for (const { code, events } of problems) {
    let state: ProblemState | null = null;
    for (const written of events) {
      for (const [what, people] of state === null ? [] : linesOf(state, written)) {
        for (const person of new Set(people)) count(lines, `${code} ${what} ${person}`);
      }
      state = evolveProblem(state, written.event);
    }
  }
  return lines;
}

/** The same, as the mails have it. */
export async function foundLines(db: Database): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('mail_item')
    .innerJoin('mail', 'mail.id', 'mail_item.mail_id')
    .select(['entity_id', 'mail.person_id', 'data'])
    .where('entity_kind', '=', 'problem')
    .execute();
  const lines = new Map<string, number>();
  for (const { entity_id: code, person_id: person, data } of rows) {
    const { what, paper } = data as { what?: string; paper?: string };
    count(lines, `${code} ${what ?? paper ?? 'overdue'} ${person}`);
  }
  return lines;
}

const count = (lines: Map<string, number>, key: string): Map<string, number> =>
  lines.set(key, (lines.get(key) ?? 0) + 1);

/** What stands in one and not in the other, or another number of times. */
export const differences = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])]
    .filter(key => a.get(key) !== b.get(key))
    .map(key => `${key}: ${a.get(key) ?? 0} / ${b.get(key) ?? 0}`);
