import { addDays, parseIsoDate, type IsoDate } from '../calendar/dates.ts';
import { officeInstantOnOrAfter } from '../calendar/office-hours.ts';
import { addWorkingDays } from '../calendar/working-calendar.ts';
import { decided, type Decision, type Notice, type RuleContext } from '../entity.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { ProjectEvent, ProjectRuleFacts, ReviewCommand, ReviewerFacts, ReviewEvent } from './commands.ts';
import { onlyCoordinator } from './leaving.ts';
import { nameKey } from './name-key.ts';
import { REVIEW_OUTCOMES, type OpinionVerdict, type ProjectState, type Review, type Reviewer } from './types.ts';

type Answer = Decision<ProjectEvent> | Refusal;
type Of<Type extends ReviewCommand['type']> = Extract<ReviewCommand, { type: Type }>;

const MINUTE_MS = 60_000;

/** The one that waits for opinions or its result. */
export function openReview({ reviews }: Pick<ProjectState, 'reviews'>): Review | null {
  const last = reviews.at(-1);
  return last && last.result === null ? last : null;
}

/** The last result decides: a project that was refused may be reviewed again, and one that passed may be refused later. */
export function hasPassedReview({ reviews }: Pick<ProjectState, 'reviews'>): boolean {
  const results = reviews.flatMap(({ result }) => (result && result.outcome !== 'cancelled' ? [result.outcome] : []));
  const last = results.at(-1);
  return last === 'passed' || last === 'conditional';
}

/** Asked, with neither an opinion nor a reason to step back. */
export const silentReviewers = ({ reviewers }: Review): readonly Reviewer[] =>
  reviewers.filter(({ opinion, recused }) => opinion === null && recused === null);

export function opinionsOf({ reviewers }: Review): Record<OpinionVerdict, number> {
  const counts = { recommend: 0, conditional: 0, against: 0 };
  for (const { opinion } of reviewers) if (opinion) counts[opinion.verdict] += 1;
  return counts;
}

export const REVIEW_STANDINGS = ['open', 'late', ...REVIEW_OUTCOMES] as const;
/** `late`: its day has passed and it has no result; the others are its result. */
export type ReviewStanding = (typeof REVIEW_STANDINGS)[number];

export const reviewStanding = ({ result, dueOn }: Review, day: IsoDate): ReviewStanding =>
  result?.outcome ?? (day > dueOn ? 'late' : 'open');

/** Experts are asked, say what they think, and a coordinator who is none of them records the result (项目预审). */
export function decideReview(
  state: ProjectState,
  command: ReviewCommand,
  facts: ProjectRuleFacts,
  context: RuleContext,
): Answer {
  if (command.type === 'askReview') {
    return onlyCoordinator(context.actor) ?? ask(state, command, { experts: facts.experts ?? [], context });
  }
  const review = openReview(state);
  if (!review) return refuse('noReviewOpen', 'code', state.code);
  switch (command.type) {
    case 'recuseReviewer':
      return recuse(state, command, { review, experts: facts.experts ?? [], context });
    case 'giveOpinion':
      return giveOpinion(review, command, context);
    case 'concludeReview':
      return onlyCoordinator(context.actor) ?? conclude(review, command, context);
  }
}

function ask(
  state: ProjectState,
  { reviewers, dueOn }: Of<'askReview'>,
  { experts, context }: { experts: readonly ReviewerFacts[]; context: RuleContext },
): Answer {
  const open = openReview(state);
  if (open) return refuse('reviewOpen', 'code', state.code, { since: open.askedOn });
  const { calendar, settings, today } = context;
  const double = reviewers.findIndex((id, index) => reviewers.indexOf(id) !== index);
  const twice = reviewers[double];
  if (twice !== undefined) {
    return refuse('listedTwice', `reviewers[${double}]`, twice, { first: reviewers.indexOf(twice) + 1 });
  }
  const { reviewers: least } = settings.review;
  if (reviewers.length < least) return refuse('reviewersTooFew', 'reviewers', reviewers.length, { least });
  for (const [index, id] of reviewers.entries()) {
    const refusal = cannotReview(state, id, { field: `reviewers[${index}]`, experts });
    if (refusal) return refusal;
  }
  const due = dueOn ?? addWorkingDays(calendar.table, today, settings.review.opinionWorkingDays);
  const day = parseIsoDate(due, 'dueOn');
  if (isRefusal(day)) return day;
  if (day < today) return refuse('reviewInPast', 'dueOn', day, { today });
  const asked = reviewers.flatMap(id => experts.find(expert => expert.id === id) ?? []);
  return decided([{ type: 'reviewAsked', reviewers, dueOn: day, on: today }], requests(state, asked, day, context));
}

/** Not in the pool, or with a side of his own in the matter. */
function cannotReview(
  state: ProjectState,
  id: string,
  { field, experts }: { field: string; experts: readonly ReviewerFacts[] },
): Refusal | null {
  const expert = experts.find(each => each.id === id);
  if (!expert?.active) return refuse('expertNotFound', field, id);
  const why = conflictOf(state, expert);
  return why === null ? null : refuse('reviewerConflicted', field, id, { why });
}

/** Who leads or serves the project, speaks for its county, or has a tie to its investor, does not judge it. */
function conflictOf(
  { county, investor, leaderId, teamUnitId }: ProjectState,
  expert: ReviewerFacts,
): 'pairedLeader' | 'inTheTeam' | 'ofTheCounty' | 'tiedToTheFirm' | null {
  if (expert.id === leaderId) return 'pairedLeader';
  if (expert.unitId === teamUnitId) return 'inTheTeam';
  if (county !== null && expert.county === county) return 'ofTheCounty';
  const tied = investor !== null && expert.firms.some(firm => nameKey(firm) === nameKey(investor));
  return tied ? 'tiedToTheFirm' : null;
}

/** One line for each project; those of one expert and day that come close together are one mail. */
function requests(
  { code }: ProjectState,
  asked: readonly ReviewerFacts[],
  dueOn: IsoDate,
  { calendar, nowMs, settings }: RuleContext,
): Notice[] {
  const sendMs = officeInstantOnOrAfter(calendar, nowMs);
  const expiresMs = calendar.clock.toInstant(addDays(dueOn, 1), '00:00');
  if (sendMs >= expiresMs) return [];
  return asked
    .filter(({ reachable }) => reachable)
    .map(({ id }) => ({
      kind: 'review-request',
      slot: calendar.clock.toLocal(sendMs).date,
      personId: id,
      notBeforeMs: Math.min(sendMs + settings.review.gatherMinutes * MINUTE_MS, expiresMs - MINUTE_MS),
      expiresMs,
      data: { project: code, dueOn },
    }));
}

interface Open {
  review: Review;
  experts: readonly ReviewerFacts[];
  context: RuleContext;
}

/** A reviewer steps back himself, or a coordinator takes him off; another may come in his place at once. */
function recuse(state: ProjectState, command: Of<'recuseReviewer'>, { review, experts, context }: Open): Answer {
  const { reviewer: id, reason, instead = null } = command;
  const refusal = notHis(id, context) ?? notAsked(review, id);
  if (refusal) return refusal;
  if (instead === null) return decided([{ type: 'reviewerRecused', reviewer: id, reason, instead }]);
  const before = review.reviewers.findIndex(each => each.id === instead);
  if (before >= 0) return refuse('listedTwice', 'instead', instead, { first: before + 1 });
  const wrong = cannotReview(state, instead, { field: 'instead', experts });
  if (wrong) return wrong;
  const coming = experts.filter(expert => expert.id === instead);
  return decided(
    [{ type: 'reviewerRecused', reviewer: id, reason, instead }],
    requests(state, coming, review.dueOn, context),
  );
}

/** Until there is a result an opinion may be given anew: the one before stays in the history. */
function giveOpinion(review: Review, { reviewer, verdict, reason }: Of<'giveOpinion'>, context: RuleContext): Answer {
  const { actor, today } = context;
  const id = reviewer ?? actor.id;
  const refusal = notHis(id, context) ?? notAsked(review, id);
  if (refusal) return refusal;
  const before = review.reviewers.find(each => each.id === id)?.opinion;
  if (before?.verdict === verdict && before.reason === reason) return refuse('correctionUnchanged', 'verdict', verdict);
  return decided([{ type: 'opinionGiven', reviewer: id, verdict, reason, by: actor.id, on: today }]);
}

/** What an expert thinks is his to say; a coordinator records what came on paper. */
const notHis = (id: string, { actor }: RuleContext): Refusal | null =>
  id === actor.id ? null : onlyCoordinator(actor);

function notAsked({ reviewers }: Review, id: string): Refusal | null {
  const asked = reviewers.filter(({ recused }) => recused === null).map(each => each.id);
  return asked.includes(id) ? null : refuse('reviewerNotAsked', 'reviewer', id, { asked });
}

function conclude(review: Review, { outcome, reason }: Of<'concludeReview'>, context: RuleContext): Answer {
  const { actor, settings, today } = context;
  const opinions = opinionsOf(review);
  const concluded = decided<ProjectEvent>([
    { type: 'reviewConcluded', outcome, reason, opinions, by: actor.id, on: today },
  ]);
  if (outcome === 'cancelled') return concluded;
  if (review.reviewers.some(({ id, recused }) => id === actor.id && recused === null)) {
    return refuse('reviewerConcludes', 'actor', actor.id);
  }
  const there = opinions.recommend + opinions.conditional + opinions.against;
  const { opinions: needed, supportPercent } = settings.review;
  if (there < needed) return refuse('opinionsTooFew', 'outcome', outcome, { there, needed });
  const support = opinions.recommend + opinions.conditional;
  if (outcome !== 'refused' && support * 100 < supportPercent * there) {
    return refuse('supportTooLow', 'outcome', outcome, { support, there, percent: supportPercent });
  }
  return concluded;
}

/** The reviews after one event; every event but the first is about the last of them. */
export function withReview(reviews: readonly Review[], event: ReviewEvent): readonly Review[] {
  if (event.type === 'reviewAsked') {
    const { on, dueOn, reviewers } = event;
    return [...reviews, { askedOn: on, dueOn, reviewers: reviewers.map(asReviewer), result: null }];
  }
  const last = reviews.at(-1);
  if (!last) throw new Error(`no review was asked before the event ${event.type}`);
  return [...reviews.slice(0, -1), changed(last, event)];
}

const asReviewer = (id: string): Reviewer => ({ id, opinion: null, recused: null });

function changed(review: Review, event: Exclude<ReviewEvent, { type: 'reviewAsked' }>): Review {
  const replace = (id: string, more: Partial<Reviewer>): readonly Reviewer[] =>
    review.reviewers.map(each => (each.id === id ? { ...each, ...more } : each));
  switch (event.type) {
    case 'reviewerRecused': {
      // What somebody with a side has said does not count any more.
      const left = replace(event.reviewer, { recused: event.reason, opinion: null });
      return { ...review, reviewers: event.instead === null ? left : [...left, asReviewer(event.instead)] };
    }
    case 'opinionGiven': {
      const { type: _, reviewer, ...opinion } = event;
      return { ...review, reviewers: replace(reviewer, { opinion }) };
    }
    case 'reviewConcluded': {
      const { outcome, reason, by, on } = event;
      return { ...review, result: { outcome, reason, by, on } };
    }
  }
}
