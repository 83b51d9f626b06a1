import { lacksProposal } from '../../domain/meeting/agenda/proposal.ts';
import type { AgendaItem, HeldBack } from '../../domain/meeting/agenda/types.ts';
import { fill, wordsOf, type MailLocale } from './catalogue.ts';
import { coded, joined, oneLine } from './format.ts';
import type { Badge, Line } from './view.ts';

/** An item of an agenda with the name of the unit that answers for it. */
export type AgendaMailItem = Omit<AgendaItem, 'unitId'> & { unit: string | null };
export type HeldBackMailItem = Omit<HeldBack, 'unitId'> & { unit: string | null };

export interface AgendaForMail {
  /** In their order. */
  items: readonly AgendaMailItem[];
  heldBack: readonly HeldBackMailItem[];
  minutes: number;
  /** How many the meeting has. */
  durationMinutes: number;
  /** Items beyond the most an agenda holds. */
  left: number;
  /** Names of units that said nothing to the collection before the meeting. */
  silent: readonly string[];
  approved: boolean;
}

/** `12 项，共 85 分钟 · 未经审定`. */
export function agendaSummary(agenda: AgendaForMail, locale: MailLocale): string {
  const words = wordsOf(locale).agenda;
  const { items, minutes, durationMinutes, left, approved } = agenda;
  return joined(
    fill(words.summary, { n: items.length, minutes }),
    minutes > durationMinutes ? fill(words.over, { minutes: minutes - durationMinutes }) : null,
    left > 0 ? fill(words.left, { n: left }) : null,
    approved ? words.approved : words.unapproved,
  );
}

const MOST_SILENT = 12;

/** `3 个单位：…`, for a line of its own at the head; null when all have answered, or nobody was asked. */
export function silentText({ silent }: AgendaForMail, locale: MailLocale): string | null {
  if (silent.length === 0) return null;
  const { silentUnits, comma } = wordsOf(locale).agenda;
  const names = silent.slice(0, MOST_SILENT).join(comma) + (silent.length > MOST_SILENT ? ' …' : '');
  return oneLine(fill(silentUnits, { n: silent.length, names }), 200);
}

/** One item as everybody reads it: what, who, for how long, and what was said of it. */
export function agendaLine(item: AgendaMailItem, locale: MailLocale): Line {
  const words = wordsOf(locale).agenda;
  const { kind, code, title, unit, minutes, facts } = item;
  const { carried, promisedOn, missed, whistle, redIn, project } = facts;
  return {
    title: code === null ? title : coded({ code, name: title }),
    meta: joined(
      carried > 0 ? fill(words.carried, { n: carried }) : words.kind[kind],
      unit,
      fill(words.minutes, { n: minutes }),
      lacksProposal({ ...item, ...item.facts }) ? words.noProposal : null,
      promisedOn === null ? null : fill(words.promised, { date: promisedOn }),
      missed === null ? null : fill(words.missed, { date: missed.on }),
      redIn === null ? null : fill(words.redIn, { month: redIn }),
      whistle === null ? null : fill(words.whistle, { code: whistle }),
      project === null ? null : coded(project),
    ),
    note: noteOf(item, locale),
    badge: overBadge(item, locale),
  };
}

function noteOf({ facts }: AgendaMailItem, locale: MailLocale): string | null {
  const words = wordsOf(locale).agenda;
  const { proposal, missed, projects, projectsTotal } = facts;
  if (projectsTotal > 0) return fill(words.projects, { n: projectsTotal, names: projects.map(coded).join('、') });
  if (proposal !== null) return fill(words.proposal, { text: proposal });
  return missed === null || missed.reason === null ? null : fill(words.reason, { text: missed.reason });
}

function overBadge({ facts: { daysOver } }: AgendaMailItem, locale: MailLocale): Badge | null {
  return daysOver > 0 ? { text: fill(wordsOf(locale).badge.overdue, { n: daysOver }), tone: 'late' } : null;
}

export function heldBackLine({ code, title, unit, whistle }: HeldBackMailItem, locale: MailLocale): Line {
  const words = wordsOf(locale);
  return {
    title: coded({ code, name: title }),
    meta: joined(
      unit ?? words.line.unassigned,
      whistle === null ? null : fill(words.agenda.whistle, { code: whistle }),
    ),
    badge: null,
  };
}
