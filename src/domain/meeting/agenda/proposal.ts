import type { AgendaItem } from './types.ts';

interface Proposal {
  proposal: string | null;
  promisedOn: string | null;
}

/** Somebody has yet to say how and until when it can be solved. */
export const isUnproposed = ({ proposal, promisedOn }: Proposal): boolean => proposal === null || promisedOn === null;

/** 未提方案. What a coordinator added, or a theme, asks for no proposal when it is carried over either. */
export const lacksProposal = ({ kind, subject, ...said }: Pick<AgendaItem, 'kind' | 'subject'> & Proposal): boolean =>
  (kind === 'problem' || (kind === 'carried' && subject === 'problem')) && isUnproposed(said);
