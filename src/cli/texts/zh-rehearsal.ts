import { fill } from './fill.ts';

/** What the rehearsal of a year says, in Chinese. */
export const rehearsalZh = {
  help: {
    rehearse:
      '年度预演：按已设定的系列、人员、参数，在会跳时间的 Temporal 服务上把一段日子走一遍，列出被节假日移动的场次和每封邮件何时发给谁；不改台账，不发邮件',
    from: '第一天',
    to: '最后一天（至多两年）',
    series: '只预演此系列（默认全部未暂停的）',
    holiday: '换一种节假日规则试：提前、顺延、并入、停开',
    person: '只列发给此人的邮件',
  },
  progress: '预演',
  moved: fill('节假日移动的场次：{count}（共 {total} 场）'),
  mails: fill('邮件：{count} 封，{occasions} 批'),
  heads: { at: '发出', slot: '事由', planned: '原定场次', becomes: '结果', held: '召开' },
  andOthers: fill('{some} 等 {count} 人'),
  provisional: fill('有 {count} 场所在年份的放假安排尚未公布，只按周末推算，公布后会重新计算。'),
  notSent: fill('有 {count} 封不会送达（无邮箱、停收或退信停用）：{people}'),
  nobodyActs: '预演中无人答复、审定或写纪要，台账里也没有项目和问题：催办因此都会出现，节点预警、问题提醒不会出现。',
  noSeries: '没有未暂停的会议系列可以预演：先用 dispatch meeting series define 设定，或用 --series 指定一个。',
  tooLong: fill('--to：{to} 太远，一次至多预演两年，到 {last} 为止。'),
  noTimeServer:
    '没有会跳时间的 Temporal 服务，不能预演：在源码目录中运行（需要 JDK ≥ 11 与 Maven，首次会自动准备）；容器镜像里没有它。',
  serverSilent: fill('会跳时间的 Temporal 服务没有按时启动，机器可能正忙：稍后再试一次。{detail}'),
  refused: fill('台账中的设定通不过现在的规则：{detail}'),
  failed: fill('预演没有完成：{detail}'),
};
