/** Whether two values of JSON say the same; the database keeps no order of keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [entriesOf(a), entriesOf(b)];
  return (
    left.size === right.size && [...left].every(([key, value]) => right.has(key) && sameValue(value, right.get(key)))
  );
}

/** An absent field and an undefined one are the same. */
const entriesOf = (value: object): Map<string, unknown> =>
  new Map(Object.entries(value).filter(([, inner]) => inner !== undefined));
