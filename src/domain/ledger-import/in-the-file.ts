import type { Refusal } from '../refusal.ts';
import type { Interpretation } from './types.ts';

interface Where {
  tables: Interpretation['tables'];
  /** Columns that may hold a field of a command, by that field, where they are called otherwise. */
  columns: Readonly<Record<string, readonly string[]>>;
}

/** A rule speaks of the field of a command; whoever reads the report looks for the column of the file. */
export function describedRefusal(
  refusal: Refusal,
  { sheet, row }: { sheet: string; row: number },
  { tables, columns }: Where,
): Refusal {
  const known = tables.find(table => table.sheet === sheet)?.columns ?? [];
  const names = [...(columns[refusal.field] ?? [refusal.field]), 'name'];
  const found = names.map(name => known.find(({ field }) => field === name)).find(column => column !== undefined);
  return found ? { ...refusal, field: `${found.header} ${found.column}${row}` } : refusal;
}
