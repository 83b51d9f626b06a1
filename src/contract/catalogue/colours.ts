import type { Coloured, Colour, ColourRule, Reason, Subject, Threshold } from '../../domain/colour/types.ts';
import type { Batch } from '../../domain/evaluation/counts.ts';
import type { PaceBasis, PaceGap } from '../../domain/money/pace.ts';
import type { Locale, Words } from './words.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

export const COLOUR_WORDS: Record<Colour, Words> = {
  green: w('绿灯', 'green'),
  yellow: w('黄灯', 'yellow'),
  red: w('红灯', 'red'),
  none: w('不亮灯', 'none'),
};

export const COLOUR_RULE_WORDS: Record<ColourRule, Words> = {
  pace: w('序时', 'plan against time'),
  start: w('开工', 'start'),
  statistics: w('入库', 'entry into the statistics'),
  shortfall: w('欠进度', 'shortfall'),
  misses: w('连续未达序时', 'months missed'),
  silence: w('无填报', 'silence'),
  lateFigures: w('逾期补报', 'late figures'),
};

export const SUBJECT_WORDS: Record<Subject, Words> = {
  project: w('项目', 'project'),
  county: w('县（市、区）', 'county'),
};

export const BASIS_WORDS: Record<PaceBasis, Words> = {
  days: w('按天', 'by days'),
  months: w('按月', 'by months'),
};

export const GAP_WORDS: Record<PaceGap, Words> = {
  noPlan: w('没有年度计划', 'there is no plan of the year'),
  zeroPlan: w('年度计划为 0', 'the plan of the year is 0'),
  notReported: w('本年没有月报', 'nothing was reported this year'),
  nothingElapsed: w('时间进度为 0', 'nothing of the year has passed'),
};

/** 四个一批: 签约未开工 · 开工 · 在建 · 投用. */
export const FOUR_BATCHES_WORDS: Record<Batch, Words> = {
  planned: w('签约未开工一批', 'planned'),
  started: w('开工一批', 'started'),
  underConstruction: w('在建一批', 'under construction'),
  inUse: w('投用一批', 'in use'),
};

const UNIT_WORDS: Record<Threshold['unit'], Words> = {
  points: w('个百分点', 'points'),
  percent: w('%', '%'),
  months: w('个月', 'months'),
};
const SIGNS: Record<Threshold['is'], string> = { atMost: '≤', below: '<', atLeast: '≥', above: '>' };

const MONEY = w(
  '{month} 底，年度计划 {planWan} 万元，累计完成 {doneWan} 万元，时间进度 {elapsed}（{basis}）',
  'end of {month}: {doneWan} of the {planWan} 万元 planned for the year are done, {elapsed} of the year have passed ({basis})',
);
const money = (zh: string, en: string): Words => w(`${MONEY.zh}，${zh}`, `${MONEY.en}, ${en}`);

/** What a rule looked at; the names in braces are those of the reason's facts. */
const LOOKED_AT: Record<ColourRule, Words> = {
  pace: money('落后序时 {pointsBehind} 个百分点', '{pointsBehind} points behind schedule'),
  shortfall: money('欠序时进度 {percentShort}%', '{percentShort} % short of what is due'),
  start: w(
    '计划 {dueMonth} 开工，{month} 底仍未开工，连同当月 {monthsNotStarted} 个月',
    'to be started in {dueMonth}, not started at the end of {month}: {monthsNotStarted} months with the first',
  ),
  statistics: w(
    '开工已 {monthsSinceStart} 个月，{month} 底仍未入库',
    'started {monthsSinceStart} months ago, not in the statistics at the end of {month}',
  ),
  misses: w(
    '到 {month} 连续 {missesRunning} 个月未达序时',
    '{missesRunning} months running behind schedule by {month}',
  ),
  silence: w(
    '到 {month} 连续 {monthsWithoutReport} 个月没有填报',
    '{monthsWithoutReport} months running without a report by {month}',
  ),
  lateFigures: w(
    '月报截止时为红灯[（当时累计完成 {doneWanAtClose} 万元）]，逾期补报后改为黄灯',
    'red when the month was closed[ ({doneWanAtClose} 万元 done by then)]; figures that came late turn it yellow',
  ),
};
/** A minus sign would have to be read as "not behind". */
const AHEAD: Partial<Record<ColourRule, Words>> = {
  pace: money('超序时 {pointsBehind} 个百分点', '{pointsBehind} points ahead of schedule'),
  shortfall: money('超序时进度 {percentShort}%', '{percentShort} % beyond what is due'),
};

/** `到 2026-10 连续 3 个月没有填报（≥ 3 个月：红灯）` */
export function reasonText({ rule, light, noted, facts, threshold }: Reason, locale: Locale): string {
  const measured = facts['pointsBehind'] ?? facts['percentShort'];
  const ahead = measured?.startsWith('-') === true ? AHEAD[rule] : undefined;
  const said: Record<string, string> = { ...facts };
  if (ahead) for (const name of ['pointsBehind', 'percentShort']) said[name] = said[name]?.slice(1) ?? '';
  if (said['basis'] !== undefined) said['basis'] = BASIS_WORDS[said['basis'] as PaceBasis][locale];
  const sentence = fill((ahead ?? LOOKED_AT[rule])[locale], said);
  const limit = threshold && limitText(threshold, locale);
  const colour = COLOUR_WORDS[light][locale] + (noted ? (locale === 'zh' ? '，提醒' : ', noted') : '');
  if (locale === 'zh') return `${sentence}（${limit === null ? '' : `${limit}：`}${colour}）`;
  return `${sentence} (${limit === null ? '' : `${limit}: `}${colour})`;
}

function limitText({ is, value, unit }: Threshold, locale: Locale): string {
  const word = UNIT_WORDS[unit][locale];
  return unit === 'percent'
    ? `${SIGNS[is]} ${value}${locale === 'zh' ? '' : ' '}${word}`
    : `${SIGNS[is]} ${value} ${word}`;
}

/** `序时：没有年度计划，不作衡量` */
export function unmeasuredText({ rule, gap }: Coloured['unmeasured'][number], locale: Locale): string {
  const [name, why] = [COLOUR_RULE_WORDS[rule][locale], GAP_WORDS[gap][locale]];
  return locale === 'zh' ? `${name}：${why}，不作衡量` : `${name}: ${why}; not measured`;
}

/** A part in square brackets is left out when one of its names has no value. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text
    .replaceAll(/\[([^\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => values[name] !== undefined) ? part : '',
    )
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '?');
