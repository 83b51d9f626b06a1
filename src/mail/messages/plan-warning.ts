import { daysBetween, type IsoDate } from '../../domain/calendar/dates.ts';
import type { Stage } from '../../domain/project/stages.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, oneLine, type Coded } from './format.ts';
import { page, SECTIONS, TEXT_SECTIONS, textPage } from './layout.ts';
import {
  footerFor,
  greetingFor,
  planBadge,
  section,
  type Addressee,
  type BuiltInText,
  type KindView,
  type Line,
} from './view.ts';

/** A plan date that has passed or is near; `stage` null: the review date of a paused project. */
export interface PlanWarningItem {
  project: Coded & { county: string | null };
  stage: Stage | null;
  plan: IsoDate;
  /** Why the project was paused, for a review. */
  pauseReason: string | null;
}

/** One digest per person and day: 30 and 7 days before a planned milestone, on the day, and weekly when it is late (settings). */
export interface PlanWarningData {
  person: Addressee;
  today: IsoDate;
  items: readonly PlanWarningItem[];
}

export const planWarning = { mjml: page(SECTIONS), text: textPage(TEXT_SECTIONS), says, view };

type Group = 'passed' | 'week' | 'ahead' | 'review';
const GROUPS: readonly Group[] = ['passed', 'week', 'ahead', 'review'];
const WEEK_DAYS = 7;

function says(variant: 'passed' | 'ahead', { plan: words }: Words): BuiltInText {
  return {
    subject: variant === 'passed' ? words.subjectPassed : words.subject,
    opening: words.intro,
  };
}

function view({ person, today, items }: PlanWarningData, locale: MailLocale): KindView<'plan-warning'> {
  const all = wordsOf(locale);
  const words = all.plan;
  const groupOf = (item: PlanWarningItem): Group => {
    if (item.stage === null) return 'review';
    const left = daysBetween(today, item.plan);
    return left < 0 ? 'passed' : left <= WEEK_DAYS ? 'week' : 'ahead';
  };
  const sections = GROUPS.map(group => {
    const lines = items.filter(item => groupOf(item) === group).map(item => lineOf(item, today, locale));
    return section(words[group], lines, { locale, empty: '' });
  }).filter(({ count }) => count > 0);
  const passed = items.filter(item => groupOf(item) === 'passed').length;
  return {
    lang: locale,
    variant: passed > 0 ? 'passed' : 'ahead',
    fields: { n: items.length, passed },
    preheader: joined(...items.slice(0, 3).map(item => oneLine(item.project.name, 30))),
    sender: all.sender,
    colon: all.colon,
    title: words.title,
    greeting: greetingFor(person, locale),
    details: [],
    note: null,
    sections,
    footer: footerFor(today, locale),
  };
}

function lineOf({ project, stage, plan, pauseReason }: PlanWarningItem, today: IsoDate, locale: MailLocale): Line {
  const words = wordsOf(locale);
  const what = stage === null ? words.line.review : fill(words.line.milestone, { stage: words.stage[stage] });
  const why = stage === null && pauseReason !== null ? fill(words.line.reason, { text: pauseReason }) : null;
  return {
    title: coded(project),
    meta: joined(project.county ?? words.line.noCounty, what, fill(words.line.planned, { date: plan }), why),
    badge: planBadge(plan, today, locale) ?? leftBadge(plan, today, locale),
  };
}

/** Further away than a week still says how far: that is what the mail is about. */
const leftBadge = (plan: IsoDate, today: IsoDate, locale: MailLocale): Line['badge'] => ({
  text: fill(wordsOf(locale).badge.left, { n: daysBetween(today, plan) }),
  tone: 'plain',
});
