// Workflows for trying the rig itself.
import {
  continueAsNew,
  defineUpdate,
  condition,
  executeChild,
  proxyLocalActivities,
  setHandler,
  sleep,
  workflowInfo,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { PROJECT_CODE } from '../../../src/contract/search-attributes.ts';
import type { Activities } from './activities.ts';

const { remember } = proxyLocalActivities<Activities>({ startToCloseTimeout: 1000 });

export const finishUpdate = defineUpdate<string, [word: string]>('finish');

export async function waits(): Promise<string> {
  let word: string | undefined;
  setHandler(finishUpdate, async given => {
    const answer = await remember(given);
    word = given;
    return answer;
  });
  upsertSearchAttributes([{ key: PROJECT_CODE, value: 'A1' }]);
  await condition(() => word !== undefined);
  return word ?? '';
}

export async function sleepsForYears(runs: number): Promise<string> {
  await sleep('700 days');
  await executeChild(rests, { workflowId: `${workflowInfo().workflowId}/child/${runs}` });
  if (runs > 1) await continueAsNew<typeof sleepsForYears>(runs - 1);
  return 'rested';
}

export async function rests(): Promise<void> {
  await sleep('1 day');
}

/** Breaks the rules on purpose: replay takes another way than the run did. */
export async function forgetsItself(): Promise<void> {
  if (workflowInfo().unsafe.isReplaying) await sleep(1);
  await remember('once');
}
