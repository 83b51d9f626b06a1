import { z } from 'zod';
import { commandResult, instant } from './common.ts';
import { code, line } from './fields.ts';

/** The collection before a meeting (会前收集): what a unit answers, and how it stands. */

export const reportCollectionBody = z
  .strictObject({
    unit: code()
      .optional()
      .describe('Whose answer it is; one’s own unit when left out. Coordinators may enter every unit’s'),
    noChange: z.boolean().describe('Nothing has changed; else the note says what was reported, and where'),
    note: line(200).optional().describe('Needed without `noChange`'),
  })
  .meta({
    id: 'ReportCollection',
    examples: [{ noChange: true }, { unit: 'nanan', noChange: false, note: '电话已报两个项目' }],
  });

export const COLLECTION_STATES = ['silent', 'answered', 'late'] as const;

const givenAnswer = z.object({
  kind: z.enum(['project', 'problem', 'meeting']),
  id: z.string(),
  part: z.int().optional().describe('Of a meeting: which of its decisions'),
  what: z
    .string()
    .describe(
      'The command: `report`, `advance`, `revisePlan`, `answer`, `coAnswer`, `raise`, `reportDecision`, `postponeDecision`',
    ),
});

const unitAnswer = z
  .object({
    unit: z.string(),
    unitName: z.string().nullable(),
    state: z.enum(COLLECTION_STATES).describe('`late`: after the freeze'),
    people: z
      .array(z.object({ person: z.string(), personName: z.string().nullable() }))
      .describe('Who was asked; nobody: the unit has nobody who reports'),
    at: instant().nullable(),
    by: z.string().nullable(),
    byName: z.string().nullable(),
    entered: z.boolean().describe('By a coordinator, for the unit'),
    noChange: z.boolean().nullable(),
    note: z.string().nullable(),
    given: z.array(givenAnswer).describe('What it reported of its projects and problems by the form'),
    requests: z
      .int()
      .describe('How often the office has asked the unit for something by mail this week, this collection included'),
  })
  .meta({ id: 'CollectedUnit' });
export type CollectedUnit = z.output<typeof unitAnswer>;

export const collectionAnswer = z
  .object({
    id: z.string(),
    startAt: instant().nullable(),
    opensAt: instant().nullable().describe('By the timetable; null when it has no such step or the step was skipped'),
    closesAt: instant().nullable(),
    openedAt: instant().nullable(),
    frozenAt: instant().nullable(),
    asked: z.int(),
    silent: z.int(),
    answered: z.int().describe('In time'),
    late: z.int(),
    units: z.array(unitAnswer).describe('The silent ones first'),
    seq: z.int(),
  })
  .meta({ id: 'Collection' });
export type CollectionAnswer = z.output<typeof collectionAnswer>;

export const collectionCommandAnswer = z
  .object({
    id: z.string(),
    unit: unitAnswer.describe('What stands for the unit that answered, and no more'),
    command: commandResult,
  })
  .meta({ id: 'CollectionCommandAnswer' });
export type CollectionCommandAnswer = z.output<typeof collectionCommandAnswer>;
