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
  const { project: help, options } = setup.texts.help;
  withFilters(project.command('export <file>').description(help.export), setup)
    .option('--money', options.moneyTable)
    .addHelpText(
      'after',
      examples(
        setup,
        'project export 台账.xlsx',
        'project export 台账.csv --county 南安市 --as-of 2026-06-30',
        'project export 投资.csv --money',
      ),
    )
    .action(setup.run(exportLedger));
}

/** The end of the name says which of the two kinds it becomes. */
const exportLedger: Work<FilterOptions & { money?: boolean }> = async (session, [path = ''], options) => {
  const kind = /\.(xlsx|csv)$/i.exec(path)?.[1]?.toLowerCase() as keyof typeof TYPES | undefined;
  if (kind === undefined) throw misused('exportKind', session.texts.exportKind({ path }));
  // A workbook holds both tables.
  if (options.money === true && kind === 'xlsx') throw misused('moneyInWorkbook', session.texts.moneyInWorkbook);
  const from = options.money === true ? paths.projectMoneyExport : paths.projectExport(kind);
  const content = await session.client.download(from, TYPES[kind], filterOf(session, options));
  try {
    await saveWhole(path, content);
  } catch (error) {
    throw misused('fileNotWritten', session.texts.fileNotWritten({ path, reason: reasonOfFile(error, session) }));
  }
  await session.out.show({ path, bytes: content.length }, () => session.out.line(session.texts.exported({ path })));
};
