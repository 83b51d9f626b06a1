import { shownTo, type Viewer } from '../../access/fields.ts';
import {
  moneyInYi,
  type CapitalAnswer,
  type ContactAnswer,
  type ExpertAnswer,
  type LeadSourcesAnswer,
  type NotLandedAnswer,
  type PolicyAnswer,
  type PromiseAnswer,
  type ReviewAnswer,
} from '../../contract/schemas/index.ts';
import type { CountyCapital, ProjectCapital } from '../../domain/evaluation/capital.ts';
import type { SourceCount } from '../../domain/evaluation/lead-sources.ts';
import type { NotLanded, NotLandedTotal } from '../../domain/evaluation/not-landed.ts';
import { exact, fraction, over, roundedText, times } from '../../domain/money/exact.ts';
import { wanToYi } from '../../domain/money/money.ts';
import { keptOn, keptWan } from '../../domain/project/promises.ts';
import { opinionsOf } from '../../domain/project/review.ts';
import type { LeadSource } from '../../domain/project/sources.ts';
import type { PromiseRow, ReviewRow } from '../../ledger/evaluation/before-signing.ts';
import type { ContactRow, ExpertRow, PolicyRow } from '../../ledger/reads/before-signing.ts';
import type { Names } from '../../ledger/reads/names.ts';

export const contactWire = (
  project: string,
  { row, viewer }: { row: ContactRow | undefined; viewer: Viewer },
): ContactAnswer => {
  if (!row) return { project, contact: null };
  const { name, organisation, title } = row;
  const phone = shownTo(viewer, 'contactPhone', { value: row.phone, ownerId: null });
  const address = shownTo(viewer, 'contactAddress', { value: row.address, ownerId: null });
  return { project, contact: { name, organisation, title, phone, address } };
};

export const expertWire = (
  { id, name, title, unitId, fields, firms, active, ...row }: ExpertRow,
  viewer: Viewer,
): ExpertAnswer => ({
  ...{ id, name, title, fields, firms, active },
  address: shownTo(viewer, 'expertAddress', { value: row.address, ownerId: id }),
  unit: unitId,
});

export const policyWire = (row: PolicyRow): PolicyAnswer => ({
  id: row.id,
  title: row.title,
  unit: row.unit_id,
  unitName: row.unitName,
  offer: row.offer,
  validFrom: row.valid_from,
  validTo: row.valid_to,
});

export const promiseWire = ({
  number,
  promise,
  standing,
}: Omit<PromiseRow, 'code' | 'name' | 'county'>): PromiseAnswer => {
  const { policy, text, amountWan, on, dueOn, kept, end } = promise;
  return {
    ...{ number, policy, text, amountWan, on, dueOn, standing },
    keptWan: keptWan(promise),
    keptOn: keptOn(promise),
    kept: kept.map(({ evidence, ...part }) => ({
      ...part,
      evidence: evidence.map(paper => ({ ...paper })) as Paper[],
    })),
    end: end && { ...end },
  };
};
type Paper = PromiseAnswer['kept'][number]['evidence'][number];

export const reviewWire = (
  { number, review, standing }: Omit<ReviewRow, 'code' | 'name' | 'county'>,
  names: Names,
): ReviewAnswer => ({
  ...{ number, askedOn: review.askedOn, dueOn: review.dueOn, standing },
  opinions: opinionsOf(review),
  reviewers: review.reviewers.map(({ id, opinion, recused }) => ({ id, name: names.person(id), opinion, recused })),
  result: review.result,
});

export const projectOf = <Row extends { code: string; name: string; county: string | null }>(row: Row) => ({
  code: row.code,
  name: row.name,
  county: row.county,
});

export const leadSourceWire =
  (sources: readonly LeadSource[]) =>
  ({ source, ...count }: SourceCount): LeadSourcesAnswer['items'][number] => ({
    source,
    name: sources.find(({ id }) => id === source)?.name ?? null,
    ...count,
    percent: count.leads === 0 ? null : percentOf(count.signed, count.leads),
    signedYi: wanToYi(count.signedWan),
  });

const percentOf = (part: number, whole: number): string =>
  roundedText(times(over(exact(part), exact(whole)), fraction(100n)), 2);

export const notLandedWire = (row: NotLanded): NotLandedAnswer['items'][number] => ({
  ...row,
  investmentYi: moneyInYi(row.investmentWan),
});

export const notLandedTotalWire = (row: NotLandedTotal): NotLandedAnswer['agreements'][number] => ({
  ...row,
  investmentYi: wanToYi(row.investmentWan),
});

export const capitalWire = ({ ...row }: ProjectCapital): CapitalAnswer['items'][number] => row;
export const countyCapitalWire = ({ ...row }: CountyCapital): CapitalAnswer['counties'][number] => row;
