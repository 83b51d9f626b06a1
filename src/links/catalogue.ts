import type { Locale } from '../contract/catalogue/index.ts';
import type { LinkPurpose } from '../domain/link/types.ts';
import type { PurposeWords } from './purpose-words.ts';
import { collectionEn, collectionZh } from './words-collection.ts';
import { decisionEn, decisionZh } from './words-decision.ts';
import { proposalEn, proposalZh } from './words-proposal.ts';

/** What the pages of links say, in Chinese and English. Nothing of it stands in the code of the pages. */

/** A page with words and no form, by what it has to say. */
export const NOTICES = [
  'unknown',
  'expired',
  'revoked',
  'holderGone',
  'notNow',
  'ofAnother',
  'crossSite',
  'tooMany',
  'unreadable',
  'unavailable',
  'failed',
] as const;
export type NoticeName = (typeof NOTICES)[number];

export interface NoticeWords {
  title: string;
  text: string;
}

const zh = {
  brand: '周调度',
  otherLanguage: 'English',
  needed: '必填',
  facts: {
    problem: '问题',
    project: '项目',
    county: '县（市、区）',
    category: '类别',
    leadUnit: '主办单位',
    state: '现状',
    due: '时限',
    verifyDue: '核验时限',
    overdue: '（已超期）',
    provisional: '（暂按周末推算，放假安排公布后可能调整）',
    result: '办理结果',
    evidence: '佐证',
    papers: '佐证文件（点开下载）',
    solver: '办结人',
    detail: '详情',
    extension: '申请延期至',
    extensionReason: '申请理由',
    meeting: '会议',
    when: '时间',
    venue: '地点',
    chair: '主持',
    theme: '主题',
    yourResponse: '您现在的回复',
    decision: '议定事项',
    postponed: '改报的完成日期',
  },
  errors: '没有提交，请更正以下内容：',
  again: '系统暂时没有回应。您填写的内容还在下面，请稍后再点一次按钮；同一链接不会提交两次。',
  holder: '以 {name}（{unit}）的名义提交',
  firmHolder: '以 {name} 的名义提交',
  unchanged: '打开本页不会改变任何内容，点击按钮才会提交。',
  once: '此链接只能提交一次，有效至 {day}（含）。请勿转发。',
  often: '会议开始前可以随时打开此链接修改。请勿转发。',
  changeable: '如有变化，会议开始前可再次打开此链接修改。',
  usedAt: '{at} 由 {name} 提交',
  usedNow: '已记入台账。以下是您提交的内容。',
  usedBefore: '此链接已经用过。以下是当时提交的内容，没有再次提交。',
  usedUp: '此链接已用完，可以关闭本页。',
  recorded: {
    answer: '答复',
    nextOn: '下次答复日期',
    verdict: '结论',
    closed: '通过，问题已销号',
    rejected: '退回办理',
    note: '说明',
    reason: '退回原因',
    newDue: '新的时限',
    acknowledged: '本单位已知悉',
    proposal: '解决方案',
    promisedOn: '承诺办结日期',
    until: '延期至',
    why: '理由',
    ruling: '批复',
    granted: '同意延期',
    refused: '不同意',
    satisfaction: '对办理结果',
    relapsed: '问题又出现，已重新办理',
    response: '回复',
    deputy: '由谁参加',
  },
  purposes: {
    acknowledgeProblem: {
      title: '签收问题',
      lead: '签收表示本单位已知悉此问题，不改变时限，每个单位一次。',
      submit: '签收',
      fields: {},
      done: '已签收',
    },
    coAnswerProblem: {
      title: '分办、协办答复',
      lead: '就本单位承担的部分答复主办单位，每个单位一次。',
      submit: '提交答复',
      fields: { text: { label: '答复内容', hint: '本单位办了什么、结果如何，最多 2000 字' } },
      done: '答复已提交',
    },
    tableProblem: proposalZh,
    askExtension: {
      title: '申请延期',
      lead: '最迟在时限前一个工作日申请，由领导批复；批复前时限不变。',
      submit: '提交申请',
      fields: {
        until: { label: '延期至', hint: '晚于现在的时限，须为工作日' },
        reason: { label: '理由', hint: '为什么不能按期办结' },
      },
      done: '延期申请已提交',
    },
    ruleExtension: {
      title: '批复延期',
      lead: '同意的，时限改为所申请的日期；无论是否同意，都会告知企业。',
      submit: '提交批复',
      fields: {
        granted: { label: '批复', options: { true: '同意延期', false: '不同意' } },
        reason: { label: '说明', hint: '不同意时必填' },
      },
      done: '批复已提交',
    },
    lookBackProblem: {
      title: '销号后回访',
      lead: '此问题已销号，请告诉我们是否真正解决。如又出现了，将重新办理。',
      submit: '提交',
      fields: {
        satisfaction: { label: '对办理结果', options: { satisfied: '满意', basically: '基本满意', not: '不满意' } },
        relapsed: { label: '问题是否又出现', options: { false: '没有', true: '又出现了，请重新办理' } },
        note: { label: '说明', hint: '又出现时必填：现在的情况' },
      },
      done: '感谢您的回复',
    },
    answerProblem: {
      title: '答复问题',
      lead: '阶段性答复须给出下次答复日期（一跟到底）。它不改变办理时限。',
      submit: '提交答复',
      fields: {
        text: { label: '答复内容', hint: '办到哪一步、下一步做什么，最多 2000 字' },
        nextOn: { label: '下次答复日期', hint: '晚于今天，不超过规定的工作日数' },
      },
      done: '答复已提交',
    },
    verifyProblem: {
      title: '核验销号',
      lead: '通过即销号；退回的，主办单位从今天起有新的时限。',
      submit: '提交核验',
      fields: {
        accepted: { label: '核验结论', options: { true: '通过，予以销号', false: '退回，继续办理' } },
        reason: { label: '说明', hint: '退回时必填：现场看到了什么、还缺什么' },
      },
      done: '核验已提交',
    },
    answerInvitation: {
      title: '回复参会',
      lead: '请告知是否参加；不能参加的，可委派他人。',
      submit: '提交回复',
      fields: {
        response: { label: '是否参加', options: { coming: '参加', declined: '不能参加', deputy: '委派他人' } },
        deputy: { label: '由谁参加', hint: '委派他人时必填：姓名，最多 50 字' },
        note: { label: '说明', hint: '如不能参加的原因，最多 200 字' },
      },
      done: '回复已提交',
    },
    reportCollection: collectionZh,
    reportDecision: decisionZh,
  } satisfies Record<LinkPurpose, PurposeWords> as Record<LinkPurpose, PurposeWords>,
  mute: {
    title: '停收“{kind}”邮件',
    text: '{name}：点击按钮后，不再收到“{kind}”这类邮件。需要办理、答复和参会的邮件不受影响。',
    submit: '停收',
    done: '已停收“{kind}”邮件',
    doneText: '{name} 不再收到“{kind}”这类邮件。',
    back: '要恢复，请告知调度专员。',
    unknown: '链接无效',
    unknownText: '没有这个链接，没有改变任何内容。',
  },
  /** Why a link that opens has nothing to do. */
  whyNot: {
    problemNotIn: '问题现为“{state}”，此事只能在“{states}”时办理。',
    linkNotFor: '您现在不是此事的承办人或核验人。如有疑问，请联系调度专员。',
    extensionTooLate: '时限为 {due}，延期最迟须在 {last} 申请，现已过期。',
    lookBackEarly: '回访日为 {on}；此前只受理问题又出现的情况。',
    meetingOver: '会议已经开始、取消或结束，不再接受回复。',
    notInvited: '您不在本次会议的参会人员之列。如有疑问，请联系调度专员。',
    decisionDone: '此议定事项已于 {on} 办结。',
    decisionNotFound: '此议定事项已撤销。如有疑问，请联系调度专员。',
  },
  notices: {
    unknown: {
      title: '链接无效',
      text: '没有这个链接。地址可能没有复制完整，请从邮件中重新打开，或向调度专员要一个新的链接。',
    },
    expired: {
      title: '链接已过期',
      text: '此链接的有效期已过，没有提交任何内容。如仍需办理，请向调度专员要一个新的链接。',
    },
    revoked: { title: '链接已撤销', text: '此链接已由调度专员撤销，没有提交任何内容。' },
    holderGone: { title: '链接已失效', text: '此链接的持有人已不在岗，没有提交任何内容。请联系调度专员。' },
    notNow: { title: '现在不能办理', text: '没有提交任何内容。' },
    ofAnother: {
      title: '页面与链接不符',
      text: '这一页属于另一个链接或另一个问题，没有提交任何内容。一个链接只能办理它自己的事项，请从邮件中重新打开。',
    },
    crossSite: {
      title: '不是从本页提交的',
      text: '这次提交来自别的网站，没有受理。请从邮件中打开链接，在打开的页面上提交。',
    },
    tooMany: { title: '请稍候', text: '来自您的网络地址的访问过多，没有提交任何内容。请过一分钟再试。' },
    unreadable: { title: '提交的内容无法读取', text: '没有提交任何内容。请从邮件中重新打开链接，在页面上填写。' },
    unavailable: { title: '暂时不可用', text: '系统暂时没有回应，请稍后再打开同一个链接。不会提交两次。' },
    failed: { title: '出错了', text: '系统内部出错，已记录。请稍后再打开同一个链接，或联系调度专员。不会提交两次。' },
  } satisfies Record<NoticeName, NoticeWords> as Record<NoticeName, NoticeWords>,
};

export type LinkWords = typeof zh;

const en: LinkWords = {
  brand: 'Weekly dispatch',
  otherLanguage: '中文',
  needed: 'needed',
  facts: {
    problem: 'Problem',
    project: 'Project',
    county: 'County',
    category: 'Category',
    leadUnit: 'Lead department',
    state: 'State',
    due: 'Limit',
    verifyDue: 'To be verified by',
    overdue: ' (overdue)',
    provisional: ' (provisional: by weekends alone until the holidays of that year are published)',
    result: 'Result',
    evidence: 'Evidence',
    papers: 'Papers (to be saved)',
    solver: 'Solved by',
    detail: 'Detail',
    extension: 'Extension asked until',
    extensionReason: 'Reason given',
    meeting: 'Meeting',
    when: 'When',
    venue: 'Where',
    chair: 'Chair',
    theme: 'Theme',
    yourResponse: 'Your answer so far',
    decision: 'Decision',
    postponed: 'Promised anew for',
  },
  errors: 'Nothing was sent. Please put right what follows:',
  again:
    'The system does not answer for the moment. What you wrote is still below: press the button again in a while; one link never sends twice.',
  holder: 'Sent in the name of {name} ({unit})',
  firmHolder: 'Sent in the name of {name}',
  unchanged: 'Opening this page changes nothing; only the button does.',
  once: 'This link works once, until the end of {day}. Please do not pass it on.',
  often: 'Until the meeting begins you may open this link again and change it. Please do not pass it on.',
  changeable: 'Until the meeting begins you may open this link again and change your answer.',
  usedAt: 'Sent on {at} by {name}',
  usedNow: 'It stands in the ledger. Below is what you sent.',
  usedBefore: 'This link was used before. Below is what was sent then; nothing was sent again.',
  usedUp: 'The link is used up; you may close this page.',
  recorded: {
    answer: 'Answer',
    nextOn: 'Next answer on',
    verdict: 'Verdict',
    closed: 'accepted, the problem is closed',
    rejected: 'rejected, back to handling',
    note: 'Note',
    reason: 'Reason of the rejection',
    newDue: 'New limit',
    acknowledged: 'your unit knows of it',
    proposal: 'Proposal',
    promisedOn: 'Promised for',
    until: 'Until',
    why: 'Reason',
    ruling: 'Ruling',
    granted: 'granted',
    refused: 'refused',
    satisfaction: 'With the result',
    relapsed: 'come back, taken up again',
    response: 'Answer',
    deputy: 'Who comes instead',
  },
  purposes: {
    acknowledgeProblem: {
      title: 'Acknowledge a problem',
      lead: 'It says that your unit knows of the problem; once a unit, and no limit moves.',
      submit: 'Acknowledge',
      fields: {},
      done: 'Acknowledged',
    },
    coAnswerProblem: {
      title: 'Answer for your part',
      lead: 'For the part your unit has in it, to the lead department; once a unit.',
      submit: 'Send the answer',
      fields: {
        text: { label: 'Answer', hint: 'What your unit has done and how it stands, at most 2,000 characters' },
      },
      done: 'Your answer was sent',
    },
    reportCollection: collectionEn,
    reportDecision: decisionEn,
    tableProblem: proposalEn,
    askExtension: {
      title: 'Ask an extension',
      lead: 'At the latest one working day before the limit. A leader rules on it; until then the limit stands.',
      submit: 'Ask',
      fields: {
        until: { label: 'Until', hint: 'a working day after the present limit' },
        reason: { label: 'Reason', hint: 'Why it cannot be resolved in time' },
      },
      done: 'You have asked for an extension',
    },
    ruleExtension: {
      title: 'Rule on an extension',
      lead: 'Granted, the limit becomes the day asked for. The firm is told either way.',
      submit: 'Send the ruling',
      fields: {
        granted: { label: 'Ruling', options: { true: 'Granted', false: 'Refused' } },
        reason: { label: 'Note', hint: 'Needed when it is refused' },
      },
      done: 'Your ruling was sent',
    },
    lookBackProblem: {
      title: 'After the closing',
      lead: 'This problem was closed. Please say whether it is really solved; one that has come back is taken up again.',
      submit: 'Send',
      fields: {
        satisfaction: {
          label: 'With the result you are',
          options: { satisfied: 'satisfied', basically: 'basically satisfied', not: 'not satisfied' },
        },
        relapsed: { label: 'Has it come back?', options: { false: 'No', true: 'Yes, please take it up again' } },
        note: { label: 'Note', hint: 'Needed when it has come back: how things are now' },
      },
      done: 'Thank you for your answer',
    },
    answerProblem: {
      title: 'Answer a problem',
      lead: 'An interim answer sets the date of the next one. It does not move the limit.',
      submit: 'Send the answer',
      fields: {
        text: { label: 'Answer', hint: 'How far it is and what comes next, at most 2,000 characters' },
        nextOn: { label: 'Next answer on', hint: 'after today, within the working days that the rules allow' },
      },
      done: 'Your answer was sent',
    },
    verifyProblem: {
      title: 'Verify and close',
      lead: 'Accepting closes the problem; after a rejection the lead department has a new limit from today.',
      submit: 'Send the verdict',
      fields: {
        accepted: { label: 'Verdict', options: { true: 'Accept and close', false: 'Reject, back to handling' } },
        reason: { label: 'Note', hint: 'Needed for a rejection: what you saw on site, what is missing' },
      },
      done: 'Your verdict was sent',
    },
    answerInvitation: {
      title: 'Answer an invitation',
      lead: 'Please say whether you come; if not, you may send somebody instead.',
      submit: 'Send the answer',
      fields: {
        response: {
          label: 'Do you come?',
          options: { coming: 'Coming', declined: 'Not coming', deputy: 'Sending a deputy' },
        },
        deputy: { label: 'Who comes instead', hint: 'Needed with a deputy: the name, at most 50 characters' },
        note: { label: 'Note', hint: 'Why you cannot come, for example; at most 200 characters' },
      },
      done: 'Your answer was sent',
    },
  },
  mute: {
    title: 'No more “{kind}”',
    text: '{name}: after a press of the button you get no more mails of the kind “{kind}”. What you have to answer, decide or attend still comes.',
    submit: 'Mute',
    done: '“{kind}” is muted',
    doneText: '{name} gets no more mails of the kind “{kind}”.',
    back: 'To get them again, please tell the coordinator.',
    unknown: 'No such link',
    unknownText: 'There is no such link. Nothing was changed.',
  },
  whyNot: {
    problemNotIn: 'The problem is “{state}”; this can only be done while it is “{states}”.',
    linkNotFor: 'This is not yours to handle or to verify any more. Please ask the coordinator if in doubt.',
    extensionTooLate: 'The limit is {due}; an extension had to be asked for by {last}.',
    lookBackEarly: 'The look-back is on {on}; before it only a relapse is taken.',
    meetingOver: 'The meeting has begun, was cancelled or is over; no answer is taken any more.',
    notInvited: 'You are not among the attendees of this meeting. Please ask the coordinator if in doubt.',
    decisionDone: 'This decision was carried out on {on}.',
    decisionNotFound: 'This decision was taken back. Please ask the coordinator if in doubt.',
  },
  notices: {
    unknown: {
      title: 'No such link',
      text: 'There is no such link. Its address may not be complete: open it from the mail again, or ask the coordinator for a new one.',
    },
    expired: {
      title: 'The link has expired',
      text: 'The time of this link is over and nothing was sent. If it is still needed, ask the coordinator for a new one.',
    },
    revoked: { title: 'The link was revoked', text: 'A coordinator revoked this link. Nothing was sent.' },
    holderGone: {
      title: 'The link does not work any more',
      text: 'The person of this link is not in office any more. Nothing was sent; please ask the coordinator.',
    },
    notNow: { title: 'This cannot be done now', text: 'Nothing was sent.' },
    ofAnother: {
      title: 'The page is of another link',
      text: 'This page belongs to another link or another problem. Nothing was sent: a link is for its own matter only. Please open it from the mail again.',
    },
    crossSite: {
      title: 'Not sent from this page',
      text: 'This came from another site and was not taken. Please open the link from the mail and send it from the page that opens.',
    },
    tooMany: {
      title: 'Please wait',
      text: 'Too much came from your network address. Nothing was sent; please try again in a minute.',
    },
    unreadable: {
      title: 'What was sent cannot be read',
      text: 'Nothing was sent. Please open the link from the mail again and fill in its page.',
    },
    unavailable: {
      title: 'Not available for the moment',
      text: 'The system does not answer for the moment. Please open the same link again in a while; it never sends twice.',
    },
    failed: {
      title: 'Something went wrong',
      text: 'A fault of the system; it was noted. Please open the same link again in a while, or ask the coordinator. It never sends twice.',
    },
  },
};

const WORDS: Record<Locale, LinkWords> = { zh, en };
export const linkWords = (locale: Locale): LinkWords => WORDS[locale];

/** Puts values into `{name}` places; a place without a value is a mistake of ours and stays visible. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
