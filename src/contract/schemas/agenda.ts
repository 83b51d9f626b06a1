import { z } from 'zod';
import { LONGEST_AGENDA } from '../../domain/meeting/agenda/settings.ts';
import { AGENDA_KINDS, type AgendaCommand } from '../../domain/meeting/agenda/types.ts';
import { PROBLEM_STATES } from '../../domain/problem/types.ts';
import { commandResult, instant } from './common.ts';
import { code, line, longText, whole } from './fields.ts';
import { mailAnswer } from './mail.ts';

/** The agenda of a meeting (议程): what a coordinator does to it, and how it reads. */

const MOST_MINUTES = 480;
const minutes = () => whole(1, MOST_MINUTES);
const place = () => whole(1, LONGEST_AGENDA).describe('Its place in the list, from 1');
const no = () => whole(1, 100_000).describe('The number of the item, which stays with it');

const addBody = z
  .strictObject({
    title: line(),
    unit: code().optional().describe('Who answers for it'),
    minutes: minutes().optional().describe('By the settings when left out'),
    to: place().optional().describe('Its place in the list, from 1; the last when left out'),
  })
  .meta({ id: 'AddAgendaItem', examples: [{ title: '四季度冲刺安排', unit: 'fgw', minutes: 10, to: 1 }] });
const dropBody = z.strictObject({ no: no(), reason: longText() }).meta({ id: 'DropAgendaItem' });
const moveBody = z.strictObject({ no: no(), to: place() }).meta({ id: 'MoveAgendaItem' });
const timeBody = z.strictObject({ no: no(), minutes: minutes() }).meta({ id: 'TimeAgendaItem' });
const approveBody = z.strictObject({}).meta({ id: 'ApproveAgenda' });

/** Bodies of the commands on an agenda, by the last part of their address; each is checked against the domain's own type. */
export const AGENDA_COMMANDS = {
  add: { body: addBody, toCommand: (body: z.output<typeof addBody>): AgendaCommand => ({ type: 'addItem', ...body }) },
  drop: {
    body: dropBody,
    toCommand: (body: z.output<typeof dropBody>): AgendaCommand => ({ type: 'dropItem', ...body }),
  },
  move: {
    body: moveBody,
    toCommand: (body: z.output<typeof moveBody>): AgendaCommand => ({ type: 'moveItem', ...body }),
  },
  time: {
    body: timeBody,
    toCommand: (body: z.output<typeof timeBody>): AgendaCommand => ({ type: 'timeItem', ...body }),
  },
  approve: { body: approveBody, toCommand: (): AgendaCommand => ({ type: 'approveAgenda' }) },
} as const;

// ---- answers ----

const named = z.object({ code: z.string(), name: z.string() }).meta({ id: 'AgendaSubject' });

const problemState = () => z.enum(PROBLEM_STATES).nullable().describe('Of the problem, as it stands now');

const itemAnswer = z
  .object({
    no: z.int(),
    kind: z.enum(AGENDA_KINDS),
    subject: z.enum(['problem', 'project']).nullable().describe('What `code` is one of'),
    code: z.string().nullable().describe('Of the problem or project it is about'),
    title: z.string(),
    unit: z.string().nullable().describe('Who answers for it'),
    unitName: z.string().nullable(),
    minutes: z.int(),
    project: named.nullable(),
    county: z.string().nullable(),
    dueOn: z.string().nullable().describe('The limit, as it stood when the agenda was composed; so is all below'),
    daysOver: z.int(),
    carried: z.int().describe('Weekly dispatches it has passed on the agenda (第 n 次结转)'),
    level: z.int().describe('Of the escalation ladder'),
    proposal: z.string().nullable(),
    promisedOn: z.string().nullable(),
    missed: z
      .object({ on: z.string(), reason: z.string().nullable() })
      .nullable()
      .describe('A promise that was broken since the agenda before'),
    whistle: z.string().nullable().describe('The county whistle that has tabled it'),
    redIn: z.string().nullable().describe('The published month it is red in'),
    projects: z.array(named).describe('Of a theme: its projects, the largest first'),
    projectsTotal: z.int(),
    problemState: problemState(),
  })
  .meta({ id: 'AgendaItem' });
export type AgendaItemAnswer = z.output<typeof itemAnswer>;

const summaryShape = {
  items: z.int(),
  minutes: z.int().describe('Of all items together'),
  overMinutes: z.int().describe('How much longer than the meeting; told, never refused'),
  composedAt: instant().nullable().describe('Null while only what people have added stands on it'),
  approvedAt: instant().nullable(),
  approvedBy: z.string().nullable(),
  sentAs: z.enum(['approved', 'unapproved']).nullable().describe('What the attendees were sent'),
  changedSinceSent: z.boolean(),
  heldBack: z.int().describe('Problems without a proposal and a promised date'),
  left: z.int().describe('Items beyond the most that an agenda holds'),
};
export const agendaSummary = z.object(summaryShape).meta({ id: 'AgendaSummary' });
export type AgendaSummary = z.output<typeof agendaSummary>;

const agendaShape = {
  ...summaryShape,
  id: z.string().describe('Of the meeting'),
  startAt: instant().nullable(),
  durationMinutes: z.int(),
  theme: z.string().nullable(),
  items: z.array(itemAnswer).describe('In the order they are dealt with'),
  heldBack: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      unit: z.string().nullable(),
      unitName: z.string().nullable(),
      whistle: z.string().nullable(),
      problemState: problemState(),
      proposal: z.string().nullable().describe('As it stands now; so is all below'),
      promisedOn: z.string().nullable(),
      told: z
        .array(mailAnswer)
        .describe('By which its lead was asked for a proposal, as far as the reader may see mails'),
    }),
  ),
  dropped: z.array(z.object({ no: z.int(), code: z.string(), name: z.string(), reason: z.string(), by: z.string() })),
  leftOff: z.record(z.string(), z.int()).describe('Items beyond the most that an agenda holds, by kind'),
  silent: z
    .array(z.object({ unit: z.string(), unitName: z.string().nullable() }))
    .describe('Units that had said nothing to its collection when it was composed'),
  seq: z.int(),
};
export const agendaAnswer = z.object(agendaShape).meta({ id: 'Agenda' });
export type AgendaAnswer = z.output<typeof agendaAnswer>;
export const agendaCommandAnswer = z
  .object({ ...agendaShape, command: commandResult })
  .meta({ id: 'AgendaCommandAnswer' });
export type AgendaCommandAnswer = z.output<typeof agendaCommandAnswer>;
