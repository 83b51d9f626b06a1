import type { EntityKind } from '../entity.ts';

/** What a one-click link may be for: one command on one entity. A link never allows anything else. */
export const LINK_PURPOSES = [
  'acknowledgeProblem',
  'answerProblem',
  'coAnswerProblem',
  'askExtension',
  'ruleExtension',
  'verifyProblem',
  'lookBackProblem',
] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** What kind of entity each purpose is about. */
export const PURPOSE_KIND = {
  acknowledgeProblem: 'problem',
  answerProblem: 'problem',
  coAnswerProblem: 'problem',
  askExtension: 'problem',
  ruleExtension: 'problem',
  verifyProblem: 'problem',
  lookBackProblem: 'problem',
} as const satisfies Record<LinkPurpose, EntityKind>;

export const LINK_STATES = ['open', 'used', 'revoked', 'expired'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** The instants that decide what a link still does. Used: its command stands in the ledger. */
export interface LinkTimes {
  expiresMs: number;
  usedMs: number | null;
  revokedMs: number | null;
}
