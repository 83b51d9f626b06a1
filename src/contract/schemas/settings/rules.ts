import { z } from 'zod';
import { ROLES } from '../../../domain/people/types.ts';
import { STAGES, type Stage } from '../../../domain/project/stages.ts';
import { refuse, type Refusal } from '../../../domain/refusal.ts';
import { ruled } from '../fields.ts';

/** The first item that stands in the list before; `keyOf` says what must be unique and where in the item it is. */
export function firstDouble<T>(
  items: readonly T[],
  keyOf: (item: T) => string | number,
  field = '',
): Refusal | undefined {
  const keys = items.map(keyOf);
  const at = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  const key = keys[at];
  if (key === undefined) return undefined;
  return refuse('listedTwice', `[${at}]${field === '' ? '' : `.${field}`}`, key, { first: keys.indexOf(key) + 1 });
}

/** A list of words or numbers, each once. */
export const eachOnce = <T extends z.ZodType<string | number>>(item: T, most: number): z.ZodArray<T> =>
  ruled(z.array(item).max(most), items => firstDouble(items, key => key) ?? items);

export const roleList = () => eachOnce(z.enum(ROLES), ROLES.length);

/** Stages stand in the one order there is, each once, and there is at least one. */
export function stagesInOrder(stages: readonly Stage[]): readonly Stage[] | Refusal {
  if (stages.length === 0) return refuse('required', '', null);
  const double = firstDouble(stages, stage => stage);
  if (double) return double;
  const at = stages.findIndex(
    (stage, index) => index > 0 && STAGES.indexOf(stage) < STAGES.indexOf(stages[index - 1] as Stage),
  );
  return at < 0 ? stages : refuse('stageOutOfOrder', `[${at}]`, stages[at] ?? null, { order: STAGES });
}
