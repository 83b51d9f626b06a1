import { sql } from 'kysely';
import { plannedDateOf, seriesOfMeeting } from '../../contract/names.ts';
import type {
  BriefColour,
  BriefCompiled,
  BriefContent,
  BriefMeeting,
  BriefProblem,
  BriefProject,
  BriefPromises,
  BriefSpan,
  BriefStage,
  BriefStanding,
  Some,
} from '../../domain/brief/types.ts';
import { BRIEF_STAGES } from '../../domain/brief/types.ts';
import { deliverMsOf } from '../../domain/brief/days.ts';
import { addDays } from '../../domain/calendar/dates.ts';
import { daysOfWeek, weekOf, type Week } from '../../domain/calendar/weeks.ts';
import { changesBetween } from '../../domain/colouring/area.ts';
import type { EditionChange } from '../../domain/colouring/types.ts';
import type { RuleContext } from '../../domain/entity.ts';
import { STATES_OPEN } from '../../domain/problem/standing.ts';
import { LEFT_STATUSES } from '../../domain/project/leaving.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { Database } from '../database.ts';
import { holdersOf } from '../facts/people.ts';
import { unreachable } from '../facts/meetings.ts';
import { meetingAhead } from '../meeting-ahead.ts';
import { editionColours } from '../reads/colour-editions.ts';
import { namesOf } from '../reads/names.ts';
import { promisesOfWeek } from './problems.ts';

/** Of each list; how many there are stands beside. */
const MOST = 200;
const MOST_MEETINGS = 5;
const MOST_AGENDA = 60;

export type BriefFound = BriefSpan & Pick<BriefCompiled, 'content' | 'recipients' | 'unreachable'>;

/** What the brief of a week says at the instant of the context, and who would get it. */
export async function briefOf(
  db: Database,
  { week, context }: { week: Week; context: RuleContext },
): Promise<BriefFound> {
  const { settings, nowMs } = context;
  const span = { sinceMs: await sinceOf(db, { week, context }), untilMs: nowMs };
  const recipients = [...new Set([...(await holdersOf(db, settings.brief.roles)), ...settings.brief.people])];
  return {
    ...span,
    content: await contentOf(db, { ...span, week, context }),
    recipients,
    unreachable: await unreachable(db, recipients),
  };
}

/** Where the brief before ended, so that nothing falls between two; of the first one the Monday, which may still lie ahead when it is looked at. */
async function sinceOf(db: Database, { week, context }: { week: Week; context: RuleContext }): Promise<number> {
  const before = await db
    .selectFrom('brief')
    .select(({ fn }) => fn.max('until_at').as('at'))
    .where('week', '<', week)
    .executeTakeFirst();
  if (before?.at) return new Date(before.at).getTime();
  const present = weekOf(context.today);
  return context.calendar.clock.toInstant(daysOfWeek(present < week ? present : week).from, '00:00');
}

interface Asked extends BriefSpan {
  week: Week;
  context: RuleContext;
}

async function contentOf(db: Database, asked: Asked): Promise<BriefContent> {
  return {
    projects: await projectsOf(db, asked),
    problems: await problemsOf(db, asked),
    promises: await promisesOf(db, asked),
    meetings: await meetingsOf(db, asked),
    colours: await coloursOf(db, asked),
  };
}

const some = <T>(items: readonly T[]): Some<T> => ({ items: items.slice(0, MOST), total: items.length });

/**
 * Told since the brief before, whatever day it was: a signing that is entered late is news all the same. What came in with an older ledger is
 * none, and neither is what has left the counts since.
 */
async function projectsOf(db: Database, { sinceMs, untilMs }: BriefSpan): Promise<BriefContent['projects']> {
  const { rows } = await sql<BriefProject & { stage: BriefStage }>`
    select distinct on (e.data ->> 'stage', p.code)
      p.code, p.name, p.county, p.investor, p.investment_wan as "investmentWan", p.leader_id as "leaderId",
      e.data ->> 'stage' as stage, e.data ->> 'on' as "on"
    from event e
      join command c on c.id = e.command_id
      join project p on p.code = e.entity_id
    where e.entity_kind = 'project' and e.type in ('started', 'stageReached')
      and e.at > ${new Date(sinceMs)} and e.at <= ${new Date(untilMs)}
      and c.via <> 'import' and e.data ->> 'passedOver' is distinct from 'true'
      and e.data ->> 'stage' = any(${sql.val(BRIEF_STAGES)}::text[])
      and p.status <> all(${sql.val(LEFT_STATUSES)}::text[])
    order by e.data ->> 'stage', p.code, e.seq desc`.execute(db);
  const of = (wanted: BriefStage): Some<BriefProject> =>
    some(rows.filter(({ stage }) => stage === wanted).map(({ stage: _, ...project }) => project));
  return { signing: of('signing'), groundbreaking: of('groundbreaking'), production: of('production') };
}

/** Raised, solved and closed since the brief before; overdue is what is over its limit now, whenever it passed. */
async function problemsOf(db: Database, { sinceMs, untilMs, context }: Asked): Promise<BriefContent['problems']> {
  const { rows } = await sql<ProblemRow>`
    with told as (
      select e.entity_id as code,
        bool_or(e.type = 'raised') as raised, bool_or(e.type = 'resolved') as solved, bool_or(e.type = 'closed') as closed
      from event e
      where e.entity_kind = 'problem' and e.type in ('raised', 'resolved', 'closed')
        and e.at > ${new Date(sinceMs)} and e.at <= ${new Date(untilMs)}
      group by e.entity_id
    )
    select p.code, p.title, p.county, p.state, p.lead_unit_id as unit, p.due_at as "dueAt",
      coalesce(t.raised, false) as raised,
      coalesce(t.solved, false) and p.state in ('resolved', 'closed') as solved,
      coalesce(t.closed, false) and p.state = 'closed' as closed,
      p.state = any(${sql.val(STATES_OPEN)}::text[]) and coalesce(p.due_at < ${new Date(untilMs)}, false) as overdue
    from problem p left join told t on t.code = p.code
    where p.state not in ('withdrawn', 'merged')
      and (t.code is not null
        or (p.state = any(${sql.val(STATES_OPEN)}::text[]) and p.due_at < ${new Date(untilMs)}))
    order by p.due_at nulls last, p.code`.execute(db);
  const names = await namesOf(db, { people: [], units: rows.map(({ unit }) => unit) });
  const dayOf = (at: Date | null) => (at === null ? null : context.calendar.clock.toLocal(at.getTime()).date);
  const of = (standing: BriefStanding): Some<BriefProblem> =>
    some(
      rows
        .filter(row => row[standing])
        .map(({ code, title, county, unit, dueAt }) => {
          return { code, title, county, unit: names.unit(unit), dueOn: dayOf(dueAt) };
        }),
    );
  return { raised: of('raised'), solved: of('solved'), closed: of('closed'), overdue: of('overdue') };
}

type ProblemRow = Record<BriefStanding, boolean> & {
  code: string;
  title: string;
  county: string | null;
  unit: string | null;
  dueAt: Date | null;
};

async function promisesOf(db: Database, { week, context }: Asked): Promise<BriefPromises> {
  const { calendar, today } = context;
  const { total, misses } = await promisesOfWeek({ db, clock: calendar.clock }, { week, asOf: today });
  const names = await namesOf(db, { people: [], units: misses.map(({ unitId }) => unitId) });
  const { due, kept, missed, open, percent } = total;
  const lines = misses.map(({ title, unitId, on, reason }) => ({ title, unit: names.unit(unitId), on, reason }));
  return { due, kept, missed, open, percent, misses: some(lines) };
}

/** Until the end of the week it is delivered in: what the next dispatch has on, with the agenda it has or would have now. */
async function meetingsOf(db: Database, { week, untilMs, context }: Asked): Promise<BriefMeeting[]> {
  const { calendar } = context;
  const { date: deliveredOn } = calendar.clock.toLocal(deliverMsOf(week, context));
  const end = calendar.clock.toInstant(addDays(daysOfWeek(weekOf(deliveredOn)).to, 1), '00:00');
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .leftJoin('meeting_agenda', 'meeting_agenda.meeting_id', 'meeting.id')
    .select(['meeting.id', 'series.name', 'start_at', 'meeting.venue', 'theme', 'composed_at'])
    .where('meeting.status', '=', 'planned')
    .where('start_at', '>', new Date(untilMs))
    .where('start_at', '<', new Date(end))
    .orderBy('start_at')
    .orderBy('meeting.id')
    .limit(MOST_MEETINGS)
    .execute();
  const meetings: BriefMeeting[] = [];
  for (const { id, name, start_at: start, venue, theme, composed_at: composedAt } of rows) {
    const agenda = await agendaOf(db, { id, nowMs: untilMs, context });
    const head = { id, name, startMs: start?.getTime() ?? 0, venue, theme };
    meetings.push({ ...head, composed: composedAt !== null, agenda });
  }
  return meetings;
}

async function agendaOf(
  db: Database,
  { id, nowMs, context }: { id: string; nowMs: number; context: RuleContext },
): Promise<BriefMeeting['agenda']> {
  const asked = { seriesId: seriesOfMeeting(id), date: plannedDateOf(id), nowMs };
  const ahead = await meetingAhead({ db, calendar: context.calendar }, asked);
  const items = isRefusal(ahead) ? [] : (ahead.agendas.get(id)?.items ?? []);
  const lines = items.map(({ code, title, unit, facts: { carried } }) => ({ code, title, unit, carried }));
  return { items: lines.slice(0, MOST_AGENDA), total: lines.length };
}

/** Of the months published since the brief before: what each edition changed, and the first one of a month against the month before. */
async function coloursOf(db: Database, { sinceMs, untilMs }: BriefSpan): Promise<Some<BriefColour>> {
  const editions = await db
    .selectFrom('colour_edition')
    .select(['month', 'edition', 'changes'])
    .where('published_at', '>', new Date(sinceMs))
    .where('published_at', '<=', new Date(untilMs))
    .orderBy('month')
    .orderBy('edition')
    .execute();
  const changes: BriefColour[] = [];
  for (const { month, edition, changes: told } of editions) {
    const found = edition > 1 ? (told as unknown as EditionChange[]) : await againstMonthBefore(db, month);
    changes.push(...found.map(change => ({ ...change, month })));
  }
  return some(changes);
}

async function againstMonthBefore(db: Database, month: string): Promise<EditionChange[]> {
  const before = await db
    .selectFrom('colour_edition')
    .select(['month', 'edition'])
    .where('month', '<', month)
    .orderBy('month', 'desc')
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst();
  // The first month of all changes nothing: everything is new in it.
  if (!before) return [];
  const now = await editionColours(db, month, 1);
  return changesBetween(await editionColours(db, before.month, before.edition), now);
}
