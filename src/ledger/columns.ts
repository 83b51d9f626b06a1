import type { ColumnType } from 'kysely';
import type { Json } from '../contract/json.ts';

/** Written as JSON text, read as the parsed value. */
export type JsonColumn<T = Json> = ColumnType<T, string, string>;
export type Instant = ColumnType<Date, Date, Date>;
export type MaybeInstant = ColumnType<Date | null, Date | null, Date | null>;
/** `date` columns come back as the text the ledger holds, never as a Date in somebody's zone (see database.ts). */
export type Day = string | null;
