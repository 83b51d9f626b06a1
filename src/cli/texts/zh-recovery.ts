import { fill } from './fill.ts';

/** What the commands say that are needed after the ledger was restored from an older backup, in Chinese. */
export const recoveryZh = {
  help: {
    group: '台账从较旧的备份恢复之后：列出台账丢了什么，让流程重新以台账为准（仅管理员）',
    list: '列出流程所知多于台账的项目、问题、会议、批次和月报，以及台账丢失的命令',
    follow: '结束所知更多的流程，按台账重新启动；它多知道的不再保留，先用 list 存下',
    all: '列出的全部',
  },
  looked: fill('{kind}：已查 {looked} 个流程'),
  ahead: fill('{kind} {id}：台账到第 {ledger} 条，流程到第 {workflow} 条（{status}）；丢失的命令：'),
  nothing: '没有流程所知多于台账。',
  wayOut: fill('共 {total} 个。先用 --json 存下，再用 recovery follow 让流程以台账为准，然后重新录入丢失的命令。'),
  oneOrAll: '写种类和编号，或用 --all 处理列出的全部，二者取一。',
  follows: fill('{kind} {id}：流程已按台账重新启动'),
  ended: fill('{kind} {id}：流程已结束；台账里没有它，或它已了结'),
};
