import { z } from 'zod';
import { OUTCOMES, PRESENCES, type MinutesCommand } from '../../domain/meeting/minutes/types.ts';
import { CATEGORIES } from '../../domain/problem/types.ts';
import { commandResult, instant } from './common.ts';
import { code, isoDate, line, longText, whole } from './fields.ts';

/** The minutes of a meeting (会议纪要): who was there, what became of each item, what was decided (议定事项) and how it was kept. */

const MOST = 100_000;
const correction = () =>
  longText().optional().describe('Why it is changed: needed once the minutes are published, and not taken before');
const itemNo = () => whole(1, MOST).describe('The number of the item on the agenda');
const decisionNo = () => whole(1, MOST).describe('The number of the decision');

const attendBody = z
  .strictObject({
    person: code(),
    presence: z.enum(PRESENCES),
    by: line(50).optional().describe('Who stood in, by name; with `represented` only'),
    correction: correction(),
  })
  .meta({ id: 'AttendMeeting' });
const concludeBody = z
  .strictObject({
    no: itemNo(),
    outcome: z.enum(['carried', 'closed', 'noted']).describe('With an owner and a day it is decided instead'),
    note: longText().optional(),
    correction: correction(),
  })
  .meta({ id: 'ConcludeItem' });
const decideBody = z
  .strictObject({
    item: itemNo().optional().describe('What it was decided on; none when left out'),
    text: longText(),
    unit: code().describe('Who carries it out'),
    person: code().optional(),
    due: isoDate().describe('A working day ahead'),
    correction: correction(),
  })
  .meta({
    id: 'DecideItem',
    examples: [{ item: 2, text: '资规局牵头调剂用地指标 120 亩', unit: 'zrzy', due: '2026-12-11' }],
  });
const dropBody = z.strictObject({ decision: decisionNo(), correction: correction() }).meta({ id: 'DropDecision' });
const publishBody = z.strictObject({}).meta({ id: 'PublishMinutes' });
const reportBody = z.strictObject({ decision: decisionNo(), result: longText() }).meta({ id: 'ReportDecision' });
const explainBody = z.strictObject({ decision: decisionNo(), reason: longText() }).meta({ id: 'ExplainDecision' });
const postponeBody = z
  .strictObject({
    decision: decisionNo(),
    reason: longText().describe('Why it is not done by its day'),
    until: isoDate().describe('A working day after the present one'),
  })
  .meta({ id: 'PostponeDecision' });

/** A command of the problem that comes from it, so not one of the meeting's. */
export const raiseFromDecisionBody = z
  .strictObject({
    decision: decisionNo(),
    title: line().optional().describe('The words of the decision when left out'),
    detail: longText().optional(),
    project: code().optional().describe('What it was decided on, when left out'),
    county: line(100).optional().describe('That of what it was decided on, or of the unit, when left out'),
    category: z.enum(CATEGORIES).optional().describe('That of the problem it was decided on, when left out'),
    leadUnit: code().optional().describe('Who carries the decision out, when left out'),
  })
  .meta({
    id: 'RaiseProblemFromDecision',
    description: 'Of published minutes; raised with the source `meeting` and given to its lead at once',
    examples: [{ decision: 1, category: 'land' }],
  });

/** Bodies of the commands on minutes, by the last part of their address; each is checked against the domain's own type. */
export const MINUTES_COMMANDS = {
  attend: {
    body: attendBody,
    toCommand: (body: z.output<typeof attendBody>): MinutesCommand => ({ type: 'attend', ...body }),
  },
  conclude: {
    body: concludeBody,
    toCommand: (body: z.output<typeof concludeBody>): MinutesCommand => ({ type: 'concludeItem', ...body }),
  },
  decide: {
    body: decideBody,
    toCommand: (body: z.output<typeof decideBody>): MinutesCommand => ({ type: 'decideItem', ...body }),
  },
  'drop-decision': {
    body: dropBody,
    toCommand: (body: z.output<typeof dropBody>): MinutesCommand => ({ type: 'dropDecision', ...body }),
  },
  publish: { body: publishBody, toCommand: (): MinutesCommand => ({ type: 'publishMinutes' }) },
  report: {
    body: reportBody,
    toCommand: (body: z.output<typeof reportBody>): MinutesCommand => ({ type: 'reportDecision', ...body }),
  },
  explain: {
    body: explainBody,
    toCommand: (body: z.output<typeof explainBody>): MinutesCommand => ({ type: 'explainDecision', ...body }),
  },
  postpone: {
    body: postponeBody,
    toCommand: (body: z.output<typeof postponeBody>): MinutesCommand => ({ type: 'postponeDecision', ...body }),
  },
} as const;

// ---- answers ----

const minutesShape = {
  id: z.string().describe('Of the meeting'),
  startAt: instant().nullable(),
  status: z.string(),
  dueAt: instant().nullable().describe('By when they are to be published'),
  publishedAt: instant().nullable(),
  publishedBy: z.string().nullable(),
  publishedByName: z.string().nullable().describe('Name of `publishedBy`'),
  hash: z.string().nullable().describe('SHA-256 of what was published, as canonical JSON'),
  attendance: z.array(
    z.object({
      person: z.string(),
      personName: z.string().nullable(),
      presence: z.enum(PRESENCES),
      by: z.string().nullable(),
    }),
  ),
  items: z
    .array(
      z.object({
        no: z.int(),
        code: z.string().nullable(),
        title: z.string(),
        outcome: z.enum(OUTCOMES).nullable().describe('Null: nobody has concluded it yet'),
        note: z.string().nullable(),
      }),
    )
    .describe('Of the agenda, in its order'),
  decisions: z.array(
    z
      .object({
        no: z.int(),
        item: z.int().nullable(),
        text: z.string(),
        unit: z.string(),
        unitName: z.string().nullable(),
        person: z.string().nullable(),
        madeOn: z.string(),
        dueOn: z.string(),
        standing: z.enum(['open', 'kept', 'missed', 'dropped']).describe('Done after its day it stays missed'),
        doneOn: z.string().nullable(),
        result: z.string().nullable(),
        missReason: z.string().nullable(),
        postponedTo: z.string().nullable().describe('The day its owner has named instead; it stays missed'),
        problem: z.string().nullable().describe('What it has become'),
      })
      .meta({ id: 'MeetingDecision' }),
  ),
  corrections: z
    .array(z.object({ reason: z.string(), by: z.string(), byName: z.string().nullable(), at: instant() }))
    .describe('What was changed after the publishing'),
  seq: z.int(),
};
export const minutesAnswer = z.object(minutesShape).meta({ id: 'Minutes' });
export type MinutesAnswer = z.output<typeof minutesAnswer>;
export const minutesCommandAnswer = z
  .object({ ...minutesShape, command: commandResult })
  .meta({ id: 'MinutesCommandAnswer' });
export type MinutesCommandAnswer = z.output<typeof minutesCommandAnswer>;
