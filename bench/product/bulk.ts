import { randomUUID } from 'node:crypto';
import type { Cell, Sheet } from '../../src/domain/ledger-import/types.ts';
import { planImport, setImportState, sheetsReader } from './built.ts';
import { COUNTIES, plannedFor, SIGNED_ON } from './office.ts';
import type { Opened } from './open.ts';

const HEADER = ['项目名称', '县区', '投资方', '总投资(亿元)', '当前阶段', '签约时间', '计划开工时间'];

export function bulkCalls(product: () => Opened) {
  return {
    /** The dry run of a ledger of new projects, accepted; nothing is applied yet. */
    async planImport({ name, count }: { name: string; count: number }): Promise<string> {
      const { db, calendar, now } = product().core;
      const importId = randomUUID();
      const actor = { id: 'coordinator', unitId: 'office', roles: ['coordinator' as const] };
      const refusal = await planImport(db, {
        importId,
        read: sheetsReader([sheetOf(name, count)]),
        fileName: `${name}.csv`,
        fileSha256: importId,
        assume: {},
        ledger: 'projects',
        actor,
        nowMs: now(),
        calendar,
      });
      if (refusal) throw new Error(JSON.stringify(refusal));
      await setImportState(db, importId, { state: 'applying', at: new Date(now()) });
      return importId;
    },
    /** Applies a planned import; milliseconds until every row is a running project. */
    async applyImport({ importId, count }: { importId: string; count: number }): Promise<number> {
      const { gateway, client } = product().core;
      const from = performance.now();
      await gateway.startImport(importId);
      const progress = (await client.workflow.getHandle(`import/${importId}`).result()) as { done: number };
      const ms = performance.now() - from;
      if (progress.done !== count) throw new Error(`${progress.done} of ${count} rows came in`);
      return ms;
    },
  };
}

const text = (value: string): Cell => ({ kind: 'text', value });

/** A sheet as offices keep it; what varies does so by the row's number. */
function sheetOf(name: string, count: number): Sheet {
  const rows = Array.from({ length: count }, (_, index) => [
    text(`${name} ${index} 生产基地项目`),
    text(COUNTIES[index % COUNTIES.length] ?? ''),
    text(`投资方 ${index % 97}`),
    { kind: 'number' as const, value: String(1 + (index % 50)) },
    text('签约'),
    text(SIGNED_ON),
    text(plannedFor(3, 1 + (index % 12))),
  ]);
  return { name: '台账', hidden: false, rows: [HEADER.map(text), ...rows] };
}
