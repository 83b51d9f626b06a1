import { z } from 'zod';
import { FIRST_YEAR, LAST_YEAR } from '../../domain/calendar/dates.ts';
import type {
  AdvanceCommand,
  CorrectCommand,
  ProjectCommand,
  RevisePlanCommand,
} from '../../domain/project/commands.ts';
import { AGREEMENTS } from '../../domain/project/types.ts';
import {
  askReviewBody,
  concludeReviewBody,
  correctDueBody,
  dueCapitalBody,
  endPromiseBody,
  giveOpinionBody,
  promiseBody,
  promiseNumber,
  recuseReviewerBody,
} from './before-signing.ts';
import { code, isoDate, line, longText, month, stage, wan, whole } from './fields.ts';
import {
  advanceProjectBody,
  correctProjectBody,
  evidenceList,
  pauseProjectBody,
  resumeProjectBody,
  revisePlanBody,
  withdrawBody,
} from './project.ts';

const proveBody = z
  .strictObject({ stage: stage(), evidence: evidenceList().min(1) })
  .meta({ id: 'Prove', description: 'Papers that came after their stage was reached, or ahead of it' });
const waiveBody = z
  .strictObject({ stage: stage(), kind: line(100), reason: longText() })
  .meta({ id: 'Waive', description: 'A leader lets the project pass without a paper its path asks for' });
const movePathBody = z.strictObject({ path: code(), reason: longText() }).meta({ id: 'MovePath' });
const upgradeBody = z
  .strictObject({
    agreement: z.enum(AGREEMENTS),
    on: isoDate(),
    investmentWan: wan().optional(),
    evidence: evidenceList().optional(),
  })
  .meta({ id: 'UpgradeAgreement', description: 'Intent → framework → contract: the money takes the place of the old' });
const mergeBody = z.strictObject({ into: code(), reason: longText() }).meta({ id: 'Merge' });
const reasonBody = z.strictObject({ reason: longText() }).meta({ id: 'Reason' });

const planYearBody = z
  .strictObject({ year: whole(FIRST_YEAR, LAST_YEAR), amountWan: wan(), reason: longText().optional() })
  .meta({ id: 'PlanYear', description: 'What is to be invested in a year; a revision needs a reason' });
const reportMonthBody = z
  .strictObject({ month: month(), doneWan: wan(), toDateWan: wan().optional(), note: longText().optional() })
  .meta({
    id: 'ReportMonth',
    description: 'Investment done in a month, and this year to its end (worked out when left out)',
    examples: [{ month: '2026-10', doneWan: 3_200, toDateWan: 41_000 }],
  });
const correctReportBody = z
  .strictObject({ month: month(), doneWan: wan(), toDateWan: wan().optional(), reason: longText() })
  .meta({ id: 'CorrectReport' });
const arriveBody = z
  .strictObject({ on: isoDate(), currency: line(3), amount: line(18), note: longText().optional() })
  .meta({ id: 'Arrive', examples: [{ on: '2026-10-12', currency: 'USD', amount: '1250000.50' }] });
const correctArrivalBody = z
  .strictObject({ number: whole(1, 10_000), amount: line(18), reason: longText() })
  .meta({ id: 'CorrectArrival', description: 'The arrival by its number in the list, from 1; 0 when nothing arrived' });
const enterStatisticsBody = z.strictObject({ on: isoDate() }).meta({ id: 'EnterStatistics' });

const keepPromiseBody = z
  .strictObject({
    number: promiseNumber(),
    on: isoDate(),
    amountWan: wan().optional().describe('What came now; the parts are added up'),
    evidence: evidenceList().optional(),
  })
  .meta({ id: 'KeepPromise', examples: [{ number: 1, on: '2026-11-20', amountWan: 100 }] });

/** Bodies of the commands on a project, by the last part of their address; each is checked against the domain's own type. */
export const PROJECT_COMMANDS = {
  advance: {
    body: advanceProjectBody,
    toCommand: ({ on, ...body }: z.output<typeof advanceProjectBody>): AdvanceCommand => ({
      type: 'advance',
      ...body,
      on: on ?? null,
    }),
  },
  'revise-plan': {
    body: revisePlanBody,
    toCommand: (body: z.output<typeof revisePlanBody>): RevisePlanCommand => ({ type: 'revisePlan', ...body }),
  },
  pause: {
    body: pauseProjectBody,
    toCommand: (body: z.output<typeof pauseProjectBody>): ProjectCommand => ({ type: 'pause', ...body }),
  },
  resume: {
    body: resumeProjectBody,
    toCommand: (body: z.output<typeof resumeProjectBody>): ProjectCommand => ({ type: 'resume', ...body }),
  },
  withdraw: {
    body: withdrawBody,
    toCommand: (body: z.output<typeof withdrawBody>): ProjectCommand => ({ type: 'withdraw', ...body }),
  },
  correct: {
    body: correctProjectBody,
    toCommand: (body: z.output<typeof correctProjectBody>): CorrectCommand => ({ type: 'correct', ...body }),
  },
  prove: {
    body: proveBody,
    toCommand: (body: z.output<typeof proveBody>): ProjectCommand => ({ type: 'prove', ...body }),
  },
  waive: {
    body: waiveBody,
    toCommand: (body: z.output<typeof waiveBody>): ProjectCommand => ({ type: 'waive', ...body }),
  },
  'move-path': {
    body: movePathBody,
    toCommand: ({ path, reason }: z.output<typeof movePathBody>): ProjectCommand => ({
      type: 'movePath',
      pathId: path,
      reason,
    }),
  },
  upgrade: {
    body: upgradeBody,
    toCommand: (body: z.output<typeof upgradeBody>): ProjectCommand => ({ type: 'upgrade', ...body }),
  },
  merge: {
    body: mergeBody,
    toCommand: (body: z.output<typeof mergeBody>): ProjectCommand => ({ type: 'merge', ...body }),
  },
  remove: {
    body: reasonBody,
    toCommand: (body: z.output<typeof reasonBody>): ProjectCommand => ({ type: 'remove', ...body }),
  },
  restore: {
    body: reasonBody,
    toCommand: (body: z.output<typeof reasonBody>): ProjectCommand => ({ type: 'restore', ...body }),
  },
  'plan-year': {
    body: planYearBody,
    toCommand: (body: z.output<typeof planYearBody>): ProjectCommand => ({ type: 'planYear', ...body }),
  },
  report: {
    body: reportMonthBody,
    toCommand: (body: z.output<typeof reportMonthBody>): ProjectCommand => ({ type: 'report', ...body }),
  },
  'correct-report': {
    body: correctReportBody,
    toCommand: (body: z.output<typeof correctReportBody>): ProjectCommand => ({ type: 'correctReport', ...body }),
  },
  arrive: {
    body: arriveBody,
    toCommand: (body: z.output<typeof arriveBody>): ProjectCommand => ({ type: 'arrive', ...body }),
  },
  'correct-arrival': {
    body: correctArrivalBody,
    toCommand: (body: z.output<typeof correctArrivalBody>): ProjectCommand => ({ type: 'correctArrival', ...body }),
  },
  'due-capital': {
    body: dueCapitalBody,
    toCommand: (body: z.output<typeof dueCapitalBody>): ProjectCommand => ({ type: 'dueCapital', ...body }),
  },
  'correct-due': {
    body: correctDueBody,
    toCommand: (body: z.output<typeof correctDueBody>): ProjectCommand => ({ type: 'correctDue', ...body }),
  },
  'ask-review': {
    body: askReviewBody,
    toCommand: (body: z.output<typeof askReviewBody>): ProjectCommand => ({ type: 'askReview', ...body }),
  },
  'recuse-reviewer': {
    body: recuseReviewerBody,
    toCommand: (body: z.output<typeof recuseReviewerBody>): ProjectCommand => ({ type: 'recuseReviewer', ...body }),
  },
  'give-opinion': {
    body: giveOpinionBody,
    toCommand: (body: z.output<typeof giveOpinionBody>): ProjectCommand => ({ type: 'giveOpinion', ...body }),
  },
  'conclude-review': {
    body: concludeReviewBody,
    toCommand: (body: z.output<typeof concludeReviewBody>): ProjectCommand => ({ type: 'concludeReview', ...body }),
  },
  promise: {
    body: promiseBody,
    toCommand: (body: z.output<typeof promiseBody>): ProjectCommand => ({ type: 'promise', ...body }),
  },
  'keep-promise': {
    body: keepPromiseBody,
    toCommand: (body: z.output<typeof keepPromiseBody>): ProjectCommand => ({ type: 'keepPromise', ...body }),
  },
  'end-promise': {
    body: endPromiseBody,
    toCommand: (body: z.output<typeof endPromiseBody>): ProjectCommand => ({ type: 'endPromise', ...body }),
  },
  'enter-statistics': {
    body: enterStatisticsBody,
    toCommand: (body: z.output<typeof enterStatisticsBody>): ProjectCommand => ({ type: 'enterStatistics', ...body }),
  },
} as const;
