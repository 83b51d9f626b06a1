import type { FileVerification } from '../../audit/files.ts';
import type { AuditArchiveAnswer, AuditEntryAnswer, AuditVerificationAnswer, List } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { namedText, tellTotal } from './common.ts';

export async function showAudit(session: Session, found: List<AuditEntryAnswer>): Promise<void> {
  const { heads, nobody } = session.texts.audit;
  await session.out.table<AuditEntryAnswer>(
    [
      { head: heads.seq, cell: row => row.seq, align: 'right', whole: true },
      { head: heads.at, cell: row => clockTime(row.at), whole: true },
      { head: heads.who, cell: row => (row.actor === null ? nobody : namedText(row.actor.id, row.actor.name)) },
      { head: heads.action, cell: row => actionText(session, row) },
      { head: heads.subject, cell: row => row.subject && `${row.subject.kind} ${row.subject.id}` },
      { head: heads.from, cell: row => [row.means, row.address].filter(part => part !== null).join(' ') },
      { head: heads.changes, cell: changesText },
    ],
    found.items,
  );
  tellTotal(session, found);
}

function actionText({ texts }: Session, { action, outcome, detail }: AuditEntryAnswer): string {
  if (outcome === 'done') return action;
  const errors = Array.isArray(detail['errors']) ? (detail['errors'] as { code?: unknown }[]) : [];
  const codes = errors.map(({ code }) => String(code)).join(texts.comma);
  const why = codes || String(detail['status'] ?? detail['why'] ?? '');
  return `${action} ${why === '' ? texts.audit.justRefused : texts.audit.refused({ why })}`;
}

/** A beginning changes everything there is: the table shows the first few, `--json` all. */
const SHOWN = 5;

function changesText({ changes }: AuditEntryAnswer): string {
  const more = changes.length - SHOWN;
  const shown = changes.slice(0, SHOWN).map(changeText);
  return [...shown, ...(more > 0 ? [`… +${more}`] : [])].join('; ');
}

const changeText = ({ field, old, new: now }: AuditEntryAnswer['changes'][number]): string =>
  `${field}: ${valueText(old)} → ${valueText(now)}`;

function valueText(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function tellVerification({ out, texts }: Session, found: AuditVerificationAnswer): void {
  const { audit } = texts;
  const { whole, entries, archived, total, head, faults } = found;
  out.line(whole ? audit.whole({ entries }) : audit.notWhole({ entries, total }));
  if (archived > 0) out.line(audit.inFiles({ archived }));
  for (const { code, seq, what } of faults) {
    const place = seq === null ? [] : [audit.place({ seq })];
    out.line(`  ${[...place, ...(what === null ? [] : [what])].join('  ')}  ${audit.faults[code]}`);
  }
  out.line(head === null ? audit.empty : audit.head({ head }));
}

export function tellFileVerification({ out, texts }: Session, { entries, head, faults }: FileVerification): void {
  const { audit } = texts;
  out.line(faults.length === 0 ? audit.whole({ entries }) : audit.notWhole({ entries, total: faults.length }));
  for (const { line, seq, code } of faults) {
    const place = seq === null ? '' : `  ${audit.place({ seq })}`;
    out.line(`  ${audit.line({ line })}${place}  ${audit.faults[code]}`);
  }
  out.line(head === null ? audit.empty : audit.head({ head }));
}

export function tellArchive({ out, texts }: Session, done: AuditArchiveAnswer & { path: string }): void {
  const { firstSeq, lastSeq, previous, hash, taken, path } = done;
  out.line(texts.audit.archived({ path, first: firstSeq, last: lastSeq, taken }));
  out.line(texts.audit.ends({ before: `${firstSeq - 1}:${previous}`, after: `${lastSeq}:${hash}` }));
}

export async function showArchives(session: Session, found: List<AuditArchiveAnswer>): Promise<void> {
  const { archiveHeads } = session.texts.audit;
  await session.out.table<AuditArchiveAnswer>(
    [
      { head: archiveHeads.from, cell: row => row.firstSeq, align: 'right', whole: true },
      { head: archiveHeads.to, cell: row => row.lastSeq, align: 'right', whole: true },
      { head: archiveHeads.taken, cell: row => row.taken, align: 'right', whole: true },
      { head: archiveHeads.at, cell: row => clockTime(row.archivedAt), whole: true },
      { head: archiveHeads.by, cell: row => row.archivedBy },
      { head: archiveHeads.sha256, cell: row => row.sha256 },
    ],
    found.items,
  );
  tellTotal(session, found);
}
