import type { components } from '../../api/schema.d.ts';
import type { Find } from './find.tsx';
import type { RowColumn } from './rows.tsx';

export type Evidence = components['schemas']['EvidenceInput'];

/** What one field of a form may hold while it is filled in. */
export type FieldValue = string | readonly string[] | readonly Evidence[];

export interface Option {
  value: string;
  text: string;
}

/** What can be chosen may depend on what else is filled in. */
export type Options = readonly Option[] | ((values: Values) => readonly Option[]);

interface FieldBase {
  /** As the API calls it: what it says of this field is shown here. */
  name: string;
  label: string;
  hint?: string;
  /** What else the API may call it. */
  also?: string;
  required?: boolean;
  /** Shown only while this holds. */
  when?: (values: Values) => boolean;
  initial?: FieldValue;
}

export type Field = FieldBase &
  (
    | { kind: 'text' | 'long' | 'date' | 'partialDate' }
    | { kind: 'choice' | 'pick' | 'picks'; options: Options }
    | { kind: 'find'; find: Find }
    | { kind: 'evidence' | 'photos' }
    | { kind: 'rows'; columns: readonly RowColumn[] }
  );

export type Values = Readonly<Record<string, FieldValue>>;

export const textOf = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
};
/** Left out of a body when nothing was typed. */
export const maybe = <Name extends string>(values: Values, name: Name): Partial<Record<Name, string>> =>
  textOf(values, name) === '' ? {} : ({ [name]: textOf(values, name) } as Record<Name, string>);
export const listOf = (values: Values, name: string): string[] => {
  const value = values[name];
  return Array.isArray(value) ? (value as string[]) : [];
};
export const evidenceOf = (values: Values, name: string): Evidence[] => {
  const value = values[name];
  return Array.isArray(value) ? (value as Evidence[]).filter(({ kind }) => kind.trim() !== '') : [];
};

const START: Readonly<Record<Field['kind'], FieldValue>> = {
  ...{ text: '', long: '', date: '', partialDate: '', choice: '', pick: '', find: '' },
  ...{ picks: [], evidence: [{ kind: '' }], photos: [], rows: '[]' },
};
export const startOf = (fields: readonly Field[]): Values =>
  Object.fromEntries(fields.map(field => [field.name, field.initial ?? START[field.kind]]));
