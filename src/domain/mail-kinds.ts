/** What a mail can be for. Apart from the entities, because workflows carry those in their bundle and no mails. */
export const MAIL_KINDS = [
  'plan-warning',
  'problem-overdue',
  'problem-notice',
  'problem-paper',
  'meeting-reminder',
  'meeting-change',
  'meeting-agenda',
  'batch-follow-up',
  'report-request',
  'review-request',
  'visit-reminder',
  'county-whistle',
  'account',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
