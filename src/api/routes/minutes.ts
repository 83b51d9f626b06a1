import { meetingIdOf } from '../../contract/names.ts';
import { meetingParams, MINUTES_COMMANDS, minutesAnswer, minutesCommandAnswer } from '../../contract/schemas/index.ts';
import { MEDIA_TYPES } from '../../domain/files.ts';
import type { MinutesCommand } from '../../domain/meeting/minutes/types.ts';
import { problemsOfDecisions } from '../../ledger/reads/decision-problems.ts';
import { agendaOfMeeting, meetingById, minutesOf } from '../../ledger/reads/meetings.ts';
import { minutesPaper } from '../../ledger/reads/minutes-paper.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import { isNowhere } from '../../access/reach.ts';
import { minutesDocx } from '../../reports/minutes-docx.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { fileOf, sendFile } from '../ledger-files.ts';
import { reachFor } from '../plugins/access.ts';
import { attendanceIn, correctionsIn, decisionsIn, minutesWire, ownPartOf } from '../wire/minutes.ts';
import { decisionProblemRoute } from './decision-problem.ts';
import { CHANGING, commandAnswer, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['meetings'];

/** The minutes of a meeting that was held: written down, published, corrected; and what becomes of its decisions. */
export function minutesRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/meetings/:series/:date/minutes',
    {
      schema: {
        tags: TAGS,
        operationId: 'getMinutes',
        summary:
          'The minutes of a meeting as they stand, with its decisions and the corrections since they were published',
        params: meetingParams,
        response: { 200: minutesAnswer, ...REFUSALS },
      },
    },
    async ({ params: { series, date } }) => minutesNow(deps, meetingIdOf(series, date)),
  );
  documentRoute(app, deps);
  decisionProblemRoute(app, deps);
  for (const [name, { body, toCommand }] of Object.entries(MINUTES_COMMANDS)) {
    const { operationId, summary } = COMMANDS[name as keyof typeof MINUTES_COMMANDS];
    app.post(
      `/meetings/:series/:date/minutes/${name}`,
      {
        schema: {
          ...CHANGING,
          tags: TAGS,
          ...{ operationId, summary },
          params: meetingParams,
          body,
          response: { 200: minutesCommandAnswer, ...REFUSALS },
        },
      },
      async (request, reply) => {
        const id = meetingIdOf(request.params.series, request.params.date);
        // Each entry's two halves fit each other; over the union of entries the compiler cannot see it.
        const command = (toCommand as (given: unknown) => MinutesCommand)(request.body);
        const answered = await give(deps, request, { kind: 'meeting', entity: { id }, command });
        const minutes = await minutesNow(deps, id);
        const readsAll = !isNowhere(reachFor(request, 'meeting.agenda'));
        return commandAnswer(reply, readsAll ? minutes : ownPartOf(minutes, request.signedIn), answered);
      },
    );
  }
}

function documentRoute(app: App, { db, calendar }: ApiDependencies): void {
  app.get(
    '/meetings/:series/:date/minutes/document',
    {
      schema: {
        tags: TAGS,
        operationId: 'getMinutesDocument',
        summary: 'The minutes as a document (DOCX) in the form of official papers; a draft until they are published',
        params: meetingParams,
        response: { 200: fileOf(MEDIA_TYPES.docx), ...REFUSALS },
      },
    },
    async ({ params: { series, date } }, reply) => {
      const id = meetingIdOf(series, date);
      const paper = found(await minutesPaper(db, id, calendar.clock), 'id', id);
      const bytes = await minutesDocx(paper);
      return sendFile(reply, { type: MEDIA_TYPES.docx, name: `minutes-${series}-${date}.docx` }).send(
        Buffer.from(bytes) as unknown as string,
      );
    },
  );
}

async function minutesNow({ db, calendar, now }: ApiDependencies, id: string) {
  const meeting = found(await meetingById(db, id), 'id', id);
  const [agenda, minutes, problems] = await Promise.all([
    agendaOfMeeting(db, id),
    minutesOf(db, id),
    problemsOfDecisions(db, id),
  ]);
  const names = await namesOf(db, {
    people: [
      ...attendanceIn(minutes).map(({ personId }) => personId),
      ...correctionsIn(minutes).map(({ by }) => by),
      minutes?.published_by ?? null,
    ],
    units: decisionsIn(minutes).map(({ unitId }) => unitId),
  });
  return minutesWire({ meeting, agenda, minutes, names, problems, today: calendar.clock.toLocal(now()).date });
}

const COMMANDS: Record<keyof typeof MINUTES_COMMANDS, { operationId: string; summary: string }> = {
  attend: { operationId: 'attendMeeting', summary: 'Record whether somebody was there, or who stood in for him' },
  conclude: { operationId: 'concludeItem', summary: 'Say what became of an item: carried over, closed, or noted' },
  decide: { operationId: 'decideItem', summary: 'Record a decision (议定事项) with its owner and the day it is due' },
  'drop-decision': { operationId: 'dropDecision', summary: 'Take a decision back' },
  publish: { operationId: 'publishMinutes', summary: 'Publish the minutes, which freezes them; owners are told' },
  report: { operationId: 'reportDecision', summary: 'Say that a decision was carried out (its owner, coordinators)' },
  explain: { operationId: 'explainDecision', summary: 'Say why the day of a decision passed without it' },
  postpone: {
    operationId: 'postponeDecision',
    summary: 'Say that a decision is not done by its day, why, and by when it will be; the promise stays missed',
  },
};
