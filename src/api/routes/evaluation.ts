import {
  colourTableAnswer,
  coloursQuery,
  compareColoursAnswer,
  compareColoursQuery,
  fourBatchesAnswer,
  fourBatchesQuery,
  paceAnswer,
  paceQuery,
  silenceAnswer,
  silenceQuery,
  whyColourAnswer,
  whyColourQuery,
} from '../../contract/schemas/index.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { PACE_BASES } from '../../domain/money/pace.ts';
import { fourBatches } from '../../ledger/evaluation/batches.ts';
import { colourTable, whyColour } from '../../ledger/evaluation/colours.ts';
import { compareRules } from '../../ledger/evaluation/compare.ts';
import { paceTable } from '../../ledger/evaluation/pace.ts';
import { lastClosedMonth } from '../../ledger/evaluation/rules.ts';
import { silentProjects } from '../../ledger/evaluation/silence.ts';
import { settingsAt } from '../../ledger/settings.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import {
  colourTableWire,
  fourBatchesWire,
  monthReplayedWire,
  paceRowWire,
  paceSumWire,
  silenceWire,
  whyColourWire,
} from '../wire/evaluation.ts';
import { dayAsked, localeFor, REFUSALS, type App, type SourceOf } from './shared.ts';

const TAGS = ['evaluation'];

/**
 * Tables over all projects, of today or as the ledger stood on a past day. A table is one answer, not pages: it is worked out at one
 * instant, and pages of two instants would not add up.
 */
export function evaluationRoutes(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  colourRoutes(app, deps, sourceOf);
  compareRoute(app, deps, sourceOf);
  paceRoute(app, deps, sourceOf);
  countRoutes(app, deps, sourceOf);
}

/** The domain's answer, or its refusal thrown. */
function taken<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Refused(answer);
  return answer;
}

/** Which month as of which day: the last one closed by then, when none is named. */
async function monthAsked(
  deps: ApiDependencies,
  { month, on }: { month?: string | undefined; on?: string | undefined },
) {
  const { day, today } = dayAsked(deps, 'on', on);
  return { month: month ?? (await lastClosedMonth(deps.db, day)), on: day, today };
}

function colourRoutes(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  app.get(
    '/evaluation/colours',
    {
      schema: {
        tags: TAGS,
        operationId: 'getColours',
        summary: 'The colours (亮灯) of a month, counties and projects, as known on a day',
        querystring: coloursQuery,
        response: { 200: colourTableAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { query } = request;
      const asked = await monthAsked(deps, query);
      return colourTableWire(taken(await colourTable(sourceOf(request), { ...asked, rules: query.rules })), query);
    },
  );
  app.get(
    '/evaluation/colours/why',
    {
      schema: {
        tags: TAGS,
        operationId: 'whyColour',
        summary: 'Why a project or a county has its colour: facts, thresholds and the version of the rules',
        querystring: whyColourQuery,
        response: { 200: whyColourAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { project, county = '', rules } = request.query;
      const asked = { ...(await monthAsked(deps, request.query)), rules };
      const whose =
        project === undefined
          ? { subject: 'county' as const, id: county }
          : { subject: 'project' as const, id: project };
      const found = await whyColour(sourceOf(request), { ...asked, ...whose });
      return whyColourWire(taken(found), localeFor(request));
    },
  );
}

function compareRoute(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  app.get(
    '/evaluation/colours/compare',
    {
      schema: {
        tags: TAGS,
        operationId: 'compareColours',
        summary: 'Who would change, month by month, were a period coloured by other rules; nothing is coloured by it',
        querystring: compareColoursQuery,
        response: { 200: compareColoursAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { rules, from, to } = request.query;
      const { today } = dayAsked(deps, 'on', undefined);
      const [a = '', b = ''] = rules.split(',');
      const months = taken(await compareRules(sourceOf(request), { rules: [a, b], from, to, today }));
      return { from, to, rules: [a, b], months: months.map(monthReplayedWire) };
    },
  );
}

function paceRoute(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  app.get(
    '/evaluation/pace',
    {
      schema: {
        tags: TAGS,
        operationId: 'getPace',
        summary: 'Plan against time (序时), both measures, by project, by county or of all',
        querystring: paceQuery,
        response: { 200: paceAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { query } = request;
      const asked = await monthAsked(deps, query);
      const { basis = (await settingsAt(deps.db, asked.on)).colours.basis, by, county } = query;
      const bases = basis === 'both' ? [...PACE_BASES] : [basis];
      const { rows, total } = taken(await paceTable(sourceOf(request), { ...asked, by, bases, county }));
      const { month, on } = asked;
      return { month, on, by, bases, items: rows.map(paceRowWire), total: rows.length, sum: paceSumWire(total) };
    },
  );
}

function countRoutes(app: App, deps: ApiDependencies, sourceOf: SourceOf): void {
  app.get(
    '/evaluation/batches',
    {
      schema: {
        tags: TAGS,
        operationId: 'getFourBatches',
        summary: '四个一批 with number, money and tiers, as of a day',
        querystring: fourBatchesQuery,
        response: { 200: fourBatchesAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { query } = request;
      const { day, today } = dayAsked(deps, 'asOf', query.asOf);
      const year = query.year ?? Number(day.slice(0, 4));
      const items = fourBatchesWire(await fourBatches(sourceOf(request), { on: day, today, year }));
      return { asOf: day, year, items, total: items.length };
    },
  );
  app.get(
    '/evaluation/silence',
    {
      schema: {
        tags: TAGS,
        operationId: 'getSilence',
        summary:
          'Projects nobody reported for, the longest silent first; a coordinator removes those that are proposed',
        querystring: silenceQuery,
        response: { 200: silenceAnswer, ...REFUSALS },
      },
    },
    async request => {
      const { query } = request;
      const { day, today } = dayAsked(deps, 'on', query.on);
      return silenceWire(taken(await silentProjects(sourceOf(request), { on: day, today })), day);
    },
  );
}
