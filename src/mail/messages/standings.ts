/**
 * How the reader of a passed limit stands to it. `act`: he owes it; `intake`: it is to be assigned; `press`: a department owes him its part;
 * `relay`: the department cannot be written to, and he reaches it another way; `copied`: he watches.
 */
export const STANDINGS = ['act', 'intake', 'press', 'relay', 'copied'] as const;
export type Standing = (typeof STANDINGS)[number];
