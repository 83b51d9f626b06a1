import type { SettingSection } from '../../domain/settings/types.ts';
import type { Words } from './words.ts';

/** What one place of the settings is called, and where the name does not say it all, what it decides. */
export interface SettingWords {
  name: Words;
  why: Words | null;
}

const s = (zh: string, en: string, whyZh = '', whyEn = ''): SettingWords => ({
  name: { zh, en },
  why: whyZh === '' ? null : { zh: whyZh, en: whyEn },
});

/** By section and path; `[]` is any row of a list, `*` any name (a stage). A list or a part is named like its values. */
export const SETTING_WORDS: Readonly<Record<string, SettingWords>> = {
  'officeHours.start': s(
    '上班',
    'Office opens',
    '邮件只在办公时间内发出，期限到下班为止。',
    'Mails leave inside office hours only; limits end when the office closes.',
  ),
  'officeHours.end': s('下班', 'Office closes'),
  'officeHours.lunch': s('午休', 'Midday break'),
  'officeHours.lunch.start': s('午休开始', 'Break begins'),
  'officeHours.lunch.end': s('午休结束', 'Break ends'),

  'holidays.years': s(
    '已录入的年份',
    'Years that were entered',
    '程序自带的年份之外，或与其不同的。',
    'Beside those the program knows, or instead of them.',
  ),
  'holidays.years[].year': s('年份', 'Year'),
  'holidays.years[].holidays': s('放假', 'Days off'),
  'holidays.years[].makeUpDays': s('补班', 'Worked weekends'),
  'holidays.years[].source': s('通知文号', 'Notice'),

  'project.paths': s(
    '路径模板',
    'Paths',
    '项目开始时选定一种；以后改模板不影响已开始的项目。',
    'A project takes one when it starts; later changes do not touch it.',
  ),
  'project.paths[].id': s('代号', 'Id'),
  'project.paths[].name': s('名称', 'Name'),
  'project.paths[].stages': s('阶段', 'Stages'),
  'project.paths[].milestones': s('要排计划的节点', 'Milestones with a plan date'),
  'project.paths[].gates': s(
    '关口要件',
    'Papers at the gates',
    '转入该阶段时要的材料。',
    'What is asked for when a stage is entered.',
  ),
  'project.paths[].gates.*[].kind': s('材料', 'Paper'),
  'project.paths[].gates.*[].needs': s('须写明', 'Must name'),
  'project.paths[].gates.*[].level': s(
    '要求',
    'How strictly',
    '必须：没有就不能转段；要求：缺了记为缺口。',
    'Required stops the move; asked is noted as missing.',
  ),
  'project.paths[].gates.*[].by': s(
    '凭什么',
    'Met by',
    '空：凭材料；项目预审：不收材料，预审通过即可。',
    'None: by the paper; pre-review: by one that was passed, instead of a paper.',
  ),
  'project.warnDaysBefore': s(
    '节点提前几天预警',
    'Days ahead of a plan date',
    '当天另有一次。',
    'The day itself is always one more.',
  ),
  'project.digestWeekday': s(
    '每周几汇总逾期节点',
    'Weekday of the digest of late milestones',
    '1 为周一。',
    '1 is Monday.',
  ),
  'project.suggestions': s('签约后的建议计划', 'Plan dates suggested after signing'),
  'project.suggestions.plans': s('建议的计划日期', 'Suggested plan dates'),
  'project.suggestions.plans[].landKind': s('用地方式', 'Land'),
  'project.suggestions.plans[].stage': s('阶段', 'Stage'),
  'project.suggestions.plans[].monthsAfterSigning': s('签约后第几个月', 'Months after signing'),
  'project.suggestions.plans[].note': s('备注', 'Note'),
  'project.suggestions.money': s('建议的投资进度', 'Suggested money'),
  'project.suggestions.money[].landKind': s('用地方式', 'Land'),
  'project.suggestions.money[].atLeastPercent': s('至少完成（%）', 'At least, percent'),
  'project.suggestions.money[].monthsAfterSigning': s('签约后第几个月', 'Months after signing'),
  'project.leadSources': s('线索来源', 'Sources of leads'),
  'project.leadSources[].id': s('代号', 'Id'),
  'project.leadSources[].name': s('名称', 'Name'),

  'review.reviewers': s('每个项目的评审专家数', 'Experts for a project'),
  'review.opinions': s('所需意见数', 'Opinions needed'),
  'review.supportPercent': s(
    '推荐比例（%）',
    'Share that recommends, percent',
    '达到这个比例才算通过。',
    'From this share on a project passes.',
  ),
  'review.opinionWorkingDays': s('评审期限（工作日）', 'Working days for an opinion'),
  'review.gatherMinutes': s('合并发信等待（分钟）', 'Minutes in which requests become one mail'),

  'money.closingDay': s(
    '次月几日截止',
    'Closing day of the month after',
    '此后上报的算迟报。',
    'Later figures count as late.',
  ),
  'money.opensDay': s('当月几日开报', 'Day a round opens'),
  'money.remindWorkingDaysBefore': s('截止前几个工作日催报', 'Working days before closing to remind'),

  'problem.leadWorkingDays': s('主办期限（工作日）', 'Lead department, working days'),
  'problem.splitWorkingDays': s('分办期限（工作日）', 'Split departments, working days'),
  'problem.coWorkingDays': s('协办期限（工作日）', 'Co-departments, working days'),
  'problem.answerWithinWorkingDays': s('下次答复最迟（工作日）', 'Next answer at the latest, working days'),
  'problem.reworkWorkingDays': s('核验退回后的期限（工作日）', 'After a rejection, working days'),
  'problem.verifyWorkingDays': s('核验期限（工作日）', 'Verification, working days'),
  'problem.objectionWorkingDays': s('提异议的期限（工作日）', 'For an objection, working days'),
  'problem.extensionWorkingDaysBefore': s('到期前几个工作日前申请延期', 'Ask an extension so many working days before'),
  'problem.warnAtPercent': s('提醒时点（已用时限 %）', 'Warnings, percent of the limit used'),
  'problem.warnAtPercent.first': s('第一次提醒', 'First warning'),
  'problem.warnAtPercent.second': s('第二次提醒', 'Second warning'),
  'problem.agendaWorkingDays': s('超期几个工作日后上会', 'Working days over the limit until the agenda'),
  'problem.carriedToGroup': s('结转几次后报领导小组', 'Carried over so often until the leading group'),
  'problem.redAfterDispatches': s('超期经过几次调度发红色督办单', 'Dispatches past the limit until a red paper'),
  'problem.lookBackDays': s('销号后几天回访', 'Days after closing to look back'),
  'problem.lookBackWorkingDays': s('等待回访答复（工作日）', 'Working days to wait for the firm'),
  'problem.supervisionUnits': s('抄送的督查单位', 'Supervision offices that are copied'),
  'problem.dispatchSeries': s(
    '哪些会议算周调度',
    'Series that count as the dispatch',
    '空着：所有系列都算。',
    'Empty: all of them.',
  ),

  'meeting.openDaysAhead': s('提前几天打开场次', 'Days ahead an occurrence opens'),
  'meeting.timetable': s('会前会后时间表', 'Timetable of a meeting'),
  'meeting.timetable[].step': s('步骤', 'Step'),
  'meeting.timetable[].at': s('时点', 'When'),
  'meeting.timetable[].at.workingDays': s('离开会日的工作日', 'Working days from its day'),
  'meeting.timetable[].at.time': s('时间', 'Time'),
  'meeting.timetable[].at.hours': s('离开会的小时', 'Hours from its start'),
  'meeting.agenda': s('议程', 'Agenda'),
  'meeting.agenda.mostItems': s('议程最多几项', 'Most items', '多出来的只计数。', 'The rest is counted.'),
  'meeting.agenda.minutes': s('各类议题的时间（分钟）', 'Minutes an item begins with'),
  'meeting.agenda.minutes.*': s('分钟', 'Minutes'),
  'meeting.agenda.withoutProposal': s(
    '缺方案和承诺日期的问题',
    'A problem without a proposal and a date',
    '上会并注明，或暂不上会。',
    'On the agenda with a mark, or held back.',
  ),
  'meeting.agenda.themes': s(
    '轮换主题',
    'Themes of the rotation',
    '各主题讨论哪些阶段、哪些类型的项目。',
    'Which projects a theme is about.',
  ),
  'meeting.agenda.themes[].theme': s('主题', 'Theme'),
  'meeting.agenda.themes[].stages': s('阶段', 'Stages'),
  'meeting.agenda.themes[].types': s('项目类型', 'Kinds of project'),
  'meeting.bulletinRoles': s('另发通报给哪些角色', 'Roles that get the bulletin too'),

  'colours.ruleSets': s(
    '亮灯规则',
    'Rules of colours',
    '改阈值是加一个新版本，旧版本留着，已发布的月份不变。',
    'Other limits are another version; published months stay.',
  ),
  'colours.ruleSets[].id': s('规则代号', 'Id'),
  'colours.ruleSets[].family': s('算法', 'Family'),
  'colours.ruleSets[].version': s('版本', 'Version'),
  'colours.ruleSets[].validFrom': s('生效日期', 'From'),
  'colours.ruleSets[].name': s('名称', 'Name'),
  'colours.ruleSets[].name.zh': s('中文名称', 'Name in Chinese'),
  'colours.ruleSets[].name.en': s('英文名称', 'Name in English'),
  'colours.ruleSets[].thresholds': s('界限', 'Limits'),
  'colours.ruleSets[].thresholds.pace': s('投资序时', 'Money against time'),
  'colours.ruleSets[].thresholds.pace.yellowFromPoints': s(
    '落后几个百分点起亮黄灯',
    'Yellow from so many points behind',
  ),
  'colours.ruleSets[].thresholds.pace.redAbovePoints': s('落后超过几个百分点亮红灯', 'Red above so many points behind'),
  'colours.ruleSets[].thresholds.start': s('开工', 'Start of building'),
  'colours.ruleSets[].thresholds.start.yellowFromMonths': s('逾期几个月起亮黄灯', 'Yellow from so many months late'),
  'colours.ruleSets[].thresholds.start.redFromMonths': s('逾期几个月起亮红灯', 'Red from so many months late'),
  'colours.ruleSets[].thresholds.statistics': s('入统', 'Entered in the statistics'),
  'colours.ruleSets[].thresholds.statistics.yellowFromMonths': s(
    '逾期几个月起亮黄灯',
    'Yellow from so many months late',
  ),
  'colours.ruleSets[].thresholds.statistics.redAboveMonths': s('逾期超过几个月亮红灯', 'Red above so many months late'),
  'colours.ruleSets[].thresholds.shortfall': s('短欠', 'Shortfall'),
  'colours.ruleSets[].thresholds.shortfall.redAbovePercent': s('短欠超过百分之几亮红灯', 'Red above so many percent'),
  'colours.ruleSets[].thresholds.misses': s('连续未达序时', 'Months behind in a row'),
  'colours.ruleSets[].thresholds.misses.yellowFromMonths': s('几个月起亮黄灯', 'Yellow from so many months'),
  'colours.ruleSets[].thresholds.misses.redFromMonths': s('几个月起亮红灯', 'Red from so many months'),
  'colours.ruleSets[].thresholds.silence': s('没有进展', 'Silence'),
  'colours.ruleSets[].thresholds.silence.yellowFromMonths': s('几个月起亮黄灯', 'Yellow from so many months'),
  'colours.ruleSets[].thresholds.silence.redFromMonths': s('几个月起亮红灯', 'Red from so many months'),
  'colours.ruleSets[].thresholds.silence.removeAboveMonths': s(
    '超过几个月建议移出',
    'To be removed above so many months',
  ),
  'colours.report': s('报表用哪套规则', 'Rules of the reports'),
  'colours.report.project': s('项目的灯', 'Of projects'),
  'colours.report.county': s('县（市、区）的灯', 'Of counties'),
  'colours.basis': s('时间进度按什么算', 'Share of the year by'),

  'evaluation.tiersWan': s('投资规模档次（万元起）', 'Tiers of investment, from 万元'),
  'batch.followUpMonths': s('集中活动后第几个月回访', 'Months after a batch event to look again'),
  'files.maxBytes': s('单个文件上限（字节）', 'Largest file, bytes'),
  'files.mailDays': s(
    '邮件附件保留几天',
    'Days that files of mails are kept',
    '满期后移出；可能还要发送的不移出，邮件正文一直保留。',
    'Then they are taken out, but for those of mails that may still leave; what a mail said stays.',
  ),
  'files.types': s(
    '接收的文件种类',
    'Kinds of files taken',
    '按内容判断，不看扩展名。',
    'Told by their content, not by their name.',
  ),
  'links.validDays': s('本单位人员的链接有效天数', 'Days a link of our people works'),
  'links.firmValidDays': s('企业的链接有效天数', 'Days a link for a firm works'),
  'imports.readings': s(
    '记住的读法',
    'Remembered readings',
    '以后的导入自动这样读，并在报告里注明。',
    'Used by every later import, and told in its report.',
  ),
  'imports.readings[].ledger': s('台账', 'Ledger'),
  'imports.readings[].column': s('列', 'Column', '空着：这是一个列名。', 'Blank: it is a header.'),
  'imports.readings[].written': s('台账里写作', 'As written'),
  'imports.readings[].means': s('读作', 'Read as'),

  'texts.mails': s('邮件用语', 'Texts of mails'),
  'texts.mails[].kind': s('邮件', 'Mail'),
  'texts.mails[].variant': s('情形', 'Which'),
  'texts.mails[].language': s('语言', 'Language'),
  'texts.mails[].subject': s('主题', 'Subject'),
  'texts.mails[].opening': s('开头', 'Opening'),
  'texts.mails[].closing': s('结尾', 'Closing'),

  'supervision.projectFromWan': s('可设专门督查组的项目（万元起）', 'Projects with a team of their own, from 万元'),
  'supervision.visitRemindWorkingDays': s('走访前几个工作日提醒', 'Working days before a visit to remind'),
  'supervision.visitReportWorkingDays': s('走访后几个工作日内登记', 'Working days to enter a visit'),
  'whistle.withinWorkingDays': s('吹哨后几个工作日内开会', 'Working days within which it meets'),
  'whistle.perCountyMonth': s('每县（市、区）每月可吹几次', 'Whistles of a county in a month'),
  'whistle.answerWorkingDays': s('部门答复期限（工作日）', 'Working days to answer'),
  'whistle.remindHoursBefore': s('答复截止前几小时催复', 'Hours before that to remind'),
  'whistle.resultWorkingDays': s('会后几个工作日内登记结果', 'Working days to enter the result'),

  'brief.compileAt': s('周末工作日几点汇编', 'Compiled at, on the last working day'),
  'brief.deliverAt': s('下周首个工作日几点发出', 'Sent at, on the next working day'),
  'brief.roles': s('发给哪些角色', 'Roles that get it'),
  'brief.people': s('另发给谁', 'People who get it too'),

  'access.separateAdministration': s(
    '三员分立',
    'Three administrators apart',
    '系统、安全、审计三个管理员分开，谁也不能兼任。',
    'System, security and audit are three people.',
  ),
  'accounts.profile': s(
    '密码规则',
    'Profile of passwords',
    '下面两套中用哪一套。',
    'Which of the two below is in force.',
  ),
  'accounts.*.minCharacters': s('密码最短（字符）', 'Least characters'),
  'accounts.*.kinds': s('至少几类字符', 'Kinds of characters'),
  'accounts.*.maxAgeDays': s('多少天必须更换', 'Days until it must change', '空：不强制更换。', 'None: never.'),
  'accounts.*.history': s('不能与前几个相同', 'Not one of the last'),
  'accounts.*.lockAfter': s(
    '连续输错几次锁定',
    'Locked after so many tries',
    '空：不锁定，只放慢。',
    'None: slowed, never locked.',
  ),
  'accounts.*.lockMinutes': s('锁定几分钟', 'Locked for minutes'),
  'accounts.asvs': s('宽松规则（OWASP ASVS）', 'By OWASP ASVS'),
  'accounts.djcp': s('等级保护', 'By the grades of protection (等保)'),
  'accounts.idleMinutes': s('多久不操作退出（分钟）', 'Minutes idle until signed out'),
  'accounts.sessionHours': s('一次登录最长（小时）', 'Hours of one session'),
  'accounts.invitationHours': s('开户链接有效（小时）', 'Hours an invitation works'),
  'accounts.resetMinutes': s('重置密码链接有效（分钟）', 'Minutes a reset works'),
  'accounts.slowing': s('登录太快时放慢', 'Tries are slowed'),
  'accounts.slowing.account': s('同一账户', 'Of one account'),
  'accounts.slowing.address': s('同一网络地址', 'Of one network address'),
  'accounts.slowing.*.atOnce': s('先允许几次', 'Tries at once'),
  'accounts.slowing.*.thenEverySeconds': s('此后每隔几秒一次', 'Then one every so many seconds'),
  'accounts.secondFactorRoles': s('必须二次验证的角色', 'Roles that need a second factor'),
  'audit.keepDays': s(
    '审计在库里留多少天',
    'Days the audit stays in the ledger',
    '满期后可存成文件移出。',
    'After that it may be put away in a file.',
  ),
};

const segmentsOf = (path: string): string[] => path.replaceAll(/\[\d+\]/g, '[]').split('.');

/** `meeting.timetable[3].at.time` → its words; the most exact entry counts. */
export function settingWords(path: string): SettingWords | undefined {
  const plain = segmentsOf(path).join('.');
  if (Object.hasOwn(SETTING_WORDS, plain)) return SETTING_WORDS[plain];
  const asked = segmentsOf(path);
  const found = Object.keys(SETTING_WORDS).find(key => {
    const segments = key.split('.');
    return (
      segments.length === asked.length &&
      segments.every((segment, at) => {
        const said = asked[at] ?? '';
        return segment === said || (segment.startsWith('*') && said.endsWith(segment.slice(1)));
      })
    );
  });
  return found === undefined ? undefined : SETTING_WORDS[found];
}

const w = (zh: string, en: string): Words => ({ zh, en });

/** Words of the settings' own, for values that stand nowhere else. */
export const SETTING_VALUE_WORDS: Readonly<Record<string, Words>> = {
  asked: w('要求', 'asked'),
  required: w('必须', 'required'),
  review: w('项目预审', 'pre-review'),
  marked: w('上会并注明', 'on the agenda with a mark'),
  heldBack: w('暂不上会', 'held back'),
  days: w('按天', 'by days'),
  months: w('按月', 'by months'),
  points: w('按序时百分点', 'by points'),
  relative: w('按短欠比例', 'by shares'),
  silence: w('按无进展月数', 'by silence'),
  asvs: w('宽松规则（ASVS）', 'ASVS'),
  djcp: w('等级保护', 'grades of protection (等保)'),
  on: w('日期', 'date'),
  number: w('文号', 'number'),
  issuer: w('出具单位', 'issuer'),
  note: w('说明', 'note'),
  link: w('链接', 'link'),
  file: w('文件', 'file'),
  'zh-CN': w('中文', 'Chinese'),
  en: w('英文', 'English'),
};

/** What a section is about, in a line. */
export const SETTING_SECTION_ABOUT: Readonly<Record<SettingSection, Words>> = {
  officeHours: w('邮件何时可以发、期限到几点为止。', 'When mails may leave, and when limits end.'),
  holidays: w('已公布的放假和补班；录入新一年。', 'Published days off and worked weekends; entering another year.'),
  project: w(
    '路径、关口要件、节点预警、线索来源。',
    'Paths, papers at gates, warnings of plan dates, sources of leads.',
  ),
  problem: w('各环节期限、提醒、上会和督办。', 'Limits of each step, warnings, agenda, papers.'),
  meeting: w('会前会后时间表、议程、主题、通报。', 'The timetable around a meeting, agenda, themes, bulletin.'),
  money: w('月报开报、截止、催报。', 'When months are reported, close and are reminded of.'),
  review: w('评审专家、意见数、期限。', 'Experts, opinions, limits.'),
  colours: w(
    '红黄绿灯的规则和版本；先看谁会变色再改。',
    'Rules of red, yellow and green by version; see who would change first.',
  ),
  evaluation: w('投资规模档次。', 'Tiers of investment.'),
  batch: w('集中签约、开工、竣工后的回访。', 'Follow-ups of batch events.'),
  files: w('收多大、哪几种文件。', 'How large and of what kind.'),
  links: w('邮件里的链接多久有效。', 'How long links in mails work.'),
  texts: w(
    '各种邮件的主题、开头、结尾，改前先看样子。',
    'Subject, opening and closing of every mail, looked at before they count.',
  ),
  supervision: w('督查组和走访。', 'Teams and visits.'),
  brief: w('每周简报何时汇编、何时发出、发给谁。', 'When the weekly brief is compiled and sent, and to whom.'),
  whistle: w('县区吹哨的次数和期限。', 'How many whistles, and their limits.'),
  imports: w(
    '本单位台账的列名和用词各读作什么；导入时记下。',
    'What the office’s own headers and words mean; remembered by imports.',
  ),
  access: w('管理权怎样分开。', 'How administration is shared out.'),
  accounts: w('密码、登录、二次验证。', 'Passwords, signing in, second factors.'),
  audit: w('审计留多久。', 'How long the audit is kept.'),
};
