import { z } from 'zod';
import type { Reach } from '../../access/reach.ts';
import {
  eventAnswer,
  openRoundBody,
  pageOf,
  paging,
  roundCommandAnswer,
  roundDetailAnswer,
  roundFormAnswer,
  roundFormQuery,
  roundPage,
  roundParams,
  roundReportsAnswer,
  roundReportsQuery,
  skipRoundStepBody,
  skipStepCommandOf,
} from '../../contract/schemas/index.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { listEvents } from '../../ledger/reads/events.ts';
import { formRows, listRounds, roundByMonth, standingsOf, type RoundRow } from '../../ledger/reads/rounds.ts';
import { countiesWithin } from '../../ledger/reach/index.ts';
import { settingsAt } from '../../ledger/settings.ts';
import { MAX_BYTES } from '../../spreadsheet/limits.ts';
import { readUpload } from '../../spreadsheet/thread/ask.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { giveReports, MAX_REPORT_ROWS, reportsAnswer } from '../round-reports.ts';
import { UPLOAD_TYPES, uploadOf } from '../uploads.ts';
import { eventsWire } from '../wire/events.ts';
import { formCsv, roundDetailWire, roundWire } from '../wire/rounds.ts';
import { CHANGING, commandAnswer, found, localeFor, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['rounds'];
const eventPage = pageOf(eventAnswer, 'EventPage');

/** Monthly rounds of reporting. They open and close by themselves; what people do here is look, and answer with a file. */
export function roundRoutes(app: App, deps: ApiDependencies): void {
  readRoutes(app, deps);
  formRoutes(app, deps);
  commandRoutes(app, deps);
}

const roundOf = async ({ db }: Pick<ApiDependencies, 'db'>, month: string): Promise<RoundRow> =>
  found(await roundByMonth(db, month), 'month', month);

async function closingDay({ db, calendar, now }: ApiDependencies): Promise<number> {
  const { money } = await settingsAt(db, calendar.clock.toLocal(now()).date);
  return money.closingDay;
}

const detailOf = async (deps: ApiDependencies, month: string, reach: Reach) => {
  const round = await roundSeen(deps, await roundOf(deps, month), reach);
  return roundDetailWire(round, await standingsOf(deps.db, round, reach), await closingDay(deps));
};

/** Which county has nobody to be asked is told to those who see the county. */
async function roundSeen({ db }: Pick<ApiDependencies, 'db'>, round: RoundRow, reach: Reach): Promise<RoundRow> {
  const seen = await countiesWithin(db, reach, round.unasked);
  return { ...round, unasked: round.unasked.filter(seen) };
}

function readRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/rounds',
    {
      schema: {
        tags: TAGS,
        operationId: 'listRounds',
        summary: 'Monthly rounds of reporting, the latest first',
        querystring: paging,
        response: { 200: roundPage, ...REFUSALS },
      },
    },
    async ({ query, reach }) => {
      const day = await closingDay(deps);
      const { items, ...page } = await listRounds(deps.db, pageQuery(query));
      const rounds = await Promise.all(items.map(round => roundSeen(deps, round, reach)));
      return pageWire({ items: rounds, ...page }, row => roundWire(row, day));
    },
  );
  app.get(
    '/rounds/:month',
    {
      schema: {
        tags: TAGS,
        operationId: 'getRound',
        summary: 'One round: who has reported, who was late, who is silent, county by county',
        params: roundParams,
        response: { 200: roundDetailAnswer, ...REFUSALS },
      },
    },
    ({ params: { month }, reach }) => detailOf(deps, month, reach),
  );
  app.get(
    '/rounds/:month/events',
    {
      schema: {
        tags: TAGS,
        operationId: 'listRoundEvents',
        summary: 'The history of a round: when each county was asked and reminded, what was skipped and why',
        params: roundParams,
        querystring: paging,
        response: { 200: eventPage, ...REFUSALS },
      },
    },
    async ({ params: { month }, query }) => {
      await roundOf(deps, month);
      return eventsWire(deps.db, await listEvents(deps.db, { kind: 'round', id: month }, pageQuery(query)));
    },
  );
}

function formRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/rounds/:month/form',
    {
      schema: {
        tags: TAGS,
        operationId: 'getRoundForm',
        summary: 'The prefilled form of a county, or of all: plan, last figures, and what is still wanted',
        params: roundParams,
        querystring: roundFormQuery,
        response: { 200: roundFormAnswer, ...REFUSALS },
      },
    },
    async ({ params: { month }, query: { county }, reach }) => {
      await roundOf(deps, month);
      return { month, county: county ?? null, rows: await formRows(deps.db, { month, county, reach }) };
    },
  );
  app.get(
    '/rounds/:month/form.csv',
    {
      schema: {
        tags: TAGS,
        operationId: 'getRoundFormCsv',
        summary: 'The same as a CSV that Excel opens; filled in, it goes back to `reports`',
        params: roundParams,
        querystring: roundFormQuery,
        response: { 200: { content: { 'text/csv': { schema: z.string() } } }, ...REFUSALS },
      },
    },
    async ({ params: { month }, query: { county }, reach }, reply) => {
      await roundOf(deps, month);
      const text = formCsv(await formRows(deps.db, { month, county, reach }));
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${month}.csv"`,
        })
        .send(Buffer.from(text) as unknown as string);
    },
  );
}

function commandRoutes(app: App, deps: ApiDependencies): void {
  app.post(
    '/rounds',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'openRound',
        summary: 'Open the round of a month now, as its Schedule would (coordinators)',
        body: openRoundBody,
        response: { 201: roundCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { month } = request.body;
      const answered = await give(deps, request, { kind: 'round', entity: { id: month }, command: { type: 'open' } });
      const round = commandAnswer(reply, await detailOf(deps, month, request.reach), answered);
      return reply.code(201).header('location', `/api/v1/rounds/${month}`).send(round);
    },
  );
  app.post(
    '/rounds/:month/skip',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'skipRoundStep',
        summary: 'Skip the reminder that comes next (coordinators)',
        params: roundParams,
        body: skipRoundStepBody,
        response: { 200: roundCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { month } = request.params;
      await roundOf(deps, month);
      const command = skipStepCommandOf(request.body);
      const answered = await give(deps, request, { kind: 'round', entity: { id: month }, command });
      return commandAnswer(reply, await detailOf(deps, month, request.reach), answered);
    },
  );
}

/** In the scope that takes files. */
export function roundReportRoutes(app: App, deps: ApiDependencies): void {
  app.post(
    '/rounds/:month/reports',
    {
      bodyLimit: MAX_BYTES + 64 * 1024,
      config: { takes: UPLOAD_TYPES },
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'reportRound',
        summary: 'The figures of a month as a file (.csv, .xlsx), one row a project; each row is answered by itself',
        params: roundParams,
        querystring: roundReportsQuery,
        response: { 200: roundReportsAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { month } = request.params;
      await roundOf(deps, month);
      const { bytes, fileName } = await uploadOf(request);
      const read = await readUpload({ as: 'reports', asked: { fileName }, bytes, fileName });
      if (isRefusal(read)) throw new Refused(read);
      const { rows } = read;
      if (rows.length > MAX_REPORT_ROWS) {
        throw new Refused(
          refuse('workbookTooLarge', 'file', fileName, { maxBytes: MAX_BYTES, maxRows: MAX_REPORT_ROWS }),
        );
      }
      const answers = await giveReports(deps, request, { month, county: request.query.county, rows });
      return reportsAnswer(deps, { month, answers }, localeFor(request));
    },
  );
}
