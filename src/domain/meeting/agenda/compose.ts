import { daysBetween, type IsoDate } from '../../calendar/dates.ts';
import { shortened } from '../../cut.ts';
import type { RuleContext } from '../../entity.ts';
import { isUnproposed } from './proposal.ts';
import type { AgendaSettings } from './settings.ts';
import {
  AGENDA_KINDS,
  NO_FACTS,
  type AgendaEvent,
  type AgendaItem,
  type AgendaKind,
  type AgendaProblem,
  type AgendaSources,
  type HeldBack,
  type ItemFacts,
  type UnkeptDecision,
} from './types.ts';

type Composed = Extract<AgendaEvent, { type: 'agendaComposed' }>;

/** Before it has its number and its share of the time. */
interface Draft extends Pick<AgendaItem, 'kind' | 'subject' | 'code' | 'title' | 'unitId'> {
  facts: ItemFacts;
}

/** As much of a proposal as a list of points takes; the whole stands with the problem. */
const LONGEST_PROPOSAL = 200;
const THEME_PROJECTS = 10;

/**
 * The agenda as it writes itself (domain §4): the same ledger gives the same list, in the same order. Whatever is about one problem is one item, so
 * a problem that was carried over, whose promise was broken and that a whistle has tabled stands there once and says all of it.
 *
 * Nobody tables a problem without a proposal and a promised date: a whistle's problem without them is held back. What the *ladder* has put on the
 * agenda stands there all the same, marked, unless the office has it held back too: else who brings nothing would be spared the dispatch.
 */
export function compose(
  sources: AgendaSources,
  { theme, lastNo, free }: { theme: string | null; lastNo: number; free: number },
  { nowMs, calendar, settings }: RuleContext,
): Composed {
  const rules = settings.meeting.agenda;
  const dayOf = (ms: number): IsoDate => calendar.clock.toLocal(ms).date;
  const problems = [...sources.problems.found].sort(byUrgency);
  const isHeld = (problem: AgendaProblem): boolean => isUnproposed(problem) && isHeldBack(problem, rules);
  const shown = problems.filter(problem => !isHeld(problem));
  const drafts = [
    ...shown.map(problem => problemDraft(problem, { sources, dayOf, nowMs })),
    ...sources.carried.map(carriedDraft),
    ...missDrafts(sources, new Set(shown.map(({ code }) => code))),
    ...sources.unkept.found.map(unkeptDraft),
    ...redDrafts(sources),
    ...themeDraft(theme, sources),
  ].sort((a, b) => AGENDA_KINDS.indexOf(a.kind) - AGENDA_KINDS.indexOf(b.kind));
  const room = Math.max(0, rules.mostItems - free);
  const kept = drafts.slice(0, room);
  return {
    type: 'agendaComposed',
    items: kept.map((draft, index) => ({ no: lastNo + index + 1, ...draft, minutes: rules.minutes[draft.kind] })),
    heldBack: problems.filter(isHeld).slice(0, rules.mostItems).map(heldBackOf),
    leftOff: leftOffOf(drafts.slice(room), sources),
    atMs: nowMs,
  };
}

/** Carried over most often, then highest on the ladder, then longest over; the code decides what is left. */
function byUrgency(a: AgendaProblem, b: AgendaProblem): number {
  const due = ({ dueMs }: AgendaProblem): number => dueMs ?? Number.MAX_SAFE_INTEGER;
  return b.carried - a.carried || b.level - a.level || due(a) - due(b) || byCode(a, b);
}

const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : Number(a.code > b.code));

function kindOf({ carried, whistle }: AgendaProblem): AgendaKind {
  if (carried > 0) return 'carried';
  return whistle === null ? 'problem' : 'whistle';
}

function problemDraft(
  problem: AgendaProblem,
  { sources, dayOf, nowMs }: { sources: AgendaSources; dayOf: (ms: number) => IsoDate; nowMs: number },
): Draft {
  const { code, title, unitId, project, county, dueMs, carried, level, promisedOn, whistle } = problem;
  const miss = sources.misses.found.find(each => each.code === code);
  return {
    ...{ kind: kindOf(problem), subject: 'problem', code, title, unitId },
    facts: {
      ...NO_FACTS,
      ...{ project, county, carried, level, promisedOn, whistle },
      dueOn: dueMs === null ? null : dayOf(dueMs),
      daysOver: dueMs === null || dueMs > nowMs ? 0 : daysBetween(dayOf(dueMs), dayOf(nowMs)),
      proposal: problem.proposal === null ? null : cut(problem.proposal),
      missed: miss ? { on: miss.on, reason: miss.reason === null ? null : cut(miss.reason) } : null,
    },
  };
}

/** One item a problem, for the promise that was broken last; what stands on the agenda anyway says it there. */
function missDrafts({ misses }: AgendaSources, told: ReadonlySet<string>): Draft[] {
  const newest = new Map<string, Draft>();
  for (const { code, title, project, county, unitId, on, reason } of [...misses.found].sort(byDayThenCode)) {
    if (told.has(code)) continue;
    const missed = { on, reason: reason === null ? null : cut(reason) };
    newest.set(code, {
      kind: 'missed',
      subject: 'problem',
      code,
      title,
      unitId,
      facts: { ...NO_FACTS, project, county, missed },
    });
  }
  return [...newest.values()];
}

const carriedDraft = ({ subject, code, title, unitId, facts }: AgendaItem): Draft => ({
  ...{ kind: 'carried', subject, code, title, unitId },
  facts: { ...facts, carried: facts.carried + 1 },
});

/** A decision that was not kept, beside the problem it was about: that one says how it stands, this one what had been decided. */
const unkeptDraft = ({ code, title, unitId, on, reason }: UnkeptDecision): Draft => ({
  ...{ kind: 'missed', subject: null, code, title, unitId },
  facts: { ...NO_FACTS, missed: { on, reason: reason === null ? null : cut(reason) } },
});

const byDayThenCode = (a: { on: IsoDate; code: string }, b: { on: IsoDate; code: string }): number =>
  a.on === b.on ? byCode(a, b) : a.on < b.on ? -1 : 1;

const redDrafts = ({ reds }: AgendaSources): Draft[] =>
  reds.found.map(({ code, name: title, county, unitId, month }) => ({
    ...{ kind: 'red', subject: 'project', code, title, unitId },
    facts: { ...NO_FACTS, county, redIn: month },
  }));

function themeDraft(theme: string | null, { themeProjects }: AgendaSources): Draft[] {
  if (theme === null) return [];
  const { found = [], total = 0 } = themeProjects ?? {};
  const facts = { ...NO_FACTS, projects: found.slice(0, THEME_PROJECTS), projectsTotal: total };
  return [{ kind: 'theme', subject: null, code: null, title: theme, unitId: null, facts }];
}

const heldBackOf = ({ code, title, unitId, whistle }: AgendaProblem): HeldBack => ({ code, title, unitId, whistle });

/** What was read and did not fit, and what was not even read. */
function leftOffOf(cutOff: readonly Draft[], { problems, misses, unkept, reds }: AgendaSources): Composed['leftOff'] {
  const unread = ({ found, total }: { found: readonly unknown[]; total: number }): number => total - found.length;
  const count = (kind: AgendaKind, more = 0): number => cutOff.filter(draft => draft.kind === kind).length + more;
  const counts: [AgendaKind, number][] = [
    ['carried', count('carried')],
    ['problem', count('problem', unread(problems))],
    ['whistle', count('whistle')],
    ['missed', count('missed', unread(misses) + unread(unkept))],
    ['red', count('red', unread(reds))],
    ['theme', count('theme')],
  ];
  return Object.fromEntries(counts.filter(([, n]) => n > 0));
}

const cut = (text: string): string => shortened(text, LONGEST_PROPOSAL);

/** Whoever leads a problem that nobody has brought a proposal for, and the problem. */
export function withoutProposal(
  { problems, answerable }: AgendaSources,
  rules: AgendaSettings,
): { problem: string; people: readonly string[]; held: boolean }[] {
  return problems.found.filter(isUnproposed).map(problem => ({
    problem: problem.code,
    people: problem.unitId === null ? [] : (answerable.get(problem.unitId) ?? []),
    held: isHeldBack(problem, rules),
  }));
}

/** A special meeting is called to find what nobody has proposed yet. */
const isHeldBack = ({ reason }: AgendaProblem, rules: AgendaSettings): boolean =>
  reason !== 'called' && (reason === null || rules.withoutProposal === 'heldBack');
