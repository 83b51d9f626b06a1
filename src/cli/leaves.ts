import { refuse } from '../domain/refusal.ts';
import { refused } from './failure.ts';
import type { Place } from './values.ts';

/** One value inside a section of the settings, by its path: `meeting.timetable[0].at.time`. */

type Branch = Record<string, unknown>;
const isObject = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isListOfObjects = (value: unknown): value is readonly Branch[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** `{ leadWorkingDays: 7 }` under `problem` → `problem.leadWorkingDays`, 7. A list of plain values is one leaf; `summary` keeps others in one line. */
export function leavesOf(
  value: unknown,
  path: string,
  summary?: (items: readonly Branch[]) => string,
): [string, string][] {
  if (isObject(value)) {
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${path}.${name}`, summary));
  }
  if (!isListOfObjects(value)) return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
  return summary ? [[path, summary(value)]] : value.flatMap((item, at) => leavesOf(item, `${path}[${at}]`));
}

/** What differs, leaf by leaf: `problem.leadWorkingDays: 7 → 5`. */
export function differences(old: unknown, value: unknown, path: string): string[] {
  const [before, after] = [new Map(leavesOf(old, path)), new Map(leavesOf(value, path))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(leaf => before.get(leaf) !== after.get(leaf))
    .map(leaf => `${leaf}: ${before.get(leaf) ?? '–'} → ${after.get(leaf) ?? '–'}`);
}

/** `timetable[0].at.time` → `timetable`, `0`, `at`, `time`. */
const stepsOf = (path: string): string[] => path.split(/[.[\]]+/).filter(step => step !== '');

/**
 * The section with one leaf changed (`undefined` takes it away). The place it hangs on must be there; whether the leaf itself may is the
 * server's to say, as it knows what can be left out.
 */
export function withLeaf(section: unknown, path: string, change: (present: unknown) => unknown, place: Place): unknown {
  const whole = structuredClone(section);
  const steps = stepsOf(path);
  const last = steps.pop() ?? '';
  const parent = steps.reduce<unknown>(
    (at, step) => (Object.hasOwn(Object(at), step) ? (at as Branch)[step] : null),
    whole,
  );
  const fits = Array.isArray(parent)
    ? /^\d+$/.test(last) && Number(last) < parent.length
    : isObject(parent) && !isInherited(parent, last);
  if (!fits || last === '') throw refused(refuse('unknownField', place.field, path), place.lang);
  const branch = parent as Branch;
  const value = change(branch[last]);
  if (value !== undefined) branch[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete branch[last];
  return whole;
}

/** `__proto__`, `constructor` and their kin are there in every object, and none of them is a setting. */
const isInherited = (branch: Branch, name: string): boolean => !Object.hasOwn(branch, name) && name in branch;

/** `5`, `[30,7]`, `"x"` are JSON; where a text stands now, what was typed is a text; a list may be typed as `30,14,7`. */
export function typedValue(typed: string, present: unknown): unknown {
  if (typeof present === 'string') return typed;
  const value = jsonOrText(typed);
  if (!Array.isArray(present) || typeof value === 'object') return value;
  return typed
    .split(/[,\uff0c\u3001\s]+/u)
    .filter(part => part !== '')
    .map(jsonOrText);
}

/** What is JSON is its value; anything else is the text itself. */
export function jsonOrText(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}
