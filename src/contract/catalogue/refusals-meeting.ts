import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** Refusals about series and their meetings. */
export const MEETING_REFUSALS = {
  seriesNotFound: t('{field}：没有会议系列 {value}。', '{field}: there is no meeting series {value}.'),
  seriesHasNoAttendees: t('{field}：会议系列至少要有一名参会人员。', '{field}: a series needs at least one attendee.'),
  attendeeTwice: t('{field}：{value} 重复。', '{field}: {value} is named twice.'),
  attendeeWithoutAddress: t(
    '{field}：{value} 没有邮箱地址，收不到提醒。',
    '{field}: {value} has no mail address and cannot be reminded.',
  ),
  meetingOver: t(
    '{field}：会议 {value} 现为 {status}，或已经开始，不能再提醒、回复、改期或取消。',
    '{field}: meeting {value} is {status} or has begun: no reminder, no answer, no move and no cancelling any more.',
  ),
  meetingInPast: t(
    '{field}：{value} {time} 已经过去（今天 {today}），会议须改到以后。',
    '{field}: {value} {time} has passed (today is {today}); a meeting is moved to a later time.',
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
} satisfies Partial<Record<RefusalCode, Words>>;
