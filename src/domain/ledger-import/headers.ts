import { STAGES, type Stage } from '../project/stages.ts';
import { normalise } from './text.ts';

/** What a column can be. `serial` is known and not read: line numbers change whenever a line is deleted. */
export type TextColumn = 'investor' | 'industry' | 'kind' | 'knownIssue' | 'note' | 'source' | 'leaderName';
export type ColumnField =
  | TextColumn
  | 'serial'
  | 'name'
  | 'code'
  | 'county'
  | 'money'
  | 'agreement'
  | 'path'
  | 'leadSource'
  | 'landKind'
  | 'parent'
  | 'relation'
  | 'phase'
  | 'stage'
  | `actual.${Stage}`
  | `plan.${Stage}`;

/** Ledgers name one thing twice on purpose (产业类别 beside 产业链): of these the first that is there is read. */
export const FIRST_WINS: ReadonlySet<ColumnField> = new Set<ColumnField>([
  ...(['serial', 'code', 'investor', 'industry', 'kind', 'knownIssue', 'note', 'source', 'leaderName'] as const),
  ...(['path', 'leadSource', 'landKind'] as const),
]);

const WORDS: Readonly<Partial<Record<ColumnField, readonly string[]>>> = {
  serial: ['序号', '编次', 'no', 'no.', '#'],
  name: ['项目名称', '项目', '项目名', '工程名称', 'name', 'projectname'],
  code: ['项目编号', '项目编码', '编号', '编码', '台账编号', '项目代码', 'code', 'projectcode'],
  county: [
    ...[
      '所属县(市、区)',
      '县(市、区)',
      '所属县(市,区)',
      '县(市,区)',
      '所属县市区',
      '县市区',
      '所属县区',
      '县区',
      '属地',
    ],
    ...[
      '所属区县',
      '区县',
      '所属地区',
      '所属区域',
      '区域',
      '落地县(市、区)',
      '落户县(市、区)',
      '所在县(市、区)',
      '所在地',
    ],
    ...['责任县(市、区)', '县(市、区)、开发区', '落地区域', '项目属地', 'county'],
  ],
  investor: [
    '投资方',
    '投资企业',
    '投资主体',
    '投资单位',
    '投资商',
    '投资方名称',
    '项目业主',
    '业主单位',
    '建设单位',
    'investor',
  ],
  industry: [
    '产业类别',
    '产业链',
    '所属产业',
    '所属行业',
    '产业',
    '行业',
    '行业类别',
    '所属产业链',
    '产业分类',
    'industry',
  ],
  kind: ['项目类型', '项目类别', '项目性质', '建设性质', '引进方式'],
  money: [
    ...[
      '总投资',
      '总投资额',
      '计划总投资',
      '计划总投资额',
      '项目总投资',
      '投资总额',
      '投资额',
      '协议总投资',
      '协议投资额',
    ],
    ...['拟总投资', '签约金额', '合同金额', '合同投资额'],
  ],
  agreement: ['协议性质', '协议类型', '签约性质', '合同性质', '合同类型', '签约类型', '协议类别'],
  leadSource: ['线索来源', '招商来源', '项目线索来源', 'leadsource'],
  path: ['项目路径', '推进路径', '路径', '路径模板', 'path'],
  // Not 用地性质 or 用地类型: there offices keep the use of the land (工业用地), which is another thing.
  landKind: ['用地方式', '用地来源', '供地方式', 'landkind'],
  parent: ['主项目编号', '上级项目编号', '母项目编号', '所属主项目编号', 'parent', 'parentcode'],
  relation: ['与主项目关系', '与上级项目关系', '与母项目关系', 'relation'],
  phase: ['期数', '期次', '建设期次', '第几期', 'phase'],
  stage: [
    ...[
      '当前阶段',
      '进展阶段',
      '项目阶段',
      '所处阶段',
      '目前阶段',
      '项目状态',
      '推进阶段',
      '阶段',
      '建设阶段',
      '当前状态',
    ],
    ...['当前进展阶段', '项目进展阶段', '项目进度阶段', 'stage'],
  ],
  knownIssue: [
    '存在问题',
    '存在困难和问题',
    '存在的问题',
    '存在困难',
    '存在的困难和问题',
    '需协调问题',
    '需协调解决的问题',
    '问题',
  ],
  note: ['备注', '说明', '备注说明', 'note', 'notes'],
  source: ['资料来源', '信息来源', '数据来源', '来源', 'source'],
  leaderName: ['挂钩领导', '挂钩市领导', '挂钩县领导', '挂包领导', '包抓领导', '联系领导', '责任领导', '牵头领导'],
};

/** Not 对接时间 or 最近洽谈时间: the last talk lies after the signing as often as before it. */
const STAGE_DATE_WORDS: Readonly<Record<Stage, readonly string[]>> = {
  lead: ['线索', '线索获取', '线索登记'],
  negotiation: ['在谈', '洽谈', '开始洽谈'],
  signing: ['签约', '签订', '合同签订', '协议签订', '正式签约'],
  landing: ['落地', '落户', '注册落地', '项目落地'],
  groundbreaking: ['开工', '动工', '开工建设', '项目开工', '开建'],
  completion: ['竣工', '建成', '竣工验收', '项目竣工', '完工'],
  production: ['投产', '建成投产', '竣工投产', '项目投产'],
  fullCapacity: ['满产', '达产', '达产满产', '满产达产', '投产达产'],
};
const TIME_WORDS = ['时间', '日期', '年月', '年月日', '节点'];
const PLAN_WORDS = ['计划', '预计', '拟', '预期', '约定', '目标'];
const ACTUAL_WORDS = ['', '实际', '已'];

/** Both orders are in use: 计划开工时间 and 开工计划时间, and 开工时间(计划). */
const milestoneHeaders = (word: string, qualifiers: readonly string[]): string[] =>
  TIME_WORDS.flatMap(time =>
    qualifiers.flatMap(how => [`${how}${word}${time}`, `${word}${how}${time}`, `${word}${time}${how && `(${how})`}`]),
  );

/** What the columns of one kind of ledger are called. */
export interface LedgerShape<Field extends string = ColumnField> {
  knownHeader(text: string): KnownHeader<Field> | null;
  firstWins: ReadonlySet<Field>;
  /** The column without which no table is such a ledger, as people call it; its field is `name`. */
  needed: string;
}

const buildIndex = (): Map<string, { field: ColumnField; rank: number }> => {
  const index = new Map<string, { field: ColumnField; rank: number }>();
  const add = (field: ColumnField, headers: readonly string[]): void =>
    headers.forEach((header, rank) => index.set(normalise(header), { field, rank }));
  for (const [field, headers] of Object.entries(WORDS)) {
    // Money is read by its beginning, for the unit's sake.
    if (field !== 'money') add(field as ColumnField, headers);
  }
  for (const stage of STAGES) {
    for (const word of STAGE_DATE_WORDS[stage]) {
      add(`plan.${stage}`, milestoneHeaders(word, PLAN_WORDS));
      add(`actual.${stage}`, milestoneHeaders(word, ACTUAL_WORDS));
    }
  }
  return index;
};

const INDEX = buildIndex();
const MONEY_WORDS = [...(WORDS.money ?? [])].sort((a, b) => b.length - a.length);
const UNIT = /(?:亿|千万|百万|十万|万|千)?(?:美|港|欧|日)?元|亿|万/g;
/** 总投资(本年完成) is not the project's money. */
const OTHER_MONEY = /[年月季]|完成|累计|到位|设备|占/;

export interface KnownHeader<Field extends string = ColumnField> {
  field: Field;
  /** Position among the words for one field; the lower is the more usual. */
  rank: number;
  /** The unit written into a money header (`亿元`, `万美元`, …), null when there is none. */
  unit: string | null;
}

const moneyHeader = (word: string): KnownHeader | null => {
  const base = MONEY_WORDS.find(known => word.startsWith(known));
  if (base === undefined) return null;
  const tail = word.slice(base.length).replaceAll(/单位:?|人民币/g, '');
  const units = [...new Set(tail.match(UNIT) ?? [])];
  const bare = tail.replaceAll(UNIT, '').replaceAll(/[()/:,、-]/g, '');
  if ((bare !== '' && !/^\(.*\)$/.test(tail)) || OTHER_MONEY.test(bare)) return null;
  return { field: 'money', rank: 0, unit: units.length === 0 ? null : units.join('/') };
};

/** Recognises a header however it is spaced, broken, bracketed or marked as compulsory. */
export function knownHeader(text: string): KnownHeader | null {
  const word = headerWord(text);
  if (word === '') return null;
  const money = moneyHeader(word);
  if (money) return money;
  const found = foundIn(INDEX, word);
  return found ? { ...found, unit: null } : null;
}

/** With its spaces, brackets and stars; looking at more of it would take time and find nothing. */
const LONGEST_HEADER = 400;

/** As headers are compared; empty for what is too long to be one. */
export function headerWord(text: string): string {
  if (text.length > LONGEST_HEADER) return '';
  const word = normalise(text).replace(/^[*★☆]+|[*★☆::]+$/g, '');
  return word.length > 40 ? '' : word;
}

/** What stands in brackets about the unit: `(万元)`, `(单位:亿元)`. */
const UNIT_IN_BRACKETS = /\([^()]*(?:元|亿|万)[^()]*\)/g;

/** As headers of one office are told apart: without the unit, which may be another next month. Empty for what is too long. */
export function headerKey(text: string): string {
  const word = headerWord(text);
  return word.replaceAll(UNIT_IN_BRACKETS, '') || word;
}

/** The unit that a header of money names in brackets or at its end, null when it names none. */
export function unitInHeader(text: string): string | null {
  const word = headerWord(text);
  const said = [...(word.match(UNIT_IN_BRACKETS) ?? []), ...(/[十百千万亿美港欧日]+元$/.exec(word) ?? [])].join('');
  const units = [...new Set(said.match(UNIT) ?? [])];
  return units.length === 0 ? null : units.join('/');
}

/** By the whole word, or without what stands in brackets. */
export const foundIn = <T>(index: ReadonlyMap<string, T>, word: string): T | undefined =>
  index.get(word) ?? index.get(word.replaceAll(/\([^()]*\)/g, ''));

export const PROJECT_LEDGER: LedgerShape = { knownHeader, firstWins: FIRST_WINS, needed: '项目名称' };
