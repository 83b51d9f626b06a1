import { defineSignal } from '@temporalio/workflow';

/** Mails have been written to the outbox. */
export const wakeSignal = defineSignal('wake');
