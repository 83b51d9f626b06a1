import { seriesOfMeeting } from '../../contract/names.ts';
import type { MeetingState, SeriesState } from '../../domain/meeting/types.ts';
import type { ProblemState } from '../../domain/problem/types.ts';
import { answerWords } from '../answer-words.ts';
import type { Database } from '../database.ts';
import { fileNames } from '../stored-files.ts';
import { namesOf } from './names.ts';
import { projectNameOf } from './problems.ts';

/** A problem as the page of a link shows it: everything its rules look at, and the names people read. */
export async function problemSubject(db: Database, code: string) {
  const row = await db
    .selectFrom('entity')
    .select('state')
    .where('kind', '=', 'problem')
    .where('id', '=', code)
    .executeTakeFirst();
  if (!row) return null;
  const state = row.state as unknown as ProblemState;
  const { leadUnitId, solution, project } = state;
  const files = (solution?.evidence ?? []).flatMap(({ file }) => file ?? []);
  const [names, projectName, paperNames] = await Promise.all([
    namesOf(db, { people: [solution?.solverId ?? null], units: [leadUnitId] }),
    projectNameOf(db, project),
    fileNames(db, files),
  ]);
  return {
    state,
    projectName,
    leadUnitName: names.unit(leadUnitId),
    solverName: names.person(solution?.solverId ?? null),
    paperNames,
  };
}

/** The same of a meeting. */
export async function meetingSubject(db: Database, id: string) {
  const rows = await db
    .selectFrom('entity')
    .select(['kind', 'state'])
    .where(({ or, and, eb }) =>
      or([
        and([eb('kind', '=', 'meeting'), eb('id', '=', id)]),
        and([eb('kind', '=', 'series'), eb('id', '=', seriesOfMeeting(id))]),
      ]),
    )
    .execute();
  const state = rows.find(({ kind }) => kind === 'meeting')?.state as MeetingState | undefined;
  const series = rows.find(({ kind }) => kind === 'series')?.state as SeriesState | undefined;
  if (!state || !series) return null;
  const units = (state.minutes?.decisions ?? []).map(({ unitId }) => unitId);
  const [names, words] = await Promise.all([namesOf(db, { people: [state.chairId], units }), answerWords(db, id)]);
  const unitNames = new Map(units.map(unit => [unit, names.unit(unit) ?? unit]));
  const { name, attendeeIds: attendees } = series;
  return { state, words, name, attendees, unitNames, chairName: names.person(state.chairId) };
}
