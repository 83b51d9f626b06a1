import { AlignmentType, BorderStyle, Paragraph, TextRun, type Table } from 'docx';
import type { Outcome } from '../domain/meeting/minutes/types.ts';
import { documentOf, ends, FONTS, heading, paragraph, SIZES, table, text } from './official-document.ts';

/** What minutes say on paper; dates are `YYYY-MM-DD`, names as they are read. */
export interface MinutesPaper {
  /** Of the series: 周调度会. */
  name: string;
  /** Not published yet: marked on the page. */
  draft: boolean;
  /** 2026年第 n 次 of the series. */
  year: number;
  ordinal: number;
  office: string;
  start: { date: string; time: string };
  venue: string;
  theme: string | null;
  chair: string | null;
  items: readonly PaperItem[];
  /** Decided on no item of the agenda. */
  others: readonly PaperDecision[];
  present: readonly string[];
  represented: readonly { name: string; by: string }[];
  absent: readonly string[];
  publishedOn: string | null;
  /** SHA-256 of what was published. */
  hash: string | null;
  corrections: readonly { on: string; by: string; reason: string }[];
}

export interface PaperItem {
  title: string;
  code: string | null;
  outcome: Outcome | null;
  note: string | null;
  decisions: readonly PaperDecision[];
}

export interface PaperDecision {
  text: string;
  unit: string;
  person: string | null;
  dueOn: string;
}

/** The same minutes always give the same bytes, so that what was sent can be told from what was altered. */
export function minutesDocx(paper: MinutesPaper): Promise<Uint8Array> {
  const decisions = [...paper.items.flatMap(item => item.decisions), ...paper.others];
  return documentOf({
    title: titleOf(paper),
    on: paper.publishedOn ?? paper.start.date,
    children: [
      ...masthead(paper),
      opening(paper),
      ...paper.items.flatMap((item, index) => itemParagraphs(item, `${numeral(index + 1)}、`)),
      ...othersOf(paper),
      ...(decisions.length === 0 ? [] : [heading('议定事项一览'), decisionTable(decisions)]),
      ...correctionsOf(paper),
      ...attendance(paper),
      ...colophon(paper),
    ],
  });
}

/** 周调度 → 周调度会议纪要, 市周调度会 → 市周调度会纪要. */
const meetingOf = ({ name }: MinutesPaper): string => (/会议?$/.test(name) ? name : `${name}会议`);
const titleOf = (paper: MinutesPaper): string => `${meetingOf(paper)}纪要`;

function masthead(paper: MinutesPaper): Paragraph[] {
  const red = { color: 'C00000' };
  const line = { style: BorderStyle.SINGLE, size: 18, color: 'C00000', space: 4 };
  const draft = paper.draft ? [paragraph('（草稿，未发布）', { alignment: AlignmentType.CENTER, indent: {} })] : [];
  const mark = new TextRun({ text: text(titleOf(paper)), font: FONTS.title, size: SIZES.mark, ...red });
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 400, after: 240 }, children: [mark] }),
    paragraph(`（${paper.year}年第${paper.ordinal}次）`, { alignment: AlignmentType.CENTER, indent: {} }),
    ...draft,
    ends([paper.office, longDate(paper.publishedOn ?? paper.start.date)], {
      ...{ spacing: { after: 360 }, border: { bottom: line } },
    }),
  ];
}

function opening(paper: MinutesPaper): Paragraph {
  const { start, venue, chair, theme } = paper;
  const about = theme === null ? '' : `，专题为“${theme}”`;
  return paragraph(
    `${longDate(start.date)}${start.time}，${chair === null ? '' : `${chair}主持，`}在${venue}召开${meetingOf(paper)}${about}。会议纪要如下：`,
  );
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  decided: '议定。',
  carried: '结转下次会议。',
  closed: '已议结。',
  noted: '会议知悉。',
};

function itemParagraphs({ title, code, outcome, note, decisions }: PaperItem, number: string): Paragraph[] {
  const said = decisions.map(decisionText);
  const rest =
    decisions.length > 0 && outcome === 'decided' ? '' : outcome === null ? '尚未记录结果。' : OUTCOMES[outcome];
  const ends = `${rest}${note === null ? '' : sentence(note)}`;
  return [
    heading(`${number}${title}${code === null ? '' : `（${code}）`}`),
    ...said.map((each, index) => paragraph(said.length === 1 ? each : `（${numeral(index + 1)}）${each}`)),
    ...(ends === '' ? [] : [paragraph(ends)]),
  ];
}

const decisionText = ({ text: said, unit, person, dueOn }: PaperDecision): string =>
  `${sentence(said)}由${unit}${person === null ? '' : `（${person}）`}负责，${longDate(dueOn)}前完成。`;

const othersOf = ({ items, others }: MinutesPaper): Paragraph[] =>
  others.length === 0
    ? []
    : itemParagraphs(
        { title: '其他议定事项', code: null, outcome: 'decided', note: null, decisions: others },
        `${numeral(items.length + 1)}、`,
      );

const decisionTable = (decisions: readonly PaperDecision[]): Table =>
  table(
    [
      { head: '序号', width: 8, centred: true },
      { head: '议定事项', width: 46 },
      { head: '责任单位', width: 26 },
      { head: '完成时限', width: 20, centred: true },
    ],
    decisions.map(({ text: said, unit, person, dueOn }, index) => [
      `${index + 1}`,
      said,
      person === null ? unit : `${unit}（${person}）`,
      dueOn,
    ]),
  );

const correctionsOf = ({ corrections }: MinutesPaper): Paragraph[] =>
  corrections.length === 0
    ? []
    : [
        heading('更正'),
        ...corrections.map(({ on, by, reason }) => paragraph(`${longDate(on)}，${by}更正：${sentence(reason)}`)),
      ];

/** After the text, each list with its label in Hei (GB/T 9704-2012, 10.3). */
function attendance({ present, represented, absent }: MinutesPaper): Paragraph[] {
  const lists: [label: string, names: readonly string[]][] = [
    ['出席', present],
    ['委派代表', represented.map(({ name, by }) => `${name}（由${by}代）`)],
    ['缺席', absent],
  ];
  const given = lists.filter(([, names]) => names.length > 0);
  return given.map(([label, names], index) => {
    const spacing = { before: index === 0 ? 480 : 0 };
    return paragraph(`${names.join('、')}`, { spacing }, `${label}：`);
  });
}

/** 版记: who printed it and when, between two lines; the hash for whoever wants to compare. */
function colophon({ office, publishedOn, hash }: MinutesPaper): Paragraph[] {
  const line = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 };
  if (publishedOn === null) return [];
  const printed = ends([office, `${longDate(publishedOn)}印发`], {
    ...{ spacing: { before: 600 }, border: { top: line, bottom: line }, keepNext: hash !== null },
  });
  if (hash === null) return [printed];
  const small = { font: FONTS.body, size: SIZES.small, color: '595959' };
  const check = new TextRun({ text: `发布内容校验值 SHA-256：${hash}`, ...small });
  return [printed, new Paragraph({ spacing: { before: 120 }, children: [check] })];
}

/** `2026-11-30` → 2026年11月30日, without leading noughts. */
function longDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

const sentence = (said: string): string => (/[。！？；]$/.test(said) ? said : `${said}。`);

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 → 一, 10 → 十, 24 → 二十四; an agenda holds fewer than a hundred. */
function numeral(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (value >= 100) return String(value);
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[ones]}`;
}
