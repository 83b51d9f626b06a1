import { z } from 'zod';
import { SUBJECTS, type ColourSettings, type RuleSet } from '../../../domain/colour/types.ts';
import { compareExact, exact, parseDecimal } from '../../../domain/money/exact.ts';
import { PACE_BASES } from '../../../domain/money/pace.ts';
import { isRefusal, refuse, type Refusal } from '../../../domain/refusal.ts';
import { code, isoDate, line, ruled, whole } from '../fields.ts';

const MOST_PERCENT = 1_000;
/** Longer than any project is watched in silence. */
const MOST_MONTHS = 120;

/** A limit in percent or percentage points, as decimal text so that it is compared exactly. */
const limit = () =>
  ruled(z.string(), text => {
    const decimal = parseDecimal(text, '');
    if (isRefusal(decimal)) return decimal;
    const value = exact(decimal);
    const inside = value.num >= 0n && compareExact(value, exact(MOST_PERCENT)) <= 0;
    return inside ? decimal : refuse('outOfRange', '', text, { min: 0, max: MOST_PERCENT });
  }).meta({ pattern: '^\\d+(\\.\\d+)?$', examples: ['10', '12.5'] });

/** Months from which on a light shows; from 0 it would show for everybody. */
const fromMonths = () => whole(1, MOST_MONTHS);

const below = (a: string | number, b: string | number): boolean => compareExact(exact(a), exact(b)) < 0;

/** Limits of one rule in the order of its lights: yellow never comes after red, nor red after the proposal to remove. */
function rising<T extends z.ZodType>(limits: T): T {
  return ruled(limits, value => {
    const named = Object.entries(value as Readonly<Record<string, string | number>>);
    for (const [index, [field, end]] of named.entries()) {
      const [, before] = named[index - 1] ?? ['', 0];
      const max = field.endsWith('Months') ? MOST_MONTHS : MOST_PERCENT;
      if (below(end, before)) return refuse('outOfRange', field, end, { min: before, max });
    }
    return value;
  });
}

const monthsYellowRed = () => rising(z.strictObject({ yellowFromMonths: fromMonths(), redFromMonths: fromMonths() }));

const head = {
  id: code(),
  version: whole(1, 10_000).describe('Other thresholds are another version; the old one stays in the list'),
  validFrom: isoDate(),
  name: z.strictObject({ zh: line(100), en: line(100) }),
};

const pointsRules = z
  .strictObject({
    ...head,
    family: z.literal('points'),
    thresholds: z.strictObject({
      pace: rising(z.strictObject({ yellowFromPoints: limit(), redAbovePoints: limit() })),
      start: monthsYellowRed(),
      statistics: rising(z.strictObject({ yellowFromMonths: fromMonths(), redAboveMonths: fromMonths() })),
    }),
  })
  .meta({ id: 'PointsRuleSet' });

const relativeRules = z
  .strictObject({
    ...head,
    family: z.literal('relative'),
    thresholds: z.strictObject({
      shortfall: z.strictObject({ redAbovePercent: limit() }),
      misses: monthsYellowRed(),
    }),
  })
  .meta({ id: 'RelativeRuleSet' });

const silenceLimits = z.strictObject({
  yellowFromMonths: fromMonths(),
  redFromMonths: fromMonths(),
  removeAboveMonths: fromMonths(),
});
const silenceRules = z
  .strictObject({
    ...head,
    family: z.literal('silence'),
    thresholds: z.strictObject({ silence: rising(silenceLimits) }),
  })
  .meta({ id: 'SilenceRuleSet' });

const ruleSet = z.discriminatedUnion('family', [pointsRules, relativeRules, silenceRules]);

/** One version of a name stands once, and one family stands behind a name: a report must not change its measure unseen. */
function doubled(ruleSets: readonly RuleSet[]): Refusal | undefined {
  for (const [index, { id, version, family }] of ruleSets.entries()) {
    const earlier = ruleSets.slice(0, index).filter(other => other.id === id);
    if (earlier.some(other => other.version === version)) {
      return refuse('alreadyExists', `ruleSets[${index}].version`, version, { name: id });
    }
    const [first] = earlier;
    if (first && first.family !== family) {
      return refuse('notInList', `ruleSets[${index}].family`, family, { list: [first.family] });
    }
  }
  return undefined;
}

function unknownReport({ ruleSets, report }: ColourSettings): Refusal | undefined {
  const list = [...new Set(ruleSets.map(({ id }) => id))];
  const subject = SUBJECTS.find(name => list.length > 0 && !list.includes(report[name]));
  return subject && refuse('notInList', `report.${subject}`, report[subject], { list });
}

/** The section `colours` of the settings: the whole of it, old versions too. */
export const coloursSection: z.ZodType<ColourSettings> = ruled(
  z.strictObject({
    ruleSets: z.array(ruleSet).min(1).max(200),
    report: z.strictObject({ project: code(), county: code() }).describe('The id of the rule set each report uses'),
    basis: z.enum(PACE_BASES).describe('The share of the year by days or by months'),
  }),
  settings => doubled(settings.ruleSets) ?? unknownReport(settings) ?? settings,
).meta({ id: 'ColourSettings' });
