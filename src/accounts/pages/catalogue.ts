import type { Locale } from '../../contract/catalogue/index.ts';
import type { AccountLinkPurpose } from '../../contract/account-links.ts';
import type { LinkOver } from '../links.ts';
import { FACTOR_WORDS } from './factor-words.ts';

/** What the pages of signing in say, in Chinese and English. Nothing of it stands in the code of the pages. */

type Over = LinkOver | 'crossSite' | 'tooMany' | 'unreadable' | 'unavailable' | 'failed';

interface Purpose {
  title: string;
  lead: string;
  done: string;
}

const zh = {
  brand: '周调度',
  otherLanguage: 'English',
  wrong: '没有提交，请更正：',
  fields: {
    user: { label: '登录名', hint: '人员编号或邮箱' },
    password: { label: '密码', hint: null },
    newPassword: { label: '新密码', hint: '至少 {min} 个字符，可以是一句不常见的话；常见密码和姓名不行' },
    again: { label: '再次输入新密码', hint: null },
    current: { label: '现在的密码', hint: null },
    totp: { label: '验证码', hint: '身份验证器上的 6 位数字；设备不在身边时可用恢复码' },
    recovery: { label: '恢复码', hint: '设备不在身边时用；每个只能用一次' },
    keyName: { label: '名称', hint: '便于日后辨认，如“办公室电脑”“手机”' },
  } as Record<
    'user' | 'password' | 'newPassword' | 'again' | 'current' | 'totp' | 'recovery' | 'keyName',
    { label: string; hint: string | null }
  >,
  kinds: '；须含大写字母、小写字母、数字、其他字符中的 {kinds} 种',
  endTokens: '同时作废我的全部 API 令牌（程序和脚本须换用新的令牌）',
  signIn: {
    title: '登录',
    submit: '登录',
    forgotten: '忘记密码',
    provider: '统一身份认证登录',
    passkey: '用通行密钥登录',
    noPasskey: '改用登录名和密码',
    signedOut: '已退出登录。',
    signedOutHere: '已退出本系统，但统一身份认证仍在登录中；公用电脑请一并退出。',
    outThere: '同时退出统一身份认证',
    passwordSet: '密码已设置，请登录。',
    ended: '请重新登录。',
  },
  forgotten: {
    title: '忘记密码',
    lead: '请填写登录名或邮箱，我们会把设置新密码的链接发到您登记的邮箱。',
    submit: '发送链接',
    sent: '如果有这个账户且登记了邮箱，邮件正在路上，链接 {minutes} 分钟内有效。没有收到的，请联系系统管理员。',
    back: '返回登录',
  },
  link: {
    submit: '保存密码',
    unchanged: '打开本页不会改变任何内容，点击按钮才会保存。链接只能用一次，请勿转发。',
    account: '登录名',
    person: '姓名',
    purposes: {
      setUp: {
        title: '首次设置',
        lead: '为第一位管理员设置密码。之后用登录名和这个密码登录。',
        done: '密码已设置。',
      },
      invitation: { title: '设置密码', lead: '欢迎！请为您的账户设置密码。', done: '密码已设置。' },
      reset: { title: '重置密码', lead: '请设置新密码。已登录的设备都会退出。', done: '密码已更改。' },
    } as Record<AccountLinkPurpose, Purpose>,
  },
  mustChange: {
    title: '请更换密码',
    lead: '密码已到期，按规定须更换后才能继续。',
  },
  account: {
    title: '我的账户',
    name: '姓名',
    user: '登录名',
    roles: '角色',
    sessions: '已登录的设备',
    thisOne: '（本设备）',
    since: '登录于 {since}，最近活动 {seen}，{address}',
    end: '退出此设备',
    signOut: '退出登录',
    password: '更改密码',
    ended: '该设备已退出。',
    changed: '密码已更改，其他设备已退出。',
    change: '更改密码',
    factor: '二次验证',
    console: '进入控制台',
  },
  factor: FACTOR_WORDS.zh,
  over: {
    unknown: { title: '链接无效', text: '没有这个链接，地址可能没有复制完整。请重新打开邮件，或联系系统管理员。' },
    used: { title: '链接已用过', text: '这个链接已经用过。忘记密码的，请在登录页重新申请。' },
    revoked: { title: '链接已失效', text: '后来又发出了新的链接，请用最近的一个。' },
    expired: { title: '链接已过期', text: '请重新申请，或联系系统管理员。' },
    gone: { title: '链接已失效', text: '该账户已停用，请联系系统管理员。' },
    crossSite: { title: '不是从本页提交的', text: '这次提交来自别的网站，没有受理。请从本系统的页面提交。' },
    tooMany: { title: '请稍候', text: '访问过多，请过一分钟再试。' },
    unreadable: { title: '提交的内容无法读取', text: '没有提交任何内容，请返回重试。' },
    unavailable: { title: '暂时不可用', text: '系统暂时没有回应，请稍后再试。' },
    failed: { title: '出错了', text: '系统内部出错，已记录。请稍后再试，或联系系统管理员。' },
  } as Record<Over, { title: string; text: string }>,
};

export type AccountWords = typeof zh;
export type OverName = Over;

const en: AccountWords = {
  brand: 'Weekly dispatch',
  otherLanguage: '中文',
  wrong: 'Nothing was sent. Please put right:',
  fields: {
    user: { label: 'Name', hint: 'Your id or your mail address' },
    password: { label: 'Password', hint: null },
    newPassword: {
      label: 'New password',
      hint: 'At least {min} characters, an unusual sentence will do; no common password, not your name',
    },
    again: { label: 'The new password again', hint: null },
    current: { label: 'Present password', hint: null },
    recovery: { label: 'Recovery code', hint: 'For when the passkey is not at hand; each works once' },
    keyName: { label: 'Name', hint: 'To know it by later, e.g. “office computer”, “phone”' },
    totp: { label: 'Code', hint: 'The six digits of your authenticator; or a recovery code when it is not at hand' },
  },
  kinds: '; {kinds} kinds of characters (capital, small, digit, other)',
  endTokens: 'Revoke all my API tokens too (programs and scripts need new ones)',
  signIn: {
    title: 'Sign in',
    submit: 'Sign in',
    forgotten: 'Forgotten password',
    provider: 'Single sign-on',
    passkey: 'Sign in with a passkey',
    noPasskey: 'With name and password instead',
    signedOut: 'You are signed out.',
    signedOutHere:
      'You are signed out here, and still signed in at the identity provider; on a shared computer sign out there too.',
    outThere: 'Sign out there too',
    passwordSet: 'The password is set. Please sign in.',
    ended: 'Please sign in again.',
  },
  forgotten: {
    title: 'Forgotten password',
    lead: 'Type your id or mail address; a link to a new password goes to the address we have of you.',
    submit: 'Send the link',
    sent: 'If there is such an account and it has a mail address, a mail is on its way; its link works for {minutes} minutes. If none comes, ask an administrator.',
    back: 'Back to sign in',
  },
  link: {
    submit: 'Save the password',
    unchanged:
      'Opening this page changes nothing; only the button does. The link works once; please do not pass it on.',
    account: 'You sign in as',
    person: 'Name',
    purposes: {
      setUp: {
        title: 'First set-up',
        lead: 'Set the password of the first administrator; from then on you sign in with it.',
        done: 'The password is set.',
      },
      invitation: {
        title: 'Set your password',
        lead: 'Welcome! Please set a password for your account.',
        done: 'The password is set.',
      },
      reset: {
        title: 'A new password',
        lead: 'Please set a new password. Every device is signed out.',
        done: 'The password was changed.',
      },
    },
  },
  mustChange: {
    title: 'Please change your password',
    lead: 'It has reached its age; by the rules a new one comes first.',
  },
  account: {
    title: 'My account',
    name: 'Name',
    user: 'You sign in as',
    roles: 'Roles',
    sessions: 'Where you are signed in',
    thisOne: '(this one)',
    since: 'since {since}, last seen {seen}, {address}',
    end: 'Sign this one out',
    signOut: 'Sign out',
    password: 'Change the password',
    ended: 'It is signed out.',
    changed: 'The password was changed, and every other device signed out.',
    change: 'Change the password',
    factor: 'Second factor',
    console: 'To the console',
  },
  factor: FACTOR_WORDS.en,
  over: {
    unknown: {
      title: 'No such link',
      text: 'The address may not be whole. Please open the mail again, or ask an administrator.',
    },
    used: {
      title: 'The link was used',
      text: 'It works once. If you have forgotten your password, ask for another link where you sign in.',
    },
    revoked: { title: 'The link is void', text: 'A newer one was sent; please use that.' },
    expired: { title: 'The link has expired', text: 'Please ask for another, or ask an administrator.' },
    gone: { title: 'The link is void', text: 'The account is closed; please ask an administrator.' },
    crossSite: {
      title: 'Not sent from this page',
      text: 'This came from another site and was not taken. Please use the pages of this system.',
    },
    tooMany: { title: 'One moment', text: 'Too many requests; please try again in a minute.' },
    unreadable: { title: 'Not to be read', text: 'Nothing was done. Please go back and try again.' },
    unavailable: {
      title: 'Not available',
      text: 'The system does not answer for the moment. Please try again in a while.',
    },
    failed: {
      title: 'Something went wrong',
      text: 'It was written down. Please try again in a while, or ask an administrator.',
    },
  },
};

const WORDS: Record<Locale, AccountWords> = { zh, en };
export const accountWords = (locale: Locale): AccountWords => WORDS[locale];
