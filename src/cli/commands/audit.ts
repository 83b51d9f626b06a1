import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { AuditArchiveAnswer, AuditEntryAnswer, AuditVerificationAnswer, List } from '../answers.ts';
import { examples } from '../building.ts';
import { EXIT, misused, type ExitCode } from '../failure.ts';
import { reasonOfFile, textOf } from '../files.ts';
import { paths } from '../paths.ts';
import { keepFile } from '../keep-file.ts';
import type { Session, Setup, Work } from '../session.ts';
import { countOf, dayOf } from '../values.ts';
import { showArchives, showAudit, tellArchive, tellFileVerification, tellVerification } from '../views/audit.ts';

/** Who did what. Reading changes nothing, and is kept where something is taken out. */
export function addAuditCommands(program: Command, setup: Setup): void {
  const { help } = setup.texts.audit;
  const { options } = help;
  const audit = program.command('audit').description(help.group);
  audit
    .command('list')
    .description(help.list)
    .option('--from <day>', options.from)
    .option('--to <day>', options.to)
    .option('--actor <person>', options.actor)
    .option('--action <name>', options.action)
    .option('--refused', options.refused)
    .option('--kind <kind>', options.kind)
    .option('--id <id>', options.id)
    .option('--address <address>', options.address)
    .option('--limit <number>', options.limit)
    .addHelpText('after', examples(setup, 'audit list --refused', 'audit list --actor lin --from 2026-11-01'))
    .action(setup.run(list));
  audit
    .command('export <file>')
    .description(help.export)
    .option('--from <day>', options.from)
    .option('--to <day>', options.to)
    .addHelpText('after', examples(setup, 'audit export 审计.jsonl', 'audit export 审计.csv --from 2026-11-01'))
    .action(setup.run(save));
  audit
    .command('verify')
    .description(help.verify)
    .option('--head <head>', options.head)
    .option('--file <file.jsonl>', options.file)
    .addHelpText('after', examples(setup, 'audit verify', 'audit verify --file 审计.jsonl'))
    .action(setup.run(verify));
  audit
    .command('archive <file.jsonl>')
    .description(help.archive)
    .option('--save-only', options.saveOnly)
    .addHelpText('after', examples(setup, 'audit archive 审计-2026.jsonl', 'audit archive 审计-2026.jsonl --save-only'))
    .action(setup.run(archive));
  audit
    .command('archives')
    .description(help.archives)
    .addHelpText('after', examples(setup, 'audit archives'))
    .action(setup.run(archives));
}

interface Span {
  from?: string | undefined;
  to?: string | undefined;
}

interface ListOptions extends Span {
  actor?: string;
  action?: string;
  refused?: boolean;
  kind?: string;
  id?: string;
  address?: string;
  limit?: string;
}

const spanOf = (session: Session, { from, to }: Span) => ({
  from: from === undefined ? undefined : dayOf(from, session.place('--from')),
  to: to === undefined ? undefined : dayOf(to, session.place('--to')),
});

/** A log has no end, so it is not gone through to it as other lists are. */
const DEFAULT_LIMIT = 50;
const MOST = 200;

const list: Work<ListOptions> = async (session, _args, { from, to, refused, limit, ...filter }) => {
  const most = limit === undefined ? DEFAULT_LIMIT : countOf(limit, MOST, session.place('--limit'));
  const query = { ...filter, ...spanOf(session, { from, to }), outcome: refused === true ? 'refused' : undefined };
  const page = await session.client.get<{ items: AuditEntryAnswer[]; total: number }>(paths.audit, {
    ...query,
    limit: most,
  });
  const found = { items: page.items, total: page.total };
  await session.out.show(found, () => showAudit(session, found));
};

const TYPES = { jsonl: 'application/x-ndjson', csv: 'text/csv' } as const;

const save: Work<Span> = async (session, [path = ''], span) => {
  const { texts, out } = session;
  const kind = /\.(jsonl|csv)$/i.exec(path)?.[1]?.toLowerCase() as keyof typeof TYPES | undefined;
  if (kind === undefined) throw misused('exportKind', texts.audit.exportKind({ path }));
  const content = await session.client.download(paths.auditExport(kind), TYPES[kind], spanOf(session, span));
  await keepFile(session, path, content);
  await out.show({ path, bytes: content.length }, () => out.line(texts.exported({ path })));
};

const verify: Work<{ head?: string; file?: string }> = async (session, _args, { head, file }) => {
  if (file !== undefined) return verifyFile(session, file);
  const found = await session.client.get<AuditVerificationAnswer>(paths.auditVerification, { head });
  await session.out.show(found, () => tellVerification(session, found));
  return found.whole ? EXIT.ok : EXIT.refused;
};

/** With nothing but the file: an office can have it looked at by somebody who has no account. */
async function verifyFile(session: Session, path: string): Promise<ExitCode> {
  const { verifyAuditFile } = await import('../../audit/files.ts');
  const text = await textOf(path).catch((error: unknown) => {
    throw misused('fileNotRead', session.texts.audit.fileNotRead({ path, reason: reasonOfFile(error, session) }));
  });
  const found = verifyAuditFile(text);
  await session.out.show(found, () => tellFileVerification(session, found));
  return found.faults.length === 0 ? EXIT.ok : EXIT.refused;
}

/** The file first, whole and verified as it lies on the disk; then out of the table, by the file's own hash. A file that is there is taken as it is. */
const archive: Work<{ saveOnly?: boolean }> = async (session, [path = ''], { saveOnly = false }) => {
  const { texts, client, out } = session;
  if (!/\.jsonl$/i.test(path)) throw misused('exportKind', texts.audit.archiveKind({ path }));
  if (!existsSync(path)) await keepFile(session, path, await client.download(paths.auditArchiveFile, TYPES.jsonl, {}));
  const { verifyAuditFile } = await import('../../audit/files.ts');
  const text = await textOf(path).catch((error: unknown) => {
    throw misused('fileNotRead', texts.audit.fileNotRead({ path, reason: reasonOfFile(error, session) }));
  });
  const found = verifyAuditFile(text);
  if (found.faults.length > 0 || found.first === null || found.last === null) {
    await out.show(found, () => tellFileVerification(session, found));
    return EXIT.refused;
  }
  const sha256 = createHash('sha256').update(text).digest('hex');
  if (saveOnly) {
    const saved = { path, sha256, ...found };
    await out.show(saved, () => out.line(texts.audit.saved({ path, sha256, entries: found.entries })));
    return EXIT.ok;
  }
  const body = { firstSeq: found.first, lastSeq: found.last, sha256 };
  const done = await client.change<AuditArchiveAnswer>('POST', paths.auditArchives, { body, key: session.key });
  await out.show(done, () => tellArchive(session, { ...done, path }));
  return EXIT.ok;
};

const archives: Work<object> = async session => {
  const found = await session.client.get<List<AuditArchiveAnswer>>(paths.auditArchives);
  await session.out.show(found, () => showArchives(session, found));
};
