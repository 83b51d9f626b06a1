import { meetingIdOf } from '../../contract/names.ts';
import {
  collectionAnswer,
  collectionCommandAnswer,
  meetingParams,
  reportCollectionBody,
  type CollectionAnswer,
} from '../../contract/schemas/index.ts';
import { collectionOfMeeting, collectionTimes, requestsInWeek } from '../../ledger/reads/collection.ts';
import { meetingById } from '../../ledger/reads/meetings.ts';
import { namesOf } from '../../ledger/reads/names.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { unitsWire, unitWire } from '../wire/collection.ts';
import { maybeInstant } from '../wire/instants.ts';
import { CHANGING, commandAnswer, found, REFUSALS, type App } from './shared.ts';

const TAGS = ['meetings'];
const PATH = '/meetings/:series/:date/collection';

/** What units report before a meeting: opened, reminded and frozen by its timetable, answered by the units. */
export function collectionRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    PATH,
    {
      schema: {
        tags: TAGS,
        operationId: 'getCollection',
        summary: 'What the units of a meeting have answered, and who is silent',
        params: meetingParams,
        response: { 200: collectionAnswer, ...REFUSALS },
      },
    },
    async ({ params: { series, date } }) => collectionNow(deps, meetingIdOf(series, date)),
  );
  app.post(
    PATH,
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'reportCollection',
        summary: 'Answer for a unit: no change, or what was reported elsewhere; after the freeze it is late',
        params: meetingParams,
        body: reportCollectionBody,
        response: { 200: collectionCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const id = meetingIdOf(request.params.series, request.params.date);
      const command = { type: 'answerCollection', ...request.body } as const;
      const answered = await give(deps, request, { kind: 'meeting', entity: { id }, command });
      const unit = command.unit ?? request.signedIn.unitId ?? '';
      const collection = await collectionOfMeeting(deps.db, id);
      return commandAnswer(reply, { id, unit: unitWire(collection, unit, await beside(deps, collection)) }, answered);
    },
  );
}

type Collected = Awaited<ReturnType<typeof collectionOfMeeting>>;

async function collectionNow(deps: ApiDependencies, id: string): Promise<CollectionAnswer> {
  const meeting = found(await meetingById(deps.db, id), 'id', id);
  const collection = await collectionOfMeeting(deps.db, id);
  const units = unitsWire(collection, await beside(deps, collection));
  const times = await collectionTimes(deps, meeting, todayOf(deps));
  const count = (state: string): number => units.filter(each => each.state === state).length;
  return {
    ...{ id, startAt: maybeInstant(meeting.start_at) },
    ...{ opensAt: maybeInstant(times.opens), closesAt: maybeInstant(times.closes) },
    openedAt: maybeInstant(dateOf(collection.openedMs)),
    frozenAt: maybeInstant(dateOf(collection.frozenMs)),
    ...{ asked: units.length, silent: count('silent'), answered: count('answered'), late: count('late') },
    ...{ units, seq: meeting.seq },
  };
}

async function beside(deps: ApiDependencies, { asked, answers }: Collected) {
  const units = asked.map(({ unitId }) => unitId);
  const people = [...asked.flatMap(each => each.people), ...answers.map(({ by }) => by)];
  const [names, requests] = await Promise.all([
    namesOf(deps.db, { people, units }),
    requestsInWeek(deps, { today: todayOf(deps), units }),
  ]);
  return { names, requests };
}

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));
const todayOf = ({ calendar, now }: ApiDependencies): string => calendar.clock.toLocal(now()).date;
