import { CompiledQuery } from 'kysely';
import { addDays } from '../../src/domain/calendar/dates.ts';
import { gatherStatistics } from '../../src/ledger/statistics.ts';
import { fillCity } from '../../src/demo/fill.ts';
import type { ListAsked } from '../sections/lists.ts';
import type { Opened } from './open.ts';

/** The bare statements behind a list of projects: what it is counted and summed by, its page, and the milestones of the page. */
export function listCalls(product: () => Opened) {
  return {
    /** Projects `from` to `from + count` of the made-up city, by the ledger's own commit. */
    async fillCity({ from, count }: { from: number; count: number }): Promise<void> {
      const { db, ledger, calendar, now } = product().core;
      const { clock } = calendar;
      const until = addDays(clock.toLocal(now()).date, -1);
      await fillCity({ db, ledger, clock }, { seed: 1, until, years: 2 }, { from, count });
      // A PostgreSQL server gathers statistics by itself, and the embedded database within a minute.
      await gatherStatistics(db);
    },
    /** More rows of the read model, for lists alone: commands would take a quarter of an hour for a hundred thousand. */
    async copyProjects(copies: number): Promise<void> {
      const { db } = product().core;
      const copied = (table: string, change: string): string =>
        `insert into ${table} select (jsonb_populate_record(t, ${change})).* from ${table} t, generate_series(1, ${copies}) n`;
      const of = (column: string): string => `jsonb_build_object('${column}', t.${column} || '-' || n)`;
      await db.executeQuery(CompiledQuery.raw(copied('project', of('code'))));
      await gatherStatistics(db);
    },
    /** One list as SQL alone; milliseconds. */
    async rawList(asked: ListAsked): Promise<number> {
      const { db } = product().core;
      const { where, parameters, order, limit } = statementOf(asked);
      const run = (text: string, values: readonly unknown[]) => db.executeQuery(CompiledQuery.raw(text, [...values]));
      const from = performance.now();
      const totals = `select count(*), count(investment_wan), coalesce(sum(investment_wan), 0) from project ${where}`;
      await run(totals, parameters);
      const left = "status in ('withdrawn', 'merged', 'removed')";
      await run(`${totals} ${where === '' ? 'where' : 'and'} ${left}`, parameters);
      const after =
        asked.after === undefined ? '' : `${where === '' ? 'where' : 'and'} code > $${parameters.length + 1}`;
      const values = asked.after === undefined ? parameters : [...parameters, asked.after];
      const page = await run(`select * from project ${where} ${after} order by ${order} limit ${limit + 1}`, values);
      const codes = (page.rows as { code: string }[]).slice(0, limit).map(({ code }) => code);
      await run('select * from milestone where project_code = any($1::text[]) order by stage_order', [codes]);
      return performance.now() - from;
    },
  };
}

function statementOf({ county, stage, status, q, sort, limit }: ListAsked) {
  const parameters: unknown[] = [];
  const equal = { county, stage, status };
  const conditions = Object.entries(equal).flatMap(([column, value]) =>
    value === undefined ? [] : [`${column} = $${parameters.push(value)}`],
  );
  if (q !== undefined) {
    const place = `$${parameters.push(`%${q}%`)}`;
    conditions.push(`(code ilike ${place} or name ilike ${place} or investor ilike ${place})`);
  }
  const order = sort === undefined ? 'code' : `${ORDERS[sort]} desc nulls last, code`;
  return { parameters, order, limit, where: conditions.length === 0 ? '' : `where ${conditions.join(' and ')}` };
}

const ORDERS = { investment: 'investment_wan', changed: 'changed_at' } as const;
