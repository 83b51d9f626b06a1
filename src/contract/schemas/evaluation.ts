import { z } from 'zod';
import { COLOUR_RULES, FAMILIES, LIGHTS, SUBJECTS } from '../../domain/colour/types.ts';
import { BATCHES } from '../../domain/evaluation/counts.ts';
import { PACE_BASES, PACE_GAPS } from '../../domain/money/pace.ts';
import { refuse } from '../../domain/refusal.ts';
import { commandResult, instant, pageOf, paging } from './common.ts';
import { code, isoDate, line, longText, month, ranged, ruled } from './fields.ts';

const RULES_SHAPE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}(@\d{1,5})?$/;

/** A rule set by its name, with its version or in the one that is in force. */
const rulesName = () =>
  ruled(z.string(), text =>
    RULES_SHAPE.test(text) ? text : refuse('badFormat', '', text, { shape: 'points@1 | points' }),
  ).meta({ pattern: RULES_SHAPE.source, examples: ['points@1'] });

const colour = z.enum([...LIGHTS, 'none']);
const known = () => isoDate().optional().describe('As known at the end of this day; today when left out');
const lookedAt = () => month().optional().describe('The last month that is closed when left out');

export const coloursQuery = z.strictObject({
  month: lookedAt(),
  on: known(),
  rules: rulesName().optional().describe('For projects and counties alike; those of the settings when left out'),
  subject: z.enum(SUBJECTS).optional(),
  colour: colour.optional(),
  county: line(100).optional(),
});

export const whyColourQuery = ruled(
  z.strictObject({
    month: lookedAt(),
    on: known(),
    rules: rulesName().optional(),
    project: code().optional(),
    county: line(100).optional(),
  }),
  query => {
    if (query.project === undefined && query.county === undefined) {
      return refuse('required', 'project', null, { other: 'county' });
    }
    return query.project === undefined || query.county === undefined
      ? query
      : refuse('givenTwice', 'county', query.county, { other: 'project' });
  },
);

export const compareColoursQuery = z.strictObject({
  rules: ruled(z.string(), text => {
    const names = text.split(',');
    return names.length === 2 && names.every(name => RULES_SHAPE.test(name))
      ? text
      : refuse('badFormat', '', text, { shape: 'points@1,relative@1' });
  }).meta({ examples: ['points@1,relative@1'] }),
  from: month(),
  to: month(),
});

export const paceQuery = z.strictObject({
  month: lookedAt(),
  on: known(),
  basis: z
    .enum([...PACE_BASES, 'both'])
    .optional()
    .describe('That of the settings when left out'),
  by: z.enum(['project', 'county', 'total']).default('county'),
  county: line(100).optional(),
});

export const fourBatchesQuery = z.strictObject({
  asOf: known(),
  year: z.coerce
    .number()
    .int()
    .min(1978)
    .max(2199)
    .optional()
    .describe('Whose starts are counted as started; the year of the day when left out'),
});

export const silenceQuery = z.strictObject({ on: known() });

export const publishColoursBody = z
  .strictObject({
    month: month(),
    reason: longText()
      .optional()
      .describe('Needed when the month was published before, or its closing day has not passed'),
    rules: rulesName().optional(),
  })
  .meta({ id: 'PublishColours', examples: [{ month: '2026-10' }, { month: '2026-10', reason: '两县逾期补报' }] });

export const editionsQuery = paging.extend({ month: month().optional() });
export const monthParams = z.strictObject({ month: month() });
export const editionParams = z.strictObject({
  month: month(),
  edition: z.coerce.number().int().min(1, ranged(1, 100_000)).max(100_000, ranged(1, 100_000)),
});

// ---- answers ----

const subject = z.enum(SUBJECTS);
const ruleVersion = z.object({ id: z.string(), version: z.int() });
const counts = z
  .object({ green: z.int(), yellow: z.int(), red: z.int(), none: z.int() })
  .meta({ id: 'ColourCounts', description: '`none`: no rule had anything to say' });
const countsBySubject = z.object({ project: counts, county: counts });

const reasonShape = {
  rule: z.enum(COLOUR_RULES),
  light: z.enum(LIGHTS),
  noted: z.boolean().describe('Green, but behind'),
  facts: z.record(z.string(), z.string()).describe('What it looked at; numbers as exact decimal text'),
  threshold: z
    .object({
      is: z.enum(['atMost', 'below', 'atLeast', 'above']),
      value: z.string(),
      unit: z.enum(['points', 'percent', 'months']),
    })
    .nullable(),
};
const gapShape = { rule: z.enum(COLOUR_RULES), gap: z.enum(PACE_GAPS) };
const text = z.string().describe('The same as a sentence, in the language asked for');

const whoseShape = { subject, id: z.string(), name: z.string(), county: z.string().nullable() };
const colouredShape = {
  colour,
  noted: z.boolean(),
  proposeRemoval: z.boolean().describe('Silent for so long that removal (移出) is proposed'),
  rule: ruleVersion,
};

export const colourRowAnswer = z
  .object({
    ...whoseShape,
    ...colouredShape,
    because: z.array(z.object(reasonShape).meta({ id: 'ColourReason' })),
    unmeasured: z.array(z.object(gapShape)).describe('Rules that should have spoken and had nothing to measure'),
  })
  .meta({ id: 'ColourRow' });
export type ColourRowAnswer = z.output<typeof colourRowAnswer>;

const ruleSetHead = z
  .object({
    ...ruleVersion.shape,
    family: z.enum(FAMILIES),
    validFrom: z.string(),
    name: z.object({ zh: z.string(), en: z.string() }),
  })
  .meta({ id: 'ColourRules' });

const madeShape = {
  month: z.string(),
  on: z.string().describe('The day as of which the ledger is known'),
  closesOn: z.string().describe('The last day on which the figures of the month are in time'),
  basis: z.enum(PACE_BASES),
};

export const colourTableAnswer = z
  .object({
    ...madeShape,
    rules: z.object({ project: ruleSetHead, county: ruleSetHead }),
    counts: countsBySubject.describe('Of everybody, whatever is asked for'),
    items: z.array(colourRowAnswer),
    total: z.int(),
  })
  .meta({ id: 'ColourTable' });
export type ColourTableAnswer = z.output<typeof colourTableAnswer>;

export const whyColourAnswer = z
  .object({
    ...madeShape,
    ...whoseShape,
    ...colouredShape,
    because: z.array(z.object({ ...reasonShape, text }).meta({ id: 'ExplainedReason' })),
    unmeasured: z.array(z.object({ ...gapShape, text })),
    ruleSet: z
      .object({ ...ruleSetHead.shape, thresholds: z.record(z.string(), z.unknown()) })
      .meta({ id: 'ColourRulesWithThresholds' }),
    facts: z.record(z.string(), z.unknown()).describe('Everything the rules could look at'),
  })
  .meta({ id: 'WhyColour' });
export type WhyColourAnswer = z.output<typeof whyColourAnswer>;

const shade = z.object({ colour, noted: z.boolean(), proposeRemoval: z.boolean() }).meta({ id: 'Shade' });

export const compareColoursAnswer = z
  .object({
    from: z.string(),
    to: z.string(),
    rules: z.array(z.string()).length(2),
    months: z.array(
      z
        .object({
          month: z.string(),
          on: z.string().describe('As known when the month was closed'),
          rules: z.array(ruleVersion.nullable()).length(2).describe('Null: none were in force'),
          counts: z.object({
            project: z.object({ from: counts, to: counts }),
            county: z.object({ from: counts, to: counts }),
          }),
          changes: z.array(
            z.object({ ...whoseShape, from: shade.nullable(), to: shade.nullable() }).meta({ id: 'ColourChange' }),
          ),
        })
        .meta({ id: 'MonthCompared' }),
    ),
  })
  .meta({ id: 'ColourComparison' });
export type CompareColoursAnswer = z.output<typeof compareColoursAnswer>;

const measure = z
  .object({ percent: z.string().nullable(), gap: z.enum(PACE_GAPS).nullable() })
  .meta({ id: 'Measure', description: 'In percent (or points) as decimal text, or why there is none' });
const pace = z
  .object({
    elapsed: z.object({ basis: z.enum(PACE_BASES), part: z.int(), whole: z.int() }),
    ofPlan: measure.describe('完成年度计划: done ÷ plan'),
    ratio: measure.describe('序时完成率: done ÷ (plan × elapsed share)'),
    points: measure.describe('超（+）落后（−）序时, in percentage points: done ÷ plan − elapsed share'),
  })
  .meta({ id: 'Pace' });
const paceSumShape = {
  projects: z.int(),
  withoutPlan: z.int(),
  notReported: z.int().describe('With a plan, and no report for this very month'),
  planWan: z.int().nullable(),
  planYi: z.string().nullable(),
  doneWan: z.int().nullable().describe('Of the projects with a plan'),
  doneYi: z.string().nullable(),
  doneWithoutPlanWan: z.int(),
  pace: z.object({ days: pace.optional(), months: pace.optional() }).describe('By the basis asked for, or both'),
};

export const paceAnswer = z
  .object({
    month: z.string(),
    on: z.string(),
    by: z.enum(['project', 'county', 'total']),
    bases: z.array(z.enum(PACE_BASES)),
    items: z.array(
      z
        .object({
          id: z.string().nullable().describe('Null: projects without a county'),
          name: z.string().nullable(),
          county: z.string().nullable(),
          ...paceSumShape,
        })
        .meta({ id: 'PaceRow' }),
    ),
    total: z.int(),
    sum: z.object(paceSumShape).meta({ id: 'PaceSum' }).describe('Of all projects'),
  })
  .meta({ id: 'PaceTable' });
export type PaceAnswer = z.output<typeof paceAnswer>;

const totalShape = {
  count: z.int(),
  sumWan: z.int(),
  sumYi: z.string(),
  withoutAmount: z.int().describe('Counted by number only'),
};
export const fourBatchesAnswer = z
  .object({
    asOf: z.string(),
    year: z.int(),
    items: z.array(
      z
        .object({
          batch: z.enum(BATCHES),
          ...totalShape,
          tiers: z.array(z.object({ fromWan: z.int(), fromYi: z.string(), ...totalShape }).meta({ id: 'TierTotal' })),
        })
        .meta({ id: 'FourBatchTotal' }),
    ),
    total: z.int(),
  })
  .meta({ id: 'FourBatches', description: '四个一批: planned · started · under construction · in use' });
export type FourBatchesAnswer = z.output<typeof fourBatchesAnswer>;

export const silenceAnswer = z
  .object({
    on: z.string(),
    month: z.string().describe('The last month that was closed by then'),
    rules: ruleSetHead,
    counts: z.object({ yellow: z.int(), red: z.int(), proposed: z.int() }),
    items: z.array(
      z
        .object({
          code: z.string(),
          name: z.string(),
          county: z.string().nullable(),
          leaderId: z.string().nullable(),
          lastReported: z.string().nullable(),
          months: z.int().describe('Months running without a report'),
          light: z.enum(LIGHTS),
          proposeRemoval: z.boolean(),
        })
        .meta({ id: 'SilentProject' }),
    ),
    total: z.int(),
  })
  .meta({ id: 'Silence' });
export type SilenceAnswer = z.output<typeof silenceAnswer>;

const editionShape = {
  month: z.string(),
  edition: z.int(),
  on: z.string(),
  basis: z.enum(PACE_BASES),
  rules: z.object({ project: ruleVersion, county: ruleVersion }),
  counts: countsBySubject,
  changes: z
    .array(z.object({ subject, id: z.string(), name: z.string(), from: colour.nullable(), to: colour.nullable() }))
    .describe('From the edition before; null: not in that edition'),
  hash: z.string().describe('SHA-256 of rules, basis and rows as JSON with sorted fields'),
  reason: z.string().nullable(),
  publishedBy: z.object({ id: z.string(), name: z.string().nullable() }),
  publishedAt: instant(),
};
export const editionAnswer = z.object(editionShape).meta({ id: 'ColourEdition' });
export type EditionAnswer = z.output<typeof editionAnswer>;
export const editionPage = pageOf(editionAnswer, 'ColourEditionPage');
export const editionTableAnswer = z
  .object({
    ...editionShape,
    intact: z.boolean().describe('The rows are still those that were hashed'),
    items: z.array(colourRowAnswer),
    total: z.int(),
  })
  .meta({ id: 'ColourEditionTable' });
export type EditionTableAnswer = z.output<typeof editionTableAnswer>;
export const publishColoursAnswer = z
  .object({ ...editionShape, command: commandResult })
  .meta({ id: 'PublishColoursAnswer' });
export type PublishColoursAnswer = z.output<typeof publishColoursAnswer>;
