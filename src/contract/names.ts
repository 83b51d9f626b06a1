/**
 * The names that processes share. A workflow id says what it is about and meets itself: two starts of the same thing are one.
 */
export const TASK_QUEUE = 'weekly-dispatch';

export const projectWorkflowId = (code: string): string => `project/${code}`;
export const problemWorkflowId = (code: string): string => `problem/${code}`;
export const meetingWorkflowId = (meetingId: string): string => `meeting/${meetingId}`;
export const batchWorkflowId = (code: string): string => `batch/${code}`;
export const roundWorkflowId = (month: string): string => `round/${month}`;
export const visitWorkflowId = (code: string): string => `visit/${code}`;
export const whistleWorkflowId = (code: string): string => `whistle/${code}`;
export const importWorkflowId = (importId: string): string => `import/${importId}`;
export const openMeetingsWorkflowId = (seriesId: string): string => `open-meetings/${seriesId}`;
export const MAILROOM_WORKFLOW_ID = 'mailroom';
export const OPEN_ROUND_WORKFLOW_ID = 'open-round';
export const COMPILE_BRIEF_WORKFLOW_ID = 'compile-brief';
export const SWEEP_WORKFLOW_ID = 'sweep-outbox';
export const LOOK_AGAIN_WORKFLOW_ID = 'look-again';
export const LOOK_AT_SETTINGS_WORKFLOW_ID = 'look-at-settings';

/** `<series>/<planned date>` */
export const meetingIdOf = (seriesId: string, plannedDate: string): string => `${seriesId}/${plannedDate}`;
export const seriesOfMeeting = (meetingId: string): string => meetingId.slice(0, meetingId.lastIndexOf('/'));
export const plannedDateOf = (meetingId: string): string => meetingId.slice(meetingId.lastIndexOf('/') + 1);

export const seriesScheduleId = (seriesId: string): string => `series/${seriesId}`;
export const MAIL_SWEEP_SCHEDULE_ID = 'mail-sweep';
export const SETTINGS_SCHEDULE_ID = 'settings-of-the-day';
export const ROUND_SCHEDULE_ID = 'reporting-round';
export const BRIEF_SCHEDULE_ID = 'weekly-brief';
