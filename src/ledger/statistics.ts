import { sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Tells the planner how large the tables are and what is in the columns it looks things up by, at once after many rows were written. Otherwise a PostgreSQL
 * server does this by itself, and the embedded database within a minute (`processes/housekeeper.ts`). Not of empty tables: plans are kept
 * that read the whole of them when they have grown. Milliseconds for thousands of projects.
 */
export async function gatherStatistics(db: Database): Promise<void> {
  await sql`analyze project (code, county, stage, status, name_key, investment_wan, changed_at),
    milestone (project_code, stage), month_report (project_code, month), problem (code, project_code, state),
    entity (kind, id, open), event (entity_kind, entity_id, seq), command (id, entity_kind, entity_id)`.execute(db);
}
