import { defineQuery } from '@temporalio/workflow';
import type { Waiting } from '../contract/ports.ts';

/** What an entity's workflow waits for right now, and what it will do by itself. */
export const waitingQuery = defineQuery<Waiting>('waiting');
