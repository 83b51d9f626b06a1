import { sql } from 'kysely';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import type { RuleContext } from '../../domain/entity.ts';
import type { ThemeRule } from '../../domain/meeting/agenda/settings.ts';
import type {
  AgendaItem,
  AgendaMiss,
  AgendaProblem,
  AgendaSources,
  Found,
  Named,
  RedProject,
  UnkeptDecision,
} from '../../domain/meeting/agenda/types.ts';
import type { ItemOutcome } from '../../domain/meeting/minutes/types.ts';
import { everyOf } from '../../domain/meeting/rhythm.ts';
import type { MeetingState } from '../../domain/meeting/types.ts';
import { STATES_OPEN } from '../../domain/problem/standing.ts';
import { isAnyOf, type Database } from '../database.ts';
import { carriesOver, isDispatch, type MeetingOfSeries } from '../reads/dispatches.ts';
import type { Protocol } from '../projections/problems.ts';

/** What is read of each kind at most: as many as the longest agenda holds; how many there are is counted. */
const MOST = 200;
/** Of an office that has not met before. */
const FIRST_DAYS = 7;
const THEME_PROJECTS = 10;
const DAY_MS = 86_400_000;

/** What an agenda is composed from (domain §4), in the caller's transaction. */
export async function agendaSources(
  db: Database,
  { meeting, series }: MeetingOfSeries,
  context: RuleContext,
): Promise<AgendaSources> {
  const { settings, today, calendar } = context;
  const heldOn = calendar.clock.toLocal(meeting.startMs ?? context.nowMs).date;
  const { dispatchSeries } = settings.problem;
  const dispatches = isDispatch(meeting.seriesId, dispatchSeries, series);
  const about = series?.about?.problems ?? [];
  const isAsked = dispatches || about.length > 0;
  const before = await meetingBefore(db, meeting);
  const problems = isAsked ? withOwnCount(await problemsFor(db, heldOn, dispatches ? null : about), before) : NOTHING;
  const since = agendaDay(before, context);
  const rule = settings.meeting.agenda.themes.find(({ theme }) => theme === meeting.theme);
  return {
    problems,
    misses: dispatches ? await missesSince(db, since, today) : NOTHING,
    carried: [
      ...carriedFrom(before),
      ...(carriesOver(meeting.seriesId, dispatchSeries, series) ? await carriedAtSpecials(db, before, context) : []),
    ],
    unkept: dispatches ? await unkeptDecisions(db, { since, today }) : NOTHING,
    reds: everyOf(series ?? {}) === 'once' ? NOTHING : await redProjects(db),
    themeProjects: rule ? await projectsOf(db, rule) : null,
    answerable: await answerable(
      db,
      problems.found.flatMap(({ unitId }) => unitId ?? []),
    ),
  };
}

const NOTHING: Found<never> = { found: [], total: 0 };

const named = (code: string | null, name: string | null): Named | null =>
  code === null ? null : { code, name: name ?? code };

/** What the ladder or somebody has put on the agenda, and what a whistle has tabled and nobody closed; or these, of a special meeting. */
async function problemsFor(
  db: Database,
  heldOn: IsoDate,
  these: readonly string[] | null,
): Promise<Found<AgendaProblem>> {
  const tabledBy = db
    .selectFrom('whistle')
    .select('whistle.code')
    .where('result', '=', 'tabled')
    .where(sql<boolean>`coalesce(result_problem, problem_code) = problem.code`)
    .orderBy('start_at', 'desc')
    .limit(1);
  const query = db
    .selectFrom('problem')
    .leftJoin('project', 'project.code', 'problem.project_code')
    .select([
      ...(['problem.code', 'title', 'project_code', 'project.name', 'problem.county', 'lead_unit_id'] as const),
      ...(['due_at', 'level', 'protocol'] as const),
      tabledBy.as('whistle'),
    ])
    .where(isAnyOf('problem.state', STATES_OPEN))
    .where(({ or, eb, exists }) =>
      these ? isAnyOf('problem.code', these) : or([eb('on_agenda', '=', true), exists(tabledBy)]),
    )
    .where(({ not, exists }) => not(exists(openDecision(db, heldOn))));
  const rows = await db
    .selectFrom(query.as('found'))
    .selectAll()
    .select(sql<number>`count(*) over ()`.as('total'))
    .orderBy(
      sql`(protocol -> 'ladder' ->> 'carried')::int + (protocol -> 'agenda' ->> 'meeting' is not null)::int`,
      'desc',
    )
    .orderBy('level', 'desc')
    .orderBy(sql`due_at asc nulls last`)
    .orderBy('code')
    .limit(MOST)
    .execute();
  const found = rows.map(row => {
    const { agenda, ladder } = row.protocol as unknown as Protocol;
    return {
      ...{ code: row.code, title: row.title, county: row.county, unitId: row.lead_unit_id, level: row.level },
      project: named(row.project_code, row.name),
      dueMs: row.due_at?.getTime() ?? null,
      carried: ladder.carried + (agenda?.meeting === undefined ? 0 : 1),
      reason: these ? ('called' as const) : (agenda?.reason ?? null),
      proposal: agenda?.proposal ?? null,
      promisedOn: agenda?.promisedOn ?? null,
      whistle: row.whistle,
    };
  });
  return { found, total: Number(rows[0]?.total ?? 0) };
}

/** What was decided of a problem and is not due before the meeting: it is being carried out, and needs no second word. */
export const openDecision = (db: Database, heldOn: IsoDate) =>
  db
    .selectFrom('meeting_decision')
    .select('no')
    .where('meeting_decision.code', '=', sql<string>`problem.code`)
    .where('done_on', 'is', null)
    .where('dropped_on', 'is', null)
    .where('due_on', '>=', heldOn);

/** The last one of its series that was held. */
const meetingBefore = (db: Database, { id, seriesId, startMs }: MeetingState) =>
  db
    .selectFrom('meeting')
    .leftJoin('meeting_agenda', 'meeting_agenda.meeting_id', 'meeting.id')
    .leftJoin('meeting_minutes', 'meeting_minutes.meeting_id', 'meeting.id')
    .select(['start_at', 'composed_at', 'items', 'outcomes'])
    .where('series_id', '=', seriesId)
    .where('status', '=', 'held')
    .where('meeting.id', '!=', id)
    .where('start_at', '<', new Date(startMs ?? 0))
    .orderBy('start_at', 'desc')
    .limit(1)
    .executeTakeFirst();
type Before = Awaited<ReturnType<typeof meetingBefore>>;

/** The day on which its agenda was composed, or it was held: a promise of then was not broken yet. */
function agendaDay(before: Before, { calendar: { clock }, today }: RuleContext): IsoDate {
  const at = before?.composed_at ?? before?.start_at ?? null;
  return at === null ? addDays(today, -FIRST_DAYS) : clock.toLocal(at.getTime()).date;
}

/** A problem that its own series has carried over more often than the dispatches count: one by the month moves no ladder. */
function withOwnCount(problems: Found<AgendaProblem>, before: Before): Found<AgendaProblem> {
  const counts = new Map(
    carriedItems(before).flatMap(({ subject, code, facts: { carried } }) =>
      subject === 'problem' && code !== null ? [[code, carried + 1] as const] : [],
    ),
  );
  const found = problems.found.map(each => ({ ...each, carried: Math.max(each.carried, counts.get(each.code) ?? 0) }));
  return { ...problems, found };
}

/** What it carried over and is no problem: those come again by themselves, as long as they are open. */
const carriedFrom = (before: Carrying | undefined): AgendaItem[] =>
  carriedItems(before).filter(({ subject }) => subject !== 'problem');

/** Special meetings that ended after that agenda was composed: none of their own comes, so the dispatch takes what they carried over. */
async function carriedAtSpecials(db: Database, before: Before, { nowMs }: RuleContext): Promise<AgendaItem[]> {
  const since = before?.composed_at ?? before?.start_at ?? new Date(nowMs - FIRST_DAYS * DAY_MS);
  // Followed up once the minutes are published, or late.
  const ended = sql<Date>`least(published_at, due_at)`;
  const specials = await db
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .innerJoin('meeting_agenda', 'meeting_agenda.meeting_id', 'meeting.id')
    .innerJoin('meeting_minutes', 'meeting_minutes.meeting_id', 'meeting.id')
    .select(['items', 'outcomes'])
    .where(sql`rhythm ->> 'every'`, '=', 'once')
    .where('meeting.status', '=', 'held')
    .where(ended, '>', since)
    .where(ended, '<=', new Date(nowMs))
    .orderBy('start_at')
    .orderBy('meeting.id')
    .execute();
  return specials.flatMap(carriedFrom);
}

/** A meeting's agenda and what became of it. */
type Carrying = Pick<NonNullable<Before>, 'items' | 'outcomes'>;

function carriedItems(before: Carrying | undefined): AgendaItem[] {
  const items = (before?.items ?? []) as unknown as AgendaItem[];
  const outcomes = (before?.outcomes ?? []) as unknown as ItemOutcome[];
  const carried = new Set(outcomes.filter(({ outcome }) => outcome === 'carried').map(({ no }) => no));
  return items.filter(({ no }) => carried.has(no));
}

/** Decisions whose day has passed since then without them. */
async function unkeptDecisions(
  db: Database,
  { since, today }: { since: IsoDate; today: IsoDate },
): Promise<Found<UnkeptDecision>> {
  const rows = await db
    .selectFrom('meeting_decision')
    .select(['meeting_id', 'no', 'code', 'text', 'unit_id', 'miss_reason'])
    // The day that was named instead is a promise as well: passed without it, it stands there once more.
    .select(sql<IsoDate>`case when postponed_to < ${today} then postponed_to else due_on end`.as('due_on'))
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('dropped_on', 'is', null)
    .where(({ or, eb, ref }) => or([eb('done_on', 'is', null), eb('done_on', '>', ref('due_on'))]))
    .where(({ or, and, eb }) =>
      or([
        and([eb('meeting_decision.due_on', '>=', since), eb('meeting_decision.due_on', '<', today)]),
        and([eb('done_on', 'is', null), eb('postponed_to', '>=', since), eb('postponed_to', '<', today)]),
      ]),
    )
    .orderBy('meeting_decision.due_on')
    .orderBy('meeting_id')
    .orderBy('no')
    .limit(MOST)
    .execute();
  const found = rows.map(({ code, text: title, unit_id: unitId, due_on: on, miss_reason: reason }) => ({
    ...{ code, title, unitId, on, reason },
  }));
  return { found, total: Number(rows[0]?.total ?? 0) };
}

/** Promises broken (PPC) since then, the newest first where there are too many. */
async function missesSince(db: Database, since: IsoDate, today: IsoDate): Promise<Found<AgendaMiss>> {
  const rows = await db
    .selectFrom('problem_promise')
    .innerJoin('problem', 'problem.code', 'problem_promise.problem_code')
    .leftJoin('project', 'project.code', 'problem.project_code')
    .select([
      ...(['problem.code', 'title', 'project_code', 'project.name', 'problem.county', 'unit_id'] as const),
      ...(['due_on', 'reason'] as const),
      sql<number>`count(*) over ()`.as('total'),
    ])
    .where(isAnyOf('standing', ['missed', 'explained']))
    .where('due_on', '>=', since)
    .where('due_on', '<=', today)
    .orderBy('due_on', 'desc')
    .orderBy('problem.code')
    .orderBy('no')
    .limit(MOST)
    .execute();
  const found = rows.map(({ code, title, county, unit_id: unitId, due_on: on, reason, ...row }) => ({
    ...{ code, title, county, unitId, on, reason },
    project: named(row.project_code, row.name),
  }));
  return { found, total: Number(rows[0]?.total ?? 0) };
}

/** Of the newest edition of the newest month that was published, in its order; nothing when none was. */
async function redProjects(db: Database): Promise<Found<RedProject>> {
  const newest = db
    .selectFrom('colour_edition')
    .select(['month', 'edition'])
    .orderBy('month', 'desc')
    .orderBy('edition', 'desc')
    .limit(1);
  const rows = await db
    .with('newest', () => newest)
    .selectFrom('colour_row')
    .innerJoin('newest', join =>
      join.onRef('newest.month', '=', 'colour_row.month').onRef('newest.edition', '=', 'colour_row.edition'),
    )
    .leftJoin('project', 'project.code', 'colour_row.id')
    .select(['colour_row.id', 'colour_row.name', 'colour_row.county', 'colour_row.month', 'team_unit_id'])
    .select(sql<number>`count(*) over ()`.as('total'))
    .where('subject', '=', 'project')
    .where('colour', '=', 'red')
    .orderBy('position')
    .limit(MOST)
    .execute();
  const found = rows.map(({ id: code, name, county, month, team_unit_id: unitId }) => ({
    ...{ code, name, county, month, unitId },
  }));
  return { found, total: Number(rows[0]?.total ?? 0) };
}

/** The projects a theme is about, the largest first. */
async function projectsOf(db: Database, { stages, types }: ThemeRule): Promise<Found<Named>> {
  let query = db
    .selectFrom('project')
    .select(['code', 'name', sql<number>`count(*) over ()`.as('total')])
    .where('status', '=', 'active');
  if (stages.length > 0) query = query.where(isAnyOf('stage', stages));
  if (types.length > 0) query = query.where(isAnyOf('project_type', types));
  const rows = await query
    .orderBy(sql`investment_wan desc nulls last`)
    .orderBy('code')
    .limit(THEME_PROJECTS)
    .execute();
  return { found: rows.map(({ code, name }) => ({ code, name })), total: Number(rows[0]?.total ?? 0) };
}

/** Handlers and heads of each unit; of one that has none, everybody who works there. */
export async function answerable(db: Database, unitIds: readonly string[]): Promise<Map<string, string[]>> {
  const units = [...new Set(unitIds)];
  if (units.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .select(['id', 'unit_id', 'roles'])
    .where(isAnyOf('unit_id', units))
    .where('active', '=', true)
    .orderBy('id')
    .execute();
  const answers = (roles: readonly string[]): boolean =>
    roles.includes('departmentHandler') || roles.includes('departmentHead');
  return new Map(
    units.map(unit => {
      const people = rows.filter(({ unit_id }) => unit_id === unit);
      const named = people.filter(({ roles }) => answers(roles));
      return [unit, (named.length > 0 ? named : people).map(({ id }) => id)];
    }),
  );
}
