import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** The sentences of the protocol of problems (泉州 2022-08); part of `REFUSAL_TEXTS`. */
export const PROBLEM_REFUSALS = {
  problemNotIn: t(
    '{field}：问题现为 {value}[（{solver} 已办结：{result}）][（由 {by} 核验）][（{rejectedBy} 已退回：{why}）]，此操作只能在：{states}。',
    '{field}: the problem is {value}[, solved by {solver}: {result}][, verified by {by}][, sent back by {rejectedBy} because: {why}]; this can only be done while it is: {states}.',
  ),
  otherProblemOver: t(
    '{field}：问题 {value} 已是 {state}，只能并入或拆自未结的问题。',
    '{field}: problem {value} is {state}; only one that is open can be merged into or split.',
  ),
  notTheLead: t(
    '{field}：{value}[（原承办人，现属 {own}）] 不是主办单位 {unit} 的人员，此操作须由主办单位（或调度专员代录）办理。',
    '{field}: {value}[, the handler, who is of {own} now,] is not of the lead unit {unit}; this is the lead’s to do, or a coordinator’s who enters it for it.',
  ),
  outsideUnits: t(
    '{field}：{value} 不属于承办此问题的单位：{units}。',
    '{field}: {value} is not of the units that have a part in this problem: {units}.',
  ),
  leadUnchanged: t(
    '{field}：{value} 已是主办单位，异议成立须改派给另一单位。',
    '{field}: {value} is the lead already; an objection that is upheld names another unit.',
  ),
  objectionPending: t(
    '{field}：{value} 提出的异议尚未裁定（{reason}），须先由领导裁定。',
    '{field}: the objection of {value} has not been ruled on yet ({reason}); a leader rules first.',
  ),
  objectionTooLate: t(
    '{field}：问题现为 {value}，异议期已过[，截止 {last}]。',
    '{field}: the problem is {value}; the time for an objection is over[, it ended at {last}].',
  ),
  assignmentFinal: t(
    '{field}：{value}——交办已经领导裁定，不再变更（裁定理由：{reason}）。',
    '{field}: {value}: a leader has ruled on the assignment, and it is final (because: {reason}).',
  ),
  reassignWithoutReason: t(
    '{field}：必填，{unit} 已是主办单位，改派 {leadUnit} 须写明原因。',
    '{field}: a value is needed; {unit} is the lead, and giving it to {leadUnit} needs a reason.',
  ),
  unitTwice: t(
    '{field}：{value} 已列为{as}，一个单位在一个问题中只列一次。',
    '{field}: {value} is named as {as} already; a unit has one part in a problem.',
  ),
  nothingToRule: t(
    '{field}：问题现为 {value}，没有待裁定的申请。',
    '{field}: the problem is {value}; nothing waits for a ruling.',
  ),
  partAnswered: t('{field}：{value} 已经答复过。', '{field}: {value} has answered already.'),
  promiseOpen: t(
    '{field}：{value}——已承诺 {on} 前解决，到期前不能改承诺。',
    '{field}: {value}: it is promised to be solved by {on}, and a promise is not changed before its day.',
  ),
  answerTooFar: t(
    '{field}：{value} 太晚，下次答复须在 {within} 个工作日内，最迟 {last}。',
    '{field}: {value} is too late; the next answer comes within {within} working days, by {last}.',
  ),
  promiseNotMissed: t(
    '{field}：第 {value} 号承诺没有失约，或已说明原因。',
    '{field}: promise {value} was not broken, or has its reason already.',
  ),
  extensionPending: t(
    '{field}：{value}——延期至 {until} 的申请尚未批复。',
    '{field}: {value}: the extension to {until} that was asked for has not been ruled on yet.',
  ),
  extensionTooLate: t(
    '{field}：{value}——时限为 {due}，延期最迟须在 {last} 申请。',
    '{field}: {value}: the limit is {due}; an extension had to be asked for by {last}.',
  ),
  extensionNotLater: t(
    '{field}：{value} 须晚于现时限 {due}。',
    '{field}: {value} must lie after the present limit, {due}.',
  ),
  notAWorkingDay: t(
    '{field}：{value} 不是工作日，其后的工作日为 {next}。',
    '{field}: {value} is not a working day; the next one is {next}.',
  ),
  verifierNotCoordinator: t(
    '{field}：{value} 不是调度专员，督查组现场化解的问题由调度专员核验。',
    '{field}: {value} is no coordinator; what a supervision team solved on the spot is verified by one.',
  ),
  relapseSatisfied: t(
    '{field}：{value} 与问题复发不能同时填：已复发的问题企业不会满意。',
    '{field}: {value} does not go with a relapse; nobody is satisfied with a problem that has come back.',
  ),
  mergeElsewhere: t(
    '{field}：问题 {value} 在 {there}，不在 {here}，两处的问题不是同一个问题。',
    '{field}: problem {value} lies in {there}, not in {here}; problems of two places are not one.',
  ),
  handlerOutsideUnit: t(
    '{field}：{value} 不属于主办单位 {unit}。',
    '{field}: {value} does not belong to the lead unit {unit}.',
  ),
  solverOutsideUnits: t(
    '{field}：{value}[（原承办人，现属 {own}）] 不是主办单位 {unit} 的人员，办结由主办单位提交（或调度专员代录）；分办、协办单位办完本单位的部分即答复主办单位。',
    '{field}: {value}[, the handler, who is of {own} now,] is not of the lead unit {unit}; the result is the lead’s to hand in, or a coordinator’s who enters it. Other departments answer the lead for their part.',
  ),
  solverIsVerifier: t(
    '{field}：{value} 不能核验自己或本单位办结的问题（办结人 {solver}）；代为登记办结的人员，以及提交办结当日属该单位、后来调离的人员，同样不能核验。',
    '{field}: {value} cannot verify what they or their own unit solved (solved by {solver}), nor can whoever entered the result for them, or anybody who was of that unit on the day it was handed in.',
  ),
  verifierNotSupervision: t(
    '{field}：{value} 不是督查组成员，只有督查组可以核验销号。',
    '{field}: {value} is not of a supervision team; only a supervision team verifies and closes.',
  ),
  lookBackDone: t(
    '{field}：本次销号已经回访（{value}），再出现问题请另行提出。',
    '{field}: this closing has been looked back at ({value}); raise a new problem for what comes later.',
  ),
  lookBackEarly: t(
    '{field}：{value}——回访日为 {on}；此前只受理问题复发。',
    '{field}: {value}: the look-back is on {on}; before it only a relapse is taken.',
  ),
  lookBackBySolver: t(
    '{field}：{value} 属于办结此问题的单位 {unit}，企业是否满意须由他人回访。',
    '{field}: {value} is of the unit that solved it ({unit}); somebody else asks whether the firm is content.',
  ),
  interviewBeforeRed: t(
    '{field}：问题现为 {value}，约谈须在发出红色督办单之后[（已发：{papers}）]。',
    '{field}: the problem is {value}; an interview follows a red paper[ (given: {papers})].',
  ),
} satisfies Partial<Record<RefusalCode, Words>>;
