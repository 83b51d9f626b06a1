import type { IsoDate } from '../calendar/dates.ts';
import type { Month } from '../calendar/months.ts';
import type { Amount, DecimalText } from '../money/exact.ts';
import type { PaceBasis, PaceGap } from '../money/pace.ts';

/** From harmless to worst; the colour of a month is the worst light any rule gave. */
export const LIGHTS = ['green', 'yellow', 'red'] as const;
export type Light = (typeof LIGHTS)[number];
/** `none`: no rule had anything to say, which is not the same as green. */
export type Colour = Light | 'none';

export const FAMILIES = ['points', 'relative', 'silence'] as const;
export type Family = (typeof FAMILIES)[number];

/** What is coloured. */
export const SUBJECTS = ['project', 'county'] as const;
export type Subject = (typeof SUBJECTS)[number];

interface RuleSetHead {
  /** Names the rules through all their versions. */
  id: string;
  version: number;
  validFrom: IsoDate;
  name: { zh: string; en: string };
}

/**
 * 银川 2025. A project behind schedule in percentage points of the year's plan: below `yellowFromPoints` green with a note, from there to
 * `redAbovePoints` (both ends) yellow, beyond it red. Start: due and not started, in months running with the due month as the first.
 * Entry into statistics (入库): months since the month of the start. A county is coloured by its summed money.
 */
export interface PointsRuleSet extends RuleSetHead {
  family: 'points';
  thresholds: {
    pace: { yellowFromPoints: DecimalText; redAbovePoints: DecimalText };
    start: { yellowFromMonths: number; redFromMonths: number };
    statistics: { yellowFromMonths: number; redAboveMonths: number };
  };
}

/**
 * 三亚 2022. A project short of what is due by now (plan × elapsed share): anything missing is yellow, more than `redAbovePercent` of it
 * red. A county: months running it missed, this one included.
 */
export interface RelativeRuleSet extends RuleSetHead {
  family: 'relative';
  thresholds: {
    shortfall: { redAbovePercent: DecimalText };
    misses: { yellowFromMonths: number; redFromMonths: number };
  };
}

/** 邯郸 2024. Months without a report; beyond `removeAboveMonths` removal (移出) is proposed, and a coordinator confirms it elsewhere. */
export interface SilenceRuleSet extends RuleSetHead {
  family: 'silence';
  thresholds: { silence: { yellowFromMonths: number; redFromMonths: number; removeAboveMonths: number } };
}

export type RuleSet = PointsRuleSet | RelativeRuleSet | SilenceRuleSet;

export interface ColourSettings {
  /** Every version of every rule set, old ones too: a past month is explained by the version it was coloured with. */
  ruleSets: readonly RuleSet[];
  /** Which rule set (by id) each report uses. */
  report: Readonly<Record<Subject, string>>;
  basis: PaceBasis;
}

/** What a later, better-informed report can change. */
interface ReportedFacts {
  /** Done this year up to the end of the month, as far as reported; null when nothing ever was. */
  doneWan: Amount | null;
  /** Months running without a report, this one included; 0 = this month was reported. Null: nobody is expected to report. */
  monthsWithoutReport: number | null;
}

interface MonthFacts extends ReportedFacts {
  month: Month;
  basis: PaceBasis;
  /** The plan of the whole year. */
  planWan: Amount | null;
}

export interface ProjectColourFacts extends MonthFacts {
  /** Null: no plan date for the groundbreaking. `monthsNotStarted` counts the due month as 1, and is 0 before it. */
  start: { dueMonth: Month; reached: boolean; monthsNotStarted: number } | null;
  /** Null: not started. `monthsSinceStart` is 0 in the month of the start. */
  statistics: { entered: boolean; monthsSinceStart: number } | null;
  /** What was known when the month was closed; null unless figures came late. */
  atClose: ReportedFacts | null;
}

export interface CountyColourFacts extends MonthFacts {
  /** Months running the county missed its target, this one included; 0 = met. Null: it has none. */
  missesRunning: number | null;
  atClose: (ReportedFacts & { missesRunning: number | null }) | null;
}

export const COLOUR_RULES = ['pace', 'start', 'statistics', 'shortfall', 'misses', 'silence', 'lateFigures'] as const;
export type ColourRule = (typeof COLOUR_RULES)[number];

/** The limit a value was found at: `{ is: 'above', value: '30', unit: 'points' }`. */
export interface Threshold {
  is: 'atMost' | 'below' | 'atLeast' | 'above';
  value: DecimalText;
  unit: 'points' | 'percent' | 'months';
}

/** One rule that spoke. JSON all through, so that it can be kept beside a published table and read years later. */
export interface Reason {
  rule: ColourRule;
  light: Light;
  /** Green, but behind: worth a remark (提醒). */
  noted: boolean;
  /** What it looked at; numbers as exact decimal text, a rate without an end rounded to where no limit looks like it. */
  facts: Readonly<Record<string, string>>;
  /** Null for late figures: they turn red to yellow whatever the numbers. */
  threshold: Threshold | null;
}

export interface Coloured {
  colour: Colour;
  /** Green with a note. */
  noted: boolean;
  because: readonly Reason[];
  /** Rules that should have spoken and had nothing to measure. */
  unmeasured: readonly { rule: ColourRule; gap: PaceGap }[];
  /** Silent for so long that removal (移出) is proposed. */
  proposeRemoval: boolean;
  rule: { id: string; version: number };
}
