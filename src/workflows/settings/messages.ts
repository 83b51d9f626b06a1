import { defineSignal } from '@temporalio/workflow';
import type { EntityKind } from '../../domain/entity.ts';

/** Entities of these kinds are to look again, all of them, from the first. */
export const everywhereSignal = defineSignal<[readonly EntityKind[]]>('everywhere');
