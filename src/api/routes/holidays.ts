import { holidaysAnswer, holidaysQuery } from '../../contract/schemas/index.ts';
import { tableWith } from '../../domain/calendar/published-years.ts';
import { settingsAt } from '../../ledger/settings.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { REFUSALS, type App } from './shared.ts';

/** The years whose holidays are published. They are entered as the section `holidays` of the settings. */
export function holidayRoutes(app: App, { db, calendar, now }: ApiDependencies): void {
  app.get(
    '/holidays',
    {
      schema: {
        tags: ['settings'],
        operationId: 'listHolidays',
        summary: 'Published years with their days off and the weekends that are worked',
        querystring: holidaysQuery,
        response: { 200: holidaysAnswer, ...REFUSALS },
      },
    },
    async ({ query: { on = calendar.clock.toLocal(now()).date } }) => {
      const { holidays } = await settingsAt(db, on);
      const entered = new Set(holidays.years.map(({ year }) => year));
      const years = Object.entries(tableWith(calendar.table, holidays).years)
        .map(([year, days]) => ({ year: Number(year), ...days, entered: entered.has(Number(year)) }))
        .sort((a, b) => a.year - b.year);
      return {
        ...{ on, until: `${years.at(-1)?.year ?? ''}-12-31` },
        years: years.map(({ holidays: off, makeUpDays, ...year }) => ({
          ...year,
          ...{ holidays: [...off], makeUpDays: [...makeUpDays] },
        })),
      };
    },
  );
}
