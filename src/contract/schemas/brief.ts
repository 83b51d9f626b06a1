import { z } from 'zod';
import { BRIEF_STAGES, BRIEF_STANDINGS } from '../../domain/brief/types.ts';
import { parseWeek } from '../../domain/calendar/weeks.ts';
import { commandResult, instant, pageOf } from './common.ts';
import { ruled } from './fields.ts';

const week = () =>
  ruled(z.string(), text => parseWeek(text, ''))
    .meta({ examples: ['2026-W48'] })
    .describe('An ISO week, or any day in it');

export const briefParams = z.strictObject({ week: week() });
export const compileBriefBody = z.strictObject({ week: week() }).meta({ id: 'CompileBrief' });

// ---- answers ----

const some = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.int().describe('How many there are; `items` holds the first 200') });
const each = <Key extends string, T extends z.ZodType>(keys: readonly Key[], value: T) =>
  z.object(Object.fromEntries(keys.map(key => [key, value])) as Record<Key, T>);

const person = z.object({ id: z.string(), name: z.string().nullable() });
const project = z
  .object({
    code: z.string(),
    name: z.string(),
    county: z.string().nullable(),
    investor: z.string().nullable(),
    investmentWan: z.int().nullable(),
    leader: person.nullable().describe('The paired leader'),
    on: z.string().nullable().describe('When it reached the stage; null: nobody knows'),
  })
  .meta({ id: 'BriefProject' });
const problem = z
  .object({
    code: z.string(),
    title: z.string(),
    county: z.string().nullable(),
    unit: z.string().nullable().describe('The lead, as it was called then'),
    dueOn: z.string().nullable(),
  })
  .meta({ id: 'BriefProblem' });
const promises = z
  .object({
    due: z.int().describe('Kept or missed, of the promises whose day lies in the week'),
    kept: z.int(),
    missed: z.int(),
    open: z.int().describe('Their day is not over'),
    percent: z.string().nullable().describe('PPC: kept ÷ due in per cent'),
    misses: some(
      z.object({
        title: z.string(),
        unit: z.string().nullable(),
        on: z.string(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'BriefPromises' });
const meeting = z
  .object({
    id: z.string(),
    name: z.string(),
    startAt: instant(),
    venue: z.string(),
    theme: z.string().nullable(),
    composed: z.boolean().describe('Its agenda was composed; else it is the one it would have had then'),
    agenda: some(
      z.object({
        code: z.string().nullable(),
        title: z.string(),
        unit: z.string().nullable(),
        carried: z.int(),
      }),
    ),
  })
  .meta({ id: 'BriefMeeting' });
const colour = z
  .object({
    subject: z.enum(['project', 'county']),
    id: z.string(),
    name: z.string(),
    from: z.string().nullable().describe('Null: was in no table'),
    to: z.string().nullable().describe('Null: is in none'),
    month: z.string().describe('The published month it is of'),
  })
  .meta({ id: 'BriefColour' });

const contentAnswer = z
  .object({
    projects: each(BRIEF_STAGES, some(project)).describe('Reached since the brief before'),
    problems: each(BRIEF_STANDINGS, some(problem)).describe('Since the brief before; `overdue`: when it was compiled'),
    promises,
    meetings: z.array(meeting).describe('Until the end of the week in which it is delivered'),
    colours: some(colour).describe('Of the months published since the brief before'),
  })
  .meta({ id: 'BriefContent' });

const spanShape = {
  week: z.string(),
  from: z.string().describe('Monday'),
  to: z.string().describe('Sunday'),
  sinceAt: instant().describe('Where the brief before ended'),
  untilAt: instant().describe('Where this one ends'),
  deliverAt: instant(),
};
const briefShape = {
  ...spanShape,
  compiledAt: instant(),
  late: z.boolean().describe('Compiled after its own instant'),
  by: z.string().describe('`system`: the clock'),
  hash: z.string().describe('SHA-256 of the content as canonical JSON'),
  counts: z
    .object({
      ...Object.fromEntries([...BRIEF_STAGES, ...BRIEF_STANDINGS].map(key => [key, z.int()])),
      recipients: z.int(),
      unreachable: z.int(),
    } as Record<
      (typeof BRIEF_STAGES)[number] | (typeof BRIEF_STANDINGS)[number] | 'recipients' | 'unreachable',
      z.ZodInt
    >)
    .describe('How many there are of each list'),
  percent: z.string().nullable().describe('PPC of the week'),
};
export const briefAnswer = z.object(briefShape).meta({ id: 'Brief' });
export type BriefAnswer = z.output<typeof briefAnswer>;
export const briefPage = pageOf(briefAnswer, 'BriefPage');

const recipients = z.array(z.object({ ...person.shape, reachable: z.boolean() }));
const detailShape = { recipients, content: contentAnswer };
export const briefDetailAnswer = z
  .object({ ...briefShape, ...detailShape, intact: z.boolean().describe('It still says what was hashed') })
  .meta({ id: 'BriefDetail' });
export type BriefDetailAnswer = z.output<typeof briefDetailAnswer>;
export const briefCommandAnswer = z
  .object({ ...briefDetailAnswer.shape, command: commandResult })
  .meta({ id: 'BriefCommandAnswer' });

export const briefPreviewAnswer = z
  .object({ ...spanShape, compileAt: instant().describe('When it will be compiled'), ...detailShape })
  .meta({ id: 'BriefPreview', description: 'What the next brief would say now, and to whom' });
export type BriefPreviewAnswer = z.output<typeof briefPreviewAnswer>;
