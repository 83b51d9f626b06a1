import type { z } from 'zod';
import { refusalsOf } from '../contract/schemas/index.ts';
import type { CommandsByKind } from '../contract/commit.ts';
import type { EntityKind } from '../domain/entity.ts';
import { refuse, type Refusal } from '../domain/refusal.ts';

/** What somebody typed, field by field, as the browser sent it. */
export type Typed = Readonly<Record<string, string>>;

/** One field of a page. Its words are in the catalogue, by purpose and name; its rule is the command's own schema. */
export interface Field {
  name: string;
  kind: 'text' | 'line' | 'date' | 'choice';
  /** Marked as needed on the page; what is really needed the schema and the rules say. */
  needed: boolean;
  /** Of a choice. */
  options?: readonly string[];
}

/** What a purpose asks for, and the command it becomes. */
export interface LinkForm<Kind extends EntityKind = EntityKind> {
  fields: readonly Field[];
  /** `part`: which decision of a meeting, of a link about one. */
  read(typed: Typed, part?: number | null): { command: CommandsByKind[Kind] } | { refusals: readonly Refusal[] };
}

/** A mail may offer one link as several buttons, each with its choice in the address: it is chosen on the page, and not sent. */
export const chosenIn = (fields: readonly Field[], query: Readonly<Record<string, unknown>>): Typed =>
  Object.fromEntries(
    fields.flatMap(({ name, options = [] }) => {
      const chosen = options.find(option => option === query[name]);
      return chosen === undefined ? [] : [[name, chosen]];
    }),
  );

/** What every page sends beside its fields: what it was about, and which use of its link it is. */
const CARRIED: readonly string[] = ['about', 'turn'];

interface Parts<Body extends z.ZodType, Kind extends EntityKind> {
  fields: readonly Field[];
  /** The schema of the same command over HTTP, so that a page takes what the API takes. */
  body: Body;
  toCommand: (body: z.output<Body>) => CommandsByKind[Kind];
  /** From texts to the body; fields nobody filled are not there. */
  toBody?: (typed: Typed, part: number | null) => object;
}

export function formOf<Body extends z.ZodType, Kind extends EntityKind>({
  fields,
  body,
  toCommand,
  toBody = typed => typed,
}: Parts<Body, Kind>): LinkForm<Kind> {
  const names = fields.map(({ name }) => name);
  return {
    fields,
    read: (typed, part = null) => {
      const strange = Object.entries(typed).filter(([name]) => !CARRIED.includes(name) && !names.includes(name));
      if (strange.length > 0) return { refusals: strange.map(([name, value]) => refuse('unknownField', name, value)) };
      const input = toBody(filledIn(fields, typed), part);
      const { data, error } = body.safeParse(input);
      return error ? { refusals: refusalsOf(error, input) } : { command: toCommand(data) };
    },
  };
}

/** Only the fields of the form, and of those only what was filled in: an empty box is a field left out. */
const filledIn = (fields: readonly Field[], typed: Typed): Typed =>
  Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = Object.hasOwn(typed, name) ? (typed[name] ?? '') : '';
      return value.trim() === '' ? [] : [[name, value]];
    }),
  );
