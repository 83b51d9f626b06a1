import { addDays, daysBetween, type IsoDate } from '../domain/calendar/dates.ts';
import type { WorkCalendar } from '../domain/calendar/office-hours.ts';
import { addWorkingDays, onOrAfter } from '../domain/calendar/working-calendar.ts';
import type { ProblemCommand } from '../domain/problem/commands.ts';
import type { Actor } from '../domain/entity.ts';
import { COORDINATOR, departmentFor, handlerOf, inspectorOf, reporterOf } from './cast.ts';
import type { Line } from './play.ts';
import { drawing, type Draw } from './random.ts';
import { TROUBLES, type Trouble } from './troubles.ts';

/** A project with a county that is under way, which may be stuck. */
export interface Stuck {
  code: string;
  county: string;
  since: IsoDate;
}

interface Year {
  seed: number;
  until: IsoDate;
  calendar: WorkCalendar;
}

/** Most are solved within their limit; some late, some twice, some not yet. */
export function troublesOf(index: number, code: string, { stuck, year }: { stuck: Stuck; year: Year }): Line[] {
  const draw = drawing(year.seed + 77, index);
  const trouble = draw.one(TROUBLES);
  const earliest = addDays(year.until, -330);
  const from = stuck.since > earliest ? stuck.since : earliest;
  const life = new Life(code, {
    draw,
    year,
    day: addDays(from, Math.round(daysBetween(from, year.until) * Math.sqrt(draw.between(0.02, 1)))),
  });
  raise(life, { stuck, trouble });
  if (draw.chance(0.12)) solvedThere(life, { stuck, trouble });
  else handled(life, { stuck, trouble });
  return life.lines;
}

interface Given {
  stuck: Stuck;
  trouble: Trouble;
}

function raise(life: Life, { stuck: { code: project, county }, trouble: { title, detail, category } }: Given): void {
  const source = life.draw.one(['firm', 'firm', 'visit', 'report', 'meeting'] as const);
  const facts = { title, detail, project, county: null, category, source };
  life.give(reporterOf(county), { type: 'raise', facts });
}

function solvedThere(life: Life, { stuck: { county }, trouble: { result, paper } }: Given): void {
  life.wait(0);
  life.give(inspectorOf(county), { type: 'solveOnTheSpot', result, evidence: [{ kind: paper }] });
  life.wait(1);
  life.give(COORDINATOR, { type: 'verify', accepted: true });
}

function handled(life: Life, { stuck: { county }, trouble: { category, result, paper } }: Given): void {
  const { draw } = life;
  const leadUnit = departmentFor(category);
  const handler = handlerOf(leadUnit);
  const coUnits = draw.chance(0.2) && leadUnit !== 'finance' ? ['finance'] : [];
  life.wait(draw.whole(0, 1));
  life.give(COORDINATOR, { type: 'assign', leadUnit, handler: handler.id, coUnits });
  if (draw.chance(0.85)) life.give(handler, { type: 'acknowledge' });
  const slow = draw.chance(0.22);
  life.wait(draw.whole(2, 4));
  life.give(handler, {
    type: 'answer',
    text: '已与企业对接，正在会商解决办法。',
    nextOn: life.ahead(draw.whole(4, 7)),
  });
  if (slow) {
    life.wait(draw.whole(5, 9));
    const proposal = '由分管领导牵头专题协调，按周推进。';
    life.give(handler, { type: 'table', proposal, promisedOn: life.ahead(draw.whole(8, 20)) });
    life.wait(draw.whole(10, 40));
  } else life.wait(draw.whole(1, 5));
  if (draw.chance(0.04)) return;
  const evidence = [{ kind: paper, number: `泉调〔2026〕${draw.whole(10, 480)}号` }];
  life.give(handler, { type: 'resolve', result, evidence });
  life.wait(draw.whole(1, 3));
  if (draw.chance(0.1)) {
    life.give(inspectorOf(county), { type: 'verify', accepted: false, reason: '现场查看尚未完成，材料与实际不符。' });
    life.wait(draw.whole(3, 8));
    life.give(handler, { type: 'resolve', result: `${result}（复查后补办）`, evidence });
    life.wait(draw.whole(1, 3));
  }
  life.give(inspectorOf(county), { type: 'verify', accepted: true });
  life.wait(draw.whole(21, 26));
  if (draw.chance(0.85))
    life.give(COORDINATOR, { type: 'lookBack', satisfaction: draw.one(SATISFACTION), relapsed: draw.chance(0.04) });
}

const SATISFACTION = ['satisfied', 'satisfied', 'basically'] as const;

/** One problem, from working day to working day. */
class Life {
  readonly lines: Line[] = [];
  readonly draw: Draw;
  readonly #code: string;
  readonly #year: Year;
  #day: IsoDate;
  #minute: number;

  constructor(code: string, { draw, year, day }: { draw: Draw; year: Year; day: IsoDate }) {
    this.#code = code;
    this.draw = draw;
    this.#year = year;
    this.#day = onOrAfter(year.calendar.table, day);
    this.#minute = draw.whole(0, 80);
  }

  wait(workingDays: number): void {
    this.#day = addWorkingDays(this.#year.calendar.table, this.#day, workingDays);
    this.#minute = workingDays === 0 ? this.#minute : this.draw.whole(0, 80);
  }

  ahead(workingDays: number): IsoDate {
    return addWorkingDays(this.#year.calendar.table, this.#day, workingDays);
  }

  give(actor: Actor, command: ProblemCommand): void {
    this.#minute += this.draw.whole(3, 25);
    const at = this.#year.calendar.clock.toInstant(this.#day, '09:00') + this.#minute * 60_000;
    this.lines.push({ kind: 'problem', id: this.#code, atMs: at, actor, command });
  }
}
