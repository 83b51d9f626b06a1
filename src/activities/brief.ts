import type { CommandGateway } from '../contract/ports.ts';
import { weekDue } from '../domain/brief/days.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import type { Database } from '../ledger/database.ts';
import { officeCalendar, settingsAt } from '../ledger/settings.ts';
import { toFailure } from './failures.ts';

export interface BriefActivities {
  /** Compiles the brief that should be there by then, when nobody has; `compiled` is null when there was nothing to do. */
  compileDueBrief(input: { nowMs: number }): Promise<{ compiled: string | null }>;
}

interface Dependencies {
  db: Database;
  gateway: Pick<CommandGateway, 'send'>;
  calendar: WorkCalendar;
}

export function createBriefActivities({ db, gateway, calendar }: Dependencies): BriefActivities {
  return {
    async compileDueBrief({ nowMs }) {
      try {
        const settings = await settingsAt(db, calendar.clock.toLocal(nowMs).date);
        const week = weekDue(nowMs, { settings, calendar: officeCalendar(calendar, settings) });
        const commandId = `brief/${week}:compile`;
        const given = { commandId, digest: commandId, actor: SYSTEM_ACTOR, via: 'clock', atMs: nowMs } as const;
        // On all days but one it is there already: the command is known, or somebody has compiled it by hand and it is refused.
        const outcome = await gateway.send({ ...given, kind: 'brief', entityId: week, command: { type: 'compile' } });
        return { compiled: outcome.ok && !outcome.replayed ? week : null };
      } catch (error) {
        throw toFailure(error, { giveUp: false });
      }
    },
  };
}
