import { reasonText, unmeasuredText, type Locale } from '../../contract/catalogue/index.ts';
import type {
  ColourRowAnswer,
  ColourTableAnswer,
  CompareColoursAnswer,
  EditionAnswer,
  FourBatchesAnswer,
  PaceAnswer,
  SilenceAnswer,
  WhyColourAnswer,
} from '../../contract/schemas/index.ts';
import { countsOf } from '../../domain/colouring/area.ts';
import type { ColourRow } from '../../domain/colouring/types.ts';
import type { RuleSet } from '../../domain/colour/types.ts';
import { BATCHES, type Batch, type BatchTotal } from '../../domain/evaluation/counts.ts';
import { wanToYi } from '../../domain/money/money.ts';
import type { ColourTable, ExplainedColour } from '../../ledger/evaluation/colours.ts';
import type { MonthReplayed } from '../../ledger/evaluation/compare.ts';
import type { PaceRow } from '../../ledger/evaluation/pace.ts';
import type { Silence } from '../../ledger/evaluation/silence.ts';
import type { Edition } from '../../ledger/reads/colour-editions.ts';
import { instantOf } from './instants.ts';

export const colourRowWire = ({ because, unmeasured, ...row }: ColourRow): ColourRowAnswer => ({
  ...row,
  because: because.map(reason => ({ ...reason, facts: { ...reason.facts } })),
  unmeasured: [...unmeasured],
});

const headOf = ({ id, version, family, validFrom, name }: RuleSet) => ({ id, version, family, validFrom, name });

export function colourTableWire(
  { month, on, closesOn, basis, rules, rows }: ColourTable,
  asked: { subject?: string | undefined; colour?: string | undefined; county?: string | undefined },
): ColourTableAnswer {
  const { subject, colour, county } = asked;
  const items = rows.filter(
    row =>
      (subject === undefined || row.subject === subject) &&
      (colour === undefined || row.colour === colour) &&
      (county === undefined || row.county === county),
  );
  return {
    ...{ month, on, closesOn, basis },
    rules: { project: headOf(rules.project), county: headOf(rules.county) },
    counts: { project: countsOf(rows, 'project'), county: countsOf(rows, 'county') },
    items: items.map(colourRowWire),
    total: items.length,
  };
}

export function whyColourWire(
  { month, on, closesOn, basis, row, facts, ruleSet }: ExplainedColour,
  locale: Locale,
): WhyColourAnswer {
  const { because, unmeasured, ...rest } = colourRowWire(row);
  return {
    ...{ month, on, closesOn, basis },
    ...rest,
    because: because.map(reason => ({ ...reason, text: reasonText(reason, locale) })),
    unmeasured: unmeasured.map(gap => ({ ...gap, text: unmeasuredText(gap, locale) })),
    ruleSet: { ...headOf(ruleSet), thresholds: { ...ruleSet.thresholds } },
    facts: { ...facts },
  };
}

export const monthReplayedWire = ({
  month,
  on,
  rules,
  counts,
  changes,
}: MonthReplayed): CompareColoursAnswer['months'][number] => ({
  month,
  on,
  rules: rules.map(found => found && { id: found.id, version: found.version }),
  counts,
  changes,
});

const maybeYi = (amountWan: number | null): string | null => (amountWan === null ? null : wanToYi(amountWan));

export const paceSumWire = (row: Omit<PaceRow, 'id' | 'name' | 'county'>): PaceAnswer['sum'] => ({
  projects: row.projects,
  withoutPlan: row.withoutPlan,
  notReported: row.notReported,
  planWan: row.planWan,
  planYi: maybeYi(row.planWan),
  doneWan: row.doneWan,
  doneYi: maybeYi(row.doneWan),
  doneWithoutPlanWan: row.doneWithoutPlanWan,
  pace: row.pace,
});

export const paceRowWire = (row: PaceRow): PaceAnswer['items'][number] => ({
  id: row.id,
  name: row.name,
  county: row.county,
  ...paceSumWire(row),
});

export const fourBatchesWire = (totals: Record<Batch, BatchTotal>): FourBatchesAnswer['items'] =>
  BATCHES.map(batch => {
    const { tiers, ...total } = totals[batch];
    return { batch, ...total, tiers: tiers.map(tier => ({ ...tier, fromYi: wanToYi(tier.fromWan) })) };
  });

export function silenceWire({ month, rules, rows }: Silence, on: string): SilenceAnswer {
  const of = (light: string): number => rows.filter(row => row.light === light).length;
  const proposed = rows.filter(({ proposeRemoval }) => proposeRemoval).length;
  const counts = { yellow: of('yellow'), red: of('red'), proposed };
  return { on, month, rules: headOf(rules), counts, items: rows, total: rows.length };
}

export const editionWire = ({ actorId, actorName, publishedAt, ...edition }: Edition): EditionAnswer => ({
  ...edition,
  publishedBy: { id: actorId, name: actorName },
  publishedAt: instantOf(publishedAt),
});
