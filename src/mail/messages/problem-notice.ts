import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { LimitMove } from '../../domain/problem/commands.ts';
import { TIDINGS, type Tidings } from '../../domain/problem/notices.ts';
import type { PromiseKind } from '../../domain/problem/types.ts';
import { fill, wordsOf, type MailLocale } from './catalogue.ts';
import { joined, oneLine } from './format.ts';
import { NOTE, page, SECTIONS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import { limitBadge } from './lines.ts';
import { problemFactsLine, type OverdueItem } from './problem-overdue.ts';
import { footerFor, greetingFor, section, type Addressee, type Line, type PageView } from './view.ts';

export interface NoticeItem extends Omit<OverdueItem, 'due'> {
  what: Tidings;
  /** The limit that runs, where the tidings are about one. */
  due: OverdueItem['due'] | null;
  /** Of a limit that has moved: which, and where it was. */
  moved: LimitMove['what'] | null;
  old: OverdueItem['due'] | null;
  /** What was promised, of a promise that was broken. */
  promise: PromiseKind | null;
  /** The day of a promise, or of an extension. */
  on: IsoDate | null;
  granted: boolean;
  upheld: boolean;
  /** A result, or the reason of a ruling or a rejection, as somebody wrote it. */
  note: string | null;
}

/** One digest per person and day of what has happened to his problems. */
export interface ProblemNoticeData {
  person: Addressee;
  today: IsoDate;
  items: readonly NoticeItem[];
}

export const problemNotice = { mjml: page(NOTE, SECTIONS), text: textPage(TEXT_NOTE, TEXT_SECTIONS), view };

function view({ person, today, items }: ProblemNoticeData, locale: MailLocale): PageView {
  const all = wordsOf(locale);
  const words = all.problem;
  const groups = TIDINGS.map(what => ({ what, mine: items.filter(item => item.what === what) }));
  const told = groups.filter(({ mine }) => mine.length > 0);
  const [only] = told.length === 1 ? told : [];
  // Objections whose day of ruling has passed are no news of an objection: they say that the ruling is late.
  const isLate = only?.what === 'objected' && items.every(({ overdue }) => overdue);
  return {
    lang: locale,
    subject: isLate
      ? fill(words.subjectOfLateRuling, { n: items.length })
      : only
        ? fill(words.subjectOfOne, { what: words.what[only.what], n: items.length })
        : fill(words.subject, { n: items.length }),
    preheader: joined(...items.slice(0, 3).map(item => oneLine(item.title, 30))),
    sender: all.sender,
    colon: all.colon,
    title: isLate ? words.titleOfLateRuling : words.title,
    greeting: greetingFor(person, locale),
    intro: isLate ? words.introOfLateRuling : words.intro,
    details: [],
    note: items.some(({ actions }) => actions.length > 0) ? all.linkNote : null,
    sections: told.map(({ what, mine }) => {
      const lines = mine.map(item => lineOf(item, today, locale));
      return section(isLate ? words.titleOfLateRuling : words.what[what], lines, { locale, empty: '' });
    }),
    footer: footerFor(today, locale),
  };
}

function lineOf(item: NoticeItem, today: IsoDate, locale: MailLocale): Line {
  // A limit that has moved stands in front, as old and new.
  const due = item.what === 'limitMoved' ? null : item.due;
  const line = problemFactsLine(
    { ...item, due, extension: item.what === 'extensionAsked' ? null : item.extension },
    locale,
  );
  const overdue = item.overdue || item.what === 'verificationOverdue';
  const badge = limitBadge({ due: item.due, overdue }, { today, locale });
  return {
    ...line,
    meta: joined(moveOf(item, locale), dayOf(item, locale), rulingOf(item, locale), line.meta),
    note: noteOf(item, locale) ?? line.note ?? null,
    badge,
  };
}

function noteOf({ what, note }: NoticeItem, locale: MailLocale): string | null {
  if (note === null) return null;
  const words = wordsOf(locale).problem;
  return fill(what === 'toVerify' ? words.result : words.reason, { text: note });
}

function rulingOf({ what, upheld }: NoticeItem, locale: MailLocale): string | null {
  const words = wordsOf(locale).problem;
  return what === 'objectionRuled' ? words[upheld ? 'upheld' : 'overruled'] : null;
}

function moveOf({ what, moved, old, due, part }: NoticeItem, locale: MailLocale): string | null {
  if (what !== 'limitMoved' || moved === null || old === null || due === null) return null;
  const words = wordsOf(locale).problem;
  const times = { old: `${old.date} ${old.time}`, new: `${due.date} ${due.time}` };
  return fill(words.moved, { what: fill(words.limit[moved], { unit: part?.unit ?? '' }), ...times });
}

function dayOf({ what, on, granted, promise }: NoticeItem, locale: MailLocale): string | null {
  const words = wordsOf(locale).problem;
  if (on === null) return null;
  if (what === 'extensionAsked') return fill(words.asked, { date: on });
  if (what === 'extensionRuled') return fill(granted ? words.granted : words.refused, { date: on });
  if (what === 'promiseMissed') return fill(words.promised[promise ?? 'answer'], { date: on });
  return fill(words.on, { date: on });
}
