import type { ImportedLedger } from '../../../src/contract/import.ts';
import type { Cell, Sheet } from '../../../src/domain/ledger-import/types.ts';
import { sheetsReader } from '../../../src/domain/uploads.ts';
import { planImport } from '../../../src/ledger/imports.ts';
import { COORDINATOR } from '../../support/make.ts';
import type { Office } from './office.ts';

const HEADER = ['序号', '项目名称', '县(市、区)', '总投资(亿元)', '当前阶段'];
const cell = (value: string): Cell => ({ kind: 'text', value });

/** A ledger of `count` projects in negotiation, each of 1.5 亿元. */
export function ledgerOf(count: number, name = '导入项目'): Sheet {
  const rows = Array.from({ length: count }, (_, index) => [
    String(index + 1),
    `${name}${index + 1}`,
    '鲤城区',
    '1.5',
    '在谈',
  ]);
  return { name: '台账', hidden: false, rows: [HEADER, ...rows].map(row => row.map(cell)) };
}

/** The dry run of a ledger, as the API stores it when a file comes. */
export async function plan(
  { db, calendar, nowMs }: Pick<Office, 'db' | 'calendar' | 'nowMs'>,
  importId: string,
  sheet: Sheet,
  ledger: ImportedLedger = 'projects',
): Promise<void> {
  const refusal = await planImport(db, {
    importId,
    read: sheetsReader([sheet]),
    fileName: '台账.xlsx',
    fileSha256: importId,
    assume: {},
    ledger,
    actor: COORDINATOR,
    nowMs: await nowMs(),
    calendar,
  });
  if (refusal) throw new Error(`the dry run was refused: ${JSON.stringify(refusal)}`);
}
