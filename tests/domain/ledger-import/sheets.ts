import type { Cell, Sheet } from '../../../src/domain/ledger-import/types.ts';

type Written = string | number | null | Cell;

/** A cell as a test writes it: text, a number, null for blank, or a whole cell. */
export const cell = (value: Written): Cell => {
  if (value === null || value === '') return { kind: 'empty' };
  if (typeof value === 'string') return { kind: 'text', value };
  return typeof value === 'number' ? { kind: 'number', value: String(value) } : value;
};

export const sheet = (rows: readonly (readonly Written[])[], name = '台账', hidden = false): Sheet => ({
  name,
  hidden,
  rows: rows.map(row => row.map(cell)),
});

export const TODAY = '2026-11-23';
