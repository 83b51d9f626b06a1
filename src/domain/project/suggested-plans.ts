import { lastDay, precisionOf, type IsoDate, type PartialDate } from '../calendar/dates.ts';
import { addMonths } from '../calendar/months.ts';
import type { Wan } from '../money/money.ts';
import type { Stage } from './stages.ts';
import type { LandKind } from './types.ts';

export const SUGGESTION_NOTES = ['papersFiled'] as const;
/** A stage that stands for something the path has no stage for: by that date the land papers are filed (报批材料上报). */
export type SuggestionNote = (typeof SUGGESTION_NOTES)[number];

export interface PlanSuggestionRule {
  landKind: LandKind;
  stage: Stage;
  monthsAfterSigning: number;
  note: SuggestionNote | null;
}

export interface MoneySuggestionRule {
  landKind: LandKind;
  /** Of the whole investment, in whole percent. */
  atLeastPercent: number;
  monthsAfterSigning: number;
}

/** The section `project.suggestions` of the settings. */
export interface SuggestionSettings {
  plans: readonly PlanSuggestionRule[];
  money: readonly MoneySuggestionRule[];
}

/**
 * 安庆 2015: existing land → landing within 3 months; new land → papers filed within 2 (no stage of ours: the landing is planned for
 * then, with a note); ready factory → groundbreaking within 2; with an existing firm → a quarter of the money within 3.
 */
export const DEFAULT_SUGGESTIONS: SuggestionSettings = {
  plans: [
    { landKind: 'existing', stage: 'landing', monthsAfterSigning: 3, note: null },
    { landKind: 'new', stage: 'landing', monthsAfterSigning: 2, note: 'papersFiled' },
    { landKind: 'readyFactory', stage: 'groundbreaking', monthsAfterSigning: 2, note: null },
  ],
  money: [{ landKind: 'existingFirm', atLeastPercent: 25, monthsAfterSigning: 3 }],
};

export interface SuggestedPlan {
  stage: Stage;
  date: IsoDate;
  note: SuggestionNote | null;
}

export interface SuggestedMoney {
  by: IsoDate;
  atLeastPercent: number;
  /** Rounded up to whole 万元, as it says *at least*; null when the investment is not known. */
  atLeastWan: Wan | null;
}

export interface SuggestionFacts {
  landKind: LandKind | null;
  signedOn: PartialDate | null;
  investmentWan: Wan | null;
  /** The stages of the project's path: nothing is suggested for a stage it does not walk through. */
  stages: readonly Stage[];
}

/**
 * What might be planned after signing; nobody is bound by it before he takes it over as a plan date. A signing known to the month counts
 * from its last day; one known to the year only would be a year out, and nothing is suggested.
 */
export function suggestPlans(
  rules: SuggestionSettings,
  { landKind, signedOn, investmentWan, stages }: SuggestionFacts,
): { plans: SuggestedPlan[]; money: SuggestedMoney[] } {
  if (landKind === null || signedOn === null || precisionOf(signedOn) === 'year') return { plans: [], money: [] };
  const from = lastDay(signedOn);
  const fits = (rule: PlanSuggestionRule | MoneySuggestionRule): boolean => rule.landKind === landKind;
  const plans = rules.plans.filter(rule => fits(rule) && stages.includes(rule.stage));
  return {
    plans: plans.map(({ stage, monthsAfterSigning, note }) => {
      return { stage, date: addMonths(from, monthsAfterSigning), note };
    }),
    money: rules.money.filter(fits).map(({ atLeastPercent, monthsAfterSigning }) => ({
      by: addMonths(from, monthsAfterSigning),
      atLeastPercent,
      atLeastWan: investmentWan === null ? null : percentOf(investmentWan, atLeastPercent),
    })),
  };
}

const percentOf = (amount: Wan, percent: number): Wan => Number((BigInt(amount) * BigInt(percent) + 99n) / 100n);
