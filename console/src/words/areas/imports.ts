const zh = {
  title: '导入台账',
  upload: '上传',
  hint: '先试算：逐行看会新建什么、更新什么、为什么拒绝。点“导入”以前什么都不会写入。',
  ledger: { projects: '项目台账', problems: '问题台账（销号台账）' },
  choose: '选择 .xlsx 或 .csv',
  reading: '正在试算…',
  before: '以前的导入',
  report: '核对报告 XLSX',
  apply_other: '导入 {{count}} 行',
  apply_one: '导入 {{count}} 行',
  applyOthers_other: '导入 {{count}} 行，略过被拒绝的 {{refused}} 行',
  applyOthers_one: '导入 {{count}} 行，略过被拒绝的 {{refused}} 行',
  question_other: '“{{word}}”不是一个阶段，{{count}} 行因此被拒绝。请用命令 --assume 说明它指什么，或改好台账再传。',
  question_one: '“{{word}}”不是一个阶段，{{count}} 行因此被拒绝。请用命令 --assume 说明它指什么，或改好台账再传。',
  rows: '逐行结果',
  row: '行',
  verdict: '结果',
  name: '名称',
  detail: '变化或原因',
};

const en: typeof zh = {
  title: 'Import a ledger',
  upload: 'Upload',
  hint: 'A dry run first: row by row what would be created, changed or refused, and why. Nothing is written before you press “Import”.',
  ledger: { projects: 'Ledger of projects', problems: 'Ledger of problems' },
  choose: 'Choose an .xlsx or .csv',
  reading: 'Trying…',
  before: 'Earlier imports',
  report: 'Report as XLSX',
  apply_other: 'Import {{count}} rows',
  apply_one: 'Import {{count}} row',
  applyOthers_other: 'Import {{count}} rows, leave out {{refused}} refused',
  applyOthers_one: 'Import {{count}} row, leave out {{refused}} refused',
  question_other:
    '“{{word}}” names no stage, so {{count}} rows are refused. Say by the command’s --assume what it stands for, or mend the ledger.',
  question_one:
    '“{{word}}” names no stage, so {{count}} row is refused. Say by the command’s --assume what it stands for, or mend the ledger.',
  rows: 'Row by row',
  row: 'Row',
  verdict: 'Verdict',
  name: 'Name',
  detail: 'Changes or reasons',
};

export const imports = { zh, en };
