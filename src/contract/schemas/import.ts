import { z } from 'zod';
import { IMPORTED_LEDGERS } from '../import.ts';
import { instant, paging } from './common.ts';
import { code, line } from './fields.ts';

export const ROW_VERDICTS = ['create', 'change', 'same', 'behind', 'refused'] as const;
export type ImportVerdict = (typeof ROW_VERDICTS)[number];

/** `planned` dry run stored · `refused` nothing in it can be applied · `applying` · `applied`. */
export const IMPORT_STATES = ['planned', 'applying', 'applied', 'failed'] as const;

/** Of one row while the import is applied. */
export const IMPORT_ROW_STATES = ['waiting', 'done', 'refused', 'skipped'] as const;

const assumption = () =>
  line(100).describe('`word=stage`: what a word that names no stage stands for, e.g. 推进中=签约; of projects only');

const mapped = () =>
  line(200).describe(
    '`header=field` or `column:word=word`: what a header or a word of the file means, e.g. 项目全称=项目名称, 类别:供电类=要素; applied, it is remembered',
  );

/** Beside the raw bytes; in a multipart upload the same names are fields, `file` is the file. */
export const importQuery = z.strictObject({
  fileName: line(255).optional(),
  ledger: z.enum(IMPORTED_LEDGERS).default('projects').describe('`projects` 项目台账, `problems` 问题台账 (销号台账)'),
  assume: z.union([assumption(), z.array(assumption()).max(50)]).optional(),
  map: z.union([mapped(), z.array(mapped()).max(50)]).optional(),
});

const counts = z.object({
  create: z.int(),
  change: z.int(),
  same: z.int(),
  behind: z.int(),
  refused: z.int(),
});

export const importSummary = z.object({
  rows: z.int(),
  counts,
  gaps: z.int().describe('Rows that come in with something missing'),
  investmentWan: z.int().describe('Sum of the rows that were read'),
  tables: z.array(
    z.object({
      sheet: z.string(),
      headerRow: z.int(),
      unit: z.string().nullable(),
      columns: z.array(z.object({ column: z.string(), header: z.string(), field: z.string() })),
    }),
  ),
  passedOver: z.array(z.object({ sheet: z.string(), row: z.int().nullable(), reason: z.string(), text: z.string() })),
  ignoredColumns: z.array(z.object({ sheet: z.string(), column: z.string(), header: z.string() })),
  questions: z
    .array(
      z.object({
        field: z.string().describe('The header as written'),
        column: z.string().describe('The field of that column'),
        word: z.string(),
        rows: z.int(),
        refused: z.boolean().describe('The rows are refused for it; a county is only new'),
      }),
    )
    .describe('Words that nobody knows; answer each with a reading (`map`), of stages with an assumption too'),
  readings: z
    .array(
      z.object({
        column: z.string().nullable().describe('The field in whose column the word stands; null: a header'),
        written: z.string(),
        means: z.string().describe('The field of a header, the value of a word'),
        rows: z.int(),
        remembered: z.boolean().describe('Known from an import before; else given with this one'),
      }),
    )
    .describe('Headers and words that were read as the office reads them'),
});
export type ImportSummary = z.output<typeof importSummary>;

export const importAnswer = z
  .object({
    id: z.string(),
    fileName: z.string(),
    fileSha256: z.string(),
    assume: z.record(z.string(), z.string()),
    map: z.array(z.string()),
    ledger: z.enum(IMPORTED_LEDGERS),
    state: z.string(),
    actor: z.string(),
    summary: importSummary,
    progress: z.object({ done: z.int(), refused: z.int(), waiting: z.int(), total: z.int() }),
    createdAt: instant(),
    changedAt: instant(),
  })
  .meta({ id: 'Import' });
export type ImportAnswer = z.output<typeof importAnswer>;

export const importRowAnswer = z
  .object({
    position: z.int(),
    sheet: z.string(),
    row: z.int().describe('As the spreadsheet shows it'),
    name: z.string(),
    verdict: z.enum(ROW_VERDICTS),
    project: z.string().nullable(),
    problem: z.string().nullable(),
    state: z.string(),
    changes: z.array(
      z.object({
        field: z.string(),
        kind: z.string(),
        old: z.union([z.string(), z.number(), z.null()]),
        new: z.union([z.string(), z.number(), z.null()]),
      }),
    ),
    gaps: z.array(z.string()),
    errors: z.array(
      z.object({
        field: z.string(),
        value: z.unknown(),
        code: z.string(),
        params: z.record(z.string(), z.unknown()),
        message: z.string(),
      }),
    ),
  })
  .meta({ id: 'ImportRow' });
export type ImportRowAnswer = z.output<typeof importRowAnswer>;

export const importParams = z.strictObject({ id: code() });
export const importRowsQuery = paging.extend({ verdict: z.enum(ROW_VERDICTS).optional() });
