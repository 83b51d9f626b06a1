/** By which a deputy says that he will not stand in for somebody. The ledger keeps the hash of its secret. */
export interface NewDeputyLink {
  secret: string;
  absence: string;
}
