/** What a mail can be for. Apart from the entities, because workflows carry those in their bundle and no mails. */
export const MAIL_KINDS = [
  'plan-warning',
  'problem-overdue',
  'problem-notice',
  'problem-paper',
  'meeting-collection',
  'meeting-reminder',
  'meeting-change',
  'meeting-agenda',
  'meeting-minutes',
  'batch-follow-up',
  'report-request',
  'review-request',
  'visit-reminder',
  'county-whistle',
  'account',
  'address-dead',
  'deputy',
  'weekly-brief',
] as const;
/**
 * What somebody may do without: it tells, and asks for nothing. What has to be answered, decided or attended, what says that a limit has
 * passed, and what is about one's own account cannot be muted.
 */
export const MUTABLE_MAIL_KINDS = [
  'plan-warning',
  'batch-follow-up',
  'weekly-brief',
] as const satisfies readonly (typeof MAIL_KINDS)[number][];
export type MutableMailKind = (typeof MUTABLE_MAIL_KINDS)[number];

export const isMutable = (kind: string): kind is MutableMailKind =>
  (MUTABLE_MAIL_KINDS as readonly string[]).includes(kind);

export type MailKind = (typeof MAIL_KINDS)[number];
