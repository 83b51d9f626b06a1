import { attendeesAnswer, attendeesQuery, idParams } from '../../contract/schemas/index.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { seriesState } from '../../ledger/occurrences.ts';
import { MAX_BYTES } from '../../spreadsheet/limits.ts';
import { readUpload } from '../../spreadsheet/thread/ask.ts';
import { applyAttendees, attendeesAnswerOf, planAttendees } from '../attendee-import.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { UPLOAD_TYPES, uploadOf } from '../uploads.ts';
import { CHANGING, found, localeFor, REFUSALS, type App } from './shared.ts';

/** As many as a series may have. */
const MAX_ROWS = 2_000;

/** In the scope that takes files. */
export function attendeeRoutes(app: App, deps: ApiDependencies): void {
  app.post(
    '/series/:id/attendees',
    {
      bodyLimit: MAX_BYTES + 64 * 1024,
      config: { takes: UPLOAD_TYPES },
      schema: {
        ...CHANGING,
        tags: ['series'],
        operationId: 'importAttendees',
        summary:
          'The attendees of a series from a file (.xlsx, .csv), one row a person; each row is answered by itself, and nothing is written without `apply`',
        params: idParams,
        querystring: attendeesQuery,
        response: { 200: attendeesAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { id } = request.params;
      const series = found(await seriesState(deps.db, id), 'series', id, 'seriesNotFound');
      const { bytes, fileName } = await uploadOf(request);
      const file = await readUpload({ as: 'attendees', asked: { fileName }, bytes, fileName });
      if (isRefusal(file)) throw new Refused(file);
      if (file.rows.length > MAX_ROWS)
        throw new Refused(refuse('workbookTooLarge', 'file', fileName, { maxBytes: MAX_BYTES, maxRows: MAX_ROWS }));
      const { apply, replace, newPeople } = request.query;
      const asked = { ...file, series, replace: replace === 'true', newPeople: newPeople === 'true' };
      const plan = await planAttendees(deps, request, asked);
      const applied = apply === 'true';
      if (applied) await applyAttendees(deps, request, { series, plan });
      return attendeesAnswerOf(plan, { id, applied }, localeFor(request));
    },
  );
}
