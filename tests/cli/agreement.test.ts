import { describe, expect, test } from '@jest/globals';
import fastify from 'fastify';
import type { z } from 'zod';
import type { ApiDependencies } from '../../src/api/dependencies.ts';
import { importRoutes } from '../../src/api/routes/imports.ts';
import { mailboxRoutes } from '../../src/api/routes/mailbox.ts';
import { mailRoutes } from '../../src/api/routes/mails.ts';
import { meetingRoutes, seriesRoutes } from '../../src/api/routes/meetings.ts';
import { peopleRoutes, unitRoutes } from '../../src/api/routes/people.ts';
import { problemRoutes } from '../../src/api/routes/problems.ts';
import { projectRoutes } from '../../src/api/routes/projects.ts';
import type { App } from '../../src/api/routes/shared.ts';
import { healthRoutes, systemRoutes } from '../../src/api/routes/system.ts';
import { tokenRoutes } from '../../src/api/routes/tokens.ts';
import { paths } from '../../src/cli/paths.ts';
import * as schemas from '../../src/contract/schemas/index.ts';
import { COMMANDS } from './commands-table.ts';

// The CLI loads no zod and no route: that it speaks as the API listens is held here.

const BODIES: readonly [RegExp, z.ZodType][] = [
  [/^POST projects$/, schemas.startProjectBody],
  ...Object.entries(schemas.PROJECT_COMMANDS).map(
    ([name, { body }]) => [new RegExp(`^POST projects/[^/]+/${name}$`), body] as [RegExp, z.ZodType],
  ),
  [/^POST problems$/, schemas.raiseProblemBody],
  ...Object.entries(schemas.PROBLEM_COMMANDS).map(
    ([name, { body }]) => [new RegExp(`^POST problems/[^/]+/${name}$`), body] as [RegExp, z.ZodType],
  ),
  [/^PUT series/, schemas.defineSeriesBody],
  [/^POST series\/[^/]+\/pause$/, schemas.pauseSeriesBody],
  [/^POST series\/[^/]+\/resume$/, schemas.resumeSeriesBody],
  [/^POST series\/[^/]+\/trigger$/, schemas.triggerSeriesBody],
  [/^PUT people/, schemas.definePersonBody],
  [/^PUT units/, schemas.defineUnitBody],
];

describe('the body of a command is one the API takes', () => {
  test.each(COMMANDS.filter(([, did]) => did !== 'POST rebuild'))('%j', (_argv, did, body) => {
    const schema = BODIES.find(([shape]) => shape.test(did))?.[1];
    expect(schema).toBeDefined();
    expect(schema?.safeParse(body).error).toBeUndefined();
  });
});

/** The routes of the API without what serves them: they are looked at, nothing behind them is reached. */
async function routesOnly() {
  const deps = { db: {}, readiness: {}, version: '0', mailbox: null } as unknown as ApiDependencies;
  const app = fastify();
  app.setValidatorCompiler(() => () => true);
  await app.register(async scope => healthRoutes(scope as unknown as App, deps), { prefix: '/api' });
  await app.register(
    async scope => {
      const v1 = scope as unknown as App;
      for (const area of [projectRoutes, problemRoutes, seriesRoutes, meetingRoutes, mailRoutes, mailboxRoutes])
        area(v1, deps);
      for (const area of [peopleRoutes, unitRoutes, tokenRoutes, systemRoutes, importRoutes]) area(v1, deps);
    },
    { prefix: '/api/v1' },
  );
  return app;
}

test('every address the CLI knows is one the API has', async () => {
  const app = await routesOnly();
  const asked: [string, string][] = [
    ['POST', paths.projects],
    ['GET', paths.projects],
    ['GET', paths.project(':code')],
    ['GET', paths.projectHistory(':code')],
    ['GET', paths.projectWaiting(':code')],
    ...Object.keys(schemas.PROJECT_COMMANDS).map(
      name => ['POST', paths.projectCommand(':code', name as 'pause')] as [string, string],
    ),
    ['POST', paths.problems],
    ['GET', paths.problems],
    ['GET', paths.problem(':code')],
    ['GET', paths.problemHistory(':code')],
    ['GET', paths.problemWaiting(':code')],
    ...Object.keys(schemas.PROBLEM_COMMANDS).map(
      name => ['POST', paths.problemCommand(':code', name as 'assign')] as [string, string],
    ),
    ['GET', paths.allSeries],
    ['PUT', paths.series(':id')],
    ...(['pause', 'resume', 'trigger'] as const).map(
      name => ['POST', paths.seriesCommand(':id', name)] as [string, string],
    ),
    ['GET', paths.meetings],
    ['GET', paths.meeting(':series', ':date')],
    ['GET', paths.mails],
    ['GET', paths.mail(':id')],
    ['GET', paths.mailbox],
    ['POST', paths.imports],
    ['GET', paths.import(':id')],
    ['GET', paths.importRows(':id')],
    ['GET', paths.importReport(':id')],
    ['POST', paths.importApply(':id')],
    ['GET', paths.people],
    ['PUT', paths.person(':id')],
    ['POST', paths.tokens(':id')],
    ['GET', paths.units],
    ['PUT', paths.unit(':id')],
    ['GET', paths.schedules],
    ['POST', paths.schedulesApply],
    ['GET', paths.settings],
    ['POST', paths.rebuild],
    ['GET', paths.me],
    ['GET', paths.health],
    ['GET', paths.ready],
  ];
  const missing = asked.filter(([method, url]) => !app.hasRoute({ method, url: decodeURIComponent(url) }));
  await app.close();
  expect(missing).toEqual([]);
});

test('pages are asked for no larger than the API gives', () => {
  expect(schemas.paging.safeParse({ limit: '200' }).error).toBeUndefined();
});
