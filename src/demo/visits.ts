import { addDays, type IsoDate } from '../domain/calendar/dates.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { onOrAfter } from '../domain/calendar/working-calendar.ts';
import { inspectorOf, teamOf } from './cast.ts';
import type { Line } from './play.ts';
import { drawing } from './random.ts';
import type { Stuck } from './problems.ts';

/** Visits of the last weeks, held, and of the coming ones, planned. */
export function visitLines(
  places: readonly (Stuck & { visit: string })[],
  { until, seed, calendar }: { until: IsoDate; seed: number; calendar: WorkCalendar },
): Line[] {
  return places.flatMap(({ code: project, county, visit: id }, index): Line[] => {
    const draw = drawing(seed + 991, index);
    const on = onOrAfter(calendar.table, addDays(until, (index % 9) * 9 - 54));
    const team = teamOf(county);
    const actor = inspectorOf(county);
    const planned = addDays(on < until ? on : until, -draw.whole(4, 8));
    const plan = { on, team, project, people: [actor.id], purpose: draw.one(PURPOSES) };
    return [
      { ...at(planned, '09:30'), kind: 'visit', id, actor, command: { type: 'plan', ...plan } },
      { ...at(on, '16:30'), kind: 'visit', id, actor, command: { type: 'hold', note: draw.one(NOTES) } },
    ];
  });
  function at(day: IsoDate, time: string): { atMs: number } {
    return { atMs: calendar.clock.toInstant(day, time) };
  }
}

const PURPOSES = ['看工程进度', '核验已办结问题', '听企业诉求', '看设备进场和投产准备'];
const NOTES = [
  '主体结构已封顶，进度与填报一致。',
  '现场施工正常，企业反映用工偏紧。',
  '设备已进场三分之二，计划下月试产。',
];
