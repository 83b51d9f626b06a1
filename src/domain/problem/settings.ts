/** Every number of the protocol (泉州 2022-08) that an office may set otherwise. */
export interface ProblemSettings {
  /** Working days the lead department has to answer the firm. */
  leadWorkingDays: number;
  /** Working days of a split department; like the lead when left out. */
  splitWorkingDays?: number | undefined;
  /** Working days a co-department has to answer the lead. */
  coWorkingDays: number;
  /** Working days after an interim answer by which the next one comes at the latest. */
  answerWithinWorkingDays: number;
  /** Working days after a rejection by the verifier. */
  reworkWorkingDays: number;
  /** Working days a supervision team has to verify a result. */
  verifyWorkingDays: number;
  /** Working days after the assignment within which the lead unit may object to it. */
  objectionWorkingDays: number;
  /** Working days before the limit by which an extension must have been asked. */
  extensionWorkingDaysBefore: number;
  /** How much of a limit's working time is used when handler and co-departments are reminded. */
  warnAtPercent: { first: number; second: number };
  /** Working days after a passed limit from which on the problem stands on the agenda of the next dispatch. */
  agendaWorkingDays: number;
  /** Dispatches it is carried over at before the leading group is told. */
  carriedToGroup: number;
  /** A red paper is given when it has been overdue at more dispatches than this. */
  redAfterDispatches: number;
  /** Days after the closing at which the firm is asked again. */
  lookBackDays: number;
  /** Working days an answer to that is waited for. */
  lookBackWorkingDays: number;
  /** The units copied when a limit passes; everybody who may verify when none is named. */
  supervisionUnits: readonly string[];
  /** The series whose meetings carry problems over; every one when none is named. */
  dispatchSeries: readonly string[];
}

export const DEFAULT_PROBLEM: ProblemSettings = {
  leadWorkingDays: 7,
  coWorkingDays: 3,
  answerWithinWorkingDays: 7,
  reworkWorkingDays: 3,
  verifyWorkingDays: 3,
  objectionWorkingDays: 1,
  extensionWorkingDaysBefore: 1,
  warnAtPercent: { first: 50, second: 75 },
  agendaWorkingDays: 1,
  carriedToGroup: 2,
  redAfterDispatches: 2,
  lookBackDays: 30,
  lookBackWorkingDays: 10,
  supervisionUnits: [],
  dispatchSeries: [],
};
