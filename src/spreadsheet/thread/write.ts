import { once } from 'node:events';
import type { ReportRow } from '../report.ts';
import type { ReportHead } from './report.ts';
import { inThread } from './run.ts';

/** The report of an import as XLSX, written in a thread: of 100,000 rows it takes a quarter of a minute. */
export function writeReport(head: ReportHead, pieces: AsyncIterable<readonly ReportRow[]>): Promise<Uint8Array> {
  return inThread({
    ...{ module: 'report', question: head },
    talk: async worker => {
      for await (const piece of pieces) {
        const taken = once(worker, 'message');
        worker.postMessage(piece);
        await taken;
      }
      const written = once(worker, 'message');
      worker.postMessage(null);
      const [bytes] = (await written) as [Uint8Array];
      return bytes;
    },
  });
}
