import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Waiting } from '../contract/ports.ts';

/** What an entity's workflow waits for right now, and what it will do by itself. */
export const waitingQuery = defineQuery<Waiting>('waiting');

/** The settings have changed: what the entity waits for may be another thing, or due at another time. */
export const lookAgainSignal = defineSignal('lookAgain');

/** Answered as soon as a worker has taken the entity up: how whoever starts many of them goes no faster than they are taken up. */
export const hereUpdate = defineUpdate<void>('here');
