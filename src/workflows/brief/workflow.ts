import { proxyActivities } from '@temporalio/workflow';
import type { BriefActivities } from '../../activities/brief.ts';

const { compileDueBrief } = proxyActivities<BriefActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumInterval: '1 minute' },
});

/**
 * What the Schedule runs every day at the hour of the settings: on the last working day of a week its brief is compiled, which a plan of
 * weekdays could not know. A day that an outage has swallowed is caught up by the next.
 */
export async function compileBrief(): Promise<{ compiled: string | null }> {
  return compileDueBrief({ nowMs: Date.now() });
}
