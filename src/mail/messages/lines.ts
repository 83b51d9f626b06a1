import { daysBetween, type IsoDate } from '../../domain/calendar/dates.ts';
import { wanToYi, type Wan } from '../../domain/money/money.ts';
import type { ProblemStatus } from '../../domain/problem/types.ts';
import type { Stage } from '../../domain/project/stages.ts';
import { fill, wordsOf, type MailLocale } from './catalogue.ts';
import { coded, joined, type Coded } from './format.ts';
import { planBadge, type Badge, type Line } from './view.ts';

/** A project in a mail; null means that the ledger does not know. */
export interface ProjectItem extends Coded {
  county: string | null;
  stage: Stage;
  /** The next stage of its path and the plan date in force. */
  next: { stage: Stage; plan: IsoDate | null } | null;
  investmentWan: Wan | null;
}

/** A limit as the office's clock shows it. */
export interface LocalLimit {
  date: IsoDate;
  /** `HH:mm` */
  time: string;
}

/** Days of years whose holidays are not published yet: they are counted by weekends alone, and may still move. */
export interface Unsure {
  provisional?: readonly IsoDate[] | undefined;
}

export function dayText(date: IsoDate, { provisional }: Unsure, locale: MailLocale): string {
  return provisional?.includes(date) ? `${date}${wordsOf(locale).line.provisional}` : date;
}

export function limitText({ date, time }: LocalLimit, { provisional }: Unsure, locale: MailLocale): string {
  return `${date} ${time}${provisional?.includes(date) ? wordsOf(locale).line.provisional : ''}`;
}

export interface ProblemItem extends Unsure {
  code: string;
  title: string;
  /** Null for a problem of a whole county. */
  project: Coded | null;
  county: string | null;
  state: ProblemStatus;
  due: LocalLimit | null;
  /** Whether the limit has passed at the moment of writing; the date alone does not tell on the day itself. */
  overdue: boolean;
}

export interface Now {
  today: IsoDate;
  locale: MailLocale;
}

export function projectLine(project: ProjectItem, { today, locale }: Now): Line {
  const words = wordsOf(locale);
  const plan = project.next?.plan ?? null;
  return {
    title: coded(project),
    meta: joined(
      project.county ?? words.line.noCounty,
      fill(words.line.at, { stage: words.stage[project.stage] }),
      nextOf(project, locale),
      project.investmentWan === null
        ? words.line.noMoney
        : fill(words.line.money, { yi: wanToYi(project.investmentWan) }),
    ),
    badge: plan === null ? null : planBadge(plan, today, locale),
  };
}

function nextOf({ next }: ProjectItem, locale: MailLocale): string {
  const words = wordsOf(locale);
  if (next === null) return words.line.noNext;
  const stage = words.stage[next.stage];
  return next.plan === null
    ? fill(words.line.nextUnplanned, { stage })
    : fill(words.line.next, { stage, date: next.plan });
}

/** Where a problem lies: its project, else the county it is of. */
export const placeOf = ({ project, county }: Pick<ProblemItem, 'project' | 'county'>, locale: MailLocale): string =>
  project === null ? (county ?? wordsOf(locale).line.noProject) : coded(project);

export function problemLine(problem: ProblemItem, now: Now): Line {
  const words = wordsOf(now.locale);
  return {
    title: coded({ code: problem.code, name: problem.title }),
    meta: joined(
      placeOf(problem, now.locale),
      words.problemState[problem.state],
      problem.due === null
        ? words.line.noDue
        : fill(words.line.due, { limit: limitText(problem.due, problem, now.locale) }),
    ),
    badge: limitBadge(problem, now),
  };
}

/** Counted in days past the limit's day; a limit that passed today has no full day yet and says only that it passed. */
export function limitBadge(
  { due, overdue }: Pick<ProblemItem, 'due' | 'overdue'>,
  { today, locale }: Now,
): Badge | null {
  if (due === null) return null;
  const words = wordsOf(locale).badge;
  const days = daysBetween(due.date, today);
  // A day that has passed is late, whoever forgot to say so.
  if (overdue || days > 0) return { text: days > 0 ? fill(words.overdue, { n: days }) : words.passed, tone: 'late' };
  if (days === 0) return { text: words.today, tone: 'soon' };
  return -days <= 7 ? { text: fill(words.left, { n: -days }), tone: 'soon' } : null;
}

const URGENCY = { late: 0, soon: 1, plain: 2 };

/** The late before the near before the rest; within each the order given. So a list that is cut keeps what matters. */
export const byUrgency = (lines: readonly Line[]): Line[] =>
  [...lines].sort((a, b) => URGENCY[a.badge?.tone ?? 'plain'] - URGENCY[b.badge?.tone ?? 'plain']);
