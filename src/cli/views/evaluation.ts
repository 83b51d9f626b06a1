import { GAP_WORDS } from '../../contract/catalogue/colours.ts';
import { wordIn } from '../../contract/catalogue/words.ts';
import { wanToYi } from '../../domain/money/money.ts';
import { signed } from '../../domain/money/pace.ts';
import type { FourBatchesAnswer, PaceAnswer, SilenceAnswer } from '../answers.ts';
import { BASIS, COLOUR, FOUR_BATCHES } from '../evaluation-words.ts';
import type { Session } from '../session.ts';
import { tellTotal } from './common.ts';

type Sum = PaceAnswer['sum'];
type Pace = NonNullable<Sum['pace']['days']>;

/** A rate without a value says why; a blank cell would look like nothing done. */
function percent(
  { percent: value, gap }: Pace['ratio'],
  { lang }: Session,
  write = (text: string) => `${text}%`,
): string {
  return value === null ? wordIn(GAP_WORDS, gap ?? '', lang) : write(value);
}

/** One table for each basis, with the basis printed under it (domain §2): the two differ, and a figure without its basis says nothing. */
export async function showPace(session: Session, { month, on, bases, items, sum }: PaceAnswer): Promise<void> {
  const { out, texts } = session;
  const { heads, ...said } = texts.evaluation;
  const rows = [...items, { ...sum, id: '', name: heads.total, county: null }];
  for (const basis of bases) {
    const of = (row: Sum, measure: 'ofPlan' | 'ratio' | 'points'): string => {
      const pace = row.pace[basis];
      return pace ? percent(pace[measure], session, measure === 'points' ? signed : undefined) : '';
    };
    await out.table<(typeof rows)[number]>(
      [
        { head: texts.heads.code, cell: row => (row.id === row.name ? '' : row.id), whole: true },
        { head: heads.what, cell: row => row.name ?? said.noCounty },
        { head: heads.plan, cell: row => yi(row.planYi, session), align: 'right', whole: true },
        { head: heads.done, cell: row => yi(row.doneYi, session), align: 'right', whole: true },
        { head: heads.ofPlan, cell: row => of(row, 'ofPlan'), align: 'right', whole: true },
        { head: heads.ratio, cell: row => of(row, 'ratio'), align: 'right', whole: true },
        { head: heads.points, cell: row => of(row, 'points'), align: 'right', whole: true },
      ],
      rows,
    );
    const elapsed = sum.pace[basis]?.elapsed;
    out.styled(out.colors.dim(said.elapsed({ ...elapsed, basis: session.label(BASIS, basis), month, on })));
  }
  if (sum.withoutPlan + sum.notReported === 0) return;
  out.styled(out.colors.dim(said.paceBeside({ ...sum, doneWithout: wanToYi(sum.doneWithoutPlanWan) })));
}

const yi = (amount: string | null, { texts }: Session): string => (amount === null ? '' : texts.yi({ amount }));

export async function showFourBatches(session: Session, { asOf, year, items }: FourBatchesAnswer): Promise<void> {
  const { heads, ...said } = session.texts.evaluation;
  const tiers = items[0]?.tiers ?? [];
  await session.out.table<FourBatchesAnswer['items'][number]>(
    [
      { head: heads.batch, cell: row => session.label(FOUR_BATCHES, row.batch), whole: true },
      { head: heads.count, cell: row => row.count, align: 'right', whole: true },
      { head: heads.sum, cell: row => row.sumYi, align: 'right', whole: true },
      ...tiers.map(({ fromYi }, index) => ({
        head: said.tier({ amount: fromYi }),
        cell: (row: FourBatchesAnswer['items'][number]) => {
          const { count = 0, sumYi = '0' } = row.tiers[index] ?? {};
          return count === 0 ? '0' : `${count} / ${sumYi}`;
        },
        align: 'right' as const,
        whole: true,
      })),
    ],
    items,
  );
  const without = items.reduce((most, { withoutAmount }) => Math.max(most, withoutAmount), 0);
  const notes = [said.asOfYear({ asOf, year }), ...(without > 0 ? [said.withoutAmount({ count: without })] : [])];
  session.out.styled(session.out.colors.dim(notes.join(session.texts.comma)));
}

export async function showSilence(session: Session, found: SilenceAnswer): Promise<void> {
  const { out, texts, lang } = session;
  const { heads, ...said } = texts.evaluation;
  const { rules, counts, month, on, items } = found;
  await out.table<SilenceAnswer['items'][number]>(
    [
      { head: heads.colour, cell: row => session.label(COLOUR, row.light), whole: true },
      { head: texts.heads.code, cell: row => row.code, whole: true },
      { head: texts.heads.name, cell: row => row.name },
      { head: texts.heads.county, cell: row => row.county },
      { head: heads.lastReported, cell: row => row.lastReported, whole: true },
      { head: heads.months, cell: row => row.months, align: 'right', whole: true },
      { head: heads.proposal, cell: row => (row.proposeRemoval ? said.removal : ''), whole: true },
    ],
    items,
  );
  tellTotal(session, found);
  const named = `${rules.name[lang]} ${rules.id}@${rules.version}`;
  out.styled(out.colors.dim(said.silenceOf({ month, on, rules: named, ...counts })));
  if (counts.proposed > 0) out.line(said.howToRemove);
}
