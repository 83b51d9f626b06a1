import {
  briefCommandAnswer,
  briefDetailAnswer,
  briefPage,
  briefParams,
  briefPreviewAnswer,
  compileBriefBody,
  paging,
} from '../../contract/schemas/index.ts';
import { compileMsOf, deliverMsOf, weekAhead } from '../../domain/brief/days.ts';
import type { RuleContext } from '../../domain/entity.ts';
import { briefOf } from '../../ledger/evaluation/brief.ts';
import { briefByWeek, listBriefs, namesInBrief, type BriefRow } from '../../ledger/reads/briefs.ts';
import { officeCalendar, settingsAt } from '../../ledger/settings.ts';
import { writeBriefXlsx } from '../../spreadsheet/write-brief-xlsx.ts';
import { give } from '../commands.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { sendXlsx, XLSX_FILE } from '../ledger-files.ts';
import { briefDetailWire, briefPreviewWire, briefWire } from '../wire/briefs.ts';
import { CHANGING, commandAnswer, found, pageQuery, pageWire, REFUSALS, type App } from './shared.ts';

const TAGS = ['briefs'];

/** The weekly brief (一周简报): compiled and delivered by itself; looked at here, before and after. */
export function briefRoutes(app: App, deps: ApiDependencies): void {
  listRoute(app, deps);
  previewRoute(app, deps);
  showRoutes(app, deps);
  compileRoute(app, deps);
}

const rowOf = async ({ db }: ApiDependencies, week: string): Promise<BriefRow> =>
  found(await briefByWeek(db, week), 'week', week);

async function detailOf(deps: ApiDependencies, week: string) {
  const row = await rowOf(deps, week);
  return briefDetailWire(row, await namesInBrief(deps.db, row.content, row.recipients));
}

function listRoute(app: App, { db }: ApiDependencies): void {
  app.get(
    '/briefs',
    {
      schema: {
        tags: TAGS,
        operationId: 'listBriefs',
        summary: 'Weekly briefs, the latest first, each as it was compiled',
        querystring: paging,
        response: { 200: briefPage, ...REFUSALS },
      },
    },
    async ({ query }) => pageWire(await listBriefs(db, pageQuery(query)), briefWire),
  );
}

function previewRoute(app: App, deps: ApiDependencies): void {
  const { db, calendar, now } = deps;
  app.get(
    '/briefs/preview',
    {
      schema: {
        tags: TAGS,
        operationId: 'previewBrief',
        summary:
          'What the next brief would say now, when it is compiled and delivered, and to whom; nothing is written',
        response: { 200: briefPreviewAnswer, ...REFUSALS },
      },
    },
    async ({ signedIn }) => {
      const nowMs = now();
      const { date: today } = calendar.clock.toLocal(nowMs);
      const settings = await settingsAt(db, today);
      const office = officeCalendar(calendar, settings);
      const context: RuleContext = { nowMs, today, actor: signedIn, settings, calendar: office, via: 'person' };
      const week = weekAhead(nowMs, context);
      const brief = await briefOf(db, { week, context });
      return briefPreviewWire(brief, {
        week,
        compileMs: compileMsOf(week, context) ?? nowMs,
        deliverMs: deliverMsOf(week, context),
        names: await namesInBrief(db, brief.content, brief.recipients),
      });
    },
  );
}

function showRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/briefs/:week',
    {
      schema: {
        tags: TAGS,
        operationId: 'getBrief',
        summary: 'The brief of a week, as it was compiled',
        params: briefParams,
        response: { 200: briefDetailAnswer, ...REFUSALS },
      },
    },
    ({ params: { week } }) => detailOf(deps, week),
  );
  app.get(
    '/briefs/:week/export.xlsx',
    {
      schema: {
        tags: TAGS,
        operationId: 'exportBriefXlsx',
        summary: 'The same as the workbook that goes with its mail',
        params: briefParams,
        response: { 200: XLSX_FILE, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const row = await rowOf(deps, request.params.week);
      const { content } = row;
      const names = await namesInBrief(deps.db, content);
      const brief = { week: row.week, content, names, clock: deps.calendar.clock };
      return sendXlsx({ request, reply }, `brief-${row.week}.xlsx`, out => writeBriefXlsx(out, brief));
    },
  );
}

function compileRoute(app: App, deps: ApiDependencies): void {
  app.post(
    '/briefs',
    {
      schema: {
        ...CHANGING,
        tags: TAGS,
        operationId: 'compileBrief',
        summary: 'Compile the brief of a week that the clock has missed (coordinators)',
        body: compileBriefBody,
        response: { 201: briefCommandAnswer, ...REFUSALS },
      },
    },
    async (request, reply) => {
      const { week } = request.body;
      const answered = await give(deps, request, { kind: 'brief', entity: { id: week }, command: { type: 'compile' } });
      reply.code(201).header('location', `/api/v1/briefs/${week}`);
      return commandAnswer(reply, await detailOf(deps, week), answered);
    },
  );
}
