import { fill } from './fill.ts';

/** What the commands about kept views say, in Chinese. */
export const viewsZh = {
  help: {
    group: '控制台里本人保存的视图：列出、保存、删去',
    list: '列出本人保存的视图',
    keep: '保存一个视图：列表（项目、问题）、名称，和地址里 ? 之后的部分；同名的被替换',
    drop: '删去一个视图（编号见 views list）',
  },
  heads: { id: '编号', list: '列表', name: '名称', address: '地址' },
  kept: fill('已保存：{name}'),
  dropped: fill('已删去：{id}'),
};
