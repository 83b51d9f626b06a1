import type { AccountMail } from '../../domain/accounts/mails.ts';

/** What the mails about one's account say; part of the catalogue of mails. */
interface AccountWords {
  list: string;
  name: string;
  until: string;
  texts: Record<AccountMail, Record<'subject' | 'title' | 'intro' | 'button' | 'note', string>>;
}

export const accountZh: { account: AccountWords } = {
  account: {
    list: '您的账户',
    name: '登录名 {id}',
    until: '链接只能用一次，{until} 前有效',
    texts: {
      invitation: {
        subject: '【周调度】请设置您的登录密码',
        title: '欢迎使用周调度',
        intro: '系统管理员为您开通了账户。请打开以下页面设置密码，之后即可登录。',
        button: '设置密码',
        note: '此邮件只发给您本人，请勿转发：谁打开链接，谁就能设置您的密码。',
      },
      reset: {
        subject: '【周调度】重置密码',
        title: '重置密码',
        intro: '有人（应当是您）请求重置您的密码。请打开以下页面设置新密码，原密码在此之前仍然有效。',
        button: '设置新密码',
        note: '如果不是您本人请求的，请不要打开链接，并告知系统管理员；什么也不会改变。',
      },
      passwordChanged: {
        subject: '【周调度】您的密码已更改',
        title: '密码已更改',
        intro: '您的登录密码刚刚更改，其他已登录的设备均已退出。',
        button: '',
        note: '如果不是您本人操作的，请立即联系系统管理员。',
      },
      addressChanged: {
        subject: '【周调度】您的邮箱地址已更改',
        title: '邮箱地址已更改',
        intro: '您在周调度系统登记的邮箱地址已改为另一个，今后的邮件（包括重置密码的链接）不再发到这里。',
        button: '',
        note: '如果不是您本人要求的，请立即联系系统管理员。',
      },
    },
  },
};

export const accountEn: { account: AccountWords } = {
  account: {
    list: 'Your account',
    name: 'You sign in as {id}',
    until: 'The link works once, until {until}',
    texts: {
      invitation: {
        subject: '[Weekly dispatch] Please set your password',
        title: 'Welcome to weekly dispatch',
        intro:
          'An administrator has opened an account for you. Please open the page below and set your password; then you can sign in.',
        button: 'Set my password',
        note: 'This mail is for you only; please do not forward it: whoever opens the link can set your password.',
      },
      reset: {
        subject: '[Weekly dispatch] A new password',
        title: 'A new password',
        intro:
          'Somebody, you we hope, asked for a new password of yours. Please open the page below to set it; until then the old one works.',
        button: 'Set a new password',
        note: 'If it was not you, do not open the link, and tell an administrator; nothing has changed.',
      },
      passwordChanged: {
        subject: '[Weekly dispatch] Your password was changed',
        title: 'Password changed',
        intro: 'Your password has just been changed, and every other device was signed out.',
        button: '',
        note: 'If it was not you, tell an administrator at once.',
      },
      addressChanged: {
        subject: '[Weekly dispatch] Your mail address was changed',
        title: 'Mail address changed',
        intro:
          'Another mail address now stands for you in weekly dispatch. From now on mails, links to a new password among them, no longer come here.',
        button: '',
        note: 'If you did not ask for it, tell an administrator at once.',
      },
    },
  },
};
