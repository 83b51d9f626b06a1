import { fieldOf, shown } from '../../contract/schemas/index.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';

interface Node {
  value: object;
  key: string | number;
  parent: Node | null;
}

/** How many parts of a place are named; no field of ours stands half as deep. */
const DEEPEST = 20;

/**
 * The first `__proto__` or `constructor.prototype` in a text that is JSON otherwise, as the unknown field it is; null when there is none.
 * Parsing alone is harmless: both become own properties. Walked level by level without recursion, as a body may be nested deeper than
 * the stack, and without copies, as it may be 16 MB of small values.
 */
export function prototypeKeyIn(text: string): Refusal | null {
  const nodes: Node[] = [];
  const add = (value: unknown, key: string | number, parent: Node | null): void => {
    if (typeof value === 'object' && value !== null) nodes.push({ value, key, parent });
  };
  add(parsedOrNull(text), '', null);
  // Grows while it is walked.
  for (const node of nodes) {
    const { value } = node;
    if (Array.isArray(value)) value.forEach((inner, index) => add(inner, index, node));
    else {
      const poison = poisonIn(node);
      if (poison) return poison;
      for (const key in value) add((value as Record<string, unknown>)[key], key, node);
    }
  }
  return null;
}

/** Every read is of an own property, which is what hides the accessor and the function of the same names. */
function poisonIn(node: Node): Refusal | null {
  const value = node.value as { __proto__?: unknown; constructor?: unknown };
  if (Object.hasOwn(value, '__proto__')) return unknownAt(node, ['__proto__'], value.__proto__);
  if (!Object.hasOwn(value, 'constructor')) return null;
  const made: unknown = value.constructor;
  if (typeof made !== 'object' || made === null || !Object.hasOwn(made, 'prototype')) return null;
  return unknownAt(node, ['constructor', 'prototype'], (made as { prototype: unknown }).prototype);
}

function unknownAt(node: Node, keys: readonly string[], value: unknown): Refusal {
  const path: (string | number)[] = [...keys];
  for (let at = node; at.parent !== null && path.length < DEEPEST; at = at.parent) path.unshift(at.key);
  return refuse('unknownField', fieldOf(path), shown(value));
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
