import { z } from 'zod';
import { WHISTLE_ANSWERS, WHISTLE_RESULTS, WHISTLE_STATUSES, type WhistleCommand } from '../../domain/whistle/types.ts';
import { commandResult, instant, paging } from './common.ts';
import { code, isoDate, line, localTime, longText, month } from './fields.ts';

const MOST_DEPARTMENTS = 30;

export const blowWhistleBody = z
  .strictObject({
    county: line(100).describe('The county that calls'),
    problem: code().optional(),
    project: code().optional().describe('At least one of problem and project'),
    topic: line(),
    departments: z.array(code()).max(MOST_DEPARTMENTS).describe('Units that are called'),
    on: isoDate().describe('The day of the special meeting, within some working days (settings)'),
    time: localTime(),
    venue: line(100),
  })
  .meta({
    id: 'BlowWhistle',
    examples: [
      {
        county: '南安市',
        problem: 'Q-2026-0001',
        topic: '用地指标现场协调',
        departments: ['zrzy', 'fgw'],
        on: '2026-12-02',
        time: '15:00',
        venue: '南安市政务中心',
      },
    ],
  });

const answerBody = z
  .strictObject({
    department: code().describe('The department that answers'),
    answer: z.enum(WHISTLE_ANSWERS),
    person: code().optional().describe('Whom it sends'),
    reason: longText().optional().describe('Why it objects'),
  })
  .meta({ id: 'AnswerWhistle' });
const holdBody = z
  .strictObject({
    result: z.enum(WHISTLE_RESULTS),
    text: longText().describe('What was agreed'),
    present: z.array(code()).max(MOST_DEPARTMENTS).describe('Departments that came'),
    problem: code().optional().describe('The problem that is tabled, when the whistle names none'),
  })
  .meta({ id: 'HoldWhistle' });
const callOffBody = z.strictObject({ reason: longText() }).meta({ id: 'CallOffWhistle' });

export const blowCommandOf = (body: z.output<typeof blowWhistleBody>): WhistleCommand => ({ type: 'blow', ...body });

/** Bodies of the commands on a whistle, by the last part of their address; each is checked against the domain's own type. */
export const WHISTLE_COMMANDS = {
  answer: {
    body: answerBody,
    toCommand: (body: z.output<typeof answerBody>): WhistleCommand => ({ type: 'answer', ...body }),
  },
  hold: { body: holdBody, toCommand: (body: z.output<typeof holdBody>): WhistleCommand => ({ type: 'hold', ...body }) },
  'call-off': {
    body: callOffBody,
    toCommand: (body: z.output<typeof callOffBody>): WhistleCommand => ({ type: 'callOff', ...body }),
  },
} as const;

// ---- answers ----

const departmentShape = {
  unit: z.string(),
  answer: z.enum(WHISTLE_ANSWERS).nullable(),
  person: z.string().nullable().describe('Whom it sends'),
  reason: z.string().nullable(),
  answeredAt: instant().nullable(),
  late: z.boolean().describe('Answered after the limit'),
  silent: z.boolean().describe('Had not answered at the limit'),
  unreached: z.boolean().describe('Nobody there could be written to'),
  present: z.boolean().nullable().describe('Of a meeting that took place'),
  absent: z.boolean().describe('Had said that it comes or sends somebody, and was not there'),
};

const whistleShape = {
  code: z.string(),
  county: z.string(),
  project: z.string().nullable(),
  problem: z.string().nullable(),
  topic: z.string(),
  venue: z.string(),
  status: z.enum(WHISTLE_STATUSES),
  startAt: instant(),
  answerDueAt: instant(),
  blownBy: z.string(),
  month: z.string().describe('For which it counts'),
  departments: z.array(z.object(departmentShape).meta({ id: 'CalledDepartment' })),
  result: z.enum(WHISTLE_RESULTS).nullable(),
  outcome: z.string().nullable(),
  resultProblem: z.string().nullable().describe('The problem that was resolved or tabled'),
  callOffReason: z.string().nullable(),
  seq: z.int(),
  blownAt: instant(),
  changedAt: instant(),
};
export const whistleAnswer = z.object(whistleShape).meta({ id: 'Whistle' });
export type WhistleAnswerWire = z.output<typeof whistleAnswer>;
export const whistleCommandAnswer = z
  .object({ ...whistleShape, command: commandResult })
  .meta({ id: 'WhistleCommandAnswer' });
export type WhistleCommandAnswer = z.output<typeof whistleCommandAnswer>;
export const whistleDetailAnswer = z
  .object({
    ...whistleShape,
    projectName: z.string().nullable(),
    problemTitle: z.string().nullable(),
    names: z
      .object({ people: z.record(z.string(), z.string()), units: z.record(z.string(), z.string()) })
      .describe('Of the people and units in it, by id'),
  })
  .meta({ id: 'WhistleDetail' });
export type WhistleDetailAnswer = z.output<typeof whistleDetailAnswer>;

export const whistlePage = z
  .object({ asOf: z.string(), items: z.array(whistleAnswer), total: z.int(), next: z.string().nullable() })
  .meta({ id: 'WhistlePage' });

export const whistleListQuery = paging.extend({
  county: line(100).optional(),
  status: z.enum(WHISTLE_STATUSES).optional(),
  month: month().optional(),
  department: code().optional().describe('That was called'),
  silent: z.enum(['true', 'false']).optional().describe('With a department that had not answered at the limit'),
  asOf: isoDate().optional().describe('As the ledger knew them at the end of this day'),
});
