import { z } from 'zod';
import { ROUND_STATUSES, type RoundCommand } from '../../domain/round/types.ts';
import { commandResult, instant, pageOf, problemDetails } from './common.ts';
import { line, longText, month } from './fields.ts';

/** Opened early, or after an outage; the Schedule opens it by itself on the opening day of the settings. */
export const openRoundBody = z.strictObject({ month: month() }).meta({ id: 'OpenRound' });

const skipStepBody = z
  .strictObject({ slot: line(40).describe('The reminder that comes next, e.g. `remind:3`'), reason: longText() })
  .meta({ id: 'SkipRoundStep', examples: [{ slot: 'remind:3', reason: '已当面催过' }] });
export const skipRoundStepBody = skipStepBody;
export const skipStepCommandOf = (body: z.output<typeof skipStepBody>): RoundCommand => ({ type: 'skipStep', ...body });

export const roundParams = z.strictObject({ month: month() });
const county = () => line().describe('县（市、区）, as it stands in the ledger');
export const roundFormQuery = z.strictObject({ county: county().optional() });
/** The file is the body, or the field `file` of a form. */
export const roundReportsQuery = z.strictObject({
  county: county().optional().describe('Projects of another county are refused'),
  fileName: line(255).optional(),
});

// ---- answers ----

const standing = {
  projects: z.int().describe('Active projects from signing on: they have money to report'),
  reported: z.int().describe('Of these, reported in time'),
  late: z.int().describe('Reported after the close; counted beside what was closed'),
  silent: z.int().describe('Not reported in time: so far, or for ever once the round is closed'),
};
const countyAnswer = z.object({ county: z.string().nullable(), ...standing }).meta({ id: 'RoundCounty' });

const roundShape = {
  month: z.string(),
  status: z.enum(ROUND_STATUSES),
  openedAt: instant(),
  closesOn: z.string().nullable().describe('The last day in time, by the settings of today; null once it is closed'),
  closedOn: z.string().nullable(),
  done: z.array(z.string()).describe('Steps given or skipped: `remind:<working days before>`, `close`'),
  unasked: z.array(z.string()).describe('Counties that have no reporter to ask'),
  seq: z.int(),
};
export const roundAnswer = z.object(roundShape).meta({ id: 'Round' });
export type RoundAnswer = z.output<typeof roundAnswer>;
export const roundPage = pageOf(roundAnswer, 'RoundPage');
export const roundDetailAnswer = z
  .object({
    ...roundShape,
    counties: z.array(countyAnswer),
    total: z.object(standing).describe('Sums over the counties'),
  })
  .meta({ id: 'RoundDetail' });
export type RoundDetailAnswer = z.output<typeof roundDetailAnswer>;
export const roundCommandAnswer = z
  .object({ ...roundDetailAnswer.shape, command: commandResult })
  .meta({ id: 'RoundCommandAnswer' });

export const roundFormAnswer = z
  .object({
    month: z.string(),
    county: z.string().nullable(),
    rows: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        county: z.string().nullable(),
        yearPlanWan: z.int().nullable(),
        lastMonth: z.string().nullable().describe('The last month of the year before this one that was reported'),
        beforeWan: z.int().nullable().describe('The year to the end of that month'),
        doneWan: z.int().nullable().describe('This month; null: not reported'),
        toDateWan: z.int().nullable(),
        late: z.boolean().nullable(),
      }),
    ),
  })
  .meta({ id: 'RoundForm' });
export type RoundFormAnswer = z.output<typeof roundFormAnswer>;

export const REPORT_VERDICTS = ['taken', 'same', 'blank', 'refused', 'unanswered'] as const;
export type ReportVerdict = (typeof REPORT_VERDICTS)[number];
export const roundReportsAnswer = z
  .object({
    month: z.string(),
    counts: z.object(
      Object.fromEntries(REPORT_VERDICTS.map(verdict => [verdict, z.int()])) as Record<ReportVerdict, z.ZodInt>,
    ),
    late: z.int().describe('Of those taken: after the close'),
    rows: z.array(
      z.object({
        sheet: z.string(),
        row: z.int(),
        code: z.string(),
        verdict: z
          .enum(REPORT_VERDICTS)
          .describe(
            '`same`: these figures stand already · `blank`: not filled in · `unanswered`: not known yet, send the file again',
          ),
        doneWan: z.int().nullable(),
        toDateWan: z.int().nullable(),
        errors: problemDetails.shape.errors,
      }),
    ),
  })
  .meta({ id: 'RoundReports' });
export type RoundReportsAnswer = z.output<typeof roundReportsAnswer>;
