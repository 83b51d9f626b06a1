import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { MailVariant } from '../../domain/mail-texts.ts';
import type { Paper } from '../../domain/problem/types.ts';
import { wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { joined, oneLine } from './format.ts';
import { NOTE, page, SECTIONS, TEXT_NOTE, TEXT_SECTIONS, textPage } from './layout.ts';
import { limitBadge } from './lines.ts';
import { byStanding, longestFirst, overdueRow, type OverdueItem } from './problem-overdue.ts';
import { footerFor, greetingFor, section, type Addressee, type BuiltInText, type KindView } from './view.ts';

/** A paper (督办单) of one colour: the problems of a department that are near their limit, past it, or long past it. */
export interface ProblemPaperData {
  person: Addressee;
  today: IsoDate;
  paper: Paper;
  items: readonly OverdueItem[];
}

const BANDS: Record<Paper, { background: string; ink: string }> = {
  blue: { background: '#1f5fa8', ink: '#ffffff' },
  yellow: { background: '#f2c230', ink: '#3d2f00' },
  red: { background: '#b3261e', ink: '#ffffff' },
};

/** The colour is what people call it by: a band over the whole width, and the word on it for who sees no colours. */
const BAND = (Object.keys(BANDS) as Paper[])
  .map(
    paper => `<mj-raw>{{#if band.${paper}}}</mj-raw>
<mj-section background-color="${BANDS[paper].background}" padding="10px 24px"><mj-column>
  <mj-text font-size="16px" font-weight="600" color="${BANDS[paper].ink}">{{title}}</mj-text>
</mj-column></mj-section>
<mj-raw>{{/if}}</mj-raw>`,
  )
  .join('');

export const problemPaper = { mjml: page(BAND, NOTE, SECTIONS), text: textPage(TEXT_NOTE, TEXT_SECTIONS), says, view };

interface PaperView extends KindView<'problem-paper'> {
  band: Record<Paper, boolean>;
}

function says(variant: MailVariant<'problem-paper'>, { problem: { paper: words } }: Words): BuiltInText {
  switch (variant) {
    case 'copied':
      return { subject: words.subjectOfCopy, opening: words.introOfCopy };
    case 'relay':
      return { subject: words.subject, opening: words.introOfRelay };
    default:
      return { subject: words.subject, opening: words.intro[variant] };
  }
}

function view({ person, today, paper, items }: ProblemPaperData, locale: MailLocale): PaperView {
  const all = wordsOf(locale);
  const words = all.problem.paper;
  const sorted = longestFirst(items);
  const told = byStanding(sorted);
  const [only] = told.length === 1 ? told : [];
  const stands = only?.stands;
  const lineOf = (item: OverdueItem) => ({
    ...overdueRow(item, { today, locale }),
    badge: limitBadge(item, { today, locale }),
  });
  return {
    lang: locale,
    variant: stands === 'relay' || stands === 'copied' ? stands : paper,
    fields: { paper: words.name[paper], n: new Set(items.map(({ code }) => code)).size },
    preheader: joined(...sorted.slice(0, 3).map(item => oneLine(item.title, 30))),
    sender: all.sender,
    colon: all.colon,
    title: words.name[paper],
    greeting: greetingFor(person, locale),
    details: [],
    note: items.some(({ actions }) => actions.length > 0) ? all.linkNote : null,
    sections: told.map(({ stands: standing, mine }) => {
      const heading = standing === 'act' ? words.list : all.overdue.list[standing];
      return section(heading, mine.map(lineOf), { locale, empty: '' });
    }),
    footer: footerFor(today, locale),
    band: { blue: paper === 'blue', yellow: paper === 'yellow', red: paper === 'red' },
  };
}
