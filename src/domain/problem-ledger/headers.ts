import { foundIn, headerWord, type KnownHeader, type LedgerShape } from '../ledger-import/headers.ts';
import { normalise } from '../ledger-import/text.ts';

export type ProblemField =
  | 'serial'
  | 'code'
  | 'projectCode'
  | 'project'
  | 'county'
  | 'name'
  | 'detail'
  | 'category'
  | 'source'
  | 'raisedOn'
  | 'leadUnit'
  | 'splitUnits'
  | 'coUnits'
  | 'dueOn'
  | 'state'
  | 'result'
  | 'solvedOn'
  | 'closedOn'
  | 'verifier'
  | 'onTheSpot'
  | 'reason';

const WORDS: Readonly<Record<ProblemField, readonly string[]>> = {
  serial: ['序号', '编次', 'no', 'no.', '#'],
  code: ['编号', '问题编号', '问题编码', '台账编号', '事项编号', 'code', 'problemcode'],
  projectCode: ['项目编号', '项目编码', '项目代码', 'projectcode'],
  project: [
    '项目',
    '项目名称',
    '涉及项目',
    '所属项目',
    '关联项目',
    '企业(项目)',
    '项目(企业)',
    '项目(企业)名称',
    'project',
  ],
  county: [
    ...['县(市、区)', '县区', '所属县(市、区)', '属地', '区县', '县市区', '县(市,区)', '所属县区', '责任县(市、区)'],
    ...['所在县(市、区)', '所属区域', '区域', 'county'],
  ],
  name: [
    ...['问题', '存在问题', '问题内容', '问题描述', '存在的问题', '困难问题', '存在困难问题', '需协调问题', '诉求'],
    ...[
      '需协调解决的问题',
      '存在困难和问题',
      '问题事项',
      '事项',
      '企业诉求',
      '具体问题',
      '难点堵点',
      '问题标题',
      'problem',
    ],
  ],
  detail: ['详情', '问题详情', '具体情况', '情况说明', '详细情况', 'detail'],
  category: ['类别', '问题类别', '问题类型', '问题分类', '类型', '要素类别', 'category'],
  source: ['来源', '问题来源', '来源渠道', '收集渠道', '提出渠道', 'source'],
  raisedOn: [
    ...['提出日期', '提出时间', '收集时间', '收集日期', '登记日期', '登记时间', '交办时间', '交办日期', '受理时间'],
    ...['发现时间', '发现日期', '上报时间', 'raised', 'raisedon'],
  ],
  leadUnit: ['主办', '主办单位', '牵头单位', '责任单位', '牵头部门', '主办部门', '责任部门', '承办单位', 'lead'],
  splitUnits: ['分办', '分办单位', '分办部门'],
  coUnits: ['协办', '协办单位', '配合单位', '配合部门', '协办部门', '协同单位'],
  dueOn: ['时限', '办理时限', '办结时限', '完成时限', '要求办结时间', '整改时限', '计划办结时间', '解决时限', 'due'],
  state: [
    '状态',
    '办理状态',
    '当前状态',
    '是否销号',
    '销号情况',
    '办结情况',
    '是否办结',
    '是否解决',
    '问题状态',
    'state',
  ],
  result: [
    '办理结果',
    '处理结果',
    '办结结果',
    '办理情况',
    '解决情况',
    '化解情况',
    '整改情况',
    '落实情况',
    '解决措施',
    'result',
  ],
  solvedOn: ['办结日期', '办结时间', '解决时间', '解决日期', '完成时间', '化解时间', 'solved'],
  closedOn: ['销号日期', '销号时间', '核验日期', '核销时间', '核销日期', '验收销号时间', 'closed'],
  verifier: ['督查组', '核验单位', '销号单位', '核验人', '督查单位', '包联督查组', '责任督查组', 'verifier'],
  onTheSpot: ['现场化解', '是否现场化解', '现场解决'],
  reason: ['撤回原因', '撤销原因', '备注', '说明', 'note'],
};

export const isProblemField = (field: string): field is ProblemField => Object.hasOwn(WORDS, field);

/** A ledger names many of these twice, on purpose or not; of these the first that is there is read. */
const FIRST_WINS: ReadonlySet<ProblemField> = new Set<ProblemField>([
  ...(['serial', 'detail', 'category', 'source', 'raisedOn', 'leadUnit', 'dueOn', 'state', 'result'] as const),
  ...(['solvedOn', 'closedOn', 'verifier', 'reason', 'coUnits', 'county', 'project'] as const),
]);

const INDEX = new Map(
  (Object.entries(WORDS) as [ProblemField, readonly string[]][]).flatMap(([field, headers]) =>
    headers.map((header, rank) => [normalise(header), { field, rank }] as const),
  ),
);

function knownHeader(text: string): KnownHeader<ProblemField> | null {
  const found = foundIn(INDEX, headerWord(text));
  return found ? { ...found, unit: null } : null;
}

export const PROBLEM_LEDGER: LedgerShape<ProblemField> = { knownHeader, firstWins: FIRST_WINS, needed: '问题' };
