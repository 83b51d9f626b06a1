import type { DeputyMail } from '../../domain/deputy-mails.ts';

/** What the mails about standing in for somebody say; part of the catalogue of mails. */
interface DeputyWords {
  days: string;
  button: string;
  texts: Record<DeputyMail, Record<'subject' | 'title' | 'intro' | 'list' | 'note', string>>;
}

export const deputyZh: { deputy: DeputyWords } = {
  deputy: {
    days: '{from} 至 {to}',
    button: '无法代理',
    texts: {
      named: {
        subject: '【周调度】请您代理 {away}（{from} 至 {to}）',
        title: '请您代理',
        intro:
          '{away} 在以下日期不在岗，由您代理：其间发给 {away} 的邮件会抄送给您。您以自己的名义办理，邮件中的按钮仍只有本人可用。',
        list: '代理',
        note: '如无法代理，请按下面的按钮（打开一个确认页面，无需登录，请勿转发）。',
      },
      declined: {
        subject: '【周调度】{deputy} 无法代理 {away}',
        title: '代理人无法代理',
        intro: '{deputy} 表示无法代理 {away}，邮件不再抄送。如仍需代理，请另指定一位。',
        list: '原定代理',
        note: '',
      },
    },
  },
};

export const deputyEn: { deputy: DeputyWords } = {
  deputy: {
    days: '{from} to {to}',
    button: 'I cannot',
    texts: {
      named: {
        subject: '[Weekly dispatch] You stand in for {away} ({from} to {to})',
        title: 'You stand in',
        intro:
          '{away} is away on these days and you stand in: mails to {away} come to you too. You act in your own name; the buttons stay with whom a mail is for.',
        list: 'Standing in',
        note: 'If you cannot, press the button below (it opens a page to confirm, needs no sign-in, and is not to be forwarded).',
      },
      declined: {
        subject: '[Weekly dispatch] {deputy} cannot stand in for {away}',
        title: 'The deputy cannot stand in',
        intro:
          '{deputy} says that he cannot stand in for {away}; copies have ended. If somebody is still needed, name another.',
        list: 'Was to stand in',
        note: '',
      },
    },
  },
};
