import { z } from 'zod';
import { SUGGESTION_NOTES } from '../../domain/project/suggested-plans.ts';
import { LAND_KINDS } from '../../domain/project/types.ts';
import { stage } from './fields.ts';

// Reads of one project's money and of the plan dates proposed for it.

const yi = () => z.string().describe('The same in 亿元, as exact decimal text');
const maybeYi = () => z.string().nullable().describe('The same in 亿元, as exact decimal text');

/** What was planned for a year, and what was done in it by the last month reported. */
export const yearMoneyAnswer = z
  .object({
    year: z.int(),
    planWan: z.int().nullable(),
    planYi: maybeYi(),
    doneWan: z.int().nullable().describe('This year to the end of `lastMonth`'),
    doneYi: maybeYi(),
    lastMonth: z.string().nullable().describe('The last month of the year that was reported'),
  })
  .meta({ id: 'YearMoney' });
export type YearMoneyAnswer = z.output<typeof yearMoneyAnswer>;

export const projectMoneyAnswer = z
  .object({
    code: z.string(),
    statisticsOn: z.string().nullable().describe('Since when it stands in the statistics (入库)'),
    years: z.array(yearMoneyAnswer).describe('In order; years with a plan or a report'),
    months: z
      .array(
        z
          .object({
            month: z.string(),
            doneWan: z.int(),
            doneYi: yi(),
            toDateWan: z.int().describe('This year to the end of the month'),
            toDateYi: yi(),
            reportedOn: z.string(),
            late: z.boolean().describe('It came after the month was closed'),
            corrections: z.int(),
          })
          .meta({ id: 'MonthMoney' }),
      )
      .describe('In order'),
    arrivals: z
      .array(
        z
          .object({
            number: z.int().describe('What a correction calls it by'),
            on: z.string(),
            currency: z.string(),
            amount: z.string().describe('Exact decimal text'),
            note: z.string().nullable(),
          })
          .meta({ id: 'Arrival' }),
      )
      .describe('Foreign capital (到资), in the order it was reported'),
    dues: z
      .array(
        z
          .object({
            number: z.int().describe('What a correction calls it by'),
            on: z.string(),
            currency: z.string(),
            amount: z.string().describe('Exact decimal text; 0 when it fell away'),
            note: z.string().nullable(),
          })
          .meta({ id: 'CapitalDue' }),
      )
      .describe('Foreign capital that is to come by contract or plan, in the order it was recorded'),
    arrived: z
      .array(z.object({ currency: z.string(), amount: z.string().describe('Exact decimal text') }))
      .describe('The sum of each currency'),
  })
  .meta({ id: 'ProjectMoney' });
export type ProjectMoneyAnswer = z.output<typeof projectMoneyAnswer>;

export const suggestedPlansAnswer = z
  .object({
    code: z.string(),
    landKind: z.enum(LAND_KINDS).nullable(),
    signedOn: z.string().nullable(),
    needs: z
      .array(z.enum(['landKind', 'actual.signing', 'precision.signing']))
      .describe('What is not known yet; nothing is proposed without it'),
    plans: z.array(
      z.object({
        stage: stage(),
        date: z.string(),
        note: z
          .enum(SUGGESTION_NOTES)
          .nullable()
          .describe('What the date is really of: land papers filed (报批材料上报)'),
        plan: z.string().nullable().describe('The plan date in force'),
      }),
    ),
    money: z.array(
      z.object({ by: z.string(), atLeastPercent: z.int(), atLeastWan: z.int().nullable(), atLeastYi: maybeYi() }),
    ),
  })
  .meta({ id: 'SuggestedPlans', description: 'Plan dates after signing, by land kind; nobody is bound by them' });
export type SuggestedPlansAnswer = z.output<typeof suggestedPlansAnswer>;
