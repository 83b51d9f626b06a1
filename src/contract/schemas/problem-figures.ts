import { z } from 'zod';
import { FIGURE_GROUPS } from '../../domain/problem-figures/figures.ts';
import { parseWeek } from '../../domain/calendar/weeks.ts';
import { CATEGORIES, PROBLEM_STATES, PROMISE_KINDS } from '../../domain/problem/types.ts';
import { code, isoDate, line, ruled } from './fields.ts';

const asOf = () => isoDate().optional().describe('As the ledger stood at the end of this day; today when left out');

export const problemFiguresQuery = z.strictObject({
  by: z.enum(FIGURE_GROUPS).default('department'),
  from: isoDate().optional().describe('Raised from this day on; 1 January of the year of `to` when left out'),
  to: isoDate().optional().describe('Raised up to this day; `asOf` when left out'),
  asOf: asOf(),
  county: line(100).optional(),
  unit: code().optional().describe('The lead department'),
  category: z.enum(CATEGORIES).optional(),
});

export const promisesKeptQuery = z.strictObject({
  week: ruled(z.string(), text => parseWeek(text, ''))
    .meta({ examples: ['2026-W48'] })
    .optional()
    .describe('An ISO week, or any day in it; the week of `asOf` when left out'),
  asOf: asOf(),
  unit: code().optional(),
});

const spread = (what: string) =>
  z
    .object({
      median: z.number().nullable().describe('The middle one; the mean of two, such as 4.5'),
      p90: z.int().nullable().describe('Nearest rank: at least 90 % do not pass it'),
    })
    .describe(what);
const ages = z
  .object({
    count: z.int(),
    unknown: z.int().describe('Without an age: a day is known by month or year only'),
    workingDays: spread('In working days, make-up days included'),
    calendarDays: spread('In calendar days'),
  })
  .meta({ id: 'AgeFigures' });

const figuresShape = {
  raised: z.int().describe('Neither withdrawn nor merged; raised = closed + open'),
  solved: z.int().describe('A result stands, verified or not'),
  closed: z.int().describe('Verified by a supervision team'),
  open: z.int(),
  overdue: z.int(),
  onTheSpot: z.int(),
  rejected: z.int().describe('How often a result was sent back'),
  reopened: z.int().describe('How often one relapsed'),
  withdrawn: z.int(),
  merged: z.int(),
  imported: z.int(),
  solveRate: z.string().nullable().describe('solved ÷ raised in per cent, two decimals'),
  closeRate: z.string().nullable().describe('closed ÷ raised in per cent, two decimals'),
  solving: ages.describe('From raising or relapse to the result, of every episode that has one'),
  waiting: ages.describe('From raising or relapse to `asOf`, of every one without'),
};
const definition = z.array(z.string()).describe('What the numbers mean, in the caller’s language');

export const problemFiguresAnswer = z
  .object({
    ...{ from: z.string(), to: z.string(), asOf: z.string() },
    by: z.enum(FIGURE_GROUPS),
    items: z.array(
      z
        .object({
          id: z.string().nullable().describe('Null: the problems without one'),
          name: z.string().nullable(),
          ...figuresShape,
        })
        .meta({ id: 'ProblemFigureRow' }),
    ),
    total: z.int(),
    sum: z.object(figuresShape).meta({ id: 'ProblemFigures' }).describe('Of all problems counted'),
    definition,
  })
  .meta({ id: 'ProblemFigureTable' });
export type ProblemFiguresAnswer = z.output<typeof problemFiguresAnswer>;

const promiseShape = {
  due: z.int().describe('Kept or missed'),
  kept: z.int(),
  missed: z.int(),
  explained: z.int().describe('Missed, and somebody has said why'),
  open: z.int(),
  replaced: z.int().describe('Answered before the day, which set another'),
  lapsed: z.int().describe('The problem was withdrawn or merged before the day'),
  percent: z.string().nullable().describe('PPC: kept ÷ due in per cent, two decimals'),
};

export const promisesKeptAnswer = z
  .object({
    ...{ week: z.string(), from: z.string(), to: z.string(), asOf: z.string() },
    items: z.array(
      z
        .object({ unit: z.string().nullable(), unitName: z.string().nullable(), ...promiseShape })
        .meta({ id: 'PromisesKeptRow' }),
    ),
    total: z.int(),
    sum: z.object(promiseShape).meta({ id: 'PromisesKeptSum' }),
    misses: z.array(
      z
        .object({
          problem: z.string().describe('Its code; of a decision (议定事项) the meeting'),
          title: z.string(),
          promise: z.int(),
          kind: z.enum([...PROMISE_KINDS, 'decision']),
          on: z.string(),
          madeOn: z.string(),
          unit: z.string().nullable(),
          unitName: z.string().nullable(),
          reason: z.string().nullable().describe('Null: nobody has said why'),
        })
        .meta({ id: 'MissedPromise' }),
    ),
    definition,
  })
  .meta({ id: 'PromisesKept', description: 'PPC, percent of promises kept, per department' });
export type PromisesKeptAnswer = z.output<typeof promisesKeptAnswer>;

/** As the list of problems, without its pages, and of any day. */
export const problemExportQuery = z.strictObject({
  state: z.enum(PROBLEM_STATES).optional(),
  project: code().optional(),
  unit: code().optional().describe('Lead, split or co-department'),
  county: line(100).optional(),
  category: z.enum(CATEGORIES).optional(),
  overdue: z.enum(['true', 'false']).optional(),
  onAgenda: z.enum(['true', 'false']).optional(),
  toVerify: z.enum(['true', 'false']).optional(),
  onTheSpot: z.enum(['true', 'false']).optional(),
  asOf: asOf(),
});
