import { factValue } from '../../contract/catalogue/facts.ts';
import { OPINION, PROMISE_STANDING, REVIEW_OUTCOME } from '../before-words.ts';
import { evidenceText, inside, list, said, text, type Data, type Teller, type Telling } from './event-data.ts';

const money = (value: unknown, { lang }: Telling): string =>
  typeof value === 'number' ? factValue('investmentWan', value, lang) : '';
const due = ({ texts }: Telling, on: unknown): string => said(texts.before.heads.due, text(on));
const terms = (data: unknown): string => {
  const { on, amount } = inside(data);
  return `${text(on)} ${text(amount)}`;
};

/** Pre-review, the policy handbook's promises, capital due; the others are in `events.ts`. */
export const BEFORE_TELLERS: Readonly<Record<string, Teller>> = {
  reviewAsked: ({ reviewers, dueOn }, session) => [list(reviewers).join(session.texts.comma), due(session, dueOn)],
  reviewerRecused: ({ reviewer, instead, reason }) => [
    text(instead) === '' ? text(reviewer) : `${text(reviewer)} → ${text(instead)}`,
    text(reason),
  ],
  opinionGiven: ({ reviewer, verdict, reason }, session) => [
    text(reviewer),
    session.label(OPINION, text(verdict)),
    text(reason),
  ],
  reviewConcluded: ({ outcome, opinions, reason }, session) => [
    session.label(REVIEW_OUTCOME, text(outcome)),
    session.texts.before.opinions(counts(inside(opinions))),
    text(reason),
  ],
  promised: ({ policy, text: words, amountWan, dueOn }, session) => [
    text(policy),
    text(words),
    money(amountWan, session),
    due(session, dueOn),
  ],
  promiseKept: ({ number, on, amountWan, evidence }, session) => [
    `#${text(number)} ${text(on)}`,
    money(amountWan, session),
    evidenceText(evidence),
  ],
  promiseEnded: ({ number, outcome, reason }, session) => [
    `#${text(number)} ${session.label(PROMISE_STANDING, text(outcome))}`,
    text(reason),
  ],
  capitalDue: ({ on, currency, amount, note }) => [text(on), `${text(amount)} ${text(currency)}`, text(note)],
  dueCorrected: ({ number, old, new: right, reason }) => [
    `#${text(number)} ${terms(old)} → ${terms(right)}`,
    text(reason),
  ],
};

const counts = ({ recommend, conditional, against }: Data) => ({
  recommend: text(recommend),
  conditional: text(conditional),
  against: text(against),
});
