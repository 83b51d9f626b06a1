import type { Command } from 'commander';
import { examples } from '../building.ts';
import { saveExport } from '../export-file.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import { filterOf, withFilters, type FilterOptions } from '../project-filter.ts';
import type { Setup, Work } from '../session.ts';

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

const exportLedger: Work<FilterOptions & { money?: boolean }> = async (session, [path = ''], options) => {
  const address = (kind: 'xlsx' | 'csv'): string => {
    if (options.money !== true) return paths.projectExport(kind);
    // A workbook holds both tables.
    if (kind === 'xlsx') throw misused('moneyInWorkbook', session.texts.moneyInWorkbook);
    return paths.projectMoneyExport;
  };
  await saveExport(session, path, { address, query: filterOf(session, options) });
};
