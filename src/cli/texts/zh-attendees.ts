import { fill } from './fill.ts';

/** What the command on lists of attendees says and how its help reads, in Chinese. */
export const attendeesZh = {
  help: {
    import: '从参会名单（.xlsx、.csv）读入一个系列的参会人；不加 --apply 只试算。列：姓名，及编号、单位、职务、邮箱',
    apply: '写入台账',
    newPeople: '名单上台账没有的人一并登记（须有单位和邮箱；限管理员）',
    replace: '名单上没有的人不再参会（默认只增不减）',
  },
  name: '姓名',
  person: '人员',
  left: fill('不再参会：{people}'),
  applied: '已写入台账。',
  dryRun: '这是试算，没有写入；确认无误后加 --apply。',
};
