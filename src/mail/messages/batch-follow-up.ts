import type { IsoDate } from '../../domain/calendar/dates.ts';
import { wanToYi } from '../../domain/money/money.ts';
import { STAGES, type Stage } from '../../domain/project/stages.ts';
import type { ProjectStatus } from '../../domain/project/types.ts';
import { fill, wordsOf, type MailLocale, type Words } from './catalogue.ts';
import { coded, joined, longDate, oneLine, type Coded } from './format.ts';
import { DETAILS, page, SECTIONS, TEXT_DETAILS, TEXT_SECTIONS, textPage } from './layout.ts';
import { byUrgency, projectLine, type ProjectItem } from './lines.ts';
import { footerFor, greetingFor, section, type Addressee, type BuiltInText, type KindView, type Line } from './view.ts';

export interface BatchFollowUpItem extends ProjectItem {
  status: ProjectStatus;
}

/** One mail per person, event and follow-up: how far the projects have come that were signed, started or completed together. */
export interface BatchFollowUpData {
  person: Addressee;
  today: IsoDate;
  batch: Coded & { stage: Stage; on: IsoDate; months: number };
  items: readonly BatchFollowUpItem[];
}

export const batchFollowUp = { mjml: page(DETAILS, SECTIONS), text: textPage(TEXT_DETAILS, TEXT_SECTIONS), says, view };

type Group = 'still' | 'onward' | 'left';
/** What has not moved comes first: that is what the mail is for. */
const GROUPS: readonly Group[] = ['still', 'onward', 'left'];

function says(_variant: 'usual', { batch }: Words): BuiltInText {
  return { subject: batch.subject, opening: batch.intro };
}

function view({ person, today, batch, items }: BatchFollowUpData, locale: MailLocale): KindView<'batch-follow-up'> {
  const all = wordsOf(locale);
  const words = all.batch;
  const groupOf = ({ status, stage }: BatchFollowUpItem): Group => {
    if (status !== 'active' && status !== 'achieved') return 'left';
    return STAGES.indexOf(stage) > STAGES.indexOf(batch.stage) ? 'onward' : 'still';
  };
  const sections = GROUPS.map(group => {
    const lines = items.filter(item => groupOf(item) === group).map(item => lineOf(item, group, { today, locale }));
    return section(fill(words[group], { stage: all.stage[batch.stage] }), byUrgency(lines), { locale, empty: '' });
  }).filter(({ count }) => count > 0);
  const still = items.filter(item => groupOf(item) === 'still').length;
  const name = oneLine(batch.name, 40);
  const { code, months } = batch;
  return {
    lang: locale,
    variant: 'usual',
    fields: { name, code, months, n: items.length, still, date: longDate(batch.on, locale) },
    preheader: stagesText(items, locale),
    sender: all.sender,
    colon: all.colon,
    title: words.title,
    greeting: greetingFor(person, locale),
    details: [
      { label: words.count, value: fill(words.countText, { n: items.length, yi: wanToYi(sumOf(items)) }) },
      { label: words.stages, value: stagesText(items, locale) },
    ],
    note: null,
    sections,
    footer: footerFor(today, locale),
  };
}

const sumOf = (items: readonly BatchFollowUpItem[]): number =>
  items.reduce((sum, { investmentWan }) => sum + (investmentWan ?? 0), 0);

/** `签约 12 · 落地 5`: every project once, those that have left too. */
const stagesText = (items: readonly BatchFollowUpItem[], locale: MailLocale): string =>
  joined(
    ...STAGES.map(stage => {
      const count = items.filter(item => item.stage === stage).length;
      return count === 0 ? null : `${wordsOf(locale).stage[stage]} ${count}`;
    }),
  );

/** Of a project that has left the path, why it stands still is all there is to say. */
function lineOf(item: BatchFollowUpItem, group: Group, now: { today: IsoDate; locale: MailLocale }): Line {
  if (group !== 'left') return projectLine(item, now);
  const words = wordsOf(now.locale);
  const at = fill(words.line.at, { stage: words.stage[item.stage] });
  return {
    title: coded(item),
    meta: joined(item.county ?? words.line.noCounty, at, words.batch.status[item.status]),
    badge: null,
  };
}
