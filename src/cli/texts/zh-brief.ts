import { fill } from './fill.ts';

/** What the commands on the weekly brief say and how their help reads, in Chinese. */
export const briefZh = {
  help: {
    group: '一周简报：每周最后一个工作日编制，下一个工作日送达',
    list: '列出各期简报',
    show: '显示一周的简报，照编制时的原样；--file 存为附件所用的 xlsx',
    preview: '预览下一期简报：目前会写什么、何时编制和送达、送给谁；不写入任何内容',
    compile: '补编时钟错过的一期简报（限调度专员）',
    options: { file: '存为 .xlsx 文件' },
  },
  events: { compiled: '编制简报' },
  heads: {
    ...{ week: '周', days: '起止', compiled: '编制于', deliver: '送达', recipients: '收件人' },
    ...{ signing: '签约', groundbreaking: '开工', production: '投产' },
    ...{ raised: '提出', solved: '办结', closed: '销号', overdue: '超期', ppc: '兑现率' },
    ...{ since: '自', until: '至', hash: '校验值', project: '项目', investor: '投资方', investment: '总投资（万元）' },
    ...{ leader: '挂钩领导', problem: '问题', unit: '责任单位', due: '时限', promise: '承诺事项', promised: '承诺日' },
    ...{
      reason: '未兑现原因',
      item: '议题',
      carried: '结转',
      month: '月份',
      before: '原为',
      now: '现为',
      subject: '名称',
    },
    kind: '事项',
  },
  late: '迟编',
  altered: '内容与编制时的校验值不符',
  unreachable: fill('{name}（无法送达）'),
  nobody: '没有人',
  projects: '项目进展',
  problems: '问题',
  promises: fill('承诺：应兑现 {due}，兑现 {kept}，失约 {missed}，未到期 {open}'),
  meeting: fill('{at} {name}'),
  composed: '议程已生成',
  asItWouldBe: '按目前台账',
  colours: '亮灯变化',
  none: '没有',
  more: fill('另有 {count} 项未列出'),
};
