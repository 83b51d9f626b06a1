const zh = {
  change: '改一份清单',
  hint: '逐行增、删、改、调整先后；整节连同其他参数一起生效。',
  which: '哪一份',
  rows: '各行',
  add: '加一行',
  order: '先后',
  cell: '{{column}}，第 {{row}} 行',
  up: '第 {{row}} 行上移',
  down: '第 {{row}} 行下移',
  copy: '复制第 {{row}} 行',
  remove: '删去第 {{row}} 行',
};

const en: typeof zh = {
  change: 'Change a list',
  hint: 'Rows are added, taken out, changed and put in order; the section is the rule as a whole, the other values with it.',
  which: 'Which one',
  rows: 'Rows',
  add: 'Add a row',
  order: 'Order',
  cell: '{{column}}, row {{row}}',
  up: 'Move row {{row}} up',
  down: 'Move row {{row}} down',
  copy: 'Copy row {{row}}',
  remove: 'Take row {{row}} out',
};

export const rows = { zh, en };
