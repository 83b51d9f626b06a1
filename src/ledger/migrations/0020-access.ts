import { sql, type Kysely, type Migration } from 'kysely';

/**
 * What narrow readers are looked up by: which problems a unit has a part in, and what a paper proves. Most milestones have no paper and are in
 * no index of papers.
 */
const STATEMENTS = [
  `create index problem_lead_unit on problem (lead_unit_id)`,
  `create index problem_parts on problem using gin (co_unit_ids, split_unit_ids)`,
  `create index problem_county on problem (county)`,
  `create index milestone_papers on milestone using gin (evidence jsonb_path_ops) where evidence <> '[]'::jsonb`,
  `create index problem_papers on problem using gin ((solution -> 'evidence') jsonb_path_ops) where solution is not null`,
  `create index visit_finding_files on visit_finding using gin (files)`,
  `create index file_upload_file on file_upload (sha256)`,
  `create index mail_person on mail (person_id, created_at)`,
];

export const access: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
