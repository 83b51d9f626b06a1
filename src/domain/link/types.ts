import type { EntityKind } from '../entity.ts';

/** What a one-click link may be for: one command on one entity. A link never allows anything else. */
export const LINK_PURPOSES = [
  'acknowledgeProblem',
  'answerProblem',
  'coAnswerProblem',
  'tableProblem',
  'askExtension',
  'ruleExtension',
  'verifyProblem',
  'lookBackProblem',
  'answerInvitation',
  'reportCollection',
  'reportDecision',
] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** What kind of entity each purpose is about. */
export const PURPOSE_KIND = {
  acknowledgeProblem: 'problem',
  answerProblem: 'problem',
  coAnswerProblem: 'problem',
  tableProblem: 'problem',
  askExtension: 'problem',
  ruleExtension: 'problem',
  verifyProblem: 'problem',
  lookBackProblem: 'problem',
  answerInvitation: 'meeting',
  reportCollection: 'meeting',
  reportDecision: 'meeting',
} as const satisfies Record<LinkPurpose, EntityKind>;

/** The purposes of the links about one kind of entity. */
export type PurposeOf<Kind extends EntityKind> = {
  [Purpose in LinkPurpose]: (typeof PURPOSE_KIND)[Purpose] extends Kind ? Purpose : never;
}[LinkPurpose];

export const PROBLEM_PURPOSES: readonly PurposeOf<'problem'>[] = LINK_PURPOSES.filter(isOfProblems);

function isOfProblems(purpose: LinkPurpose): purpose is PurposeOf<'problem'> {
  return PURPOSE_KIND[purpose] === 'problem';
}

/** An answer that people change their mind about, or add to: its link works until the matter is over, each time by a command of its own. */
export const isRepeatable = (purpose: LinkPurpose): boolean =>
  purpose === 'answerInvitation' || purpose === 'reportCollection';

/** What a unit says before a meeting: nothing has changed, or what has (会前收集). */
export const COLLECTION_CHOICES = ['noChange', 'report'] as const;
export type CollectionChoice = (typeof COLLECTION_CHOICES)[number];

/** What somebody says of a decision (议定事项) that is his to carry out. */
export const DECISION_CHOICES = ['done', 'notDone'] as const;
export type DecisionChoice = (typeof DECISION_CHOICES)[number];

export const LINK_STATES = ['open', 'used', 'revoked', 'expired'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** The instants that decide what a link still does. Used: its command stands in the ledger. */
export interface LinkTimes {
  expiresMs: number;
  usedMs: number | null;
  revokedMs: number | null;
}
