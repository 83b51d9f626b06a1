import { decided, type Area } from '../entity.ts';
import { onlyCoordinator } from '../project/leaving.ts';
import { refuse } from '../refusal.ts';

/**
 * The pool pre-reviewers are drawn from (评估专家库). An expert is a person of the ledger who knows something: name and address are the
 * person's and stay in that row; the id is the same.
 */
export interface Expert {
  id: string;
  /** What he is asked about, in the office's own words. */
  fields: readonly string[];
  /** Firms he works for or has a stake in: he is not asked about their projects. */
  firms: readonly string[];
  active: boolean;
}

export type ExpertCommand = { type: 'define' } & Omit<Expert, 'id'>;
export type ExpertEvent = { type: 'defined' } & Expert;

export const expertArea: Area<Expert, ExpertCommand, ExpertEvent, { id: string; personKnown: boolean }> = {
  kind: 'expert',
  decide: (_state, { fields, firms, active }, { id, personKnown }, { actor }) => {
    const refusal = onlyCoordinator(actor);
    if (refusal) return refusal;
    // Somebody who has left the office's people can still be taken out of the pool.
    if (active && !personKnown) return refuse('personNotFound', 'id', id);
    return decided([{ type: 'defined', id, fields, firms, active }]);
  },
  evolve: (_state, { type: _, ...expert }) => expert,
  nextReminder: () => null,
};
