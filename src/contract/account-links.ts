/** What a link to an account is for: the first administrator's, somebody new, somebody who has forgotten. Each ends in a new password. */
export const ACCOUNT_LINK_PURPOSES = ['setUp', 'invitation', 'reset'] as const;
export type AccountLinkPurpose = (typeof ACCOUNT_LINK_PURPOSES)[number];

/** A link that is about to be written. The one place where its secret stands beside whom it is for; the database keeps the hash. */
export interface NewAccountLink {
  secret: string;
  purpose: AccountLinkPurpose;
  personId: string;
  expiresMs: number;
}
