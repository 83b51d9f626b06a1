import type { Command } from 'commander';
import { examples } from '../building.ts';
import { misused } from '../failure.ts';
import { reasonOfFile, saveWhole } from '../files.ts';
import { paths } from '../paths.ts';
import { filterOf, withFilters, type FilterOptions } from '../project-filter.ts';
import type { Setup, Work } from '../session.ts';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;

export function addExport(project: Command, setup: Setup): void {
  withFilters(project.command('export <file>').description(setup.texts.help.project.export), setup)
    .addHelpText(
      'after',
      examples(setup, 'project export 台账.xlsx', 'project export 台账.csv --county 南安市 --as-of 2026-06-30'),
    )
    .action(setup.run(exportLedger));
}

/** The end of the name says which of the two kinds it becomes. */
const exportLedger: Work<FilterOptions> = async (session, [path = ''], options) => {
  const kind = /\.(xlsx|csv)$/i.exec(path)?.[1]?.toLowerCase() as keyof typeof TYPES | undefined;
  if (kind === undefined) throw misused('exportKind', session.texts.exportKind({ path }));
  const content = await session.client.download(paths.projectExport(kind), TYPES[kind], filterOf(session, options));
  try {
    await saveWhole(path, content);
  } catch (error) {
    throw misused('fileNotWritten', session.texts.fileNotWritten({ path, reason: reasonOfFile(error, session) }));
  }
  await session.out.show({ path, bytes: content.length }, () => session.out.line(session.texts.exported({ path })));
};
