import { STAGES, type Stage } from '../../../domain/project/stages.ts';
import { refuse, type Refusal } from '../../../domain/refusal.ts';

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
