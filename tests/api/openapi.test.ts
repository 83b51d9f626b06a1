import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type ApiRig } from './rig.ts';

/* eslint-disable @typescript-eslint/no-explicit-any */
describe('the description of the API', () => {
  let rig: ApiRig;
  let document: any;
  beforeAll(async () => {
    rig = await startApi();
    document = (await rig.call({ url: '/api/openapi.json', as: null })).body;
  });
  afterAll(() => rig.stop());

  const operations = (): [string, string, any][] =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as object).map(([method, operation]) => [path, method, operation] as [string, string, any]),
    );

  test('is OpenAPI 3.1 and names every route', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    const routes = operations().map(([path, method]) => `${method.toUpperCase()} ${path}`);
    expect(routes.sort()).toMatchInlineSnapshot(`
     [
       "DELETE /api/v1/people/{id}/tokens/{token}",
       "GET /api/health",
       "GET /api/ready",
       "GET /api/v1/imports",
       "GET /api/v1/imports/{id}",
       "GET /api/v1/imports/{id}/report.xlsx",
       "GET /api/v1/imports/{id}/rows",
       "GET /api/v1/mailbox",
       "GET /api/v1/mailbox/{id}",
       "GET /api/v1/mailbox/{id}/page",
       "GET /api/v1/mailbox/{id}/raw.eml",
       "GET /api/v1/mails",
       "GET /api/v1/mails/{id}",
       "GET /api/v1/mails/{id}/invitation.ics",
       "GET /api/v1/me",
       "GET /api/v1/meetings",
       "GET /api/v1/meetings/{series}/{date}",
       "GET /api/v1/people",
       "GET /api/v1/people/{id}",
       "GET /api/v1/people/{id}/tokens",
       "GET /api/v1/problems",
       "GET /api/v1/problems/{code}",
       "GET /api/v1/problems/{code}/events",
       "GET /api/v1/problems/{code}/waiting",
       "GET /api/v1/projects",
       "GET /api/v1/projects/{code}",
       "GET /api/v1/projects/{code}/events",
       "GET /api/v1/projects/{code}/waiting",
       "GET /api/v1/schedules",
       "GET /api/v1/series",
       "GET /api/v1/series/{id}",
       "GET /api/v1/settings",
       "GET /api/v1/units",
       "GET /api/v1/units/{id}",
       "POST /api/v1/imports",
       "POST /api/v1/imports/{id}/apply",
       "POST /api/v1/people/{id}/tokens",
       "POST /api/v1/problems",
       "POST /api/v1/problems/{code}/answer",
       "POST /api/v1/problems/{code}/assign",
       "POST /api/v1/problems/{code}/resolve",
       "POST /api/v1/problems/{code}/verify",
       "POST /api/v1/problems/{code}/withdraw",
       "POST /api/v1/projects",
       "POST /api/v1/projects/{code}/advance",
       "POST /api/v1/projects/{code}/correct",
       "POST /api/v1/projects/{code}/pause",
       "POST /api/v1/projects/{code}/resume",
       "POST /api/v1/projects/{code}/revise-plan",
       "POST /api/v1/projects/{code}/withdraw",
       "POST /api/v1/rebuild",
       "POST /api/v1/schedules/apply",
       "POST /api/v1/series/{id}/pause",
       "POST /api/v1/series/{id}/resume",
       "POST /api/v1/series/{id}/trigger",
       "PUT /api/v1/people/{id}",
       "PUT /api/v1/series/{id}",
       "PUT /api/v1/units/{id}",
     ]
    `);
  });
});
