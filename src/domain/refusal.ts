/**
 * A refusal says which field held which value and which rule it broke. Rules return one instead of throwing, so that
 * a refused command is an ordinary answer. The sentences for people are in `contract/catalogue`, keyed by code.
 */
export const REFUSAL_CODES = [
  // any field
  'required',
  'unknownField',
  'wrongType',
  'tooLong',
  'tooShort',
  'notInList',
  'badCharacters',
  'badFormat',
  'outOfRange',
  'noSuchDate',
  'notWholeWan',
  'negativeMoney',
  'badMailAddress',
  // any command
  'keyMissing',
  'keyReused',
  'bodyNotJson',
  'bodyBroken',
  'bodyTooLarge',
  'notSignedIn',
  'notAllowed',
  'notFound',
  'alreadyExists',
  'ledgerBehind',
  'unavailable',
  // the HTTP API
  'givenTwice',
  'keyTwice',
  'wrongMediaType',
  'internal',
  // project
  'stageUnknown',
  'stageNotAhead',
  'stageNotOnPath',
  'stageNeedsDate',
  'dateBeyondStage',
  'dateInFuture',
  'dateBeforeLastStage',
  'dateAfterNextStage',
  'projectWithdrawn',
  'projectPaused',
  'projectNotPaused',
  'projectAchieved',
  'planUnchanged',
  'planBeforeSigning',
  'milestoneReached',
  'correctionUnchanged',
  'nothingToCorrect',
  'reviewInPast',
  'pathUnknown',
  'pathUnchanged',
  'milestoneCounted',
  'evidenceIncomplete',
  'gateClosed',
  'evidenceNotAsked',
  'evidenceThere',
  'notSignedYet',
  'noUpgrade',
  'likelyDuplicate',
  'phaseTaken',
  'phaseOfEnlargement',
  'parentFixed',
  'otherHasLeft',
  'projectMerged',
  'projectRemoved',
  'projectNotRemoved',
  'mergeIntoItself',
  'monthInFuture',
  'monthReported',
  'monthNotReported',
  'toDateTooLow',
  'toDateUnequal',
  'toDateTooHigh',
  'toDateNotJoined',
  'inStatistics',
  // pre-review
  'reviewOpen',
  'noReviewOpen',
  'expertNotFound',
  'reviewersTooFew',
  'reviewerConflicted',
  'reviewerNotAsked',
  'reviewerConcludes',
  'opinionsTooFew',
  'supportTooLow',
  // policy handbook
  'policyNotFound',
  'policyNotValid',
  'endBeforeStart',
  'promiseSettled',
  'promiseWithoutMoney',
  'dateBeforePromise',
  // problem
  'problemNotIn',
  'projectNotFound',
  'unitNotFound',
  'personNotFound',
  'handlerOutsideUnit',
  'solverOutsideUnits',
  'solverIsVerifier',
  'verifierNotSupervision',
  'promiseInPast',
  'evidenceMissing',
  // meeting
  'seriesNotFound',
  'seriesHasNoAttendees',
  'attendeeTwice',
  'attendeeWithoutAddress',
  'meetingOver',
  'clockStale',
  // mail
  'mailNotIn',
  'mailOver',
  // batch
  'cutOffAfterEvent',
  'projectPastStage',
  'pathWithoutStage',
  'projectInBatch',
  'projectNotListed',
  'batchEmpty',
  'batchConfirmed',
  'batchCancelled',
  // reporting round
  'roundClosed',
  'stepNotNext',
  'projectElsewhere',
  'projectTwice',
  // evaluation
  'dayToCome',
  'rulesNotInForce',
  'projectNotCounted',
  'monthPublished',
  'colouringUnchanged',
  // files
  'fileEmpty',
  'fileTooLarge',
  'fileTypeNotTaken',
  'fileNotAsNamed',
  'fileNotFound',
  // links
  'linkNotFor',
  'linkUsed',
  // settings
  'settingInPast',
  'settingUnchanged',
  'settingMoved',
  'listedTwice',
  'stageOutOfOrder',
  'timeNotAfter',
  'mustStay',
  // import
  'notAWorkbook',
  'workbookEncrypted',
  'workbookTooLarge',
  'workbookEmpty',
  'headerNotFound',
  'columnTwice',
  'cellNotAStage',
  'cellNotADate',
  'cellNotMoney',
  'cellNotAgreement',
  'rowWithoutName',
  'rowTwice',
  'rowAmbiguous',
  'sameNameElsewhere',
  'sameNameHere',
  'rowBehind',
  'assumptionUnknown',
  'importNotReady',
  'workbookOld',
  'unitUnclear',
  'cellShared',
  'cellNotCalculated',
  'dateBeyondStage',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** What may stand in a refusal beside its code; plain JSON, because it travels through Temporal. */
export type RefusalValue = string | number | boolean | null | readonly string[];

export interface Refusal {
  code: RefusalCode;
  /** Path of the field, e.g. `on`, `passed.landing`, `rows[12].签约时间`; empty when the whole command is meant. */
  field: string;
  /** The value as it was given, cut to 200 characters. */
  value: RefusalValue;
  /** What the sentence needs: limits, allowed values, the state the entity is in. */
  params: Readonly<Record<string, RefusalValue>>;
}

export const refuse = (
  code: RefusalCode,
  field: string,
  value: RefusalValue,
  params: Readonly<Record<string, RefusalValue>> = {},
): Refusal => ({ code, field, value: typeof value === 'string' ? value.slice(0, 200) : value, params });

export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && 'code' in answer && 'params' in answer && 'field' in answer;
