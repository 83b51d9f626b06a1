import { z } from 'zod';
import { refuse } from '../../../domain/refusal.ts';
import { code, ruled, whole } from '../fields.ts';
import { eachOnce } from './rules.ts';

/** A limit longer than a year of working days is none. */
const workingDays = () => whole(1, 250);

const listOfIds = () => eachOnce(code(), 20);

const percents = ruled(z.strictObject({ first: whole(1, 98), second: whole(2, 99) }), percents => {
  const { first, second } = percents;
  return first < second ? percents : refuse('outOfRange', 'second', second, { min: first + 1, max: 99 });
});

export const problemSettings = z
  .strictObject({
    leadWorkingDays: workingDays().describe('Working days the lead unit has to answer the firm'),
    splitWorkingDays: workingDays()
      .optional()
      .describe('Working days of a split department; like the lead when left out'),
    coWorkingDays: workingDays().describe('Working days a co-department has to answer the lead'),
    answerWithinWorkingDays: workingDays().describe(
      'Working days after an interim answer by which the next one comes at the latest',
    ),
    reworkWorkingDays: workingDays().describe('Working days after a rejection by the verifier'),
    verifyWorkingDays: workingDays().describe('Working days a supervision team has to verify a result'),
    objectionWorkingDays: workingDays().describe('Working days after the assignment within which the lead may object'),
    extensionWorkingDaysBefore: workingDays().describe('Working days before the limit by which an extension is asked'),
    warnAtPercent: percents.describe(
      'How much of the limit’s working time is used when handler and co-departments are told',
    ),
    agendaWorkingDays: workingDays().describe(
      'Working days after a passed limit until it stands on the dispatch’s agenda',
    ),
    carriedToGroup: whole(1, 50).describe('Dispatches it is carried over at before the leading group is told'),
    redAfterDispatches: whole(1, 50).describe('A red paper is given when it is overdue at more dispatches than this'),
    lookBackDays: whole(1, 365).describe('Days after the closing at which the firm is asked again'),
    lookBackWorkingDays: workingDays().describe('Working days an answer to that is waited for'),
    supervisionUnits: listOfIds().describe('Units copied when a limit passes; everybody who may verify when empty'),
    dispatchSeries: listOfIds().describe(
      'Series whose meetings take problems up and carry them over; every one when empty, and then only weekly ones carry over',
    ),
  })
  .meta({ id: 'ProblemSettings' });
