import type { Category } from '../domain/problem/types.ts';

/** What projects are stuck on, as ledgers of such problems name it, and how it was solved. */
export interface Trouble {
  category: Category;
  title: string;
  detail: string;
  result: string;
  paper: string;
}

export const TROUBLES: readonly Trouble[] = [
  {
    ...{ category: 'land', title: '用地指标未落实', paper: '用地批复' },
    ...{ detail: '项目二期 86 亩用地未取得年度新增指标。', result: '已调剂指标 86 亩，批复已下达。' },
  },
  {
    ...{ category: 'land', title: '土地出让手续办理缓慢', paper: '成交确认书' },
    ...{ detail: '规划条件论证未完成，未能挂牌。', result: '规划条件已出具，地块已挂牌成交。' },
  },
  {
    ...{ category: 'forestSea', title: '林地占用审批未完成', paper: '使用林地审核同意书' },
    ...{ detail: '红线内有 23 亩公益林。', result: '使用林地审核同意书已取得。' },
  },
  {
    ...{ category: 'relocation', title: '红线内 6 户未签约', paper: '征迁协议' },
    ...{ detail: '安置地块未明确，6 户暂不签约。', result: '6 户均已签约腾空。' },
  },
  {
    ...{ category: 'approvals', title: '施工许可证办理受阻', paper: '施工许可证' },
    ...{ detail: '图审意见反复，施工许可未能受理。', result: '图审通过，施工许可证已核发。' },
  },
  {
    ...{ category: 'approvals', title: '消防设计审查未通过', paper: '消防设计审查意见书' },
    ...{ detail: '甲类仓库间距不足，需调整总平。', result: '总平调整后审查合格。' },
  },
  {
    ...{ category: 'finance', title: '项目贷款迟迟未放款', paper: '放款凭证' },
    ...{ detail: '银行要求补充抵押，8000 万元未放款。', result: '银企对接后首笔 5000 万元到位。' },
  },
  {
    ...{ category: 'labour', title: '技术工人缺口 120 人', paper: '招聘情况说明' },
    ...{ detail: '投产在即，熟练工不足。', result: '校企合作输送 96 人，其余列入春招专场。' },
  },
  {
    ...{ category: 'utilities', title: '10 千伏专线未接入', paper: '送电通知单' },
    ...{ detail: '变电站间隔不足，设备调试无法进行。', result: '专线已接入并送电。' },
  },
  {
    ...{ category: 'utilities', title: '临时用水管径不足', paper: '验收单' },
    ...{ detail: '施工高峰期供水压力不够。', result: '已改造为 DN200 管道。' },
  },
  {
    ...{ category: 'infrastructure', title: '进厂道路未打通', paper: '交工验收表' },
    ...{ detail: '最后 300 米道路未建成，大件设备无法进场。', result: '道路已铺装通车。' },
  },
  {
    ...{ category: 'infrastructure', title: '雨污管网未配套', paper: '交工验收表' },
    ...{ detail: '园区主管未延伸到地块。', result: '管网已接通。' },
  },
  {
    ...{ category: 'environment', title: '环评批复滞后', paper: '环评批复' },
    ...{ detail: '总量指标来源未明确。', result: '总量已调剂，批复已出具。' },
  },
  {
    ...{ category: 'policy', title: '设备补助未兑现', paper: '拨付凭证' },
    ...{ detail: '招商协议约定的设备补助逾期未拨。', result: '首期补助 620 万元已拨付。' },
  },
  {
    ...{ category: 'other', title: '员工子女入学未安排', paper: '学位安排函' },
    ...{ detail: '12 名骨干员工子女秋季入学学位未落实。', result: '学位已统筹安排。' },
  },
];
