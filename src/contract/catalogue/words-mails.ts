import type { MailKind } from '../../domain/mail-kinds.ts';
import type { MailVariant } from '../../domain/mail-texts.ts';
import { PAPER_WORDS, type Words } from './words.ts';

const w = (zh: string, en: string): Words => ({ zh, en });

/** Which of the mails of a kind. */
export const MAIL_VARIANT_WORDS: { readonly [Kind in MailKind]: Record<MailVariant<Kind>, Words> } = {
  'plan-warning': { passed: w('有已过期节点', 'some have passed'), ahead: w('仅临近节点', 'only what is near') },
  'problem-overdue': {
    act: w('请办理', 'to act'),
    intake: w('请交办', 'to assign'),
    press: w('请催办', 'to press'),
    relay: w('请转告', 'to pass on'),
    copied: w('抄送', 'copied'),
    mixed: w('几种兼有', 'several of them'),
  },
  'problem-notice': {
    one: w('一种事项', 'one kind of news'),
    several: w('多种事项', 'several kinds'),
    copy: w('抄送一种', 'one kind, copied'),
    copies: w('抄送多种', 'several, copied'),
    lateRuling: w('异议逾期未裁定', 'a ruling is late'),
  },
  'problem-paper': {
    ...PAPER_WORDS,
    relay: w('请代为送达', 'to pass on'),
    copied: w('抄送', 'copied'),
  },
  'meeting-reminder': {
    reminder: w('会前提醒', 'reminder'),
    moved: w('改期后的提醒', 'of a meeting that was moved'),
    last: w('开会前最后提醒', 'shortly before'),
  },
  'meeting-change': { moved: w('改期', 'moved'), cancelled: w('取消', 'cancelled') },
  'meeting-collection': { request: w('首次', 'request'), reminder: w('催报', 'reminder') },
  'meeting-agenda': { agenda: w('请审定', 'to approve'), approval: w('尚未审定', 'not approved yet') },
  'meeting-minutes': {
    minutes: w('请整理纪要', 'minutes to write'),
    minutesDue: w('纪要逾期', 'minutes are late'),
    decisions: w('议定事项', 'decisions'),
    missed: w('议定事项逾期', 'a decision is overdue'),
    bulletin: w('通报', 'bulletin'),
    bulletinWithLedgers: w('通报，附台账', 'bulletin with ledgers'),
  },
  'batch-follow-up': { usual: w('回访', 'follow-up') },
  'report-request': { request: w('首次', 'request'), reminder: w('催报', 'reminder') },
  'visit-reminder': { ahead: w('走访前', 'before a visit'), missed: w('走访未登记', 'not entered') },
  'county-whistle': {
    called: w('召集', 'called'),
    reminder: w('催复', 'reminder'),
    objection: w('部门异议', 'an objection'),
    silent: w('部门未答复', 'departments silent'),
    resultAsked: w('请登记结果', 'result asked'),
    held: w('结果', 'result'),
    calledOff: w('取消', 'called off'),
  },
  account: {
    invitation: w('开通账户', 'invitation'),
    reset: w('重置密码', 'a new password'),
    passwordChanged: w('密码已更改', 'password changed'),
    addressChanged: w('邮箱已更改', 'address changed'),
  },
  'weekly-brief': { usual: w('每周一期', 'every week') },
  'address-dead': { usual: w('邮箱失效', 'an address bounces') },
  deputy: { named: w('请您代理', 'named'), declined: w('无法代理', 'declined') },
  'review-request': { request: w('请提意见', 'request'), none: w('暂无待评审', 'none waits') },
};

/** What may stand in braces in the texts of mails. */
export const MAIL_FIELD_WORDS: Readonly<Record<string, Words>> = {
  reader: w('收件人姓名', 'name of the reader'),
  position: w('收件人职务', 'title of the reader'),
  today: w('数据截至日期', 'day of the figures'),
  name: w('名称', 'name'),
  date: w('日期', 'date'),
  weekday: w('星期', 'weekday'),
  time: w('时间', 'time'),
  venue: w('地点', 'venue'),
  chair: w('主持人', 'chair'),
  theme: w('主题', 'theme'),
  topic: w('议题', 'topic'),
  unit: w('单位', 'unit'),
  n: w('数量', 'how many'),
  passed: w('已过期数量', 'how many have passed'),
  due: w('截止时间', 'by when'),
  ledgers: w('所附台账', 'the ledgers that go along'),
  what: w('事项', 'what has happened'),
  paper: w('督办单名称', 'name of the paper'),
  code: w('编号', 'code'),
  months: w('已满月数', 'months since'),
  still: w('尚无进展的数量', 'how many stand still'),
  county: w('县（市、区）', 'county'),
  month: w('月份', 'month'),
  department: w('部门', 'department'),
  reason: w('理由', 'reason'),
  result: w('结果', 'result'),
  outcome: w('结果说明', 'what came of it'),
  away: w('不在岗的人', 'who is away'),
  deputy: w('代理人', 'the deputy'),
  firstDay: w('开始日期（带年份）', 'first day, with its year'),
  lastDay: w('结束日期（带年份）', 'last day, with its year'),
  until: w('截止时间', 'until when'),
  from: w('开始日期', 'first day'),
  to: w('结束日期', 'last day'),
};

/** Why mails wait that nothing is wrong with, or are in doubt. */
export const NO_SERVER_WORDS = {
  silent: w(
    '正文已交出，邮件服务器没有答复，是否送达不明',
    'the message had left and the mail server did not answer, so it is not known whether it arrived',
  ),
  unreachable: w('邮件服务器接不通或中断了连接', 'the mail server is not reached, or hung up'),
  refused: w(
    '邮件服务器不接受我们的登录、加密或发件人，请检查 SMTP_URL 和 MAIL_FROM',
    'the mail server does not take our sign-in, encryption or sender; check SMTP_URL and MAIL_FROM',
  ),
} as const;
