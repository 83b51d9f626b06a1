import { isNowhere } from '../../access/reach.ts';
import { officeCalendarAnswer, officeCalendarQuery } from '../../contract/schemas/index.ts';
import { monthOf } from '../../domain/calendar/months.ts';
import { officeMonth } from '../../ledger/reads/office-calendar.ts';
import { calendarOn } from '../../ledger/settings.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { reachFor } from '../plugins/access.ts';
import { instantOf } from '../wire/instants.ts';
import { REFUSALS, type App } from './shared.ts';

/** The month of the office in one look; of visits and decisions whoever asks sees what he would see of them elsewhere. */
export function officeCalendarRoutes(app: App, deps: ApiDependencies): void {
  const { db, now } = deps;
  app.get(
    '/calendar',
    {
      schema: {
        tags: ['meetings'],
        operationId: 'getOfficeCalendar',
        summary:
          'A month: days off and worked, meetings of all series (those to be opened too), visits, limits of decisions',
        querystring: officeCalendarQuery,
        response: { 200: officeCalendarAnswer, ...REFUSALS },
      },
    },
    async request => {
      const nowMs = now();
      const today = deps.calendar.clock.toLocal(nowMs).date;
      const { month = monthOf(today) } = request.query;
      const calendar = await calendarOn(db, deps.calendar, today);
      const { days, entries } = await officeMonth(
        {
          ...{ db, calendar, today, nowMs, visits: reachFor(request, 'visit.read') },
          decisions: !isNowhere(reachFor(request, 'meeting.agenda')),
        },
        month,
      );
      return {
        ...{ month, today, days },
        entries: entries.map(({ startMs, ...entry }) => ({
          ...entry,
          startAt: startMs === null ? null : instantOf(new Date(startMs)),
        })),
      };
    },
  );
}
