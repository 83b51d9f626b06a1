import { continueAsNew, patched, proxyActivities, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import type { MailActivities } from '../../activities/mail.ts';
import type { SettingActivities } from '../../activities/settings.ts';
import type { EntityKind } from '../../domain/entity.ts';
import { everywhereSignal } from './messages.ts';

const { askToLookAgain, lookAgainWhereDue } = proxyActivities<SettingActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '1 minute' },
});

const { putAwayMailFiles } = proxyActivities<MailActivities>({
  startToCloseTimeout: '5 minutes',
  // The next day comes soon enough.
  retry: { maximumAttempts: 3 },
});

/** People's commands go before a round of ten thousand. */
const PAUSE_BETWEEN_CHUNKS = '1 second';

interface Walk {
  kind: EntityKind;
  /** Everybody up to here has been asked. */
  afterId: string;
}

interface Round {
  kinds: readonly EntityKind[];
  walk: Walk | null;
}

/**
 * The settings have changed: asks every open entity of the kinds that hang on them to look again, so that timers which run already are
 * moved. A kind that is named again during its walk is walked once more, as those at its beginning were asked too early.
 */
export async function lookAgainEverywhere({ kinds, walk: begun }: Round): Promise<void> {
  const waiting = new Set(kinds);
  setHandler(everywhereSignal, more => more.forEach(kind => waiting.add(kind)));

  for (let walk = begun ?? nextOf(waiting); walk !== null; walk ??= nextOf(waiting)) {
    if (workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof lookAgainEverywhere>({ kinds: [...waiting], walk });
    }
    const { lastId } = await askToLookAgain(walk);
    if (lastId !== null) await sleep(PAUSE_BETWEEN_CHUNKS);
    walk = lastId === null ? null : { ...walk, afterId: lastId };
  }
}

function nextOf(waiting: Set<EntityKind>): Walk | null {
  const [kind] = waiting;
  if (kind === undefined) return null;
  waiting.delete(kind);
  return { kind, afterId: '' };
}

/**
 * What the Schedule of every new day runs: versions of settings that have begun since the last run move the timers that hang on them. The
 * last run's answer says since when, so that an outage leaves no day out.
 */
export async function lookAtSettings(): Promise<{ day: string }> {
  const last = workflowInfo().lastResult as { day: string } | undefined;
  const looked = await lookAgainWhereDue({ since: last?.day ?? null, nowMs: Date.now() });
  if (patched('old-mail-files')) await putAwayMailFiles();
  return looked;
}
