import { parseIsoDate, type IsoDate } from '../calendar/dates.ts';
import { decided, type Area } from '../entity.ts';
import { onlyCoordinator } from '../project/leaving.ts';
import { isRefusal, refuse } from '../refusal.ts';

/** One entry of the policy handbook (惠企政策汇编). */
export interface Policy {
  id: string;
  title: string;
  /** The department that issued it, and answers for it. */
  unitId: string;
  /** What it offers, in its own words. */
  offer: string;
  validFrom: IsoDate;
  /** The last day on which something can be promised by it; null: until further notice. */
  validTo: IsoDate | null;
}

export type PolicyCommand = { type: 'define' } & Omit<Policy, 'id'>;
export type PolicyEvent = { type: 'defined' } & Policy;

/** Replaced whole. A promise keeps its own words: a policy that ends or changes takes none of it back. */
export const policyArea: Area<Policy, PolicyCommand, PolicyEvent, { id: string; unitKnown: boolean }> = {
  kind: 'policy',
  decide: (_state, { type: _, ...policy }, { id, unitKnown }, { actor }) => {
    const refusal = onlyCoordinator(actor);
    if (refusal) return refusal;
    if (!unitKnown) return refuse('unitNotFound', 'unit', policy.unitId);
    const from = parseIsoDate(policy.validFrom, 'validFrom');
    if (isRefusal(from)) return from;
    const to = policy.validTo === null ? null : parseIsoDate(policy.validTo, 'validTo');
    if (isRefusal(to)) return to;
    if (to !== null && to < from) return refuse('endBeforeStart', 'validTo', to, { start: from });
    return decided([{ type: 'defined', id, ...policy }]);
  },
  evolve: (_state, { type: _, ...policy }) => policy,
  nextReminder: () => null,
};

export const isValidOn = ({ validFrom, validTo }: Policy, day: IsoDate): boolean =>
  validFrom <= day && (validTo === null || day <= validTo);
