import { fill } from './fill.ts';

/** What the commands about permissions say, in Chinese. */
export const accessZh = {
  help: {
    group: '谁可以做什么：角色、动作、范围一张表',
    show: '权限表；表里没有写的角色不能做',
    role: '只看此角色可以做什么',
    whoami: '我是谁，可以做什么',
  },
  heads: { action: '动作', who: '谁、范围', scope: '范围' },
  grant: fill('{holder}（{scope}）'),
  everyone: '所有登录人员',
  none: '没有任何角色，只能查看本人的事项。',
};
