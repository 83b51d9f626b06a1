import type { EntityKind } from '../entity.ts';

/** What a one-click link may be for: one command on one entity. A link never allows anything else. */
export const LINK_PURPOSES = ['answerProblem', 'verifyProblem'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** What kind of entity each purpose is about. */
export const PURPOSE_KIND = {
  answerProblem: 'problem',
  verifyProblem: 'problem',
} as const satisfies Record<LinkPurpose, EntityKind>;

export const LINK_STATES = ['open', 'used', 'revoked', 'expired'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** The instants that decide what a link still does. Used: its command stands in the ledger. */
export interface LinkTimes {
  expiresMs: number;
  usedMs: number | null;
  revokedMs: number | null;
}
