import { wanToYi } from '../../domain/money/money.ts';
import { AGREEMENT_WORDS, LAND_KIND_WORDS, STAGE_WORDS, wordIn, type Locale, type Words } from './words.ts';

/** What the facts of a project are called, on the terminal and in a report alike. */
const FACT_WORDS: Readonly<Record<string, Words>> = {
  name: { zh: '项目名称', en: 'name' },
  county: { zh: '县（市、区）', en: 'county' },
  investor: { zh: '投资方', en: 'investor' },
  industry: { zh: '产业链', en: 'industry' },
  kind: { zh: '项目类型', en: 'kind of project' },
  projectType: { zh: '项目类型', en: 'kind of project' },
  agreement: { zh: '协议类型', en: 'agreement' },
  investmentWan: { zh: '总投资', en: 'investment' },
  stage: { zh: '阶段', en: 'stage' },
  knownIssue: { zh: '存在问题', en: 'known issue' },
  note: { zh: '备注', en: 'note' },
  source: { zh: '来源', en: 'source' },
  leaderName: { zh: '挂钩领导', en: 'paired leader' },
  leaderId: { zh: '挂钩领导', en: 'paired leader' },
  teamUnitId: { zh: '专班', en: 'team' },
  landKind: { zh: '用地方式', en: 'land' },
  path: { zh: '路径', en: 'path' },
  parent: { zh: '主项目', en: 'project it hangs on' },
  leadSource: { zh: '线索来源', en: 'lead source' },
  raisedOn: { zh: '提出日期', en: 'day raised' },
  solvedOn: { zh: '办结日期', en: 'day solved' },
  closedOn: { zh: '销号日期', en: 'day closed' },
};

/** `actual.landing` → 落地日期, `precision.landing` → its day, `county` → 县(市、区). */
export function factWord(field: string, locale: Locale): string {
  const parts = field.split('.');
  const stage = wordIn(STAGE_WORDS, parts.at(-1) ?? '', locale);
  const zh = locale === 'zh';
  const period = parts[1] ?? '';
  if (parts[0] === 'yearPlan') return zh ? `${period}年计划投资` : `plan of ${period}`;
  if (parts[0] === 'done') return zh ? `${period} 完成投资` : `done in ${period}`;
  if (parts[0] === 'toDate') return zh ? `${period} 本年累计` : `year to date of ${period}`;
  if (parts[0] === 'actual') return zh ? `${stage}日期` : `${stage} date`;
  if (parts[0] === 'plan' || (parts[0] === 'precision' && parts[1] === 'plan')) {
    return zh ? `计划${stage}日期` : `planned ${stage} date`;
  }
  if (parts[0] === 'precision') {
    const known = FACT_WORDS[parts[1] ?? '']?.[locale];
    if (known !== undefined) return zh ? `${known}不到日` : `exact ${known}`;
    return zh ? `${stage}日期不到日` : `exact ${stage} day`;
  }
  return wordIn(FACT_WORDS, field, locale);
}

/** The value of a fact as people read it: money in 亿元, stages and agreements by their words, nothing as "blank". */
export function factValue(field: string, value: string | number | null, locale: Locale): string {
  if (value === null || value === '') return locale === 'zh' ? '空' : 'blank';
  if (field === 'investmentWan') return `${wanToYi(Number(value))} 亿元`;
  if (/^(?:yearPlan|done|toDate)\./.test(field)) return `${value} 万元`;
  if (field === 'stage') return wordIn(STAGE_WORDS, String(value), locale);
  if (field === 'landKind') return wordIn(LAND_KIND_WORDS, String(value), locale);
  return field === 'agreement' ? wordIn(AGREEMENT_WORDS, String(value), locale) : String(value);
}

/** `总投资： 3.5 亿元 → 99.9 亿元` */
export function factChange(
  { field, old, new: next }: { field: string; old: string | number | null; new: string | number | null },
  locale: Locale,
): string {
  const colon = locale === 'zh' ? '\uff1a' : ': ';
  return `${factWord(field, locale)}${colon}${factValue(field, old, locale)} → ${factValue(field, next, locale)}`;
}
