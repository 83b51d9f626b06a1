const zh = {
  title: '快捷键',
  open: '快捷键（?）',
  on: '使用快捷键',
  go: '先按 g，再按',
  anywhere: '任何页面',
  search: '到搜索框',
  help: '这张表',
  inForms: '表单里',
  cancel: '关掉表单，填的内容不保存',
  agenda: '议程排序：在拖动柄上按回车，再用上下键移动，回车放下',
};

const en: typeof zh = {
  title: 'Keyboard shortcuts',
  open: 'Shortcuts (?)',
  on: 'Use shortcuts',
  go: 'First g, then',
  anywhere: 'On every page',
  search: 'to the search box',
  help: 'this sheet',
  inForms: 'In forms',
  cancel: 'close the form; what was typed is given up',
  agenda: 'order of an agenda: Enter on the grip, then the arrow keys, Enter to put it down',
};

export const shortcuts = { zh, en };
