import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** The sentences of supervision (督查), visits (走访) and county whistles (县区吹哨); part of `REFUSAL_TEXTS`. */
export const SUPERVISION_REFUSALS = {
  notATeam: t(
    '{field}：{value} 不是督查组（单位类别为{kind}），须为督查部门。',
    '{field}: {value} is no supervision team (its unit is of the kind {kind}).',
  ),
  countyUnknown: t(
    '{field}：台账里没有 {value} 这个县（市、区）。',
    '{field}: the ledger knows no county called {value}.',
  ),
  projectTooSmall: t(
    '{field}：{value} 总投资 {investmentWan} 万元，满 {projectFromWan} 万元的项目才单独归督查组，其余由所在县（市、区）的督查组负责。',
    '{field}: {value} has an investment of {investmentWan} 万元; only projects from {projectFromWan} 万元 on have a team of their own, the others are their county’s.',
  ),
  teamUnchanged: t(
    '{field}：{subject} 已由督查组 {value} 负责。',
    '{field}: team {value} answers for {subject} already.',
  ),
  teamTaken: t(
    '{field}：必填，{subject} 现由督查组 {team} 负责，改派须写明原因。',
    '{field}: a value is needed; team {team} answers for {subject}, and giving it to another needs a reason.',
  ),
  notEntrusted: t('{field}：{value} 现在没有督查组负责。', '{field}: no team answers for {value}.'),
  notOfTheTeam: t(
    '{field}：{value} 不是督查组 {team} 的成员；走访由本组或调度专员办理。',
    '{field}: {value} does not belong to team {team}; its visits are its own and the coordinators’ affair.',
  ),
  nobodyOfTheTeam: t(
    '{field}：{value} 中没有督查组 {team} 的成员。',
    '{field}: none of {value} belongs to team {team}.',
  ),
  projectOrCounty: t(
    '{field}：{value} 与项目 {project} 只能填一个。',
    '{field}: {value} and project {project} cannot both be given.',
  ),
  visitInPast: t(
    '{field}：{value} 早于今天 {today}；已经进行的走访请补录。',
    '{field}: {value} lies before today, {today}; a visit that took place is recorded, not planned.',
  ),
  visitThere: t(
    '{field}：{value} 督查组 {team} 在此处已有走访 {code}；确属另一次走访的，请写明理由（distinct）。',
    '{field}: team {team} has visit {code} of {value} at this place already; if this is another one, say why (distinct).',
  ),
  visitDayUnchanged: t(
    '{field}：走访 {code} 本来就定在 {value}。',
    '{field}: visit {code} is planned for {value} already.',
  ),
  visitNotHeld: t(
    '{field}：走访 {value} 定在 {on}，尚未记为已走访，不能登记发现的问题。',
    '{field}: visit {value} is planned for {on} and not held yet; nothing was found on it.',
  ),
  visitHeld: t(
    '{field}：走访 {value} 已于 {on} 进行，不能再改期、取消或重复登记。',
    '{field}: visit {value} took place on {on}; it is not moved, cancelled or held again.',
  ),
  visitCancelled: t('{field}：走访 {value} 已取消。', '{field}: visit {value} is cancelled.'),
  findingThere: t(
    '{field}：{value} 与本次走访的第 {first} 项是同一个问题，不重复提出。',
    '{field}: {value} is finding {first} of this visit already; it is raised once.',
  ),
  lateFinding: t(
    '{field}：必填，走访已于 {on} 进行，事后补登须写明原因。',
    '{field}: a value is needed; the visit took place on {on}, and what is added later says why.',
  ),
  notYourCounty: t(
    '{field}：{actor} 不能替 {value} 吹哨，只限本县（市、区）专员[（所在：{own}）]和调度专员。',
    '{field}: {actor} cannot do this for {value}; only its own reporters[ (not those of {own})] and coordinators can.',
  ),
  whistleInPast: t(
    '{field}：{value} {time} 已经过去（今天 {today}），会议须定在以后。',
    '{field}: {value} {time} has passed (today is {today}); the meeting lies ahead.',
  ),
  whistleTooFar: t(
    '{field}：{value} 太晚，吹哨会议须在 {within} 个工作日内召开，最迟 {last}。',
    '{field}: {value} is too late; a whistle calls its meeting within {within} working days, by {last}.',
  ),
  whistleDayOff: t('{field}：{value} 不是工作日。', '{field}: {value} is not a working day.'),
  whistlesUsedUp: t(
    '{field}：{value} {month} 已吹哨 {blown}，每月最多 {most} 次。',
    '{field}: {value} has blown {blown} in {month}; at most {most} a month.',
  ),
  outsideCounty: t(
    '{field}：{value} 不在 {county}[（属于 {own}）]。',
    '{field}: {value} does not lie in {county}[ but in {own}].',
  ),
  problemNotFound: t('{field}：没有编号为 {value} 的问题。', '{field}: there is no problem {value}.'),
  problemOver: t(
    '{field}：问题 {value} {state}，不必再吹哨。',
    '{field}: problem {value} is {state}; nothing is left to call for.',
  ),
  notADepartment: t(
    '{field}：{value} 的单位类别为{kind}，只能召集部门。',
    '{field}: {value} is a unit of the kind {kind}; only departments are called.',
  ),
  departmentNotCalled: t(
    '{field}：{value} 不在召集的部门之内：{departments}。',
    '{field}: {value} is none of the departments called: {departments}.',
  ),
  notOfTheDepartment: t(
    '{field}：{value} 不是 {department} 的人员，只能由本部门或调度专员答复。',
    '{field}: {value} does not belong to {department}; a department answers for itself, or a coordinator for it.',
  ),
  whistleNotIn: t(
    '{field}：吹哨现为 {value}，此操作只能在：{states}。',
    '{field}: the whistle is {value}; this can only be done while it is: {states}.',
  ),
  whistleBegun: t('{field}：{value} 的会议已经开始。', '{field}: the meeting of {value} has begun.'),
  whistleNotBegun: t(
    '{field}：{value} 的会议还没有开始，不能登记结果。',
    '{field}: the meeting of {value} has not begun; it has no result yet.',
  ),
  answerWithout: t(
    '{field}：答复为{answer}时不填 {value}，只有派员参加才写明派谁。',
    '{field}: {value} does not go with the answer {answer}; only who sends somebody says whom.',
  ),
  sentFromElsewhere: t(
    '{field}：{value} 是 {own} 的人员，{department} 只能派本部门的人参加。',
    '{field}: {value} is of {own}; {department} sends somebody of its own.',
  ),
  tabledWithoutProblem: t(
    '{field}：必填，提交周调度须写明问题编号。',
    '{field}: a value is needed; what is tabled at the weekly dispatch is a problem with its code.',
  ),
} satisfies Partial<Record<RefusalCode, Words>>;
