import { fill } from './fill.ts';

/** What the commands on one's own second factor say, in Chinese. */
export const factorZh = {
  help: {
    group: '本人的二次验证：查看、启用、停用、重新生成恢复码（须先 signin 登录；通行密钥在网页 /account-factor 添加）',
    show: '查看身份验证器、通行密钥和剩余恢复码',
    set: '启用身份验证器：显示图形和密钥，填写第一个验证码后生效',
    remove: '停用身份验证器：须密码和一个验证码（或恢复码）',
    codes: '重新生成恢复码；以前的全部作废',
    removePasskey: '移除一个通行密钥（编号见 factor show）',
  },
  noTerminal: '没有终端可以输入密码和验证码。',
  none: '身份验证器：未启用',
  since: fill('身份验证器：{since} 启用'),
  left: fill('剩余恢复码：{left} 个'),
  noPasskeys: '通行密钥：无',
  scan: fill('用身份验证器扫描上图，或手工输入密钥：{secret}'),
  isOn: '身份验证器已启用，其他设备已退出。',
  drawn: '恢复码已重新生成，以前的作废。',
  keep: '请妥善保存：每个可用一次，只显示这一次。',
  removed: '身份验证器已停用。',
  passkeyRemoved: '通行密钥已移除。',
  heads: { name: '通行密钥', since: '添加于', used: '最近使用', id: '编号' },
};
