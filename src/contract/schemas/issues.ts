import type { z } from 'zod';
import { STAGES } from '../../domain/project/stages.ts';
import { isRefusal, refuse, type Refusal, type RefusalValue } from '../../domain/refusal.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Every issue zod found, as refusals: field by field, in the order of the schema. Never empty. */
export const refusalsOf = (error: z.core.$ZodError, input: unknown): Refusal[] =>
  error.issues.flatMap(issue => fromIssue(issue, issue.path, input));

/** `['evidence', 0, 'kind']` → `evidence[0].kind` */
export const fieldOf = (path: Path): string =>
  path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`;
    return field === '' ? String(part) : `${field}.${String(part)}`;
  }, '');

function fromIssue(issue: Issue, path: Path, input: unknown): Refusal[] {
  const field = fieldOf(path);
  const value = shown(valueAt(input, path));
  switch (issue.code) {
    case 'custom':
      return [fromRule(issue.params, field, value)];
    case 'unrecognized_keys':
      return issue.keys.map(key => fromUnknownKey(key, path, input));
    case 'invalid_type':
      return [fromType(issue, field, valueAt(input, path))];
    case 'invalid_value':
      return [fromList(issue.values, field, value)];
    case 'too_big':
    case 'too_small':
      return [fromBounds(issue, field, value)];
    case 'invalid_format':
      return [refuse('badFormat', field, value, { shape: issue.pattern ?? issue.format })];
    case 'not_multiple_of':
      return [refuse('badFormat', field, value, { shape: `× ${issue.divisor}` })];
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.flatMap(inner => fromKey(inner, path));
    case 'invalid_union':
      return [fromUnion(issue, field, valueAt(input, path))];
    default:
      return [refuse('badFormat', field, value, { shape: '?' })];
  }
}

/** Fields whose keys are stages: an unknown key there is an unknown stage. */
const KEYED_BY_STAGE: readonly unknown[] = ['passed', 'milestones', 'gates'];

function fromUnknownKey(key: string, path: Path, input: unknown): Refusal {
  const field = fieldOf([...path, key]);
  return KEYED_BY_STAGE.includes(path.at(-1))
    ? refuse('stageUnknown', field, key, { stages: STAGES })
    : refuse('unknownField', field, shown(valueAt(input, [...path, key])));
}

/** The key of a record is itself the wrong value: `passed.laning` holds no stage. */
const fromKey = (issue: Issue, path: Path): Refusal[] =>
  fromIssue(issue, path, undefined).map(refusal => ({
    ...refusal,
    field: fieldOf(path),
    value: String(path.at(-1) ?? ''),
  }));

function fromRule(params: Readonly<Record<string, unknown>> | undefined, field: string, value: RefusalValue): Refusal {
  const rule = params?.refusal;
  if (!isRefusal(rule)) return refuse('badFormat', field, value, { shape: '?' });
  // A rule over several fields names the one it means, seen from where it stands.
  const dot = field === '' || rule.field === '' || rule.field.startsWith('[') ? '' : '.';
  const place = `${field}${dot}${rule.field}`;
  return { ...rule, field: place };
}

function fromType({ expected, message }: TypeIssue, field: string, value: unknown): Refusal {
  if (value === undefined) return refuse('required', field, null);
  // A number too large for JSON arrives as Infinity, a fraction where a whole number stands as itself.
  if (typeof value === 'number' && expected === 'number')
    return refuse('outOfRange', field, String(value), rangeIn(message));
  return refuse('wrongType', field, shown(value), { type: expected });
}

function fromList(values: readonly unknown[], field: string, value: RefusalValue): Refusal {
  const list = values.map(String);
  if (value === null) return refuse('required', field, null);
  if (list.length === STAGES.length && list.every((word, index) => word === STAGES[index])) {
    return refuse('stageUnknown', field, value, { stages: STAGES });
  }
  return refuse('notInList', field, value, { list });
}

/** The range a schema wrote into its message (`ranged`); nothing is said rather than a limit that is none. */
function rangeIn(message: string): Readonly<Record<string, RefusalValue>> {
  const [, min, max, unit = ''] = /^range (-?\d+) (-?\d+) ?(.*)$/.exec(message) ?? [];
  if (min === undefined) return {};
  return { min: Number(min), max: Number(max), ...(unit === '' ? {} : { unit }) };
}

type TypeIssue = Extract<Issue, { code: 'invalid_type' }>;
type Bounds = Extract<Issue, { code: 'too_big' | 'too_small' }>;

function fromBounds(issue: Bounds, field: string, value: RefusalValue): Refusal {
  const countable = issue.origin === 'string' || issue.origin === 'array';
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : 0;
  if (issue.code === 'too_big') {
    const max = Number(issue.maximum);
    return countable
      ? refuse('tooLong', field, value, { max, length })
      : refuse('outOfRange', field, value, rangeIn(issue.message));
  }
  const min = Number(issue.minimum);
  // An empty list is none; it has no characters that it could have more of.
  if (issue.origin === 'array' && min === 1) return refuse('required', field, null);
  return countable
    ? refuse('tooShort', field, value, { min, length })
    : refuse('outOfRange', field, value, rangeIn(issue.message));
}

function fromUnion(issue: Extract<Issue, { code: 'invalid_union' }>, field: string, value: unknown): Refusal {
  if (value === undefined) return refuse('required', field, null);
  // Several forms told apart by one field: it is that field which is wrong.
  if ('options' in issue && Array.isArray(issue.options)) return fromList(issue.options, field, shown(value));
  const options = issue.errors.flatMap(errors =>
    errors.flatMap(error => (error.code === 'invalid_type' ? [error.expected] : [])),
  );
  return refuse('wrongType', field, shown(value), { type: options.join(' | ') || '?' });
}

function valueAt(input: unknown, path: Path): unknown {
  let value: unknown = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** The value as an answer may repeat it: short, and never a whole document. */
export function shown(value: unknown): RefusalValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value.slice(0, 200);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  try {
    return JSON.stringify(value).slice(0, 200);
  } catch {
    // Nested so deeply that writing it down overflows the stack.
    return '[…]';
  }
}
