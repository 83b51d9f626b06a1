import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { MailVariant } from '../../domain/mail-texts.ts';
import type { LimitMove } from '../../domain/problem/commands.ts';
import { TIDINGS, type Tidings } from '../../domain/problem/notices.ts';
import type { PromiseKind } from '../../domain/problem/types.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { joined, oneLine } from './format.ts';
import { NOTE, page, SECTIONS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import { dayText, limitBadge, limitText } from './lines.ts';
import { problemFactsLine, type OverdueItem } from './problem-overdue.ts';
import { footerFor, greetingFor, section, type Addressee, type BuiltInText, type KindView, type Line } from './view.ts';

export interface NoticeItem extends Omit<OverdueItem, 'due' | 'also'> {
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
  /** The reader is asked for nothing: it is a department's, and he is to know. */
  copied?: boolean;
  /** What else the mail says of the same problem. */
  also?: readonly Omit<NoticeItem, 'actions' | 'also'>[];
}

type Tiding = Omit<NoticeItem, 'actions' | 'also'>;

/** One digest per person and day of what has happened to his problems. */
export interface ProblemNoticeData {
  person: Addressee;
  today: IsoDate;
  items: readonly NoticeItem[];
}

export const problemNotice = { mjml: page(NOTE, SECTIONS), text: textPage(TEXT_NOTE, TEXT_SECTIONS), says, view };

function says(variant: MailVariant<'problem-notice'>, { problem: words }: Words): BuiltInText {
  switch (variant) {
    case 'lateRuling':
      return { subject: words.subjectOfLateRuling, opening: words.introOfLateRuling };
    case 'one':
      return { subject: words.subjectOfOne, opening: words.intro };
    case 'copy':
      return { subject: words.subjectOfCopies, opening: words.introOfCopies };
    case 'copies':
      return { subject: words.subject, opening: words.introOfCopies };
    case 'several':
      return { subject: words.subject, opening: words.intro };
  }
}

function view({ person, today, items }: ProblemNoticeData, locale: MailLocale): KindView<'problem-notice'> {
  const all = wordsOf(locale);
  const words = all.problem;
  const told = groupsOf(items);
  const [only] = told.length === 1 && items.every(({ also = [] }) => also.length === 0) ? told : [];
  // Objections whose day of ruling has passed are no news of an objection: they say that the ruling is late.
  const isLate = only?.what === 'objected' && items.every(({ overdue }) => overdue);
  const n = new Set(items.map(({ code }) => code)).size;
  const allCopied = told.every(({ copied }) => copied);
  return {
    lang: locale,
    variant: isLate ? 'lateRuling' : only ? (allCopied ? 'copy' : 'one') : allCopied ? 'copies' : 'several',
    fields: { n, what: only ? headingOf(only, locale) : '' },
    preheader: joined(...items.slice(0, 3).map(item => oneLine(item.title, 30))),
    sender: all.sender,
    colon: all.colon,
    title: isLate ? words.titleOfLateRuling : words.title,
    greeting: greetingFor(person, locale),
    details: [],
    note: items.some(({ actions }) => actions.length > 0) ? all.linkNote : null,
    sections: told.map(({ mine, ...group }) => {
      const heading = headingOf(group, locale);
      const lines = mine.map(item => lineOf(item, today, locale));
      return section(
        isLate ? words.titleOfLateRuling : group.copied ? fill(words.copied, { what: heading }) : heading,
        lines,
        { locale, empty: '' },
      );
    }),
    footer: footerFor(today, locale),
  };
}

interface Group {
  what: Tidings;
  copied: boolean;
}

/** By what has happened; what is only for his knowledge comes last. */
const groupsOf = (items: readonly NoticeItem[]): (Group & { mine: NoticeItem[] })[] =>
  [false, true]
    .flatMap(copied =>
      TIDINGS.map(what => {
        const mine = items.filter(item => item.what === what && (item.copied ?? false) === copied);
        return { what, copied, mine };
      }),
    )
    .filter(({ mine }) => mine.length > 0);

/** What asks a department for something is said without asking where it is a copy. */
function headingOf({ what, copied }: Group, locale: MailLocale): string {
  const words = wordsOf(locale).problem;
  return (copied ? words.whatCopied[what as keyof typeof words.whatCopied] : undefined) ?? words.what[what];
}

function lineOf(item: NoticeItem, today: IsoDate, locale: MailLocale): Line {
  // A limit that has moved stands in front, as old and new.
  const due = item.what === 'limitMoved' ? null : item.due;
  const { also = [], ...facts } = item;
  const extension = item.what === 'extensionAsked' ? null : item.extension;
  const line = problemFactsLine({ ...facts, due, extension }, locale);
  const overdue = item.overdue || item.what === 'verificationOverdue';
  const badge = limitBadge({ due: item.due, overdue }, { today, locale });
  return {
    ...line,
    meta: joined(moveOf(item, locale), dayOf(item, locale), rulingOf(item, locale), line.meta),
    note: noteOf(item, locale) ?? line.note ?? null,
    also: also.map(tiding => alsoText(tiding, item, locale)),
    badge,
  };
}

/** Another thing that has happened to the problem of a row, with what the row does not say already. */
function alsoText(tiding: Tiding, { due }: NoticeItem, locale: MailLocale): string {
  const words = wordsOf(locale);
  const { what, copied = false, part } = tiding;
  const heading = headingOf({ what, copied }, locale);
  const isOther = tiding.due !== null && (due?.date !== tiding.due.date || due.time !== tiding.due.time);
  return joined(
    copied ? fill(words.problem.copied, { what: heading }) : heading,
    moveOf(tiding, locale),
    dayOf(tiding, locale),
    rulingOf(tiding, locale),
    part === null ? null : fill(words.line.part[part.role], { unit: part.unit }),
    tiding.due !== null && isOther && what !== 'limitMoved'
      ? fill(words.line.due, { limit: limitText(tiding.due, tiding, locale) })
      : null,
    noteOf(tiding, locale),
  );
}

function noteOf({ what, note }: Tiding, locale: MailLocale): string | null {
  if (note === null) return null;
  const words = wordsOf(locale).problem;
  return fill(what === 'toVerify' ? words.result : words.reason, { text: note });
}

function rulingOf({ what, upheld }: Tiding, locale: MailLocale): string | null {
  const words = wordsOf(locale).problem;
  return what === 'objectionRuled' ? words[upheld ? 'upheld' : 'overruled'] : null;
}

function moveOf(tiding: Tiding, locale: MailLocale): string | null {
  const { what, moved, old, due, part } = tiding;
  if (what !== 'limitMoved' || moved === null || old === null || due === null) return null;
  const words = wordsOf(locale).problem;
  const times = { old: `${old.date} ${old.time}`, new: limitText(due, tiding, locale) };
  return fill(words.moved, { what: fill(words.limit[moved], { unit: part?.unit ?? '' }), ...times });
}

function dayOf(tiding: Tiding, locale: MailLocale): string | null {
  const words = wordsOf(locale).problem;
  const { what, granted, promise } = tiding;
  if (tiding.on === null) return null;
  const on = dayText(tiding.on, tiding, locale);
  if (what === 'extensionAsked') return fill(words.asked, { date: on });
  if (what === 'extensionRuled') return fill(granted ? words.granted : words.refused, { date: on });
  if (what === 'promiseMissed') return fill(words.promised[promise ?? 'answer'], { date: on });
  return fill(words.on, { date: on });
}
