import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** Refusals about series and their meetings. */
export const MEETING_REFUSALS = {
  seriesNotFound: t('{field}：没有会议系列 {value}。', '{field}: there is no meeting series {value}.'),
  seriesHasNoAttendees: t('{field}：会议系列至少要有一名参会人员。', '{field}: a series needs at least one attendee.'),
  noThemes: t(
    '{field}：主题列表是空的；会议系列不设主题时，不写这个字段。',
    '{field}: the list of themes is empty; a series without themes leaves the field out.',
  ),
  attendeeInRow: t(
    '{field}：{value} 与第 {row} 行是同一人；此行未采用。',
    '{field}: {value} is whom row {row} names; this row was not taken.',
  ),
  attendeeNotOne: t(
    '{field}：有 {count} 人叫 {value}（{people}），请写人员编号或邮箱。',
    '{field}: {count} people are called {value} ({people}); name one by his id or address.',
  ),
  attendeeIsAnother: t(
    '{field}：人员 {value} 在台账里叫{name}，与此行的姓名不符。',
    '{field}: person {value} is {name} in the ledger, not who this row names.',
  ),
  attendeeElsewhere: t(
    '{field}：{value} 与台账里{name}的邮箱不同；请先更正其中一处。',
    '{field}: {value} is not the address the ledger has of {name}; set one of the two right first.',
  ),
  attendeeUnknown: t(
    '{field}：台账里没有 {value}；确要新增请用 --new-people（须有单位和邮箱）。',
    '{field}: the ledger knows no {value}; --new-people adds who is new and has a unit and an address.',
  ),
  attendeeTwice: t('{field}：{value} 重复。', '{field}: {value} is named twice.'),
  attendeeWithoutAddress: t(
    '{field}：{value} 没有邮箱地址，收不到提醒。',
    '{field}: {value} has no mail address and cannot be reminded.',
  ),
  meetingOver: t(
    '{field}：会议 {value} 现为 {status}，或已经开始，不能再提醒、回复、改期、取消，也不能再改议程。',
    '{field}: meeting {value} is {status} or has begun: no reminder, no answer, no move, no cancelling and no change of its agenda any more.',
  ),
  meetingInPast: t(
    '{field}：{value} {time} 已经过去（今天 {today}），会议须定在以后。',
    '{field}: {value} {time} has passed (today is {today}); a meeting is set for a later time.',
  ),
  meetingUnchanged: t(
    '{field}：会议已定在 {value} {time}，地点也相同。',
    '{field}: the meeting is on {value} at {time} already, at the same place.',
  ),
  weekTaken: t(
    '{field}：{value} 所在的一周本系列已有会议 {meeting}（{on}），一个系列一周只开一次会。',
    '{field}: in the week of {value} the series has meeting {meeting} on {on}; a series meets once a week.',
  ),
  notInvited: t(
    '{field}：{value} 不在本次会议的参会人员之列。',
    '{field}: {value} is not among the attendees of this meeting.',
  ),
  notAnOccurrence: t(
    '{field}：{value} 不是“{series}”的会期，该系列每周第 {weekday} 天开会（1 为周一）。',
    '{field}: {value} is no day of {series}, which meets on day {weekday} of the week (1 is Monday).',
  ),
  notOfItsRhythm: t(
    '{field}：{value} 不是“{series}”的会期（周期：{every}）。',
    '{field}: {value} is no day of {series}, whose rhythm is {every}.',
  ),
  notOfTheRhythm: t(
    '{field}：{value} 与会期周期 {every} 不能同时给出。',
    '{field}: {value} does not go with a rhythm by {every}.',
  ),
  leadTooLong: t(
    '{field}：{value} 不可：会议系列“{series}”的周期是{every}，而“{step}”定在会前 {lead} {unit}，早于上一次会议；最多会前 {most} {unit}。',
    '{field}: {value} will not do: {series} meets by the {every}, and step {step}, {lead} {unit} ahead of it, lies before the meeting before; at most {most} {unit}.',
  ),
  meetingCalled: t(
    '{field}：该会议已定于 {on} {time} 召开，不能用 {value} 重新召集；改期请用 meeting move。',
    '{field}: the meeting was called for {on} {time} and is not called again for {value}; meeting move moves it.',
  ),
  stepNotAhead: t(
    '{field}：步骤 {value} 已完成、已跳过或不在时间表中；尚未到来的是 {ahead}。',
    '{field}: step {value} was given, was skipped, or is not in the timetable; still to come: {ahead}.',
  ),
  stepMustStay: t(
    '{field}：{value} 不能跳过；会议不开请取消。',
    '{field}: step {value} cannot be skipped; a meeting that is not held is cancelled.',
  ),
  agendaNotComposed: t(
    '{field}：会议 {value} 的议程尚未生成，生成后才能审定；不等生成请先跳过 agenda 步骤。',
    '{field}: the agenda of meeting {value} has not been composed and cannot be approved yet; skip the step agenda to approve one made by hand.',
  ),
  agendaEmpty: t(
    '{field}：会议 {value} 的议程没有议题，不能审定。',
    '{field}: the agenda of meeting {value} has no item and cannot be approved.',
  ),
  agendaFull: t(
    '{field}：议程最多 {most} 项，不能再加 {value}。',
    '{field}: an agenda holds {most} items at most; {value} cannot be added.',
  ),
  agendaItemNotFound: t(
    '{field}：议程没有第 {value} 号议题（现有 {items} 项）。',
    '{field}: the agenda has no item {value} (it has {items}).',
  ),
  agendaItemTwice: t(
    '{field}：{value} 已在议程中（{no} 号）。',
    '{field}: {value} is on the agenda already (item {no}).',
  ),
  collectionNotOpen: t(
    '{field}：会议 {value} 尚未开始会前收集，或不收集。',
    '{field}: meeting {value} has not opened its collection, or has none.',
  ),
  unitNotAsked: t(
    '{field}：单位 {value} 不在本次会前收集的范围内。',
    '{field}: unit {value} is not among those asked before this meeting.',
  ),
  meetingNotHeld: t(
    '{field}：会议 {value} 现为 {status}，召开之后才能记录纪要。',
    '{field}: meeting {value} is {status}; minutes are written of a meeting that was held.',
  ),
  minutesPublished: t(
    '{field}：纪要已发布，再改须写明更正原因。',
    '{field}: the minutes are published; a change is a correction and needs its reason.',
  ),
  minutesNotPublished: t(
    '{field}：纪要尚未发布，直接修改即可，无须写更正原因（{value}）。',
    '{field}: the minutes are not published; what is changed now needs no reason of a correction ({value}).',
  ),
  itemDecided: t(
    '{field}：{value} 号议题已有议定事项（第 {decision} 项），请先撤销该事项。',
    '{field}: there is a decision on item {value} (number {decision}); take it back first.',
  ),
  attendanceMissing: t(
    '{field}：尚未登记出席情况，纪要不能发布。',
    '{field}: nobody’s attendance is recorded; the minutes cannot be published.',
  ),
  decisionThere: t(
    '{field}：相同的议定事项已有（第 {decision} 项）：{value}。',
    '{field}: the same was decided already (number {decision}): {value}.',
  ),
  decisionNotFound: t(
    '{field}：没有第 {value} 项议定事项，或尚未随纪要发布。',
    '{field}: there is no decision {value}, or it is not published yet.',
  ),
  decisionDone: t('{field}：第 {value} 项议定事项已于 {on} 办结。', '{field}: decision {value} was done on {on}.'),
  decisionNotMissed: t(
    '{field}：第 {value} 项议定事项没有逾期（{due} 到期），无须说明原因。',
    '{field}: decision {value} was not missed (due {due}); there is nothing to explain.',
  ),
  decisionHasProblem: t(
    '{field}：第 {value} 项议定事项已转为问题 {problem}。',
    '{field}: decision {value} has become the problem {problem} already.',
  ),
  notTheOwner: t(
    '{field}：议定事项由 {unit} 落实，{value} 不能代为答复。',
    '{field}: the decision is for {unit} to carry out; {value} cannot answer for it.',
  ),
  weekWithoutWork: t(
    '{field}：{value} 没有工作日，不编简报；这一周的情况并入下一期。',
    '{field}: nobody works in {value}, so it has no brief; what happened in it stands in the next one.',
  ),
  briefAhead: t(
    '{field}：{value} 的简报到 {at} 才编；现在可以预览（brief preview）。',
    '{field}: the brief of {value} is compiled at {at}; look at it before with brief preview.',
  ),
  briefPassed: t(
    '{field}：{value} 的简报没有编，下一期已在 {at} 编制；不再补编，这一周的情况在下一期里。',
    '{field}: the brief of {value} was not compiled, and the next one was due at {at}; that one tells what happened.',
  ),
} satisfies Partial<Record<RefusalCode, Words>>;
