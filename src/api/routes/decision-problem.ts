import { meetingIdOf } from '../../contract/names.ts';
import { meetingParams, problemCommandAnswer, raiseFromDecisionBody } from '../../contract/schemas/index.ts';
import { factsFromDecision } from '../../domain/problem/from-decision.ts';
import type { ProblemFacts } from '../../domain/problem/types.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { unknownUnits } from '../../ledger/facts/people.ts';
import { decisionToRaise, problemsOfDecisions } from '../../ledger/reads/decision-problems.ts';
import { meetingById } from '../../ledger/reads/meetings.ts';
import { problemByCode } from '../../ledger/reads/problems.ts';
import { askedOf, digestOf, envelopeOf, give, giveKeyed, type Answered, type Asked } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { problemWire } from '../wire/problems.ts';
import { momentNow } from './problems.ts';
import { CHANGING, commandAnswer, found, REFUSALS, type App } from './shared.ts';
import type { FastifyRequest } from 'fastify';

/** A decision (议定事项) that needs more than a promise becomes a problem, with the protocol's limits and two keys. Asked twice it is one. */
export function decisionProblemRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/meetings/:series/:date/minutes/problem',
    {
      schema: {
        ...CHANGING,
        tags: ['meetings'],
        operationId: 'raiseProblemFromDecision',
        summary: 'Raise the problem that a decision has become, and give it to its lead',
        params: meetingParams,
        body: raiseFromDecisionBody,
        response: { 201: problemCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const id = meetingIdOf(request.params.series, request.params.date);
      found(await meetingById(deps.db, id), 'id', id);
      const decision = await decisionToRaise(deps.db, id, request.body.decision);
      if (!decision) throw new Refused([refuse('decisionNotFound', 'decision', request.body.decision)]);
      const leadUnit = request.body.leadUnit ?? decision.unitId;
      const unknown = await unknownUnits(deps.db, [leadUnit]);
      if (unknown.size > 0) throw new Refused([refuse('unitNotFound', 'leadUnit', leadUnit)]);
      const facts = factsFromDecision({ meeting: id, no: request.body.decision }, request.body, decision);
      if (isRefusal(facts)) throw new Refused([facts]);
      const answered = await raised(deps, request, facts);
      const handler = leadUnit === decision.unitId ? decision.personId : null;
      await assigned(deps, request, { code: answered.entityId, leadUnit, handler });
      const problem = found(await problemByCode(deps.db, answered.entityId), 'code', answered.entityId);
      reply.code(201).header('location', `/api/v1/problems/${problem.code}`);
      return commandAnswer(reply, problemWire(problem, await momentNow(deps)), answered);
    },
  );
}

/** Under the caller's own key; what another press has raised already is the answer to this one. */
async function raised(deps: ApiDependencies, request: FastifyRequest, facts: ProblemFacts): Promise<Answered> {
  const year = deps.calendar.clock.toLocal(deps.now()).date.slice(0, 4);
  try {
    const asked = { kind: 'problem', entity: { prefix: `Q-${year}` }, command: { type: 'raise', facts } } as const;
    return await give(deps, request, asked);
  } catch (error) {
    const { meeting = '', no = 0 } = facts.decision ?? {};
    const isThere = error instanceof Refused && error.refusals.some(({ code }) => code === 'decisionHasProblem');
    const code = isThere ? (await problemsOfDecisions(deps.db, meeting)).get(no) : undefined;
    const known = code === undefined ? undefined : await problemByCode(deps.db, code);
    if (!known) throw error;
    return { entityId: known.code, seq: known.seq, events: [], replayed: false };
  }
}

interface Lead {
  code: string;
  leadUnit: string;
  handler: string | null;
}

/** Intake and assignment are of one day, and whose it is was decided at the meeting. */
async function assigned(deps: ApiDependencies, request: FastifyRequest, { code, leadUnit, handler }: Lead) {
  const problem = await problemByCode(deps.db, code);
  if (problem?.state !== 'raised') return;
  const command = { type: 'assign', leadUnit, ...(handler !== null && { handler }) } as const;
  const asked: Asked<'problem'> = { kind: 'problem', entity: { id: code }, command };
  const key = { commandId: `decision/${code}:assign`, digest: digestOf(askedOf(asked)) };
  await giveKeyed(deps, { ...envelopeOf(deps, request), ...key }, asked);
}
