import { continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { ImportActivities } from '../../activities/import.ts';
import type { ImportProgress } from '../../contract/import.ts';
import { progressQuery } from './messages.ts';

const { applyRows, finishImport } = proxyActivities<ImportActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '20 seconds',
  // A row that cannot be applied is marked, not thrown: what is retried here is a database or a server that is away.
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
});

/**
 * Applies a ledger whose dry run a coordinator has accepted, some rows at a time. Every row is marked when it is done and every command
 * has a key made of the import and the row, so an import that dies anywhere goes on where it was and changes nothing twice.
 */
export async function importLedger({ importId }: { importId: string }): Promise<ImportProgress> {
  let progress: ImportProgress = { total: 0, done: 0, refused: 0 };
  setHandler(progressQuery, () => progress);

  do {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof importLedger>({ importId });
    progress = await applyRows({ importId });
  } while (progress.done + progress.refused < progress.total);
  await finishImport({ importId });
  return progress;
}
