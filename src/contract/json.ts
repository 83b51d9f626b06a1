/** What may travel through Temporal and stand in a jsonb column: no Date, Map, bigint or undefined with a meaning. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
