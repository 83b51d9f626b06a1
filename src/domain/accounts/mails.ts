/** What a mail about one's account says: a link to a first password or to another one, or that it, or one's address, was changed. */
export const ACCOUNT_MAILS = ['invitation', 'reset', 'passwordChanged', 'addressChanged'] as const;
export type AccountMail = (typeof ACCOUNT_MAILS)[number];
