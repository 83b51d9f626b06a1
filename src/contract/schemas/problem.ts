import { z } from 'zod';
import {
  CATEGORIES,
  PAPERS,
  PART_ROLES,
  PROBLEM_STATES,
  PROMISE_KINDS,
  SATISFACTIONS,
  SOURCES,
  type ProblemFacts,
} from '../../domain/problem/types.ts';
import type { ProblemCommand } from '../../domain/problem/commands.ts';
import { refuse } from '../../domain/refusal.ts';
import { commandResult, instant, paging } from './common.ts';
import { code, isoDate, line, longText, whole } from './fields.ts';
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
    firmContact: code().nullish().describe('The person of the ledger through whom the firm is told'),
    splitFrom: code().nullish().describe('The open problem it was a part of'),
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
  .strictObject({
    leadUnit: code(),
    splitUnits: z.array(code()).max(20).optional().describe('分办: they answer for their own part, like the lead'),
    coUnits: z.array(code()).max(20).optional().describe('协办: they answer the lead'),
    handler: code().optional(),
    reason: longText().optional().describe('Needed when it is taken from another lead'),
  })
  .meta({
    id: 'AssignProblem',
    description: 'Under the same lead nobody’s clock begins again but that of a department that comes new.',
  });
export const acknowledgeProblemBody = z
  .strictObject({})
  .meta({ id: 'AcknowledgeProblem', description: 'The unit knows of it; once a unit' });
export const objectProblemBody = z
  .strictObject({ reason: longText(), unit: code().optional().describe('Whom the lead unit thinks it belongs to') })
  .meta({ id: 'ObjectToProblem', description: 'By the lead unit, within one working day of the assignment' });
export const ruleObjectionBody = z
  .strictObject({
    upheld: z.boolean(),
    reason: longText(),
    leadUnit: code().optional().describe('The new lead of an objection that is upheld'),
    handler: code().optional(),
  })
  .check(context => {
    const { upheld, leadUnit, handler } = context.value;
    if (upheld || (leadUnit ?? handler) === undefined) return;
    const field = leadUnit === undefined ? 'handler' : 'leadUnit';
    const params = { refusal: refuse('unknownField', field, leadUnit ?? handler ?? null) };
    context.issues.push({ code: 'custom', input: context.value, params });
  })
  .meta({ id: 'RuleObjection', description: 'By a leader; final. One that is not upheld names no other lead.' });
export const answerProblemBody = z
  .strictObject({ text: longText(), nextOn: isoDate() })
  .meta({ id: 'AnswerProblem', description: 'An interim answer; it must set the next date, which is watched.' });
export const coAnswerProblemBody = z
  .strictObject({
    text: longText(),
    unit: code().optional().describe('For a coordinator who enters what a unit reported'),
  })
  .meta({ id: 'CoAnswerProblem', description: 'By a split or co-department, about its own part; once' });
export const tableProblemBody = z
  .strictObject({ proposal: longText(), promisedOn: isoDate() })
  .meta({ id: 'TableProblem', description: 'To the next weekly dispatch, with a proposal and a promised date' });
export const explainMissBody = z
  .strictObject({ promise: whole(1, 1_000_000).describe('The number of the promise'), reason: longText() })
  .meta({ id: 'ExplainMiss', description: 'Why a promise was broken' });
export const askExtensionBody = z.strictObject({ until: isoDate(), reason: longText() }).meta({
  id: 'AskExtension',
  description: 'By the lead, one working day before the limit, for a working day after it',
});
export const ruleExtensionBody = z
  .strictObject({ granted: z.boolean(), reason: longText().optional() })
  .meta({ id: 'RuleExtension', description: 'By a leader. A refusal needs its reason.' });
export const resolveProblemBody = z
  .strictObject({ result: longText(), evidence: z.array(evidenceBody).max(50) })
  .meta({ id: 'ResolveProblem' });
export const solveOnTheSpotBody = z.strictObject({ result: longText(), evidence: z.array(evidenceBody).max(50) }).meta({
  id: 'SolveOnTheSpot',
  description: 'By a supervision team that solved it where it was found; a coordinator verifies',
});
export const verifyProblemBody = z
  .strictObject({
    accepted: z.boolean(),
    reason: longText().optional(),
    evidence: z.array(evidenceBody).max(50).optional().describe('What the verifier saw there: photos, a record'),
  })
  .meta({
    id: 'VerifyProblem',
    description: 'By a supervision team that is not the solver. A rejection needs its reason.',
  });
export const lookBackProblemBody = z
  .strictObject({ satisfaction: z.enum(SATISFACTIONS), relapsed: z.boolean(), note: longText().optional() })
  .meta({
    id: 'LookBackAtProblem',
    description: 'What the firm says after the closing; a relapse opens a new episode.',
  });
export const mergeProblemBody = z.strictObject({ into: code(), reason: longText() }).meta({
  id: 'MergeProblem',
  description: 'By a coordinator: one problem under two codes goes on under the other one',
});
export const interviewProblemBody = z
  .strictObject({ on: isoDate(), person: code().describe('Who was talked to'), record: longText() })
  .meta({ id: 'InterviewAboutProblem', description: 'A talk (约谈) after a red paper' });

export function raiseFactsOf(body: z.output<typeof raiseProblemBody>): ProblemFacts {
  const { title, category, source } = body;
  return {
    title,
    category,
    source,
    detail: body.detail ?? null,
    project: body.project ?? null,
    county: body.county ?? null,
    ...(body.firmContact == null ? {} : { firmContact: body.firmContact }),
    ...(body.splitFrom == null ? {} : { splitFrom: body.splitFrom }),
  };
}

/** Bodies of the commands on a problem, by the last part of their address; each is checked against the domain's own type. */
export const PROBLEM_COMMANDS = {
  assign: {
    body: assignProblemBody,
    toCommand: (body: z.output<typeof assignProblemBody>): ProblemCommand => ({ type: 'assign', ...body }),
  },
  acknowledge: {
    body: acknowledgeProblemBody,
    toCommand: (body: z.output<typeof acknowledgeProblemBody>): ProblemCommand => ({ type: 'acknowledge', ...body }),
  },
  object: {
    body: objectProblemBody,
    toCommand: (body: z.output<typeof objectProblemBody>): ProblemCommand => ({ type: 'object', ...body }),
  },
  'rule-objection': {
    body: ruleObjectionBody,
    toCommand: (body: z.output<typeof ruleObjectionBody>): ProblemCommand => ({ type: 'ruleObjection', ...body }),
  },
  answer: {
    body: answerProblemBody,
    toCommand: (body: z.output<typeof answerProblemBody>): ProblemCommand => ({ type: 'answer', ...body }),
  },
  'co-answer': {
    body: coAnswerProblemBody,
    toCommand: (body: z.output<typeof coAnswerProblemBody>): ProblemCommand => ({ type: 'coAnswer', ...body }),
  },
  table: {
    body: tableProblemBody,
    toCommand: (body: z.output<typeof tableProblemBody>): ProblemCommand => ({ type: 'table', ...body }),
  },
  'explain-miss': {
    body: explainMissBody,
    toCommand: (body: z.output<typeof explainMissBody>): ProblemCommand => ({ type: 'explainMiss', ...body }),
  },
  'ask-extension': {
    body: askExtensionBody,
    toCommand: (body: z.output<typeof askExtensionBody>): ProblemCommand => ({ type: 'askExtension', ...body }),
  },
  'rule-extension': {
    body: ruleExtensionBody,
    toCommand: (body: z.output<typeof ruleExtensionBody>): ProblemCommand => ({ type: 'ruleExtension', ...body }),
  },
  resolve: {
    body: resolveProblemBody,
    toCommand: (body: z.output<typeof resolveProblemBody>): ProblemCommand => ({ type: 'resolve', ...body }),
  },
  'solve-on-the-spot': {
    body: solveOnTheSpotBody,
    toCommand: (body: z.output<typeof solveOnTheSpotBody>): ProblemCommand => ({ type: 'solveOnTheSpot', ...body }),
  },
  verify: {
    body: verifyProblemBody,
    toCommand: (body: z.output<typeof verifyProblemBody>): ProblemCommand => ({ type: 'verify', ...body }),
  },
  'look-back': {
    body: lookBackProblemBody,
    toCommand: (body: z.output<typeof lookBackProblemBody>): ProblemCommand => ({ type: 'lookBack', ...body }),
  },
  withdraw: {
    body: withdrawBody,
    toCommand: (body: z.output<typeof withdrawBody>): ProblemCommand => ({ type: 'withdraw', ...body }),
  },
  merge: {
    body: mergeProblemBody,
    toCommand: (body: z.output<typeof mergeProblemBody>): ProblemCommand => ({ type: 'mergeInto', ...body }),
  },
  interview: {
    body: interviewProblemBody,
    toCommand: (body: z.output<typeof interviewProblemBody>): ProblemCommand => ({ type: 'interview', ...body }),
  },
} as const;

// ---- answers ----

const solutionShape = {
  result: z.string(),
  evidence: z.array(evidenceAnswer),
  solverId: z.string().nullable().describe('Null: the unit’s; nobody of it was named when a coordinator entered it'),
  enteredBy: z.string().optional().describe('The coordinator who entered it for the lead'),
  solverUnitId: z.string().nullable(),
  onTheSpot: z.boolean().optional().describe('Solved by a supervision team where it was found (现场化解)'),
};

/** Such a limit is recomputed when the year arrives. */
const provisional = () => z.boolean().describe('Rests on a year whose holidays are not published yet');

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
  verifyDueAt: instant().nullable().describe('By when a result is to be verified; null while none waits'),
  overdue: z.boolean().describe('The present limit has passed: of the solution, or of a result’s verification'),
  provisional: provisional(),
  rejections: z.int(),
  rejected: z
    .object({ by: z.string(), reason: z.string() })
    .nullable()
    .describe('Who sent the last result back, and why; until another is handed in'),
  reassignments: z.int().describe('How often it was given to another lead'),
  splitUnits: z.array(z.string()),
  parts: z
    .array(
      z.object({
        unit: z.string(),
        role: z.enum(PART_ROLES),
        dueAt: instant().nullable(),
        overdue: z.boolean(),
        provisional: provisional(),
        answered: z.boolean(),
      }),
    )
    .describe('Split and co-departments, each with its own limit'),
  acknowledged: z.array(z.string()).describe('Units that have said that they know of it'),
  objection: z
    .object({ reason: z.string(), by: z.string(), unit: z.string().nullable(), ruleBy: instant() })
    .nullable()
    .describe('Waits for a leader’s ruling'),
  extension: z
    .object({ until: z.string(), provisional: provisional(), reason: z.string(), by: z.string() })
    .nullable()
    .describe('Waits for a leader’s ruling'),
  promises: z
    .array(
      z.object({
        ...{ no: z.int(), kind: z.enum(PROMISE_KINDS), on: z.string(), missed: z.boolean() },
        provisional: provisional(),
      }),
    )
    .describe('Open ones, and broken ones without a reason'),
  episode: z.int().describe('Counts up with each relapse'),
  level: z
    .int()
    .describe('Of the ladder in this episode: 2 head of department, 3 agenda of the dispatch, 4 leading group'),
  papers: z.array(z.enum(PAPERS)),
  onAgenda: z.boolean().describe('Stands on the agenda of the next weekly dispatch'),
  carried: z.int().describe('Dispatches that have passed with it on the agenda'),
  lookBackAt: instant().nullable(),
  satisfaction: z.enum(SATISFACTIONS).nullable(),
  mergedInto: z.string().nullable(),
  leftReason: z.string().nullable().describe('Why it was withdrawn, or merged'),
  imported: z
    .object({
      raisedOn: z.string().describe('As precise as it is known'),
      solvedOn: z.string().nullable(),
      closedOn: z.string().nullable(),
      dueOn: z.string().nullable(),
      result: z.string().nullable(),
      verifier: z.string().nullable().describe('As written'),
      onTheSpot: z.boolean(),
      reason: z.string().nullable(),
      reference: z.string().nullable().describe('The office’s own number of it'),
    })
    .meta({ id: 'ImportedProblem' })
    .nullable()
    .describe('What an older ledger said of it; null: raised here'),
  splitFrom: z.string().nullable(),
  firmContact: z.string().nullable(),
  decision: z
    .object({ meeting: z.string(), no: z.int() })
    .meta({ id: 'DecisionOfProblem' })
    .nullable()
    .describe('The decision of a meeting (议定事项) it came from'),
  solution: z.object(solutionShape).nullable(),
  inspection: z.array(evidenceAnswer).describe('What the last verifier brought along'),
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
    finding: z
      .object({ visit: z.string(), files: z.array(z.string()).describe('Photos and files, by SHA-256') })
      .meta({ id: 'ProblemFinding' })
      .nullable()
      .describe('Of the visit it came from; its files are open to whoever sees the problem'),
    splitInto: z.array(z.string()).describe('Codes of what was split from it'),
    raisedByName: nameOf('raisedBy'),
    leadUnitName: nameOf('leadUnit'),
    coUnitNames: z.array(z.string()).describe('In the order of `coUnits`; an id where the ledger knows no name'),
    splitUnitNames: z.array(z.string()).describe('In the order of `splitUnits`'),
    partUnitNames: z.array(z.string()).describe('In the order of `parts`'),
    objectionByName: nameOf('objection.by'),
    extensionByName: nameOf('extension.by'),
    handlerName: nameOf('handler'),
    verifiedByName: nameOf('verifiedBy'),
    rejectedByName: nameOf('rejected.by'),
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
  unit: code().optional().describe('Lead, split or co-department'),
  county: line(100).optional(),
  overdue: z.enum(['true', 'false']).optional().describe('The present limit has passed, that of a verification too'),
  category: z.enum(CATEGORIES).optional(),
  onAgenda: z.enum(['true', 'false']).optional().describe('On the agenda of the next weekly dispatch'),
  toVerify: z.enum(['true', 'false']).optional().describe('Resolved, waiting for the second key'),
  onTheSpot: z.enum(['true', 'false']).optional().describe('Solved by a supervision team where it was found'),
  open: z.enum(['true', 'false']).optional().describe('Not closed, withdrawn or merged'),
  raisedFrom: isoDate().optional().describe('Written down here on this day or later'),
  raisedTo: isoDate().optional(),
  asOf: isoDate().optional().describe('As the ledger stood at the end of this day; today when left out'),
});
