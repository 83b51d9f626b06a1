import { z } from 'zod';
import { CHECK_VERDICTS } from '../../domain/batch/check.ts';
import {
  BATCH_STAGES,
  BATCH_STATUSES,
  STANDINGS,
  type BatchCommand,
  type PlanBatchCommand,
} from '../../domain/batch/types.ts';
import { STAGES } from '../../domain/project/stages.ts';
import { PROJECT_STATUSES } from '../../domain/project/types.ts';
import { commandResult, instant, paging } from './common.ts';
import { code, isoDate, line, longText } from './fields.ts';

/** A payload of Temporal carries the whole list once. */
const MOST_PROJECTS = 1_000;

const venue = () => line(100);

const listedProject = z
  .strictObject({ code: code(), venue: venue().optional() })
  .meta({ id: 'ListedProject', description: 'Without a venue it is at the main one' });

export const planBatchBody = z
  .strictObject({
    name: line(),
    stage: z.enum(BATCH_STAGES),
    on: isoDate().describe('The day of the event'),
    cutOff: isoDate().describe('The last day on which the list may be changed freely'),
    mainVenue: venue(),
    branchVenues: z.array(venue()).max(50).default([]),
    projects: z.array(listedProject).max(MOST_PROJECTS),
  })
  .meta({
    id: 'PlanBatch',
    examples: [
      {
        name: '2026年第四季度集中签约',
        stage: 'signing',
        on: '2026-12-10',
        cutOff: '2026-12-04',
        mainVenue: '市会展中心',
        branchVenues: ['南安分会场'],
        projects: [{ code: 'P-2026-0001' }, { code: 'P-2026-0002', venue: '南安分会场' }],
      },
    ],
  });

const reason = () => longText().optional().describe('Needed after the cut-off');
const addBody = z
  .strictObject({ code: code(), venue: venue().optional(), reason: reason() })
  .meta({ id: 'AddToBatch' });
const dropBody = z.strictObject({ code: code(), reason: reason() }).meta({ id: 'DropFromBatch' });
const substituteBody = z
  .strictObject({ out: code(), in: code(), venue: venue().optional(), reason: reason() })
  .meta({ id: 'SubstituteInBatch', description: 'Without a venue it stands where the other one stood' });
const confirmBody = z
  .strictObject({ on: isoDate().describe('The day it took place, not before the cut-off') })
  .meta({ id: 'ConfirmBatch', description: 'Once; every listed project is then moved to the stage' });
const cancelBody = z.strictObject({ reason: longText() }).meta({ id: 'CancelBatch' });

export const planCommandOf = (body: z.output<typeof planBatchBody>): PlanBatchCommand => ({ type: 'plan', ...body });

/** Bodies of the commands on a batch event, by the last part of their address; each is checked against the domain's own type. */
export const BATCH_COMMANDS = {
  add: { body: addBody, toCommand: (body: z.output<typeof addBody>): BatchCommand => ({ type: 'add', ...body }) },
  drop: { body: dropBody, toCommand: (body: z.output<typeof dropBody>): BatchCommand => ({ type: 'drop', ...body }) },
  substitute: {
    body: substituteBody,
    toCommand: (body: z.output<typeof substituteBody>): BatchCommand => ({ type: 'substitute', ...body }),
  },
  confirm: {
    body: confirmBody,
    toCommand: (body: z.output<typeof confirmBody>): BatchCommand => ({ type: 'confirm', ...body }),
  },
  cancel: {
    body: cancelBody,
    toCommand: (body: z.output<typeof cancelBody>): BatchCommand => ({ type: 'cancel', ...body }),
  },
} as const;

// ---- answers ----

const totalShape = {
  count: z.int(),
  investmentWan: z.int().describe('万元; projects without an amount add nothing'),
  investmentYi: z.string().describe('The same money in 亿元, as exact decimal text'),
  unknown: z.int().describe('How many of them have no amount'),
};
const batchTotal = z.object(totalShape).meta({ id: 'BatchTotal' });
export type BatchTotalAnswer = z.output<typeof batchTotal>;

const batchShape = {
  code: z.string(),
  name: z.string(),
  stage: z.enum(BATCH_STAGES),
  on: z.string().describe('The planned day'),
  heldOn: z.string().nullable().describe('The day it took place; null until it is confirmed'),
  cutOff: z.string(),
  mainVenue: z.string(),
  branchVenues: z.array(z.string()),
  status: z.enum(BATCH_STATUSES).describe('`noneMoved`: held, and every project refused'),
  confirmedBy: z.string().nullable(),
  cancelReason: z.string().nullable(),
  progress: z
    .object({ total: z.int(), moved: z.int(), refused: z.int(), waiting: z.int() })
    .describe('Of the projects on the list; those that dropped out are not counted'),
  totals: z
    .object({ all: batchTotal, listed: batchTotal, moved: batchTotal, refused: batchTotal, dropped: batchTotal })
    .describe(
      '`all`: on the list, dropped out ones not. A moved project counts what it counted on the day it was moved.',
    ),
  followUps: z.array(z.object({ months: z.int(), on: z.string(), told: z.boolean() })),
  seq: z.int(),
  plannedAt: instant(),
  changedAt: instant(),
};

export const batchAnswer = z.object(batchShape).meta({ id: 'Batch' });
export type BatchAnswer = z.output<typeof batchAnswer>;

const refusalAnswer = z
  .object({
    field: z.string(),
    value: z.unknown(),
    code: z.string(),
    params: z.record(z.string(), z.unknown()),
    message: z.string(),
  })
  .nullable();

export const batchProjectAnswer = z
  .object({
    code: z.string(),
    name: z.string(),
    county: z.string().nullable(),
    venue: z.string(),
    standing: z.enum(STANDINGS).describe('listed · dropped · moved · refused (by the project’s own rules)'),
    late: z.boolean().describe('Its place on the list was changed after the cut-off'),
    reason: z.string().nullable(),
    replaces: z.string().nullable().describe('The project it stands in for'),
    replacedBy: z.string().nullable(),
    refusal: refusalAnswer,
    investmentWan: z.int().nullable().describe('On the day it was moved; until then as it is now'),
    investmentYi: z.string().nullable(),
    stage: z.enum(STAGES).describe('As the project stands now'),
    status: z.enum(PROJECT_STATUSES),
  })
  .meta({ id: 'BatchProject' });
export type BatchProjectAnswer = z.output<typeof batchProjectAnswer>;

export const batchDetailAnswer = z
  .object({
    ...batchShape,
    venues: z.array(z.object({ venue: z.string(), main: z.boolean(), ...totalShape })),
    projects: z.array(batchProjectAnswer).describe('In the order they came on the list'),
  })
  .meta({ id: 'BatchDetail' });
export type BatchDetailAnswer = z.output<typeof batchDetailAnswer>;

export const batchCommandAnswer = z
  .object({ ...batchShape, command: commandResult })
  .meta({ id: 'BatchCommandAnswer' });

export const batchCheckAnswer = z
  .object({
    total: z.int(),
    counts: z.object({ ready: z.int(), lacking: z.int(), cannot: z.int() }),
    items: z.array(
      z
        .object({
          code: z.string(),
          name: z.string().nullable(),
          venue: z.string(),
          verdict: z
            .enum(CHECK_VERDICTS)
            .describe('What confirming now would do: move it · move it with papers missing · refuse it'),
          missing: z
            .array(z.object({ kind: z.string(), needs: z.array(z.string()), level: z.enum(['asked', 'required']) }))
            .describe('Papers its gate asks for that are neither there nor waived'),
          refusal: refusalAnswer,
        })
        .meta({ id: 'BatchCheckItem' }),
    ),
  })
  .meta({ id: 'BatchCheck' });
export type BatchCheckAnswer = z.output<typeof batchCheckAnswer>;

export const batchListQuery = paging.extend({
  stage: z.enum(BATCH_STAGES).optional(),
  status: z.enum(BATCH_STATUSES).optional(),
});
