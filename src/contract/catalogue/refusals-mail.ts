import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** Refusals about mails, what servers report of them, and what people want of them. */
export const MAIL_REFUSALS = {
  mailNotIn: t(
    '{field}：邮件现为 {value}，此操作只能在：{states}。',
    '{field}: the mail is {value}; this can only be done while it is: {states}.',
  ),
  mailOver: t(
    '{field}：邮件所说的事已于 {value} 过去，不再寄出。',
    '{field}: what the mail was for passed at {value}; it is not sent any more.',
  ),
  mailNotWritten: t(
    '{field}：邮件 {value} 现在写不出来（{reason}），所说的事已不在台账里。',
    '{field}: mail {value} cannot be written now ({reason}); what it speaks of is not in the ledger any more.',
  ),
  noMailAhead: t(
    '{field}：会议 {meeting} 没有待发给 {value} 的邮件：不是参会人员，或都已发出。',
    '{field}: meeting {meeting} has no mail to come for {value}, who is no attendee or has had them all.',
  ),
  notABounce: t(
    '{field}：这不是退信报告（{why}），没有登记任何内容。退信报告是 multipart/report，带 message/delivery-status 和原邮件的 Message-ID（RFC 3464）。',
    '{field}: this is no delivery report ({why}); nothing was noted. A report is a multipart/report with a message/delivery-status and the Message-ID of the mail it speaks of (RFC 3464).',
  ),
  bounceOfUnknown: t(
    '{field}：没有发过 Message-ID 为 {value} 的邮件。',
    '{field}: no mail with the Message-ID {value} was ever sent.',
  ),
  addressDead: t(
    '{field}：{value} 的邮箱已连续退信，先更正邮箱，或用 mail unflag 解除。',
    '{field}: mails to {value} bounce; enter the right address first, or let mails through again with mail unflag.',
  ),
  addressNotDead: t('{field}：{value} 的邮箱没有被停用。', '{field}: nothing stands against the address of {value}.'),
  absentAlready: t(
    '{field}：{from} 至 {to} 已登记不在岗，一天只能有一位代理人；先用 people back 结束原来的。',
    '{field}: an absence from {from} to {to} stands already, and a day has one deputy; end that one first with people back.',
  ),
  absenceOver: t('{field}：{value} 已经过去（今天 {today}）。', '{field}: {value} has passed (today is {today}).'),
  deputyReadsLess: t(
    '{field}：{value} 能查看的比 {person} 少，不能收其邮件的抄件；请选同一单位、角色相当的同事，或能查看全部的人。',
    '{field}: {value} may read less than {person}, so copies of those mails are not for him; name a colleague of the same unit with the same roles, or somebody who reads everything.',
  ),
  mailTextEmpty: t(
    '{field}：{kind}的邮件用语没有写任何一项；主题、开头、结尾至少写一项，不改的留 null。',
    '{field}: the texts of {kind} say nothing; write a subject, an opening or a closing, and null for what stays.',
  ),
  mailSubjectBreaks: t(
    '{field}：{kind}的邮件主题不能换行：{value}。',
    '{field}: the subject of {kind} must be one line: {value}.',
  ),
  mailTextMarkup: t(
    '{field}：{kind}的邮件用语里有 {found}，只能是纯文字，不能有 <、> 或 HTML 实体。',
    '{field}: the text of {kind} holds {found}; it is plain text, without <, > or entities of HTML.',
  ),
  mailFieldUnknown: t(
    '{field}：{kind}没有 {value} 这一项；可用的有 {list}。',
    '{field}: mails of {kind} know no {value}; they know {list}.',
  ),
  mailBraceOpen: t(
    '{field}：{kind}的邮件用语第 {at} 个字是落单的花括号；花括号只用来写 {list}。',
    '{field}: character {at} of the text of {kind} is a brace by itself; braces hold nothing but {list}.',
  ),
  deputyIsSelf: t('{field}：{value} 不能代理自己。', '{field}: {value} cannot stand in for himself.'),
} satisfies Partial<Record<RefusalCode, Words>>;
