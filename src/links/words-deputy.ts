import type { Locale } from '../contract/catalogue/index.ts';

/** What the page says on which a deputy declines. */
const zh = {
  title: '代理 {away}：{from} 至 {to}',
  text: '{deputy}：如无法代理，请按下面的按钮。其间发给 {away} 的邮件不再抄送给您，本人和登记的人会收到通知。',
  submit: '无法代理',
  declined: '已告知无法代理',
  declinedText: '{away} 的邮件不再抄送给 {deputy}。如仍可代理，请告知本人重新登记。',
  over: '代理已结束',
  overText: '{away}（{from} 至 {to}）的代理已经结束，无需办理。',
  unknown: '链接无效',
  unknownText: '没有这个链接，没有改变任何内容。',
};

const en: typeof zh = {
  title: 'Standing in for {away}, {from} to {to}',
  text: '{deputy}: if you cannot, press the button. Mails to {away} come to you no more, and {away} and whoever named you are told.',
  submit: 'I cannot',
  declined: 'You stand in no more',
  declinedText: 'Mails to {away} come to {deputy} no more. If you can after all, ask to be named again.',
  over: 'It is over',
  overText: 'Standing in for {away} ({from} to {to}) is over; there is nothing to do.',
  unknown: 'No such link',
  unknownText: 'There is no such link. Nothing was changed.',
};

const WORDS: Record<Locale, typeof zh> = { zh, en };
export const deputyWords = (locale: Locale): typeof zh => WORDS[locale];
