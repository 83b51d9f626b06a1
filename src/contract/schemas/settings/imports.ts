import { z } from 'zod';
import { checkedReading, readingKey } from '../../../domain/reading/checked.ts';
import type { ImportSettings } from '../../../domain/reading/types.ts';
import { IMPORTED_LEDGERS } from '../../import.ts';
import { line, ruled } from '../fields.ts';
import { firstDouble } from './rules.ts';

const reading = ruled(
  z.strictObject({
    ledger: z.enum(IMPORTED_LEDGERS),
    column: line(40).nullable().describe('The field in whose column the word stands (`category`); null: a header'),
    written: line(200).describe('The header or the word as ledgers have it'),
    means: line(200).describe(
      'The field of a header; the value of a word (`utilities`, the id of a unit), or a county',
    ),
  }),
  checkedReading,
).meta({ id: 'LedgerReading' });

export const importsSettings: z.ZodType<ImportSettings> = z
  .strictObject({
    readings: ruled(
      z.array(reading).max(500),
      readings => firstDouble(readings, each => `${each.ledger} ${readingKey(each)}`, 'written') ?? readings,
    ).describe('What headers and words of ledgers mean that nobody else uses'),
  })
  .meta({
    id: 'ImportsSettings',
    examples: [
      {
        readings: [
          { ledger: 'projects', column: null, written: '项目全称', means: 'name' },
          { ledger: 'problems', column: 'category', written: '供电类困难', means: 'utilities' },
        ],
      },
    ],
  });
