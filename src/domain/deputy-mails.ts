/** What a mail about standing in says: to the deputy that he was named; to whom named him that he declined. */
export const DEPUTY_MAILS = ['named', 'declined'] as const;
export type DeputyMail = (typeof DEPUTY_MAILS)[number];
