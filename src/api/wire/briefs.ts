import { toIsoInstant } from '../../calendar/zone.ts';
import type { BriefAnswer, BriefDetailAnswer, BriefPreviewAnswer } from '../../contract/schemas/index.ts';
import { BRIEF_STAGES, BRIEF_STANDINGS, type BriefContent } from '../../domain/brief/types.ts';
import { daysOfWeek, type Week } from '../../domain/calendar/weeks.ts';
import type { BriefFound } from '../../ledger/evaluation/brief.ts';
import { isIntact, type BriefRow } from '../../ledger/reads/briefs.ts';
import type { Names } from '../../ledger/reads/names.ts';
import { instantOf } from './instants.ts';

export function briefWire(row: BriefRow): BriefAnswer {
  const { content, recipients, unreachable } = row;
  const totals = [
    ...BRIEF_STAGES.map(stage => [stage, content.projects[stage].total] as const),
    ...BRIEF_STANDINGS.map(standing => [standing, content.problems[standing].total] as const),
  ];
  return {
    ...{ week: row.week, ...daysOfWeek(row.week) },
    sinceAt: instantOf(row.since_at),
    untilAt: instantOf(row.until_at),
    deliverAt: instantOf(row.deliver_at),
    compiledAt: instantOf(row.compiled_at),
    ...{ late: row.late, by: row.actor_id, hash: row.hash },
    counts: {
      ...(Object.fromEntries(totals) as Omit<BriefAnswer['counts'], 'recipients' | 'unreachable'>),
      ...{ recipients: recipients.length, unreachable: unreachable.length },
    },
    percent: content.promises.percent,
  };
}

export const briefDetailWire = (row: BriefRow, names: Names): BriefDetailAnswer => ({
  ...briefWire(row),
  recipients: recipientsWire(row, names),
  content: contentWire(row.content, names),
  intact: isIntact(row),
});

export const briefPreviewWire = (
  { sinceMs, untilMs, content, ...found }: BriefFound,
  { week, compileMs, deliverMs, names }: { week: Week; compileMs: number; deliverMs: number; names: Names },
): BriefPreviewAnswer => ({
  ...{ week, ...daysOfWeek(week) },
  sinceAt: toIsoInstant(sinceMs),
  untilAt: toIsoInstant(untilMs),
  compileAt: toIsoInstant(compileMs),
  deliverAt: toIsoInstant(deliverMs),
  recipients: recipientsWire(found, names),
  content: contentWire(content, names),
});

const recipientsWire = (
  { recipients, unreachable }: { recipients: readonly string[]; unreachable: readonly string[] },
  names: Names,
) => recipients.map(id => ({ id, name: names.person(id), reachable: !unreachable.includes(id) }));

type Content = BriefDetailAnswer['content'];

function contentWire({ projects, problems, promises, meetings, colours }: BriefContent, names: Names): Content {
  const stages = BRIEF_STAGES.map(stage => {
    const { items, total } = projects[stage];
    const named = items.map(({ leaderId, ...project }) => ({
      ...project,
      leader: leaderId === null ? null : { id: leaderId, name: names.person(leaderId) },
    }));
    return [stage, { items: named, total }] as const;
  });
  return {
    projects: Object.fromEntries(stages) as Content['projects'],
    problems: problems as Content['problems'],
    promises: promises as Content['promises'],
    meetings: meetings.map(({ startMs, agenda, ...meeting }) => ({
      ...meeting,
      startAt: toIsoInstant(startMs),
      agenda: { ...agenda, items: [...agenda.items] },
    })),
    colours: { ...colours, items: [...colours.items] },
  };
}
