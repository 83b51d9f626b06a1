import type { RefusalCode } from '../../domain/refusal.ts';
import { FILE_REFUSALS } from './refusals-files.ts';
import { LINK_REFUSALS } from './refusals-links.ts';
import { HOLIDAY_REFUSALS } from './refusals-holidays.ts';
import { MAIL_REFUSALS } from './refusals-mail.ts';
import { MEETING_REFUSALS } from './refusals-meeting.ts';
import { ACCOUNT_REFUSALS } from './refusals-accounts.ts';
import { BATCH_REFUSALS } from './refusals-batch.ts';
import { SUPERVISION_REFUSALS } from './refusals-supervision.ts';
import { PROBLEM_LEDGER_REFUSALS } from './refusals-problem-ledger.ts';
import { PROBLEM_REFUSALS } from './refusals-problem.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/**
 * One sentence a code: the place (`{field}`), the value (`{value}`) and the rule. The other names in braces are parameters; a part in
 * square brackets is left out when one of its parameters is not given. Chinese first.
 */
export const REFUSAL_TEXTS: Record<RefusalCode, Words> = {
  ...FILE_REFUSALS,
  ...LINK_REFUSALS,
  ...MEETING_REFUSALS,
  ...HOLIDAY_REFUSALS,
  ...MAIL_REFUSALS,
  ...ACCOUNT_REFUSALS,
  ...BATCH_REFUSALS,
  ...SUPERVISION_REFUSALS,
  ...PROBLEM_LEDGER_REFUSALS,
  ...PROBLEM_REFUSALS,
  required: t(
    '{field}：必填，现在是空的[（或填 {other}）]。',
    '{field}: a value is needed, there is none[ (or give {other})].',
  ),
  unknownField: t('{field}：没有这个字段。', '{field}: there is no such field.'),
  wrongType: t('{field}：{value} 类型不对，应为{type}。', '{field}: {value} has the wrong type, {type} is wanted.'),
  tooLong: t(
    '{field}：{value} 过长，最多 {max}[，现为 {length}]。',
    '{field}: {value} is too long, at most {max}[, it has {length}].',
  ),
  tooShort: t('{field}：{value} 过短，至少 {min} 个字。', '{field}: {value} is too short, at least {min} characters.'),
  notInList: t('{field}：{value} 不在可选值之内：{list}。', '{field}: {value} is none of: {list}.'),
  badCharacters: t(
    '{field}：{value} 含有不允许的字符[ {found}][（第 {at} 位）]。',
    '{field}: {value} holds a character that is not allowed[, {found}][ at place {at}].',
  ),
  badFormat: t('{field}：{value} 的写法不对，应如 {shape}。', '{field}: {value} is not written as {shape}.'),
  outOfRange: t(
    '{field}：{value} 超出范围[ {min} – {max}][ {unit}]。',
    '{field}: {value} lies outside the range[ {min} – {max}][ {unit}].',
  ),
  noSuchDate: t('{field}：{value} 不是日历上有的日期。', '{field}: {value} is not a day of the calendar.'),
  noSuchWeek: t(
    '{field}：没有 {value} 这一周，{year} 年的周从 {year}-W01 到 {last}。',
    '{field}: there is no week {value}; the weeks of {year} are {year}-W01 to {last}.',
  ),
  notWholeWan: t(
    '{field}：{value} 不是整数万元，不作四舍五入。',
    '{field}: {value} is not a whole number of 万元, and is not rounded.',
  ),
  negativeMoney: t('{field}：{value} 是负数，金额不得为负。', '{field}: {value} is negative, money is not.'),
  badMailAddress: t(
    '{field}：{value} 不是一个可用的邮箱地址（{rule}）。',
    '{field}: {value} is not one mail address ({rule}).',
  ),

  keyMissing: t(
    '{field}：缺少请求头，每条命令都要带一个新的键。',
    '{field}: the header is missing; every command carries a key of its own.',
  ),
  keyReused: t(
    '{field}：{value} 已用于另一条内容不同的命令，请换一个键。',
    '{field}: {value} was used for another command with other content; take a new key.',
  ),
  bodyNotJson: t('{field}：不是完整的 JSON 对象[，{why}]。', '{field}: not one complete JSON object[, {why}].'),
  bodyBroken: t('{field}：内容不完整，没有收全。', '{field}: incomplete, its end did not arrive.'),
  bodyTooLarge: t('{field}：过大，最多 {maxBytes} 字节。', '{field}: too large, at most {maxBytes} bytes.'),
  notSignedIn: t(
    '{field}：没有有效的凭证，请登录，或带上 Bearer 令牌。',
    '{field}: not signed in; sign in, or send a Bearer token.',
  ),
  notAllowed: t(
    '{field}：{value} 没有这项权限，需要角色：{roles}。',
    '{field}: {value} may not do this, a role is needed: {roles}.',
  ),
  outsideScope: t(
    '{field}：{value} 不在您可以操作的范围内，您的范围：{scopes}。',
    '{field}: {value} lies outside what you may change: {scopes}.',
  ),
  dutiesTogether: t(
    '{field}：已实行三员分立，{duties}不得由一人兼任。',
    '{field}: the three administrations are apart (三员分立); nobody holds two of {duties}.',
  ),
  dutiesUnheld: t(
    '{field}：实行三员分立前须先有人担任：{missing}。',
    '{field}: before the three administrations are set apart (三员分立) somebody must hold each; missing: {missing}.',
  ),
  dutiesHeldTogether: t(
    '{field}：{people} 兼任三员中的两员，请先调整其角色。',
    '{field}: {people} hold two of the three duties (三员分立); change their roles first.',
  ),
  dutyWouldEnd: t(
    '{field}：此后将无人担任{missing}，请先由他人担任。',
    '{field}: nobody would be {missing} any more; give it to somebody else first.',
  ),
  notFound: t('{field}：找不到 {value}。', '{field}: there is no {value}.'),
  alreadyExists: t('{field}：{value} 已存在[（“{name}”）]。', '{field}: {value} exists already[ (“{name}”)].'),
  ledgerBehind: t(
    '{field}：台账只到第 {value} 条，流程已知第 {known} 条，台账可能来自旧备份，请先核对。',
    '{field}: the ledger stands at {value}, the workflow knows {known}; the ledger may come from an older backup.',
  ),
  ledgerNotBehind: t(
    '{field}：{value} 的流程所知不多于台账，无需恢复。',
    '{field}: the workflow of {value} knows no more than the ledger; there is nothing to recover.',
  ),
  personHasTasks: t(
    '{field}：{value} 还有 {total} 项未了的事，先交给别人再删除：{list}。',
    '{field}: {value} still has {total} open tasks; give them to others first: {list}.',
  ),
  payloadSealed: t(
    '{field}：用现有的密钥（TEMPORAL_CODEC_KEYS）打不开，密钥已不在列，或内容被改过。',
    '{field}: none of the keys at hand (TEMPORAL_CODEC_KEYS) opens it; its key is no longer listed, or it was altered.',
  ),
  unavailable: t(
    '{field}：{value} 暂时没有响应。请用同一个键重试，命令不会执行两次。',
    '{field}: {value} does not answer at the moment. Try again with the same key; the command will not happen twice.',
  ),
  givenTwice: t(
    '{field}：{value} 与 {other} 只能填一个。',
    '{field}: {value} was given beside {other}; give one of them.',
  ),
  keyTwice: t('{field}：这个字段写了两次，只能写一次。', '{field}: this field stands twice; it may stand once.'),
  wrongMediaType: t('{field}：{value} 不受支持，应为 {list}。', '{field}: {value} is not supported, send {list}.'),
  wrongMethod: t(
    '{field}：此地址不支持 {value}，可用：{list}。',
    '{field}: this address does not take {value}, only {list}.',
  ),
  notSameOrigin: t(
    '{field}：{value} 不是本系统的页面，修改没有受理；请在本系统的页面上操作。',
    '{field}: {value} is no page of this system, the change was not taken; use the pages of this system.',
  ),
  tooManyRequests: t(
    '{field}：{value} 的请求过多，每分钟最多 {max} 次，请 {seconds} 秒后再试。',
    '{field}: too many requests of {value}, at most {max} a minute; try again in {seconds} seconds.',
  ),
  internal: t(
    '{field}：内部错误，编号 {value}，请告知管理员。',
    '{field}: an internal error, number {value}; please tell the administrator.',
  ),

  stageUnknown: t(
    '{field}：{value} 不是阶段，可选：{stages}。',
    '{field}: {value} is no stage; the stages are {stages}.',
  ),
  stageNotAhead: t(
    '{field}：{value} 不在当前阶段 {reached} 之后，转段只能向前。',
    '{field}: {value} does not lie ahead of the present stage {reached}; a project only moves forward.',
  ),
  stageNotOnPath: t(
    '{field}：{value} 不在此处可用的阶段之内：{path}。',
    '{field}: {value} is not one of the stages possible here: {path}.',
  ),
  stageNeedsDate: t('{field}：经过 {stage} 需要实际日期。', '{field}: passing {stage} needs its actual date.'),
  dateBeyondStage: t(
    '{field}：{value} 是尚未到达的节点的实际日期[，当前阶段为 {stage}]。',
    '{field}: {value} is the actual date of a milestone not reached yet[, the stage is {stage}].',
  ),
  dateInFuture: t(
    '{field}：{value} 晚于今天 {today}，实际日期不能在未来。',
    '{field}: {value} lies after today, {today}; an actual date is never in the future.',
  ),
  paperInFuture: t(
    '{field}：{value} 晚于今天 {today}，佐证材料的日期不能在未来。',
    '{field}: {value} lies after today, {today}; no paper bears a day to come.',
  ),
  dateBeforeLastStage: t(
    '{field}：{value} 早于前一节点的日期 {last}。',
    '{field}: {value} lies before {last}, the date of the milestone before it.',
  ),
  dateAfterNextStage: t(
    '{field}：{value} 晚于后一节点的日期 {next}。',
    '{field}: {value} lies after {next}, the date of the milestone after it.',
  ),
  projectWithdrawn: t(
    '{field}：项目 {value} 已退出，不能再变动。',
    '{field}: project {value} is withdrawn; nothing can change any more.',
  ),
  projectPaused: t('{field}：项目 {value} 正暂缓，请先恢复。', '{field}: project {value} is paused; resume it first.'),
  projectNotPaused: t('{field}：项目 {value} 没有暂缓。', '{field}: project {value} is not paused.'),
  projectAchieved: t(
    '{field}：项目 {value} 已走完全部阶段（{reached}），不能再暂缓。',
    '{field}: project {value} has walked its whole path ({reached}); there is nothing left to put off.',
  ),
  planUnchanged: t('{field}：计划日期已是 {value}。', '{field}: the plan date is {value} already.'),
  planBeforeSigning: t(
    '{field}：{value} 早于签约日期 {signing}，签约之后的节点不能计划在签约之前。',
    '{field}: {value} lies before the signing, {signing}; what follows it is not planned before it.',
  ),
  milestoneReached: t(
    '{field}：{value} 已到达（当前阶段 {reached}），计划日期不再调整。',
    '{field}: {value} is reached already (the stage is {reached}); its plan no longer changes.',
  ),
  correctionUnchanged: t(
    '{field}：现值已是 {value}，无需更正。',
    '{field}: the value is {value} already; there is nothing to correct.',
  ),
  nothingToCorrect: t(
    '{field}：{value} 不能这样更正[，当前阶段 {reached}，向前请用转段][，可更正：{fields}]。',
    '{field}: {value} cannot be corrected like this[; the stage is {reached}, going forward is an advance][; possible: {fields}].',
  ),
  reviewInPast: t('{field}：{value} 早于今天 {today}。', '{field}: {value} lies before today, {today}.'),
  pathUnknown: t(
    '{field}：没有路径 {value}；可用的路径：{paths}。',
    '{field}: there is no path {value}; the paths are {paths}.',
  ),
  pathUnchanged: t(
    '{field}：项目已在路径 {value} 的现行版本上。',
    '{field}: the project walks the present version of the path {value} already.',
  ),
  milestoneCounted: t(
    '{field}：{value} 已于 {on} 计数，一个项目的每个节点只计一次；日期有误请用更正。',
    '{field}: {value} was counted on {on}; each milestone of a project counts once. A wrong date is set right by a correction.',
  ),
  evidenceIncomplete: t(
    '{field}：{kind}（{stage}）必须写明这一项。',
    '{field}: a paper of the kind {kind} ({stage}) must say this.',
  ),
  gateClosed: t(
    '{field}：{stage} 还缺 {missing}；补齐材料，或由领导说明理由予以豁免。',
    '{field}: {stage} still needs {missing}; bring it, or have a leader waive it with a reason.',
  ),
  evidenceNotAsked: t(
    '{field}：{stage} 不要求 {value}[；要求的材料：{asked}]。',
    '{field}: {stage} does not ask for {value}[; it asks for {asked}].',
  ),
  evidenceThere: t(
    '{field}：{stage} 的 {value} 已提供或已豁免。',
    '{field}: {value} of {stage} came or was waived already.',
  ),
  notSignedYet: t(
    '{field}：项目还没有签约（现为 {reached}），{value} 请在签约转段时填写。',
    '{field}: the project has not been signed (it stands at {reached}); give {value} with the signing.',
  ),
  noUpgrade: t(
    '{field}：{value} 不高于现有协议[ {from}]；升级顺序：{ladder}。',
    '{field}: {value} is no step up[ from {from}]; the ladder is {ladder}.',
  ),
  likelyDuplicate: t(
    '{field}：同一地区已有同名项目 {value}（{code}[，{county}]），一个项目只计一次。确为另一项目的，请写明 {code} 与它不是同一项目及理由。',
    '{field}: a project of this name, {value}, stands there already ({code}[, {county}]); a project counts once. If it is another one, say that {code} is not the same, and why.',
  ),
  phaseTaken: t('{field}：{parent} 的第 {value} 期已经有了。', '{field}: {parent} has a phase {value} already.'),
  phaseOfEnlargement: t(
    '{field}：增资扩产没有期数，请去掉 {value}，或改为分期。',
    '{field}: an enlargement has no phase; leave {value} out, or make the project a phase.',
  ),
  parentFixed: t(
    '{field}：{value} 与台账不符（现为 {parent}）；项目所属的主项目在启动时确定，导入不能更改。',
    '{field}: {value} is not what the ledger says ({parent}); what a project hangs on is said when it is started, and no import changes it.',
  ),
  otherHasLeft: t(
    '{field}：{value} 已不在台账计数中（{status}）。',
    '{field}: {value} is not counted any more ({status}).',
  ),
  projectMerged: t(
    '{field}：{value} 已并入 {into}，请改用那个编号。',
    '{field}: {value} was merged into {into}; use that code.',
  ),
  projectRemoved: t(
    '{field}：{value} 已移出台账；先恢复再办理。',
    '{field}: {value} was removed from the counts; restore it first.',
  ),
  projectNotRemoved: t('{field}：{value} 没有被移出。', '{field}: {value} was not removed.'),
  mergeIntoItself: t('{field}：{value} 不能并入它自己。', '{field}: {value} cannot be merged into itself.'),
  monthInFuture: t(
    '{field}：{value} 还没有到，现在是 {present}。',
    '{field}: {value} has not come yet; this is {present}.',
  ),
  monthReported: t(
    '{field}：{value} 已报过（本月 {doneWan} 万元，本年累计 {toDateWan} 万元）；有误请用更正。',
    '{field}: {value} was reported (this month {doneWan}, year to date {toDateWan} 万元); a wrong figure is set right by a correction.',
  ),
  monthNotReported: t('{field}：{value} 还没有报过。', '{field}: {value} was not reported.'),
  toDateTooLow: t(
    '{field}：本年累计 {value} 万元低于 {month} 的累计与本月之和 {least} 万元。',
    '{field}: {value} 万元 for the year to date is below the {least} 万元 that {month} and this month make.',
  ),
  toDateUnequal: t(
    '{field}：本年累计 {value} 万元应等于上月累计加本月，即 {expected} 万元；此前月份有误请先更正。',
    '{field}: {value} 万元 for the year to date should be the month before plus this one, {expected} 万元; correct the earlier month first if it was wrong.',
  ),
  toDateTooHigh: t(
    '{field}：本年累计 {value} 万元超过后面已报月份 {month} 所容许的 {most} 万元。',
    '{field}: {value} 万元 for the year to date is more than the {most} 万元 that {month}, reported already, leaves.',
  ),
  toDateNotJoined: t(
    '{field}：本年累计 {value} 万元与已报的 {month} 不衔接，应为 {expected} 万元；{month} 有误请先更正。',
    '{field}: {value} 万元 for the year to date does not lead to {month}, reported already: {expected} 万元 would; correct {month} first if it was wrong.',
  ),
  currencyUnknown: t(
    '{field}：{value} 不是现行的货币代码（ISO 4217，如 {examples}）。',
    '{field}: {value} is no currency in use (ISO 4217, such as {examples}).',
  ),
  currencyNotForeign: t(
    '{field}：{value} 是人民币，外资到资只记外币。',
    '{field}: {value} is the currency of this country; foreign capital is kept in a foreign one.',
  ),
  inStatistics: t('{field}：项目已于 {since} 入库。', '{field}: the project stands in the statistics since {since}.'),
  reviewOpen: t(
    '{field}：项目 {value} 的预审（{since} 发起）还没有结论，请先作出结论或取消。',
    '{field}: a review of {value} was asked for on {since} and has no result; conclude or cancel it first.',
  ),
  noReviewOpen: t(
    '{field}：项目 {value} 没有进行中的预审，请先发起。',
    '{field}: no review of {value} is open; ask for one first.',
  ),
  expertNotFound: t(
    '{field}：{value} 不在专家库，或已停用。',
    '{field}: {value} is not in the expert pool, or no longer active.',
  ),
  reviewersTooFew: t(
    '{field}：只请了 {value} 位专家，至少 {least} 位。',
    '{field}: {value} experts are too few, at least {least} are asked.',
  ),
  reviewerConflicted: t(
    '{field}：{value} 与本项目有利害关系（{why}），应当回避。',
    '{field}: {value} has a side in this project ({why}) and does not review it.',
  ),
  reviewerNotAsked: t(
    '{field}：{value} 不是这次预审的专家，或已回避[；现有专家：{asked}]。',
    '{field}: {value} was not asked in this review, or stepped back[; asked: {asked}].',
  ),
  reviewerConcludes: t(
    '{field}：{value} 是这次预审的专家，结论须由其他人作出。',
    '{field}: {value} is one of the reviewers; somebody else records the result.',
  ),
  opinionsTooFew: t(
    '{field}：不能作出结论 {value}，已有意见 {there} 份，需要 {needed} 份。',
    '{field}: {value} is no result yet: there are {there} opinions, {needed} are needed.',
  ),
  supportTooLow: t(
    '{field}：不能作出结论 {value}，{there} 份意见中推荐的只有 {support} 份，不到 {percent}%。',
    '{field}: {value} cannot be the result: {support} of {there} opinions recommend it, less than {percent} %.',
  ),
  policyNotFound: t('{field}：政策汇编里没有 {value}。', '{field}: the policy handbook has no {value}.'),
  policyNotValid: t(
    '{field}：政策 {value} 在 {day} 不在有效期内（{from} 至 {to}）。',
    '{field}: the policy {value} is not valid on {day} ({from} to {to}).',
  ),
  endBeforeStart: t('{field}：{value} 早于开始日期 {start}。', '{field}: {value} lies before the first day, {start}.'),
  promiseSettled: t(
    '{field}：第 {value} 项承诺已了结（{standing}）。',
    '{field}: promise {value} is settled ({standing}).',
  ),
  promiseWithoutMoney: t(
    '{field}：这项承诺没有金额，不能填 {value}。',
    '{field}: no money was promised; {value} cannot be given.',
  ),
  dateBeforePromise: t(
    '{field}：{value} 早于承诺日期 {on}。',
    '{field}: {value} lies before {on}, the day of the promise.',
  ),

  projectNotFound: t('{field}：没有编号为 {value} 的项目。', '{field}: there is no project {value}.'),
  unitNotFound: t('{field}：没有单位 {value}。', '{field}: there is no unit {value}.'),
  personNotFound: t('{field}：没有人员 {value}。', '{field}: there is no person {value}.'),
  personLeft: t(
    '{field}：{value} 已离任，不能再指定。',
    '{field}: {value} has left and can be given nothing any more.',
  ),
  promiseInPast: t('{field}：{value} 须晚于今天 {today}。', '{field}: {value} must lie after today, {today}.'),
  evidenceMissing: t('{field}：办结须附至少一项佐证。', '{field}: a result needs at least one piece of evidence.'),

  clockStale: t(
    '{field}：{value} 已不是下一步，时钟命令作废。',
    '{field}: {value} is no longer the next step; the clock comes too late.',
  ),

  settingInPast: t(
    '{field}：{value} 早于今天 {today}。新的参数不能改写过去，最早从今天起生效。',
    '{field}: {value} lies before today, {today}; a setting never repaints the past and is valid from today at the earliest.',
  ),
  settingUnchanged: t(
    '{field}：参数 {value} 在 {day} 已是如此（第 {version} 版），没有变化。',
    '{field}: {value} stands like this on {day} already (version {version}); nothing would change.',
  ),
  settingMoved: t(
    '{field}：你是在第 {value} 版的基础上修改 {section} 的，而 {day} 适用的已是第 {version} 版，请重新查看后再改。',
    '{field}: {section} was changed on the basis of version {value}, but version {version} is the one of {day} by now; look at it and change again.',
  ),
  roundClosed: t(
    '{field}：{value} 的投资月报已于 {closed} 截止；此后上报的按迟报计。',
    '{field}: the reporting of {value} closed on {closed}; what comes after it counts as late.',
  ),
  stepNotNext: t(
    '{field}：{value} 不是可跳过的下一步；下一步是 {next}。',
    '{field}: {value} is not a reminder that comes next; next is {next}.',
  ),
  projectElsewhere: t(
    '{field}：项目 {value} 属于 {county}，不属于所填的县（市、区）。',
    '{field}: project {value} belongs to {county}, not to the county given.',
  ),
  projectTwice: t(
    '{field}：项目 {value} 在第 {row} 行又填了一次，两行都未采用；请只留一行。',
    '{field}: project {value} is filled in again in row {row}; neither row was taken, keep one.',
  ),
  listedTwice: t(
    '{field}：{value} 重复，与第 {first} 项相同。',
    '{field}: {value} is listed twice; it is number {first} already.',
  ),
  stageOutOfOrder: t(
    '{field}：{value} 的次序不对，阶段只能按此次序：{order}。',
    '{field}: {value} is out of order; the order of stages is {order}.',
  ),
  timeNotAfter: t('{field}：{value} 须晚于 {after}。', '{field}: {value} must lie after {after}.'),
  dayToCome: t('{field}：{value} 还没有到；今天是 {today}。', '{field}: {value} has not come yet; today is {today}.'),
  rulesNotInForce: t(
    '{field}：{day} 没有适用的 {value} 规则。',
    '{field}: no version of the rules {value} is in force on {day}.',
  ),
  monthOpen: t(
    '{field}：{value} 的数字到 {closes} 日终才截止，今天是 {today}；提前发布须写明原因。',
    '{field}: the figures of {value} come in until the end of {closes}, today is {today}; publishing it earlier needs a reason.',
  ),
  projectNotCounted: t(
    '{field}：{value} 在 {day} 不在统计之内，状态为 {status}。',
    '{field}: {value} is not in the counts on {day}; it is {status}.',
  ),
  monthPublished: t(
    '{field}：{value} 已发布第 {edition} 版；再次发布须写明原因。',
    '{field}: edition {edition} of {value} is published; publishing it again needs a reason.',
  ),
  colouringUnchanged: t(
    '{field}：{value} 与已发布的第 {edition} 版完全相同，不必再发布。',
    '{field}: {value} is just what edition {edition} has; there is nothing to publish.',
  ),
  mustStay: t('{field}：缺少 {needed}，这一项不能去掉。', '{field}: {needed} is missing and cannot be left out.'),
};
