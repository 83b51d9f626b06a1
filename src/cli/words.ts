import type { AttendeeVerdict } from '../contract/schemas/meeting.ts';
import type { ReportVerdict } from '../contract/schemas/round.ts';
import { MUTABLE_MAIL_KINDS, type MutableMailKind } from '../domain/mail-kinds.ts';
import type { ViewList } from '../domain/kept-views.ts';
import type { MailLocale } from '../domain/mail-texts.ts';
import type { Scope } from '../domain/people/scope.ts';
import type { ProjectSort } from '../contract/sorting.ts';
import {
  AGREEMENT_WORDS,
  BATCH_STAGE_WORDS,
  BATCH_STATUS_WORDS,
  CATEGORY_WORDS,
  LAND_KIND_WORDS,
  LINK_PURPOSE_WORDS,
  LINK_STATE_WORDS,
  RELATION_WORDS,
  SUGGESTION_NOTE_WORDS,
  CHECK_VERDICT_WORDS,
  HOLIDAY_RULE_WORDS,
  RHYTHM_WORDS,
  MAIL_KIND_WORDS,
  MAIL_STATE_WORDS,
  MEETING_MOVE_WORDS,
  MEETING_STATUS_WORDS,
  PAPER_WORDS,
  SATISFACTION_WORDS,
  MEETING_STEP_WORDS,
  RESPONSE_WORDS,
  PROBLEM_STATE_WORDS,
  PROJECT_STATUS_WORDS,
  ROLE_WORDS,
  SETTING_SECTION_WORDS,
  SOURCE_WORDS,
  STAGE_WORDS,
  STANDING_WORDS,
  UNIT_KIND_WORDS,
  VERDICT_WORDS,
  CHARGE_SCOPE_WORDS,
  FINDING_STANDING_WORDS,
  VISIT_STATUS_WORDS,
  WHISTLE_ANSWER_WORDS,
  WHISTLE_RESULT_WORDS,
  WHISTLE_STATUS_WORDS,
  type Words,
} from '../contract/catalogue/words.ts';
import { AGENDA_KIND_WORDS, OUTCOME_WORDS, PRESENCE_WORDS } from '../contract/catalogue/words-meeting.ts';

/** The catalogue's words for values of the API, and what else people type for them. */
export interface Vocabulary<Key extends string = string> {
  words: Readonly<Record<Key, Words>>;
  also: Readonly<Record<string, Key>>;
}

export const vocabulary = <Key extends string>(
  words: Readonly<Record<Key, Words>>,
  also: Readonly<Record<string, Key>> = {},
): Vocabulary<Key> => ({ words, also });

const w = (zh: string, en: string): Words => ({ zh, en });

// `also`: how offices write it where it differs from the catalogue, older names, and the API's word as a command line spells it.
export const STAGE = vocabulary(STAGE_WORDS, {
  洽谈: 'negotiation',
  signed: 'signing',
  landed: 'landing',
  /** 在建 in an old ledger: 开工 reached and 竣工 not (domain §2). */
  在建: 'groundbreaking',
  completed: 'completion',
  达产: 'fullCapacity',
  'full-capacity': 'fullCapacity',
});
export const PROJECT_STATUS = vocabulary(PROJECT_STATUS_WORDS, { 推进中: 'active' });
export const PROJECT_SORT = vocabulary<ProjectSort>(
  {
    code: w('编号', 'code'),
    name: w('名称', 'name'),
    county: w('县', 'county'),
    stage: w('阶段', 'stage'),
    investment: w('总投资', 'investment'),
    changed: w('更新', 'changed'),
  },
  { 县区: 'county', 投资: 'investment', 更新于: 'changed' },
);
export const AGREEMENT = vocabulary(AGREEMENT_WORDS, { 意向书: 'intent', 框架协议: 'framework', 合同: 'contract' });
export const LAND_KIND = vocabulary(LAND_KIND_WORDS, {
  存量: 'existing',
  新增: 'new',
  厂房: 'readyFactory',
  'ready-factory': 'readyFactory',
  现有企业: 'existingFirm',
  'existing-firm': 'existingFirm',
});
export const RELATION = vocabulary(RELATION_WORDS, { 扩产: 'enlargement', 增资: 'enlargement' });
export const SUGGESTION_NOTE = vocabulary(SUGGESTION_NOTE_WORDS);
export const PAPER = vocabulary(PAPER_WORDS);
export const SATISFACTION = vocabulary(SATISFACTION_WORDS);
export const CATEGORY = vocabulary(CATEGORY_WORDS, {
  用林: 'forestSea',
  用海: 'forestSea',
  'forest-sea': 'forestSea',
  labor: 'labour',
});
export const SOURCE = vocabulary(SOURCE_WORDS, { 会议: 'meeting', 走访: 'visit' });
export const PROBLEM_STATE = vocabulary(PROBLEM_STATE_WORDS, { 待核验: 'resolved', 销号: 'closed' });
export const ROLE = vocabulary(ROLE_WORDS, {
  专员: 'countyReporter',
  县区专员: 'countyReporter',
  部门承办人: 'departmentHandler',
  'county-reporter': 'countyReporter',
  部门经办: 'departmentHandler',
  'department-handler': 'departmentHandler',
  督查组: 'supervisionTeam',
  'supervision-team': 'supervisionTeam',
  领导: 'leader',
  admin: 'administrator',
  系统管理员: 'administrator',
  安全员: 'securityAdministrator',
  'security-administrator': 'securityAdministrator',
  审计: 'auditor',
  'department-head': 'departmentHead',
});
/** How far a grant of the table of permissions reaches. */
export const SCOPE = vocabulary<Scope>({
  all: w('全部', 'everything'),
  county: w('本县（市、区）', 'own county'),
  unit: w('本单位', 'own unit'),
  charge: w('本组负责', 'entrusted to the team'),
  own: w('本人', 'one’s own'),
  unseparated: w('全部，三员未分立时', 'everything, while the duties are not separated'),
});
export const UNIT_KIND = vocabulary(UNIT_KIND_WORDS, { 县: 'county', 县区: 'county', 督查: 'supervision' });
export const HOLIDAY_RULE = vocabulary(HOLIDAY_RULE_WORDS, {
  提前: 'previousWorkday',
  previous: 'previousWorkday',
  顺延: 'nextWorkday',
  next: 'nextWorkday',
  并入: 'merge',
  取消: 'skip',
});
export const RHYTHM = vocabulary(RHYTHM_WORDS, {
  ...{ weekly: 'week', monthly: 'month', quarterly: 'quarter', yearly: 'year' },
  ...{ 周: 'week', 月: 'month', 季: 'quarter', 季度: 'quarter', 每季度: 'quarter', 年: 'year', 每年度: 'year' },
});
export const MEETING_STATUS = vocabulary(MEETING_STATUS_WORDS);
export const MEETING_MOVE = vocabulary(MEETING_MOVE_WORDS);
export const MEETING_STEP = vocabulary(MEETING_STEP_WORDS, {
  收集: 'collection',
  截止: 'freeze',
  议程: 'agenda',
  催审: 'approval',
  通知: 'reminder',
});
export const AGENDA_KIND = vocabulary(AGENDA_KIND_WORDS);
export const PRESENCE = vocabulary(PRESENCE_WORDS, { 到会: 'present', 请假: 'absent', 代表: 'represented' });
export const OUTCOME = vocabulary(OUTCOME_WORDS, { 结转下次: 'carried', 已办结: 'closed' });
export const RESPONSE = vocabulary(RESPONSE_WORDS, {
  出席: 'coming',
  请假: 'declined',
  不参加: 'declined',
  委派: 'deputy',
  deputy: 'deputy',
});
export const BATCH_STAGE = vocabulary(BATCH_STAGE_WORDS, {
  签约: 'signing',
  开工: 'groundbreaking',
  竣工: 'completion',
});
export const BATCH_STATUS = vocabulary(BATCH_STATUS_WORDS, { 'list-closed': 'listClosed', 'none-moved': 'noneMoved' });
export const STANDING = vocabulary(STANDING_WORDS);
export const CHECK_VERDICT = vocabulary(CHECK_VERDICT_WORDS);
export const LINK_PURPOSE = vocabulary(LINK_PURPOSE_WORDS, {
  'acknowledge-problem': 'acknowledgeProblem',
  'answer-problem': 'answerProblem',
  'co-answer': 'coAnswerProblem',
  分办答复: 'coAnswerProblem',
  协办答复: 'coAnswerProblem',
  方案: 'tableProblem',
  'table-problem': 'tableProblem',
  延期: 'askExtension',
  extension: 'askExtension',
  'ask-extension': 'askExtension',
  'rule-extension': 'ruleExtension',
  'look-back': 'lookBackProblem',
  满意度: 'lookBackProblem',
  销号: 'verifyProblem',
  核验销号: 'verifyProblem',
  'verify-problem': 'verifyProblem',
});
export const LINK_STATE = vocabulary(LINK_STATE_WORDS);
export const CHARGE_SCOPE = vocabulary(CHARGE_SCOPE_WORDS);
export const VISIT_STATUS = vocabulary(VISIT_STATUS_WORDS, { 计划: 'planned', 取消: 'cancelled' });
export const FINDING_STANDING = vocabulary(FINDING_STANDING_WORDS);
export const WHISTLE_STATUS = vocabulary(WHISTLE_STATUS_WORDS, { 'called-off': 'calledOff', 取消: 'calledOff' });
export const WHISTLE_ANSWER = vocabulary(WHISTLE_ANSWER_WORDS, { 派员: 'sends', sends: 'sends', 异议: 'objects' });
export const WHISTLE_RESULT = vocabulary(WHISTLE_RESULT_WORDS, { 解决: 'resolved', 提交: 'tabled' });
export const MAIL_KIND = vocabulary(MAIL_KIND_WORDS);
/** What may be muted; a refusal lists these alone. */
export const MUTABLE_MAIL_KIND = vocabulary(
  Object.fromEntries(MUTABLE_MAIL_KINDS.map(kind => [kind, MAIL_KIND_WORDS[kind]])) as Record<MutableMailKind, Words>,
);
export const MAIL_LANGUAGE = vocabulary<MailLocale>({ 'zh-CN': w('中文', 'Chinese'), en: w('英文', 'English') });
export const VIEW_LIST = vocabulary<ViewList>({ projects: w('项目', 'projects'), problems: w('问题', 'problems') });
export const MAIL_STATE = vocabulary(MAIL_STATE_WORDS);
export const VERDICT = vocabulary(VERDICT_WORDS);

export const SETTING_SECTION = vocabulary(SETTING_SECTION_WORDS, { 'office-hours': 'officeHours' });

/** 1 = Monday, as ISO 8601 and the API count. */
export const WEEKDAY = vocabulary<'1' | '2' | '3' | '4' | '5' | '6' | '7'>(
  {
    1: w('周一', 'Monday'),
    2: w('周二', 'Tuesday'),
    3: w('周三', 'Wednesday'),
    4: w('周四', 'Thursday'),
    5: w('周五', 'Friday'),
    6: w('周六', 'Saturday'),
    7: w('周日', 'Sunday'),
  },
  { Mon: '1', Tue: '2', Wed: '3', Thu: '4', Fri: '5', Sat: '6', Sun: '7', 星期天: '7' },
);
export const ROUND_STATUS = vocabulary<'open' | 'closed'>({ open: w('填报中', 'open'), closed: w('已截止', 'closed') });
/** What a row of a list of attendees comes to. */
export const ATTENDEE_VERDICT = vocabulary<AttendeeVerdict>({
  attends: w('已在册', 'attends already'),
  added: w('加入', 'added'),
  new: w('新登记', 'new'),
  refused: w('拒绝', 'refused'),
});
/** What became of a row of a county's file. */
export const REPORT_VERDICT = vocabulary<ReportVerdict>({
  taken: w('已收', 'taken'),
  same: w('不变', 'same'),
  blank: w('未填', 'blank'),
  refused: w('拒绝', 'refused'),
  unanswered: w('未回应', 'unanswered'),
});
/** Only the CLI says these; the catalogue has no words for them. */
/** The templates the product brings along; an office may have others, by ids of its own. */
export const PATH = vocabulary<'standard' | 'service' | 'park' | 'foreign'>(
  {
    standard: w('标准', 'standard'),
    service: w('服务业', 'service'),
    park: w('园区', 'park'),
    foreign: w('外资', 'foreign'),
  },
  { 外商投资: 'foreign', 产业园: 'park' },
);
/** Currencies capital arrives in most; any other is typed by its three letters. */
export const CURRENCY = vocabulary<'USD' | 'HKD' | 'EUR' | 'JPY' | 'GBP' | 'SGD' | 'TWD' | 'CNY'>(
  {
    USD: w('美元', 'US dollar'),
    HKD: w('港元', 'Hong Kong dollar'),
    EUR: w('欧元', 'euro'),
    JPY: w('日元', 'yen'),
    GBP: w('英镑', 'pound'),
    SGD: w('新加坡元', 'Singapore dollar'),
    TWD: w('新台币', 'Taiwan dollar'),
    CNY: w('人民币', 'yuan'),
  },
  { 港币: 'HKD', 台币: 'TWD', 新元: 'SGD' },
);
export const SERIES_STATUS = vocabulary<'running' | 'paused'>({
  running: w('运行', 'running'),
  paused: w('暂停', 'paused'),
});

/** Widths, case and blanks around do not matter, and 星期一 is 周一. */
const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace('星期', '周');

/** The API's word for what was typed in either language; undefined when it names nothing. */
export function keyOf<Key extends string>({ words, also }: Vocabulary<Key>, typed: string): Key | undefined {
  const wanted = plain(typed);
  const rows = Object.entries(words) as [Key, Words][];
  const named = rows.find(([key, { zh, en }]) => [key, zh, en].some(known => plain(known) === wanted));
  return named?.[0] ?? Object.entries<Key>(also).find(([known]) => plain(known) === wanted)?.[1];
}

/** What people read for a word of the API; a word this CLI does not know yet is shown as it came. */
export function labelOf({ words }: Vocabulary, key: string | null | undefined, lang: 'zh' | 'en'): string {
  if (key === null || key === undefined) return '';
  return Object.hasOwn(words, key) ? (words[key]?.[lang] ?? key) : key;
}
