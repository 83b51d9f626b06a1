import type { Stage } from '../../domain/project/stages.ts';
import type { Locale } from './words.ts';
import { STAGE_WORDS } from './words.ts';

/** Chinese names of the fields of commands and queries; in English a field is called as it is written. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  code: '编号',
  id: '编号',
  name: '名称',
  county: '县（市、区）',
  investor: '投资方',
  industry: '产业链',
  projectType: '项目类型',
  agreement: '协议类型',
  investmentWan: '总投资（万元）',
  investmentYi: '总投资（亿元）',
  leaderId: '挂钩领导',
  leaderName: '挂钩领导姓名',
  leader: '挂钩领导',
  teamUnitId: '专班',
  knownIssue: '存在问题',
  note: '备注',
  source: '来源',
  stage: '阶段',
  status: '状态',
  milestones: '节点',
  plan: '计划日期',
  actual: '实际日期',
  evidence: '佐证',
  kind: '种类',
  number: '文号',
  issuer: '出具单位',
  link: '链接',
  to: '转入阶段',
  on: '日期',
  passed: '经过的阶段',
  date: '日期',
  reason: '原因',
  approvedBy: '批准人',
  reviewOn: '复核日期',
  field: '更正项',
  value: '值',
  title: '标题',
  detail: '详情',
  project: '项目',
  category: '类别',
  leadUnit: '主办单位',
  coUnits: '协办单位',
  handler: '承办人',
  text: '答复',
  nextOn: '下次答复日期',
  result: '办理结果',
  accepted: '是否通过',
  state: '状态',
  weekday: '星期',
  time: '时间',
  durationMinutes: '时长（分钟）',
  venue: '地点',
  chair: '主持人',
  attendees: '参会人员',
  themes: '主题',
  holidayRule: '遇节假日规则',
  series: '会议系列',
  address: '邮箱',
  unit: '单位',
  roles: '角色',
  active: '是否在用',
  label: '标签',
  actor: '操作人',
  file: '文件',
  fileName: '文件名',
  assume: '假定',
  slot: '时点',
  limit: '每页行数',
  cursor: '翻页游标',
  q: '查询词',
  person: '人员',
  role: '角色',
  verdict: '结论',
  overdue: '是否超期',
  gaps: '数据缺口',
  section: '参数组',
  validFrom: '生效日期',
  basedOn: '所依据的版本',
  officeHours: '办公时间',
  start: '开始',
  end: '结束',
  lunch: '午休',
  problem: '问题',
  leadWorkingDays: '主办期限（工作日）',
  reworkWorkingDays: '退回后期限（工作日）',
  paths: '路径模板',
  stages: '阶段',
  gates: '关口',
  needs: '须写明',
  level: '要求',
  warnDaysBefore: '提前预警（天）',
  meeting: '会议',
  openDaysAhead: '提前打开（天）',
  timetable: '时间表',
  money: '投资额',
  closingDay: '次月截止日',
  colours: '亮灯',
  ruleSets: '规则',
  report: '报表所用规则',
  basis: '时间进度口径',
  thresholds: '界限',
  step: '步骤',
  at: '时点',
  workingDays: '工作日（从开会日数起）',
  hours: '小时（从开会时数起）',
  body: '请求体',
  path: '地址',
  'Idempotency-Key': '幂等键',
  Authorization: '凭证',
  'Content-Type': '内容类型',
};

/** Only what the tables themselves hold: a caller may send a field called `constructor`. */
function knownWord(name: string): string | undefined {
  if (Object.hasOwn(FIELD_WORDS, name)) return FIELD_WORDS[name];
  return Object.hasOwn(STAGE_WORDS, name) ? STAGE_WORDS[name as Stage].zh : undefined;
}

const wordOf = (part: string): string => {
  const [, name = part, index = ''] = /^([^[]*)((?:\[\d+\])*)$/.exec(part) ?? [];
  return (knownWord(name) ?? name) + index.replaceAll(/\[(\d+)\]/g, (_, at) => ` 第${Number(at) + 1}项`);
};

/** What a field is called: `passed.landing` → `经过的阶段·落地（passed.landing）`. A column of a spreadsheet keeps its own name. */
export function fieldLabel(field: string, locale: Locale): string {
  if (field === '') return locale === 'zh' ? '整个请求' : 'the request';
  if (locale === 'en' || /\p{Script=Han}/u.test(field)) return field;
  const words = fieldWords(field);
  return words === field ? field : `${words}（${field}）`;
}

/** In Chinese, without the field itself behind it. */
export const fieldWords = (field: string): string => field.split('.').map(wordOf).join('·');
