/** What a mail program may press for its reader (RFC 8058): a kind of mails, for one person. The ledger keeps the hash of its secret. */
export interface NewMuteLink {
  secret: string;
  personId: string;
  kind: string;
}
