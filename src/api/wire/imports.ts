import { refusalText, type Locale } from '../../contract/catalogue/index.ts';
import type { ImportAnswer, ImportRowAnswer } from '../../contract/schemas/index.ts';
import type { ImportRead, ImportRowRead } from '../../ledger/reads/imports.ts';
import { instantOf } from './instants.ts';

/** `waiting` is worked out, so that three numbers of a progress always add up to the fourth. */
export const importWire = (job: ImportRead): ImportAnswer => ({
  id: job.id,
  fileName: job.file_name,
  fileSha256: job.file_sha256,
  assume: job.assume,
  map: [...job.map],
  ledger: job.ledger as ImportAnswer['ledger'],
  state: job.state,
  actor: job.actor_id,
  summary: job.summary,
  progress: { ...job.progress, waiting: job.progress.total - job.progress.done - job.progress.refused },
  createdAt: instantOf(job.created_at),
  changedAt: instantOf(job.changed_at),
});

/** Refusals are stored as codes and become sentences in the language of whoever reads them. */
export const importRowWire = (
  row: ImportRowRead,
  { job, locale }: { job: Pick<ImportRead, 'ledger'>; locale: Locale },
): ImportRowAnswer => ({
  position: row.position,
  sheet: row.sheet,
  row: row.row,
  name: row.name,
  verdict: row.verdict as ImportRowAnswer['verdict'],
  project: job.ledger === 'projects' ? row.projectCode : null,
  problem: job.ledger === 'problems' ? row.projectCode : null,
  state: row.state,
  changes: [...row.changes],
  gaps: [...row.gaps],
  errors: row.refusals.map(refusal => ({ ...refusal, message: refusalText(refusal, locale) })),
});
