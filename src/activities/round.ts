import type { CommandGateway } from '../contract/ports.ts';
import { monthAfter, monthOf } from '../domain/calendar/months.ts';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import { closingDate } from '../domain/project/investment.ts';
import type { Database } from '../ledger/database.ts';
import { settingsAt } from '../ledger/settings.ts';
import { toFailure } from './failures.ts';

export interface RoundActivities {
  /**
   * Opens the round that should be open on that day, when nobody has; null when none should. A run that an outage has put off to the
   * next month still opens the month before, until it would be closed.
   */
  openDueRound(input: { nowMs: number }): Promise<{ month: string | null }>;
}

interface Dependencies {
  db: Database;
  gateway: Pick<CommandGateway, 'send'>;
  clock: LocalClock;
}

export function createRoundActivities({ db, gateway, clock }: Dependencies): RoundActivities {
  return {
    async openDueRound({ nowMs }) {
      try {
        const { date: today } = clock.toLocal(nowMs);
        const { money } = await settingsAt(db, today);
        const month = monthAfter(monthOf(today), Number(today.slice(8)) >= money.opensDay ? 0 : -1);
        if (closingDate(month, money.closingDay) < today) return { month: null };
        const commandId = `round/${month}:open`;
        const given = { commandId, digest: commandId, actor: SYSTEM_ACTOR, via: 'clock', atMs: nowMs } as const;
        // A round that is open already refuses, and that is an answer too.
        await gateway.send({ ...given, kind: 'round', entityId: month, command: { type: 'open' } });
        return { month };
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
  };
}
