import { z } from 'zod';
import { CATEGORIES, PROBLEM_STATES } from '../../domain/problem/types.ts';
import { FINDING_STANDINGS, VISIT_STATUSES, type VisitCommand } from '../../domain/visit/types.ts';
import { commandResult, instant, paging } from './common.ts';
import { code, isoDate, line, longText, month, sha256 } from './fields.ts';

const MOST_PEOPLE = 50;
const MOST_FILES = 20;

const people = () => z.array(code()).min(1).max(MOST_PEOPLE).describe('Ids of those who go; at least one of the team');

export const findingBody = z
  .strictObject({
    title: line(),
    detail: longText().optional(),
    category: z.enum(CATEGORIES),
    solved: longText().optional().describe('What was done about it on the spot (现场化解)'),
    files: z.array(sha256()).max(MOST_FILES).optional().describe('Photos and files, stored before under their SHA-256'),
  })
  .meta({ id: 'Finding', description: 'Each becomes a problem, once; what was solved on the spot is counted apart' });

const findings = () => z.array(findingBody).max(100);

const planShape = {
  on: isoDate().describe('The day of the visit'),
  team: code().describe('The supervision team, a unit'),
  project: code().optional(),
  county: line(100).optional().describe('Of a visit to no single project'),
  people: people(),
  purpose: longText().optional(),
  distinct: longText().optional().describe('Why it is another visit than the one of that team, day and place'),
};
export const planVisitBody = z.strictObject(planShape).meta({
  id: 'PlanVisit',
  examples: [{ on: '2026-12-02', team: 'dc-1', project: 'P-2026-0001', people: ['zhang'], purpose: '查看用地进展' }],
});
export const recordVisitBody = z
  .strictObject({
    ...planShape,
    ...{ note: longText().optional(), findings: findings().optional() },
  })
  .meta({ id: 'RecordVisit', description: 'A visit nobody had planned, written down when it had taken place' });

const moveBody = z
  .strictObject({ to: isoDate(), reason: longText(), people: people().optional() })
  .meta({ id: 'MoveVisit' });
const cancelBody = z.strictObject({ reason: longText() }).meta({ id: 'CancelVisit' });
const holdBody = z
  .strictObject({
    on: isoDate().optional().describe('The day it took place; the planned day when left out'),
    people: people().optional().describe('When others went than were planned'),
    note: longText().optional(),
    findings: findings().optional(),
    reason: longText().optional().describe('Needed with findings after the day by which a visit is reported'),
  })
  .meta({ id: 'HoldVisit' });
const findBody = z
  .strictObject({
    findings: findings(),
    reason: longText().optional().describe('Needed after the day of the visit; what is found later is marked so'),
  })
  .meta({ id: 'AddFindings' });

export const planVisitCommandOf = (body: z.output<typeof planVisitBody>): VisitCommand => ({ type: 'plan', ...body });
export const recordVisitCommandOf = (body: z.output<typeof recordVisitBody>): VisitCommand => ({
  type: 'recordVisit',
  ...body,
});

/** Bodies of the commands on a visit, by the last part of their address; each is checked against the domain's own type. */
export const VISIT_COMMANDS = {
  move: { body: moveBody, toCommand: (body: z.output<typeof moveBody>): VisitCommand => ({ type: 'move', ...body }) },
  cancel: {
    body: cancelBody,
    toCommand: (body: z.output<typeof cancelBody>): VisitCommand => ({ type: 'cancel', ...body }),
  },
  hold: { body: holdBody, toCommand: (body: z.output<typeof holdBody>): VisitCommand => ({ type: 'hold', ...body }) },
  find: { body: findBody, toCommand: (body: z.output<typeof findBody>): VisitCommand => ({ type: 'find', ...body }) },
} as const;

// ---- answers ----

const visitShape = {
  code: z.string(),
  on: z.string().describe('The planned day'),
  heldOn: z.string().nullable(),
  team: z.string(),
  project: z.string().nullable(),
  county: z.string().nullable(),
  people: z.array(z.string()),
  purpose: z.string().nullable(),
  status: z.enum(VISIT_STATUSES).describe('`raising`: it took place, the problems of its findings are being raised'),
  unplanned: z.boolean(),
  plannedBy: z.string(),
  moves: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })),
  note: z.string().nullable(),
  cancelReason: z.string().nullable(),
  counts: z.object({
    findings: z.int(),
    raised: z.int().describe('For others to solve'),
    solvedOnSpot: z.int().describe('现场化解'),
    waiting: z.int().describe('Whose problems are still being raised'),
    refused: z.int(),
  }),
  seq: z.int(),
  plannedAt: instant(),
  changedAt: instant(),
};
export const visitAnswer = z.object(visitShape).meta({ id: 'Visit' });
export type VisitAnswer = z.output<typeof visitAnswer>;
export const visitCommandAnswer = z
  .object({ ...visitShape, command: commandResult })
  .meta({ id: 'VisitCommandAnswer' });
export type VisitCommandAnswer = z.output<typeof visitCommandAnswer>;

export const findingAnswer = z
  .object({
    number: z.int(),
    title: z.string(),
    detail: z.string().nullable(),
    category: z.enum(CATEGORIES),
    solved: z.string().nullable().describe('What was done about it on the spot'),
    files: z.array(z.object({ sha256: z.string(), name: z.string().nullable() })),
    on: z.string().describe('The day it was written down'),
    by: z.string(),
    late: z.boolean().describe('Written down after the day of the visit'),
    reason: z.string().nullable(),
    standing: z.enum(FINDING_STANDINGS),
    problem: z.string().nullable(),
    problemState: z.enum(PROBLEM_STATES).nullable().describe('As it stands now'),
    refusal: z
      .object({
        field: z.string(),
        value: z.unknown(),
        code: z.string(),
        params: z.record(z.string(), z.unknown()),
        message: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'VisitFinding' });
export type FindingAnswer = z.output<typeof findingAnswer>;

export const visitDetailAnswer = z
  .object({
    ...visitShape,
    teamName: z.string().nullable(),
    projectName: z.string().nullable(),
    peopleNames: z.array(z.string().nullable()).describe('In the order of `people`'),
    findings: z.array(findingAnswer),
  })
  .meta({ id: 'VisitDetail' });
export type VisitDetailAnswer = z.output<typeof visitDetailAnswer>;

const visitListed = z.object({ ...visitShape, projectName: z.string().nullable() }).meta({ id: 'VisitListed' });
export type VisitListedAnswer = z.output<typeof visitListed>;

export const visitPage = z
  .object({ asOf: z.string(), items: z.array(visitListed), total: z.int(), next: z.string().nullable() })
  .meta({ id: 'VisitPage' });

export const visitListQuery = paging.extend({
  team: code().optional(),
  county: line(100).optional(),
  project: code().optional(),
  status: z.enum(VISIT_STATUSES).optional(),
  month: month().optional().describe('In which it took place, or for which it is planned'),
  asOf: isoDate().optional().describe('As the ledger knew them at the end of this day'),
});

const countShape = {
  planned: z.int().describe('Still to come, and those missed'),
  held: z.int(),
  unplanned: z.int().describe('Of those held'),
  cancelled: z.int(),
  missed: z.int().describe('Their day has passed and nobody has said how they went'),
  findings: z.int(),
  raised: z.int(),
  solvedOnSpot: z.int().describe('现场化解; with `raised` the findings'),
  late: z.int().describe('Findings written down after the day of the visit'),
};
export const visitCountsAnswer = z
  .object({
    asOf: z.string(),
    items: z.array(
      z.object({ month: z.string(), team: z.string(), teamName: z.string().nullable(), ...countShape }).meta({
        id: 'VisitCount',
      }),
    ),
    sum: z.object(countShape),
  })
  .meta({ id: 'VisitCounts' });
export type VisitCountsAnswer = z.output<typeof visitCountsAnswer>;

export const visitCountsQuery = z.strictObject({
  team: code().optional(),
  from: month().optional(),
  to: month().optional(),
  asOf: isoDate().optional().describe('As the ledger knew them at the end of this day'),
});
