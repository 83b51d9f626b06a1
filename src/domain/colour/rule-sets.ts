import type { IsoDate } from '../calendar/dates.ts';
import type { ColourSettings, PointsRuleSet, RelativeRuleSet, RuleSet, SilenceRuleSet, Subject } from './types.ts';

/** Before any day a ledger can hold: where an office starts, every month can be coloured. */
const FROM_THE_START = '1978-01-01';

/** 银川 2025: 10–30 points behind yellow, both ends; not started 3 months running red; 2 months out of the statistics, then red. */
export const POINTS_RULES: PointsRuleSet = {
  id: 'points',
  family: 'points',
  version: 1,
  validFrom: FROM_THE_START,
  name: { zh: '按序时百分点', en: 'By points behind schedule' },
  thresholds: {
    pace: { yellowFromPoints: '10', redAbovePoints: '30' },
    start: { yellowFromMonths: 1, redFromMonths: 3 },
    statistics: { yellowFromMonths: 1, redAboveMonths: 2 },
  },
};

/** 三亚 2022: short by up to half yellow, by more red; a county that misses 2 months running red. */
export const RELATIVE_RULES: RelativeRuleSet = {
  id: 'relative',
  family: 'relative',
  version: 1,
  validFrom: FROM_THE_START,
  name: { zh: '按欠进度比例', en: 'By relative shortfall' },
  thresholds: {
    shortfall: { redAbovePercent: '50' },
    misses: { yellowFromMonths: 1, redFromMonths: 2 },
  },
};

/** 邯郸 2024: nothing heard for 2 months yellow, 3 red, more than 6 proposed for removal (移出). */
export const SILENCE_RULES: SilenceRuleSet = {
  id: 'silence',
  family: 'silence',
  version: 1,
  validFrom: FROM_THE_START,
  name: { zh: '按无进展月数', en: 'By months of silence' },
  thresholds: { silence: { yellowFromMonths: 2, redFromMonths: 3, removeAboveMonths: 6 } },
};

export const DEFAULT_COLOURS: ColourSettings = {
  ruleSets: [POINTS_RULES, RELATIVE_RULES, SILENCE_RULES],
  // The only family with a rule of its own for counties is the relative one.
  report: { project: 'points', county: 'relative' },
  basis: 'days',
};

/** The version of the rules `id` in force on the date of a report: the newest that is valid by then; null before the first. */
export function ruleSetInForce(ruleSets: readonly RuleSet[], id: string, date: IsoDate): RuleSet | null {
  return ruleSets
    .filter(ruleSet => ruleSet.id === id && ruleSet.validFrom <= date)
    .reduce<RuleSet | null>((newest, next) => (newest && !isNewer(next, newest) ? newest : next), null);
}

const isNewer = (a: RuleSet, b: RuleSet): boolean =>
  a.validFrom === b.validFrom ? a.version > b.version : a.validFrom > b.validFrom;

export const ruleSetOfReport = (settings: ColourSettings, subject: Subject, date: IsoDate): RuleSet | null =>
  ruleSetInForce(settings.ruleSets, settings.report[subject], date);
