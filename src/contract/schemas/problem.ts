import { z } from 'zod';
import {
  CATEGORIES,
  PROBLEM_STATES,
  SOURCES,
  type ProblemCommand,
  type ProblemFacts,
} from '../../domain/problem/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { commandResult, instant, paging } from './common.ts';
import { code, isoDate, line, longText } from './fields.ts';
import { evidenceAnswer, evidenceBody, withdrawBody } from './project.ts';

/** A problem of one project, or of a whole county when it names no project. */
export const raiseProblemBody = z
  .strictObject({
    code: code().optional(),
    title: line(),
    detail: longText().nullish(),
    project: code().nullish(),
    county: line(100).nullish(),
    category: z.enum(CATEGORIES),
    source: z.enum(SOURCES),
  })
  .check(context => {
    const { project, county } = context.value;
    if (project != null || county != null) return;
    const refusal = refuse('required', 'project', null, { other: 'county' });
    context.issues.push({ code: 'custom', input: context.value, params: { refusal } });
  })
  .meta({
    id: 'RaiseProblem',
    examples: [{ title: '用地指标未落实', project: 'P-2026-0001', category: 'land', source: 'meeting' }],
  });

export const assignProblemBody = z
  .strictObject({ leadUnit: code(), coUnits: z.array(code()).max(20).optional(), handler: code().optional() })
  .meta({ id: 'AssignProblem' });
export const answerProblemBody = z
  .strictObject({ text: longText(), nextOn: isoDate() })
  .meta({ id: 'AnswerProblem', description: 'An interim answer; it must set the next date.' });
export const resolveProblemBody = z
  .strictObject({ result: longText(), evidence: z.array(evidenceBody).max(50) })
  .meta({ id: 'ResolveProblem' });
export const verifyProblemBody = z.strictObject({ accepted: z.boolean(), reason: longText().optional() }).meta({
  id: 'VerifyProblem',
  description: 'By a supervision team that is not the solver. A rejection needs its reason.',
});

export function raiseFactsOf(body: z.output<typeof raiseProblemBody>): ProblemFacts {
  const { title, category, source } = body;
  return {
    title,
    category,
    source,
    detail: body.detail ?? null,
    project: body.project ?? null,
    county: body.county ?? null,
  };
}

/** Bodies of the commands on a problem, by the last part of their address; each is checked against the domain's own type. */
export const PROBLEM_COMMANDS = {
  assign: {
    body: assignProblemBody,
    toCommand: (body: z.output<typeof assignProblemBody>): ProblemCommand => ({ type: 'assign', ...body }),
  },
  answer: {
    body: answerProblemBody,
    toCommand: (body: z.output<typeof answerProblemBody>): ProblemCommand => ({ type: 'answer', ...body }),
  },
  resolve: {
    body: resolveProblemBody,
    toCommand: (body: z.output<typeof resolveProblemBody>): ProblemCommand => ({ type: 'resolve', ...body }),
  },
  verify: {
    body: verifyProblemBody,
    toCommand: (body: z.output<typeof verifyProblemBody>): ProblemCommand => ({ type: 'verify', ...body }),
  },
  withdraw: {
    body: withdrawBody,
    toCommand: (body: z.output<typeof withdrawBody>): ProblemCommand => ({ type: 'withdraw', ...body }),
  },
} as const;

// ---- answers ----

const solutionShape = {
  result: z.string(),
  evidence: z.array(evidenceAnswer),
  solverId: z.string(),
  solverUnitId: z.string().nullable(),
};

const problemShape = {
  code: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  project: z.string().nullable().describe('Code of the project'),
  county: z.string().nullable(),
  category: z.string(),
  source: z.string(),
  state: z.enum(PROBLEM_STATES),
  raisedBy: z.string(),
  leadUnit: z.string().nullable(),
  coUnits: z.array(z.string()),
  handler: z.string().nullable(),
  dueAt: instant().nullable().describe('When the present limit passes; null while nobody’s clock runs'),
  overdue: z.boolean(),
  rejections: z.int(),
  solution: z.object(solutionShape).nullable(),
  verifiedBy: z.string().nullable(),
  seq: z.int(),
  raisedAt: instant(),
  changedAt: instant(),
};

export const problemAnswer = z.object(problemShape).meta({ id: 'Problem' });
export type ProblemAnswer = z.output<typeof problemAnswer>;

const nameOf = (what: string) =>
  z.string().nullable().describe(`Name of \`${what}\`; null where the ledger knows none`);

/** One problem as people read it: names beside the ids. Lists and commands have the ids alone. */
export const problemDetailAnswer = z
  .object({
    ...problemShape,
    projectName: nameOf('project'),
    raisedByName: nameOf('raisedBy'),
    leadUnitName: nameOf('leadUnit'),
    coUnitNames: z.array(z.string()).describe('In the order of `coUnits`; an id where the ledger knows no name'),
    handlerName: nameOf('handler'),
    verifiedByName: nameOf('verifiedBy'),
    solution: z
      .object({ ...solutionShape, solverName: nameOf('solverId'), solverUnitName: nameOf('solverUnitId') })
      .nullable(),
  })
  .meta({ id: 'ProblemDetail' });
export type ProblemDetailAnswer = z.output<typeof problemDetailAnswer>;

export const problemCommandAnswer = z
  .object({ ...problemShape, command: commandResult })
  .meta({ id: 'ProblemCommandAnswer' });

export const problemListQuery = paging.extend({
  state: z.enum(PROBLEM_STATES).optional(),
  project: code().optional(),
  unit: code().optional().describe('Lead or co-department'),
  county: line(100).optional(),
  overdue: z.enum(['true', 'false']).optional(),
});
