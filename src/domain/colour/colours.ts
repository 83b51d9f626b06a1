import { assertNever } from '../assert-never.ts';
import { exact, exactText, type Amount } from '../money/exact.ts';
import { missesRule, paceRule, shortfallRule, silenceRule, startRule, statisticsRule, type Answer } from './rules.ts';
import {
  LIGHTS,
  type Colour,
  type Coloured,
  type CountyColourFacts,
  type ProjectColourFacts,
  type Reason,
  type RuleSet,
} from './types.ts';

/** The colour of a project for one month, and why. Figures that came late can only lift a red month to yellow. */
export function colourOfProject(ruleSet: RuleSet, facts: ProjectColourFacts): Coloured {
  const now = coloured(ruleSet, projectAnswers(ruleSet, facts));
  if (!facts.atClose) return now;
  const then = { ...facts, ...facts.atClose, atClose: null };
  return lifted(now, { atClose: colourOfProject(ruleSet, then), doneAtClose: then.doneWan });
}

/** The colour of a county for one month; its facts are the sums of its projects. */
export function colourOfCounty(ruleSet: RuleSet, facts: CountyColourFacts): Coloured {
  const now = coloured(ruleSet, countyAnswers(ruleSet, facts));
  if (!facts.atClose) return now;
  const then = { ...facts, ...facts.atClose, atClose: null };
  return lifted(now, { atClose: colourOfCounty(ruleSet, then), doneAtClose: then.doneWan });
}

function projectAnswers(ruleSet: RuleSet, facts: ProjectColourFacts): Answer[] {
  switch (ruleSet.family) {
    case 'points': {
      const { thresholds } = ruleSet;
      return [paceRule(thresholds, facts), startRule(thresholds, facts), statisticsRule(thresholds, facts)];
    }
    case 'relative':
      return [shortfallRule(ruleSet.thresholds, facts)];
    case 'silence':
      return [silenceRule(ruleSet.thresholds, facts)];
    default:
      return assertNever(ruleSet);
  }
}

function countyAnswers(ruleSet: RuleSet, facts: CountyColourFacts): Answer[] {
  switch (ruleSet.family) {
    case 'points':
      return [paceRule(ruleSet.thresholds, facts)];
    case 'relative':
      return [missesRule(ruleSet.thresholds, facts)];
    case 'silence':
      return [silenceRule(ruleSet.thresholds, facts)];
    default:
      return assertNever(ruleSet);
  }
}

export const worse = (a: Colour, b: Colour): Colour =>
  a === 'none' || (b !== 'none' && LIGHTS.indexOf(b) > LIGHTS.indexOf(a)) ? b : a;

function coloured({ id, version }: RuleSet, answers: readonly Answer[]): Coloured {
  const spoken = answers.flatMap(answer => (answer && 'reason' in answer ? [answer] : []));
  const because = spoken.map(({ reason }) => reason);
  return {
    ...lightOf(because),
    because,
    unmeasured: answers.flatMap(answer => (answer && 'gap' in answer ? [answer] : [])),
    proposeRemoval: spoken.some(({ proposeRemoval }) => proposeRemoval),
    rule: { id, version },
  };
}

function lightOf(because: readonly Reason[]): Pick<Coloured, 'colour' | 'noted'> {
  const colour = because.reduce<Colour>((worst, { light }) => worse(worst, light), 'none');
  return { colour, noted: colour === 'green' && because.some(({ noted }) => noted) };
}

/**
 * 瓯海 2020: late money re-colours its month red → yellow. Never to green, and not out of red when the figures are red themselves; a month
 * that was not red when it was closed is coloured by its figures.
 */
function lifted(now: Coloured, then: { atClose: Coloured; doneAtClose: Amount | null }): Coloured {
  if (then.atClose.colour !== 'red' || now.colour === 'red') return now;
  const { doneAtClose } = then;
  const late: Reason = {
    rule: 'lateFigures',
    light: 'yellow',
    noted: false,
    facts: { colourAtClose: 'red', ...(doneAtClose === null ? {} : { doneWanAtClose: exactText(exact(doneAtClose)) }) },
    threshold: null,
  };
  return { ...now, ...lightOf([...now.because, late]), because: [...now.because, late] };
}
