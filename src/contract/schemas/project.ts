import { z } from 'zod';
import { FIRST_YEAR, LAST_YEAR } from '../../domain/calendar/dates.ts';
import { BATCHES } from '../../domain/evaluation/counts.ts';
import { wanToYi, parseMoney } from '../../domain/money/money.ts';
import { PROMISE_STANDINGS } from '../../domain/project/promises.ts';
import { REVIEW_STANDINGS } from '../../domain/project/review.ts';
import { STAGES, type Stage } from '../../domain/project/stages.ts';
import type { StartCommand } from '../../domain/project/commands.ts';
import {
  AGREEMENTS,
  LAND_KINDS,
  PROJECT_STATUSES,
  RELATIONS,
  TEXT_FIELDS,
  type CorrectableField,
  type Evidence,
  type ProjectFacts,
} from '../../domain/project/types.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { PROJECT_SORTS, SORT_ORDERS } from '../sorting.ts';
import { commandResult, instant, pageOf, paging } from './common.ts';
import { yearMoneyAnswer } from './project-money.ts';
import {
  code,
  isoDate,
  line,
  longText,
  partialDate,
  ruled,
  sha256,
  stage,
  wan,
  webLink,
  whole,
  yiText,
} from './fields.ts';

export const evidenceBody = z
  .strictObject({
    kind: line(100),
    number: line(100).optional(),
    issuer: line().optional(),
    on: partialDate().optional(),
    link: webLink().optional(),
    note: longText().optional(),
    file: sha256().optional().describe('SHA-256 of a file that was stored before'),
  })
  .meta({ id: 'Evidence', description: 'What a stage or a result is proved with, in the office’s own words' });

export const evidenceList = () => z.array(evidenceBody).max(50);

const parentBody = z
  .strictObject({ code: code(), relation: z.enum(RELATIONS), phase: whole(1, 99).nullable().default(null) })
  .meta({
    id: 'Parent',
    description: 'What it enlarges (增资扩产), or what it is a phase (一期, 二期) of; each counts its own money only',
  });

const distinctFromBody = z.strictObject({ codes: z.array(code()).min(1).max(20), reason: longText() }).meta({
  id: 'DistinctFrom',
  description: 'Projects of the same name in the same place that this one is not, and why',
});

const datesByStage = z.partialRecord(stage(), partialDate());
const milestonesBody = z.partialRecord(
  stage(),
  z.strictObject({ plan: isoDate().optional(), actual: partialDate().optional() }),
);

/**
 * A new project. Money is given once, as whole 万元 (`investmentWan`) or as exact decimal text in 亿元 (`investmentYi`, `"13.8"`).
 * Without a code the ledger allocates the next one of the year.
 */
export const startProjectBody = ruled(
  z.strictObject({
    code: code().optional(),
    name: line(),
    county: line(100).nullish(),
    investor: line().nullish(),
    industry: line(100).nullish(),
    projectType: line(100).nullish(),
    agreement: z.enum(AGREEMENTS).nullish(),
    investmentWan: wan().nullish(),
    investmentYi: yiText().nullish(),
    leaderName: line(100).nullish(),
    leaderId: code().nullish(),
    teamUnitId: code().nullish(),
    knownIssue: longText().nullish(),
    note: longText().nullish(),
    source: line().nullish(),
    leadSource: code().nullish().describe('Where the lead came from: the id of a source in the settings'),
    landKind: z.enum(LAND_KINDS).nullish(),
    parent: parentBody.nullish(),
    path: code().optional().describe('Id of a path template; the standard one when left out'),
    distinctFrom: distinctFromBody.optional(),
    stage: stage().default('lead'),
    milestones: milestonesBody.optional(),
    evidence: evidenceList().optional(),
  }),
  body =>
    body.investmentYi != null && body.investmentWan != null
      ? refuse('givenTwice', 'investmentYi', body.investmentYi, { other: 'investmentWan' })
      : body,
).meta({ id: 'StartProject' });
export type StartProjectBody = z.output<typeof startProjectBody>;

export const advanceProjectBody = z
  .strictObject({
    to: stage(),
    on: partialDate().nullish(),
    passed: datesByStage.optional(),
    evidence: evidenceList().optional(),
  })
  .meta({
    id: 'AdvanceProject',
    description: 'A move forward. Every milestone passed over needs its actual date in `passed`.',
    examples: [{ to: 'groundbreaking', on: '2026-11-20', passed: { landing: '2026-06' } }],
  });

export const revisePlanBody = z
  .strictObject({ stage: stage(), date: isoDate(), reason: longText(), approvedBy: code().optional() })
  .meta({ id: 'RevisePlan' });

export const pauseProjectBody = z
  .strictObject({ reason: longText(), reviewOn: isoDate() })
  .meta({ id: 'PauseProject' });
export const resumeProjectBody = z.strictObject({ reason: longText().optional() }).meta({ id: 'ResumeProject' });
export const withdrawBody = z.strictObject({ reason: longText() }).meta({ id: 'Withdraw' });

/** Every fact that can be set right, by name. */
export const CORRECTABLE_FIELDS = [
  ...TEXT_FIELDS,
  'investmentWan',
  'agreement',
  'landKind',
  'leadSource',
  'leaderId',
  'teamUnitId',
  'stage',
  ...STAGES.map(name => `actual.${name}` as const),
] as const satisfies readonly CorrectableField[];

/** Long texts may be long, everything else is one line; numbers are money and checked by the rule of money. */
const correctedValue = z.union([longText(), z.number(), z.null()]);

export const correctProjectBody = ruled(
  z.strictObject({ field: z.enum(CORRECTABLE_FIELDS), value: correctedValue, reason: longText() }),
  body => {
    if (typeof body.value !== 'string' || body.field === 'knownIssue' || body.field === 'note') return body;
    const checked = line().safeParse(body.value);
    const refusal: unknown =
      checked.error?.issues[0]?.code === 'custom' ? checked.error.issues[0].params?.refusal : null;
    return isRefusal(refusal) ? { ...refusal, field: 'value' } : body;
  },
).meta({ id: 'CorrectProject', examples: [{ field: 'county', value: '南安市', reason: '台账漏填' }] });

/** What the ledger is asked to start; the code travels beside it. */
export function startCommandOf(body: StartProjectBody): StartCommand {
  const { stage: at, milestones = {}, evidence, path, distinctFrom } = body;
  const pick = <T>(choose: (dates: { plan?: string | undefined; actual?: string | undefined }) => T | undefined) =>
    Object.fromEntries(
      Object.entries(milestones).flatMap(([name, dates]) => {
        const date = dates && choose(dates);
        return date === undefined ? [] : [[name, date]];
      }),
    ) as Partial<Record<Stage, T>>;
  return {
    type: 'start',
    facts: factsOf(body),
    stage: at,
    ...(body.leadSource == null ? {} : { leadSource: body.leadSource }),
    plans: pick(({ plan }) => plan),
    actuals: pick(({ actual }) => actual),
    ...(evidence ? { evidence } : {}),
    ...(path === undefined ? {} : { pathId: path }),
    ...(distinctFrom ? { distinctFrom } : {}),
  };
}

function factsOf(body: StartProjectBody): ProjectFacts {
  const yi = body.investmentYi == null ? null : parseMoney(body.investmentYi, '亿元', 'investmentYi');
  return {
    name: body.name,
    county: body.county ?? null,
    investor: body.investor ?? null,
    industry: body.industry ?? null,
    projectType: body.projectType ?? null,
    agreement: body.agreement ?? null,
    investmentWan: body.investmentWan ?? (isRefusal(yi) ? null : yi),
    leaderName: body.leaderName ?? null,
    leaderId: body.leaderId ?? null,
    teamUnitId: body.teamUnitId ?? null,
    knownIssue: body.knownIssue ?? null,
    note: body.note ?? null,
    source: body.source ?? null,
    landKind: body.landKind ?? null,
    parent: body.parent ?? null,
  };
}

// ---- answers ----

export const evidenceAnswer = z.object({
  kind: z.string(),
  number: z.string().optional(),
  issuer: z.string().optional(),
  on: z.string().optional(),
  link: z.string().optional(),
  note: z.string().optional(),
  file: z.string().optional(),
}) satisfies z.ZodType<Evidence>;

export const milestoneAnswer = z
  .object({
    baseline: z.string().nullable().describe('The first plan date; kept for ever'),
    plan: z.string().nullable().describe('The plan date in force'),
    revisions: z.int(),
    actual: z.string().nullable().describe('As precise as it is known: 2022, 2022-11 or 2022-11-04'),
    slippageDays: z
      .int()
      .nullable()
      .describe('Days of the plan in force behind the baseline; negative when drawn forward'),
    latenessDays: z
      .int()
      .nullable()
      .describe('Days of the actual date behind the baseline; null while not known to the day'),
    dateUnknown: z.boolean().describe('Reached, but nobody knows when: a data gap'),
    evidence: z.array(evidenceAnswer),
    waivers: z
      .array(z.object({ kind: z.string(), reason: z.string(), by: z.string(), on: z.string() }))
      .describe('Papers a leader let it pass without'),
  })
  .meta({ id: 'Milestone' });

const projectShape = {
  code: z.string(),
  name: z.string(),
  county: z.string().nullable(),
  investor: z.string().nullable(),
  industry: z.string().nullable(),
  projectType: z.string().nullable(),
  agreement: z.string().nullable(),
  investmentWan: z.int().nullable(),
  investmentYi: z.string().nullable().describe('The same money in 亿元, as exact decimal text'),
  leaderName: z.string().nullable().describe('The paired leader as an old ledger words it'),
  leaderId: z.string().nullable(),
  teamUnitId: z.string().nullable(),
  knownIssue: z.string().nullable(),
  note: z.string().nullable(),
  source: z.string().nullable(),
  leadSource: z.string().nullable().describe('Where the lead came from: the id of a source in the settings'),
  landKind: z.enum(LAND_KINDS).nullable(),
  parent: z
    .object({ code: z.string(), relation: z.enum(RELATIONS), phase: z.int().nullable() })
    .nullable()
    .describe('What it enlarges or is a phase of'),
  path: z.string().describe('Id of the path template it walks'),
  mergedInto: z.string().nullable().describe('The code it is counted under'),
  missingEvidence: z.array(z.string()).describe('Papers reached stages still lack: <stage>:<kind>'),
  statisticsOn: z.string().nullable().describe('Since when it stands in the statistics (入库)'),
  lastReported: z.string().nullable().describe('The last month its money was reported for'),
  stage: z.enum(STAGES),
  status: z.enum(PROJECT_STATUSES),
  gaps: z.array(z.string()).describe('What is missing: county, stage, actual.<stage>, precision.<stage>'),
  milestones: z.partialRecord(z.enum(STAGES), milestoneAnswer),
  seq: z.int().describe('How many events the project has'),
  startedAt: instant(),
  changedAt: instant(),
};

export const projectAnswer = z.object(projectShape).meta({ id: 'Project' });
export type ProjectAnswer = z.output<typeof projectAnswer>;

export const projectDetailAnswer = z
  .object({
    ...projectShape,
    openProblems: z.array(
      z.object({ code: z.string(), title: z.string(), state: z.string(), dueAt: instant().nullable() }),
    ),
    pathName: z.string().describe('What the template was called when the project was started or moved to it'),
    pathStages: z.array(z.enum(STAGES)).describe('The stages of that template, in order'),
    thisYear: yearMoneyAnswer,
    children: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          relation: z.enum(RELATIONS),
          phase: z.int().nullable(),
          stage: z.enum(STAGES),
          status: z.enum(PROJECT_STATUSES),
          investmentWan: z.int().nullable(),
          investmentYi: z.string().nullable(),
        }),
      )
      .describe('Enlargements and phases that hang on it; each counts its own money'),
    review: z
      .enum(REVIEW_STANDINGS)
      .nullable()
      .describe('How its last pre-review (项目预审) stands; null: nobody was asked'),
    promises: z
      .partialRecord(z.enum(PROMISE_STANDINGS), z.int())
      .describe('How many promises of the policy handbook stand how'),
    merged: z.array(z.object({ code: z.string(), name: z.string() })).describe('Codes that are counted under it'),
  })
  .meta({ id: 'ProjectDetail' });
export type ProjectDetailAnswer = z.output<typeof projectDetailAnswer>;

export const projectCommandAnswer = z
  .object({ ...projectShape, command: commandResult })
  .meta({ id: 'ProjectCommandAnswer' });

export const projectListQuery = paging.extend({
  county: line(100).optional(),
  stage: stage().optional(),
  status: z.enum(PROJECT_STATUSES).optional(),
  q: line(100)
    .optional()
    .describe('Part of the code, the name or the investor, or of the pinyin initials of these two'),
  leader: code().optional(),
  gaps: z.enum(['true', 'false']).optional().describe('Only projects with (or without) data gaps'),
  missingEvidence: z.enum(['true', 'false']).optional().describe('Only projects with (or without) papers missing'),
  path: code().optional(),
  leadSource: code().optional().describe('Id of a source of leads'),
  parent: code().optional().describe('Enlargements and phases of this project'),
  reached: stage().optional().describe('Only projects that have reached this stage, on the days named beside it'),
  reachedFrom: isoDate().optional().describe('A date known by its month counts from the first day of it'),
  reachedTo: isoDate().optional(),
  batch: z.enum(BATCHES).optional().describe('One of 四个一批, as its figure counts it'),
  batchYear: z.coerce
    .number()
    .int()
    .min(FIRST_YEAR)
    .max(LAST_YEAR)
    .optional()
    .describe('Whose starts are in the batch `started`; the year of the day when left out'),
  counted: z.enum(['true']).optional().describe('Without those that are withdrawn, merged or removed'),
  sort: z.enum(PROJECT_SORTS).default('code').describe('Equal ones by code; those without a value last'),
  order: z.enum(SORT_ORDERS).default('asc'),
  asOf: isoDate().optional().describe('The ledger as it stood at the end of this day, worked out from its events'),
});

/** Without pages: an export is the whole list. */
export const projectExportQuery = projectListQuery.omit({ limit: true, cursor: true });

const moneySum = {
  investmentWan: z.int(),
  investmentYi: z.string().describe('The same in 亿元, as exact decimal text'),
};

/** A page, and beside it the sums of everything that was found. */
export const projectPage = pageOf(projectAnswer, 'ProjectPage')
  .extend({
    asOf: z.string().describe('The day the ledger is shown of'),
    sums: z
      .object({
        ...moneySum,
        withoutAmount: z.int().describe('Projects nobody gave an amount of'),
        counted: z
          .object({ projects: z.int(), ...moneySum })
          .describe('Those in the counts: not withdrawn, merged or removed'),
      })
      .meta({ id: 'ProjectSums', description: 'Over all pages' }),
  })
  .meta({ id: 'ProjectPage' });
export type ProjectSumsAnswer = z.output<typeof projectPage>['sums'];

export const moneyInYi = (amountWan: number | null): string | null => (amountWan === null ? null : wanToYi(amountWan));
