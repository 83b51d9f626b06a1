import { heartbeat } from '@temporalio/activity';
import type { CommandsByKind, Outcome } from '../contract/commit.ts';
import type { CommandGateway } from '../contract/ports.ts';
import type { Actor } from '../domain/entity.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';
import { evidenceOf, problemFactsOf } from '../domain/visit/findings.ts';
import type { Finding, RaisedFinding, VisitState } from '../domain/visit/types.ts';
import { allocateCode } from '../ledger/codes.ts';
import type { Database } from '../ledger/database.ts';
import { actorOf } from '../ledger/facts/people.ts';
import { visitState } from '../ledger/reads/visits.ts';
import { isFault, toFailure } from './failures.ts';

export interface VisitActivities {
  /** Raises the problems of the findings that have none yet, each once, and says how each fared; none when all have been recorded. */
  raiseFindings(input: { code: string }): Promise<RaisedFinding[]>;
}

interface Dependencies {
  db: Database;
  gateway: Pick<CommandGateway, 'send'>;
  now: () => number;
}

/** A round is what is asked again after a crash. */
const FINDINGS_A_ROUND = 10;

export function createVisitActivities(dependencies: Dependencies): VisitActivities {
  return {
    async raiseFindings({ code }) {
      try {
        const visit = await visitState(dependencies.db, code);
        const waiting = (visit?.findings ?? []).filter(({ standing }) => standing === 'waiting');
        const results: RaisedFinding[] = [];
        // One after the other, so that the problems of a visit have codes in the order in which they were found.
        for (const finding of waiting.slice(0, FINDINGS_A_ROUND)) {
          if (visit) results.push(await raise(visit, finding, dependencies));
          heartbeat();
        }
        return results;
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
  };
}

/**
 * Raised first, whoever solved it: so it is a problem like any other, with its limits when nobody believes the solution. What the team solved on
 * the spot (现场化解) is then handed in by the team itself; a coordinator turns the second key.
 */
async function raise(visit: VisitState, finding: Finding, dependencies: Dependencies): Promise<RaisedFinding> {
  const { db } = dependencies;
  const { number, solved } = finding;
  const key = `visit/${visit.code}:${number}`;
  const problem = await allocateCode(db, `Q-${finding.on.slice(0, 4)}`, `${key}:raise`);
  const send = sender(dependencies, { key, problem });
  const writer = await actorOf(db, finding.by);
  const raised = await send({ type: 'raise', facts: problemFactsOf(visit, finding) }, writer);
  if (raised) return { number, problem: null, refusal: raised };
  if (solved === null) return { number, problem, refusal: null };
  const solver = await solverOf(db, visit, writer);
  const command = { type: 'solveOnTheSpot', result: solved, evidence: evidenceOf(visit, finding) } as const;
  // Whoever wrote it down for the team has turned the first key with it.
  const entered = solver.id !== writer.id && { enteredBy: writer.id };
  return { number, problem, refusal: await send({ ...command, ...entered }, solver) };
}

/** Who wrote it down when he is of the team; else (a coordinator did) the first of the team who was there. */
async function solverOf(db: Database, { team, people }: VisitState, writer: Actor): Promise<Actor> {
  const isOfTeam = ({ unitId, roles }: Actor): boolean => unitId === team && roles.includes('supervisionTeam');
  if (isOfTeam(writer)) return writer;
  const there = await Promise.all(people.map(id => actorOf(db, id)));
  return there.find(isOfTeam) ?? writer;
}

type Send = (command: CommandsByKind['problem'], actor: Actor) => Promise<Refusal | null>;

/** The same path as everybody's, under keys that say which finding of which visit it was, so that each step happens once only. */
const sender =
  ({ gateway, now }: Dependencies, { key, problem }: { key: string; problem: string }): Send =>
  (command, actor) => {
    const commandId = `${key}:${command.type}`;
    return refusalOf(
      gateway.send({
        ...{ commandId, digest: commandId, kind: 'problem', entityId: problem, command, actor },
        via: 'person',
        atMs: now(),
      }),
      problem,
    );
  };

/**
 * Null when it has happened, now or the first time it was asked. A fault of the ledger in one problem (nothing was written) must not hold
 * up the others: it is that finding's result. What passes by itself is thrown and the round tried again.
 */
async function refusalOf(sent: Promise<Outcome>, problem: string): Promise<Refusal | null> {
  try {
    const outcome = await sent;
    return outcome.ok ? null : outcome.refusal;
  } catch (error) {
    if (isFault(error)) return refuse('internal', 'problem', problem);
    throw error;
  }
}
