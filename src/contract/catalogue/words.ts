import type { CheckVerdict } from '../../domain/batch/check.ts';
import type { BatchStage, BatchStatus, Standing } from '../../domain/batch/types.ts';
import type { MailKind } from '../../domain/mail-kinds.ts';
import type { HolidayRule } from '../../domain/meeting/occurrence.ts';
import type { Every } from '../../domain/meeting/rhythm.ts';
import type { Response } from '../../domain/meeting/responses.ts';
import type { MeetingStep } from '../../domain/meeting/timetable.ts';
import type { CollectionChoice, DecisionChoice, LinkPurpose, LinkState } from '../../domain/link/types.ts';
import type { MeetingMove, MeetingStatus } from '../../domain/meeting/types.ts';
import type { Role, UnitKind } from '../../domain/people/types.ts';
import type { Category, Paper, ProblemStatus, Satisfaction, Source } from '../../domain/problem/types.ts';
import type { VisitStatus, FindingStanding } from '../../domain/visit/types.ts';
import type { WhistleAnswer, WhistleResult, WhistleStatus } from '../../domain/whistle/types.ts';
import type { ChargeScope } from '../../domain/supervision/charge.ts';
import type { Stage } from '../../domain/project/stages.ts';
import type { SettingSection } from '../../domain/settings/types.ts';
import type { SuggestionNote } from '../../domain/project/suggested-plans.ts';
import type { PromiseStanding } from '../../domain/project/promises.ts';
import type {
  Agreement,
  LandKind,
  OpinionVerdict,
  Parent,
  ProjectStatus,
  ReviewOutcome,
} from '../../domain/project/types.ts';

export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type Words = Readonly<Record<Locale, string>>;

/** The word for a value in a table of words, or the value itself. */
export const wordIn = (words: Readonly<Record<string, Words>>, value: string, locale: Locale): string =>
  Object.hasOwn(words, value) ? (words[value]?.[locale] ?? value) : value;

const w = (zh: string, en: string): Words => ({ zh, en });

export const STAGE_WORDS: Record<Stage, Words> = {
  lead: w('线索', 'lead'),
  negotiation: w('在谈', 'negotiation'),
  signing: w('签约', 'signing'),
  landing: w('落地', 'landing'),
  groundbreaking: w('开工', 'groundbreaking'),
  completion: w('竣工', 'completion'),
  production: w('投产', 'production'),
  fullCapacity: w('满产', 'full capacity'),
};

export const PROJECT_STATUS_WORDS: Record<ProjectStatus, Words> = {
  active: w('跟踪中', 'active'),
  paused: w('暂缓', 'paused'),
  withdrawn: w('退出', 'withdrawn'),
  achieved: w('达产', 'achieved'),
  merged: w('已合并', 'merged'),
  removed: w('移出', 'removed'),
};

export const AGREEMENT_WORDS: Record<Agreement, Words> = {
  intent: w('意向', 'intent'),
  framework: w('协议', 'framework'),
  contract: w('正式合同', 'contract'),
};

export const LAND_KIND_WORDS: Record<LandKind, Words> = {
  existing: w('存量用地', 'existing land'),
  new: w('新增用地', 'new land'),
  readyFactory: w('现成厂房', 'ready factory'),
  existingFirm: w('依托现有企业', 'with an existing firm'),
};

export const RELATION_WORDS: Record<Parent['relation'], Words> = {
  enlargement: w('增资扩产', 'enlargement'),
  phase: w('分期', 'phase'),
};

export const OPINION_WORDS: Record<OpinionVerdict, Words> = {
  recommend: w('推荐', 'recommend'),
  conditional: w('附条件推荐', 'with conditions'),
  against: w('不推荐', 'against'),
};

export const REVIEW_OUTCOME_WORDS: Record<ReviewOutcome, Words> = {
  passed: w('通过', 'passed'),
  conditional: w('附条件通过', 'passed with conditions'),
  refused: w('不通过', 'refused'),
  cancelled: w('已取消', 'cancelled'),
};

export const PROMISE_STANDING_WORDS: Record<PromiseStanding, Words> = {
  open: w('待兑现', 'open'),
  late: w('逾期未兑现', 'late'),
  kept: w('已兑现', 'kept'),
  keptLate: w('逾期兑现', 'kept late'),
  broken: w('未兑现', 'broken'),
  withdrawn: w('已撤销', 'withdrawn'),
};

/** What a proposed plan date stands for where it is not the stage itself. */
export const SUGGESTION_NOTE_WORDS: Record<SuggestionNote, Words> = {
  papersFiled: w('报批材料上报', 'land papers filed'),
};

export const PROBLEM_STATE_WORDS: Record<ProblemStatus, Words> = {
  raised: w('已提出', 'raised'),
  assigned: w('已交办', 'assigned'),
  handling: w('办理中', 'handling'),
  resolved: w('已办结待核验', 'resolved'),
  closed: w('已销号', 'closed'),
  withdrawn: w('已撤回', 'withdrawn'),
  merged: w('已并入', 'merged'),
};

export const PAPER_WORDS: Record<Paper, Words> = {
  blue: w('蓝色督办单', 'blue paper'),
  yellow: w('黄色督办单', 'yellow paper'),
  red: w('红色督办单', 'red paper'),
};

export const SATISFACTION_WORDS: Record<Satisfaction, Words> = {
  satisfied: w('满意', 'satisfied'),
  basically: w('基本满意', 'basically satisfied'),
  not: w('不满意', 'not satisfied'),
};

export const CATEGORY_WORDS: Record<Category, Words> = {
  land: w('用地', 'land'),
  forestSea: w('用林用海', 'forest and sea'),
  relocation: w('征迁', 'relocation'),
  approvals: w('审批', 'approvals'),
  finance: w('资金', 'finance'),
  labour: w('用工', 'labour'),
  utilities: w('要素', 'water, power, gas'),
  infrastructure: w('配套', 'infrastructure'),
  environment: w('环保', 'environment'),
  policy: w('政策', 'policy'),
  other: w('其他', 'other'),
};

export const SOURCE_WORDS: Record<Source, Words> = {
  meeting: w('周调度', 'weekly dispatch'),
  visit: w('督查', 'supervision visit'),
  firm: w('企业', 'firm'),
  report: w('月报', 'monthly report'),
};

export const ROLE_WORDS: Record<Role, Words> = {
  coordinator: w('调度专员', 'coordinator'),
  countyReporter: w('县（市、区）项目专员', 'county reporter'),
  departmentHandler: w('部门承办人', 'department handler'),
  departmentHead: w('部门负责人', 'head of department'),
  supervisionTeam: w('工作督查组', 'supervision team'),
  leader: w('挂钩领导', 'leader'),
  administrator: w('管理员', 'administrator'),
  securityAdministrator: w('安全管理员', 'security administrator'),
  auditor: w('审计员', 'auditor'),
};

export const UNIT_KIND_WORDS: Record<UnitKind, Words> = {
  office: w('办公室', 'office'),
  department: w('部门', 'department'),
  county: w('县（市、区）', 'county'),
  supervision: w('督查组', 'supervision'),
  leadership: w('领导小组', 'leadership'),
};

export const MEETING_STATUS_WORDS: Record<MeetingStatus, Words> = {
  planned: w('待召开', 'planned'),
  skipped: w('停开', 'skipped'),
  merged: w('并入下次', 'merged'),
  held: w('已召开', 'held'),
  cancelled: w('已取消', 'cancelled'),
};

export const MEETING_MOVE_WORDS: Record<NonNullable<MeetingMove>, Words> = {
  previousWorkday: w('提前到上一工作日', 'to the previous workday'),
  nextWorkday: w('顺延到下一工作日', 'to the next workday'),
  merged: w('并入下次', 'merged into the next'),
  skipped: w('停开', 'skipped'),
  byHand: w('改期', 'moved by hand'),
};

export const HOLIDAY_RULE_WORDS: Record<HolidayRule, Words> = {
  previousWorkday: w('提前到上一工作日', 'previous workday'),
  nextWorkday: w('顺延到下一工作日', 'next workday'),
  merge: w('并入下次', 'merge into next'),
  skip: w('停开', 'skip'),
};

export const RHYTHM_WORDS: Record<Every, Words> = {
  week: w('每周', 'every week'),
  month: w('每月', 'every month'),
  quarter: w('每季', 'every quarter'),
  year: w('每年', 'every year'),
  once: w('一次（专题）', 'once'),
};

export const MEETING_STEP_WORDS: Record<MeetingStep, Words> = {
  collection: w('会前收集', 'collection opened'),
  collectionReminder: w('催报', 'silent units reminded'),
  freeze: w('收集截止', 'collection frozen'),
  agenda: w('生成议程', 'agenda composed'),
  approval: w('催审议程', 'approval asked'),
  reminder: w('提醒', 'reminder'),
  lastReminder: w('会前再提醒', 'last reminder'),
  held: w('召开', 'held'),
  minutes: w('催办纪要', 'minutes asked'),
  minutesDue: w('纪要到期', 'minutes due'),
};

/** What an attendee says to an invitation, as a button says it. */
export const RESPONSE_WORDS: Record<Response, Words> = {
  coming: w('参加', 'coming'),
  declined: w('不能参加', 'not coming'),
  deputy: w('委派他人', 'sending a deputy'),
};

export const BATCH_STAGE_WORDS: Record<BatchStage, Words> = {
  signing: w('集中签约', 'batch signing'),
  groundbreaking: w('集中开工', 'batch groundbreaking'),
  completion: w('集中竣工', 'batch completion'),
};

export const BATCH_STATUS_WORDS: Record<BatchStatus, Words> = {
  listing: w('名单征集', 'listing'),
  listClosed: w('名单截止', 'list closed'),
  moving: w('正在转段', 'moving'),
  tracking: w('跟踪回访', 'tracking'),
  over: w('已结束', 'over'),
  noneMoved: w('无一转段', 'none moved'),
  cancelled: w('已取消', 'cancelled'),
};

export const STANDING_WORDS: Record<Standing, Words> = {
  listed: w('在列', 'listed'),
  dropped: w('退出名单', 'dropped'),
  moved: w('已转段', 'moved'),
  refused: w('被拒绝', 'refused'),
};

export const CHECK_VERDICT_WORDS: Record<CheckVerdict, Words> = {
  ready: w('材料齐备', 'ready'),
  lacking: w('缺材料', 'lacking papers'),
  cannot: w('不能参加', 'cannot'),
};

export const CHARGE_SCOPE_WORDS: Record<ChargeScope, Words> = {
  county: w('县（市、区）', 'county'),
  project: w('项目', 'project'),
};

export const VISIT_STATUS_WORDS: Record<VisitStatus, Words> = {
  planned: w('已计划', 'planned'),
  raising: w('正在提出问题', 'raising problems'),
  held: w('已走访', 'held'),
  cancelled: w('已取消', 'cancelled'),
};

export const FINDING_STANDING_WORDS: Record<FindingStanding, Words> = {
  waiting: w('待提出', 'waiting'),
  raised: w('已提出', 'raised'),
  refused: w('被拒绝', 'refused'),
};

export const WHISTLE_STATUS_WORDS: Record<WhistleStatus, Words> = {
  asking: w('待答复', 'asking'),
  gathered: w('答复截止', 'answers closed'),
  convened: w('待登记结果', 'convened'),
  held: w('已召开', 'held'),
  calledOff: w('已取消', 'called off'),
};

export const WHISTLE_ANSWER_WORDS: Record<WhistleAnswer, Words> = {
  comes: w('参加', 'comes'),
  sends: w('派员参加', 'sends somebody'),
  objects: w('有异议', 'objects'),
};

export const WHISTLE_RESULT_WORDS: Record<WhistleResult, Words> = {
  resolved: w('现场解决', 'resolved'),
  tabled: w('提交周调度', 'tabled'),
  unresolved: w('未解决', 'unresolved'),
};

export const MAIL_KIND_WORDS: Record<MailKind, Words> = {
  'plan-warning': w('节点预警', 'plan warning'),
  'problem-overdue': w('问题超期', 'problem overdue'),
  'problem-notice': w('问题事项', 'problem notice'),
  'problem-paper': w('督办单', 'problem paper'),
  'meeting-reminder': w('会议提醒', 'meeting reminder'),
  'meeting-change': w('会议变更', 'meeting changed'),
  'meeting-collection': w('会前收集', 'collection before a meeting'),
  'meeting-agenda': w('会议议程', 'meeting agenda'),
  'meeting-minutes': w('会议纪要', 'meeting minutes'),
  'batch-follow-up': w('集中活动回访', 'batch follow-up'),
  'report-request': w('投资月报填报', 'report request'),
  'visit-reminder': w('走访提醒', 'visit reminder'),
  'county-whistle': w('县区吹哨', 'county whistle'),
  account: w('账户', 'account'),
  'address-dead': w('邮箱失效', 'address that bounces'),
  deputy: w('代理', 'standing in'),
  'review-request': w('项目预审', 'review request'),
  'weekly-brief': w('一周简报', 'weekly brief'),
};

/** What a one-click link is for, as a button says it. */
export const LINK_PURPOSE_WORDS: Record<LinkPurpose, Words> = {
  acknowledgeProblem: w('签收', 'acknowledge'),
  answerProblem: w('答复', 'answer'),
  coAnswerProblem: w('答复本单位部分', 'answer for one’s part'),
  tableProblem: w('提交方案', 'bring a proposal'),
  askExtension: w('申请延期', 'ask an extension'),
  ruleExtension: w('批复延期', 'rule on an extension'),
  verifyProblem: w('核验', 'verify'),
  lookBackProblem: w('回访', 'look back'),
  answerInvitation: w('回复参会', 'answer an invitation'),
  reportCollection: w('会前填报', 'report before a meeting'),
  reportDecision: w('答复议定事项', 'answer for a decision'),
};

/** What becomes of a decision, as a button says it. */
export const DECISION_CHOICE_WORDS: Record<DecisionChoice, Words> = {
  done: w('已办结', 'done'),
  notDone: w('未办结', 'not done'),
};

/** What a unit answers before a meeting, as a button says it. */
export const COLLECTION_CHOICE_WORDS: Record<CollectionChoice, Words> = {
  noChange: w('无变化', 'no change'),
  report: w('填报进展', 'report'),
};

export const LINK_STATE_WORDS: Record<LinkState, Words> = {
  open: w('可用', 'open'),
  used: w('已使用', 'used'),
  revoked: w('已撤销', 'revoked'),
  expired: w('已过期', 'expired'),
};

export const MAIL_STATE_WORDS: Readonly<Record<string, Words>> = {
  pending: w('待发', 'pending'),
  sending: w('发送中', 'sending'),
  committing: w('提交中', 'committing'),
  sent: w('已发', 'sent'),
  retry: w('待重试', 'retry'),
  failed: w('失败', 'failed'),
  bounced: w('退信', 'bounced'),
  muted: w('本人停收', 'muted'),
  unknown: w('不确定', 'unknown'),
  expired: w('过期未发', 'expired'),
  held: w('已扣留', 'held'),
};

export const VERDICT_WORDS: Readonly<Record<string, Words>> = {
  create: w('新建', 'create'),
  change: w('更新', 'change'),
  same: w('不变', 'same'),
  behind: w('落后于库内', 'behind the ledger'),
  refused: w('拒绝', 'refused'),
};

export const IMPORT_STATE_WORDS: Readonly<Record<string, Words>> = {
  planned: w('已试算', 'planned'),
  applying: w('正在导入', 'applying'),
  applied: w('已导入', 'applied'),
  failed: w('失败', 'failed'),
};

export const SETTING_SECTION_WORDS: Record<SettingSection, Words> = {
  officeHours: w('办公时间', 'office hours'),
  holidays: w('节假日', 'holidays'),
  project: w('项目', 'project'),
  problem: w('问题', 'problem'),
  meeting: w('会议', 'meeting'),
  money: w('投资额', 'money'),
  review: w('项目预审', 'pre-review'),
  brief: w('一周简报', 'weekly brief'),
  colours: w('亮灯', 'colours'),
  evaluation: w('考评', 'evaluation'),
  batch: w('集中活动', 'batch events'),
  files: w('文件', 'files'),
  links: w('一键链接', 'one-click links'),
  texts: w('邮件用语', 'texts of mails'),
  supervision: w('督查', 'supervision'),
  whistle: w('县区吹哨', 'county whistle'),
  imports: w('导入读法', 'how ledgers are read'),
  access: w('权限', 'access'),
  accounts: w('账户', 'accounts'),
  audit: w('审计', 'audit'),
};

/** Values of lists that callers type; a refusal repeats them as typed. */
export const TYPED_WORDS: Readonly<Record<string, Words>> = {
  ...WHISTLE_STATUS_WORDS,
  ...WHISTLE_ANSWER_WORDS,
  ...UNIT_KIND_WORDS,
  ...ROLE_WORDS,
  ...AGREEMENT_WORDS,
  ...LAND_KIND_WORDS,
  ...RELATION_WORDS,
  ...PROJECT_STATUS_WORDS,
  ...PROBLEM_STATE_WORDS,
  ...PAPER_WORDS,
  ...SATISFACTION_WORDS,
  ...MEETING_STATUS_WORDS,
  ...LINK_PURPOSE_WORDS,
  ...COLLECTION_CHOICE_WORDS,
  ...RESPONSE_WORDS,
  ...RHYTHM_WORDS,
  ...STAGE_WORDS,
};
