import { defineQuery } from '@temporalio/workflow';
import type { ImportProgress } from '../../contract/import.ts';

export const progressQuery = defineQuery<ImportProgress>('progress');
