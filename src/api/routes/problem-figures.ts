import {
  problemFiguresAnswer,
  problemFiguresQuery,
  promisesKeptAnswer,
  promisesKeptQuery,
} from '../../contract/schemas/index.ts';
import { addDays } from '../../domain/calendar/dates.ts';
import { weekOf } from '../../domain/calendar/weeks.ts';
import type { FigureScope } from '../../domain/problem-figures/figures.ts';
import { refuse } from '../../domain/refusal.ts';
import { problemFigures, promisesOfWeek } from '../../ledger/evaluation/problems.ts';
import type { Database } from '../../ledger/database.ts';
import { unknownUnits } from '../../ledger/facts/people.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import { calendarOn } from '../../ledger/settings.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { problemFiguresWire, promisesWire } from '../wire/problem-figures.ts';
import { dayAsked, localeFor, REFUSALS, type App, type SourceOf } from './shared.ts';

const TAGS = ['evaluation'];

/** Figures of problems and of promises, of today or as the ledger stood on a past day; one answer, not pages. */
export function problemFigureRoutes(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  const { db, calendar, now } = deps;
  app.get(
    '/evaluation/problems',
    {
      schema: {
        tags: TAGS,
        operationId: 'getProblemFigures',
        summary: 'Problems raised in a period: solved, closed, open, overdue, rates and ages, as of a day',
        querystring: problemFiguresQuery,
        response: { 200: problemFiguresAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { by, from, to, asOf, ...only } = request.query;
      const { day, today } = dayAsked(deps, 'asOf', asOf);
      const atMs = day === today ? now() : calendar.clock.toInstant(addDays(day, 1), '00:00');
      await knownUnit(db, request.query.unit);
      const scope: FigureScope = { ...only, ...periodOf({ from, to, day, today }), asOf: day, atMs };
      const { table } = await calendarOn(db, calendar, day);
      const found = await problemFigures(sourceOf(request), { scope, by, table });
      const units = by === 'department' ? found.rows.map(({ id }) => id) : [];
      const names = await namesOf(db, { people: [], units });
      return problemFiguresWire(found, { scope, by }, { names, locale: localeFor(request) });
    },
  );
  app.get(
    '/evaluation/promises-kept',
    {
      schema: {
        tags: TAGS,
        operationId: 'getPromisesKept',
        summary: 'Promises kept (PPC) of a week, per department, with the reason of each miss',
        querystring: promisesKeptQuery,
        response: { 200: promisesKeptAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { week: asked, asOf, unit } = request.query;
      const { day } = dayAsked(deps, 'asOf', asOf);
      const week = asked ?? weekOf(day);
      await knownUnit(db, unit);
      const found = await promisesOfWeek(sourceOf(request), { week, asOf: day, unit });
      const units = [...found.rows, ...found.misses].map(({ unitId }) => unitId);
      const names = await namesOf(db, { people: [], units });
      return promisesWire(found, { week, asOf: day }, { names, locale: localeFor(request) });
    },
  );
}

/** A table of a unit nobody knows would look like one that has nothing to answer for. */
async function knownUnit(db: Database, unit: string | undefined): Promise<void> {
  const unknown = unit !== undefined && (await unknownUnits(db, [unit])).size > 0;
  if (unknown) throw new Refused(refuse('unitNotFound', 'unit', unit));
}

/** A period that ends before it begins would answer with zeros that look like figures. */
function periodOf({
  from,
  to,
  day,
  today,
}: {
  from: string | undefined;
  to: string | undefined;
  day: string;
  today: string;
}) {
  if (to !== undefined && to > today) throw new Refused(refuse('dayToCome', 'to', to, { today }));
  if (from !== undefined && from > today) throw new Refused(refuse('dayToCome', 'from', from, { today }));
  const last = to ?? day;
  const first = from ?? `${last.slice(0, 4)}-01-01`;
  if (last < first)
    throw new Refused(refuse('endBeforeStart', to === undefined ? 'asOf' : 'to', last, { start: first }));
  return { from: first, to: last };
}
