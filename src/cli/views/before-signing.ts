import type {
  CapitalAnswer,
  ContactAnswer,
  ContactCommandAnswer,
  ExpertAnswer,
  ExpertCommandAnswer,
  LeadSourcesAnswer,
  List,
  NotLandedAnswer,
  PolicyAnswer,
  PolicyCommandAnswer,
  PromisesAnswer,
  ReviewAnswer,
  ReviewsAnswer,
} from '../answers.ts';
import { LEAD_SOURCE, OPINION, PROMISE_STANDING, REVIEW_OUTCOME, REVIEW_STANDING } from '../before-words.ts';
import type { Session } from '../session.ts';
import { AGREEMENT, LAND_KIND, PROJECT_STATUS } from '../words.ts';
import { namedText, tellDone, tellTotal } from './common.ts';
import { moneyText } from './money-text.ts';

const tellDay = ({ out, texts }: Session, { asOf }: { asOf: string }): void =>
  out.styled(out.colors.dim(texts.before.asOf({ asOf })));

export async function showLeadSources(session: Session, found: LeadSourcesAnswer): Promise<void> {
  const { before } = session.texts;
  const { heads } = before;
  await session.out.table<LeadSourcesAnswer['items'][number]>(
    [
      { head: heads.leadSource, cell: row => row.name ?? row.source ?? before.unknown },
      { head: heads.leads, cell: row => row.leads, align: 'right', whole: true },
      { head: heads.open, cell: row => row.open, align: 'right', whole: true },
      { head: heads.signed, cell: row => row.signed, align: 'right', whole: true },
      {
        head: heads.percent,
        cell: row => (row.percent === null ? null : before.percent({ percent: row.percent })),
        align: 'right',
        whole: true,
      },
      { head: heads.signedMoney, cell: row => moneyText(row.signedWan, session), align: 'right', whole: true },
      { head: heads.left, cell: row => row.left, align: 'right', whole: true },
    ],
    found.items,
  );
  tellDay(session, found);
}

export function showContact(session: Session, { project, contact }: ContactAnswer): void {
  const { heads, before } = session.texts;
  if (contact === null) return session.out.line(before.noContact);
  session.out.details([
    [heads.code, project],
    [before.heads.contact, contact.name],
    [before.heads.organisation, contact.organisation],
    [heads.personTitle, contact.title],
    [before.heads.phone, contact.phone],
    [heads.address, contact.address],
  ]);
}

export async function tellContact(session: Session, answer: ContactCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.project, answer.command);
    showContact(session, answer);
  });
}

export async function showNotLanded(session: Session, found: NotLandedAnswer): Promise<void> {
  const { out, texts } = session;
  const { heads } = texts.before;
  await out.table<NotLandedAnswer['items'][number]>(
    [
      { head: texts.heads.code, cell: row => row.code, whole: true },
      { head: texts.heads.name, cell: row => row.name },
      { head: texts.heads.county, cell: row => row.county },
      { head: texts.heads.status, cell: row => session.label(PROJECT_STATUS, row.status), whole: true },
      { head: texts.heads.agreement, cell: row => session.label(AGREEMENT, row.agreement), whole: true },
      { head: texts.heads.investment, cell: row => moneyText(row.investmentWan, session), align: 'right', whole: true },
      { head: heads.land, cell: row => session.label(LAND_KIND, row.landKind) },
      { head: heads.signedOn, cell: row => row.signedOn, whole: true },
      { head: heads.days, cell: row => row.days, align: 'right', whole: true },
      { head: heads.planned, cell: row => row.plan, whole: true },
      { head: heads.lateDays, cell: row => row.lateDays || null, align: 'right', whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
  out.line();
  await out.table<NotLandedAnswer['agreements'][number]>(
    [
      { head: texts.heads.agreement, cell: row => session.label(AGREEMENT, row.agreement) || texts.before.unknown },
      { head: heads.count, cell: row => row.count, align: 'right', whole: true },
      { head: texts.heads.investment, cell: row => moneyText(row.investmentWan, session), align: 'right', whole: true },
      { head: heads.late, cell: row => row.late, align: 'right', whole: true },
      { head: heads.unplanned, cell: row => row.unplanned, align: 'right', whole: true },
    ],
    found.agreements,
  );
  tellDay(session, found);
}

export async function showCapital(session: Session, found: CapitalAnswer): Promise<void> {
  const { out, texts } = session;
  const { heads } = texts.before;
  const sums = [
    { head: heads.currency, cell: (row: Sums) => row.currency, whole: true },
    { head: heads.dueAll, cell: (row: Sums) => row.due, align: 'right' as const, whole: true },
    { head: heads.dueBy, cell: (row: Sums) => row.dueBy, align: 'right' as const, whole: true },
    { head: heads.arrived, cell: (row: Sums) => row.arrived, align: 'right' as const, whole: true },
    { head: heads.short, cell: (row: Sums) => row.short, align: 'right' as const, whole: true },
  ];
  await out.table<CapitalAnswer['items'][number]>(
    [
      { head: texts.heads.code, cell: row => row.code, whole: true },
      { head: texts.heads.name, cell: row => row.name },
      { head: texts.heads.county, cell: row => row.county },
      ...sums,
      { head: heads.lateSince, cell: row => row.lateSince, whole: true },
      { head: heads.next, cell: row => row.next && `${row.next.on} ${row.next.amount}`, whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
  out.line();
  await out.table<CapitalAnswer['counties'][number]>(
    [
      { head: texts.heads.county, cell: row => row.county ?? texts.before.unknown },
      { head: heads.count, cell: row => row.projects, align: 'right', whole: true },
      ...sums,
    ],
    found.counties,
  );
  tellDay(session, found);
}
type Sums = Pick<CapitalAnswer['items'][number], 'currency' | 'due' | 'dueBy' | 'arrived' | 'short'>;

/** A line a review, and under it what each expert said: that is what the list is looked up for. */
export async function showReviews(session: Session, found: ReviewsAnswer): Promise<void> {
  const { out, texts } = session;
  const { heads, ...said } = texts.before;
  await out.table<ReviewsAnswer['items'][number]>(
    [
      { head: texts.heads.code, cell: row => row.code, whole: true },
      { head: texts.heads.name, cell: row => row.name },
      { head: heads.asked, cell: row => row.askedOn, whole: true },
      { head: heads.due, cell: row => row.dueOn, whole: true },
      { head: heads.standing, cell: row => session.label(REVIEW_STANDING, row.standing), whole: true },
      { head: heads.opinions, cell: row => said.opinions(row.opinions), whole: true },
      { head: heads.result, cell: row => resultText(session, row) },
    ],
    found.items,
  );
  for (const review of found.items) {
    out.line();
    out.line(`${review.code} ${review.name} (${review.askedOn})`);
    for (const { id, name, ...reviewer } of review.reviewers) {
      out.line(`  ${said.reviewer({ name: namedText(id, name), said: reviewerText(session, reviewer) })}`);
    }
  }
  tellTotal(session, found);
  tellDay(session, found);
}

const resultText = (session: Session, { result }: ReviewAnswer): string =>
  result === null
    ? ''
    : session.texts.before.concluded({
        outcome: session.label(REVIEW_OUTCOME, result.outcome),
        reason: result.reason,
      });

function reviewerText(
  session: Session,
  { opinion, recused }: Omit<ReviewAnswer['reviewers'][number], 'id' | 'name'>,
): string {
  const { before } = session.texts;
  if (recused !== null) return before.recused({ reason: recused });
  if (opinion === null) return before.silent;
  return before.opinion({ verdict: session.label(OPINION, opinion.verdict), reason: opinion.reason });
}

export async function showExperts(session: Session, found: List<ExpertAnswer>): Promise<void> {
  const { heads, comma, yes, no, before } = session.texts;
  await session.out.table<ExpertAnswer>(
    [
      { head: heads.id, cell: row => row.id, whole: true },
      { head: heads.personName, cell: row => row.name },
      { head: heads.personTitle, cell: row => row.title },
      { head: heads.unit, cell: row => row.unit },
      { head: before.heads.fields, cell: row => row.fields.join(comma) },
      { head: before.heads.firms, cell: row => row.firms.join(comma) },
      { head: heads.address, cell: row => row.address },
      { head: heads.active, cell: row => (row.active ? yes : no), whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

export async function tellExpert(session: Session, answer: ExpertCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.id, answer.command);
    const { comma } = session.texts;
    session.out.line(
      `  ${[answer.name, answer.fields.join(comma), answer.firms.join(comma)].filter(Boolean).join(' · ')}`,
    );
  });
}

export async function showPolicies(session: Session, found: List<PolicyAnswer>): Promise<void> {
  const { heads, before } = session.texts;
  await session.out.table<PolicyAnswer>(
    [
      { head: heads.code, cell: row => row.id, whole: true },
      { head: before.heads.title, cell: row => row.title },
      { head: heads.unit, cell: row => row.unitName },
      { head: before.heads.offer, cell: row => row.offer },
      { head: before.heads.validFrom, cell: row => row.validFrom, whole: true },
      { head: before.heads.validTo, cell: row => row.validTo, whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
}

export function showPolicy(session: Session, policy: PolicyAnswer): void {
  const { heads, before } = session.texts;
  session.out.details([
    [heads.code, policy.id],
    [before.heads.title, policy.title],
    [heads.unit, namedText(policy.unit, policy.unitName)],
    [before.heads.offer, policy.offer],
    [before.heads.validFrom, policy.validFrom],
    [before.heads.validTo, policy.validTo],
  ]);
}

export async function tellPolicy(session: Session, answer: PolicyCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.id, answer.command);
    session.out.line(`  ${answer.title} · ${answer.unitName}`);
  });
}

export async function showPromises(session: Session, found: PromisesAnswer): Promise<void> {
  const { texts } = session;
  const { heads } = texts.before;
  await session.out.table<PromisesAnswer['items'][number]>(
    [
      { head: texts.heads.code, cell: row => row.code, whole: true },
      { head: texts.heads.name, cell: row => row.name },
      { head: heads.number, cell: row => row.number, align: 'right', whole: true },
      { head: heads.policy, cell: row => row.policy, whole: true },
      { head: heads.promise, cell: row => row.text },
      { head: heads.standing, cell: row => session.label(PROMISE_STANDING, row.standing), whole: true },
      { head: heads.due, cell: row => row.dueOn, whole: true },
      { head: heads.amount, cell: row => moneyText(row.amountWan, session), align: 'right', whole: true },
      {
        head: heads.kept,
        cell: row => (row.amountWan === null ? null : moneyText(row.keptWan, session)),
        align: 'right',
        whole: true,
      },
      { head: heads.keptOn, cell: row => row.keptOn, whole: true },
    ],
    found.items,
  );
  tellTotal(session, found);
  tellDay(session, found);
}

/** `待兑现 1、已兑现 2` for the page of one project. */
export const promisesText = (session: Session, promises: Readonly<Partial<Record<string, number>>>): string =>
  Object.entries(promises)
    .map(([standing, count]) => `${session.label(PROMISE_STANDING, standing)} ${count}`)
    .join(session.texts.comma);

export const sourceText = (session: Session, source: string | null): string => session.label(LEAD_SOURCE, source);
