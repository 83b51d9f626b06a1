/** The only entry of the workflow bundle. */
export { batchEvent } from './batch/workflow.ts';
export { importLedger } from './import/workflow.ts';
export { mailroom, sweepOutbox } from './mail/workflow.ts';
export { dispatchMeeting, openMeetings } from './meeting/workflow.ts';
export { problemResolution } from './problem/workflow.ts';
export { projectLifecycle } from './project/workflow.ts';
export { compileBrief } from './brief/workflow.ts';
export { openRound, reportingRound } from './round/workflow.ts';
export { supervisionVisit } from './visit/workflow.ts';
export { countyWhistle } from './whistle/workflow.ts';
export { lookAgainEverywhere, lookAtSettings } from './settings/workflow.ts';
