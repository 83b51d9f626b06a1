import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApi, type ApiRig } from './rig.ts';

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

  test('asks for a body where a field of it is needed, as the routes themselves do', async () => {
    const isNeeded = new Map(
      operations().map(([, , { operationId, requestBody }]) => [operationId, requestBody?.required]),
    );
    expect(isNeeded.get('raiseProblem')).toBe(true);
    expect(isNeeded.get('releaseMails')).toBe(false);
    const without = (url: string) => rig.call({ method: 'POST', url, key: url });
    expect((await without('/api/v1/mails/release')).status).toBe(200);
    expect((await without('/api/v1/problems')).status).toBe(400);
  });

  test('is OpenAPI 3.1 and names every route', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    const routes = operations().map(([path, method]) => `${method.toUpperCase()} ${path}`);
    expect(routes.sort()).toMatchInlineSnapshot(`
     [
       "DELETE /api/v1/links/{id}",
       "DELETE /api/v1/me/views/{view}",
       "DELETE /api/v1/people/{id}/absences/{absence}",
       "DELETE /api/v1/people/{id}/calendar",
       "DELETE /api/v1/people/{id}/identity",
       "DELETE /api/v1/people/{id}/second-factor",
       "DELETE /api/v1/people/{id}/tokens/{token}",
       "DELETE /api/v1/projects/{code}/contact",
       "DELETE /api/v1/session",
       "DELETE /api/v1/sessions/{id}",
       "GET /api/health",
       "GET /api/ready",
       "GET /api/v1/access",
       "GET /api/v1/access/me",
       "GET /api/v1/audit",
       "GET /api/v1/audit/archive.jsonl",
       "GET /api/v1/audit/archives",
       "GET /api/v1/audit/export.csv",
       "GET /api/v1/audit/export.jsonl",
       "GET /api/v1/audit/verification",
       "GET /api/v1/batches",
       "GET /api/v1/batches/{code}",
       "GET /api/v1/batches/{code}/check",
       "GET /api/v1/batches/{code}/events",
       "GET /api/v1/briefs",
       "GET /api/v1/briefs/preview",
       "GET /api/v1/briefs/{week}",
       "GET /api/v1/briefs/{week}/export.xlsx",
       "GET /api/v1/calendar",
       "GET /api/v1/changes",
       "GET /api/v1/evaluation/batches",
       "GET /api/v1/evaluation/capital",
       "GET /api/v1/evaluation/colours",
       "GET /api/v1/evaluation/colours/compare",
       "GET /api/v1/evaluation/colours/editions",
       "GET /api/v1/evaluation/colours/editions/{month}",
       "GET /api/v1/evaluation/colours/editions/{month}/{edition}",
       "GET /api/v1/evaluation/colours/why",
       "GET /api/v1/evaluation/lead-sources",
       "GET /api/v1/evaluation/not-landed",
       "GET /api/v1/evaluation/pace",
       "GET /api/v1/evaluation/problems",
       "GET /api/v1/evaluation/promises",
       "GET /api/v1/evaluation/promises-kept",
       "GET /api/v1/evaluation/reviews",
       "GET /api/v1/evaluation/silence",
       "GET /api/v1/experts",
       "GET /api/v1/experts/{id}",
       "GET /api/v1/files/{sha256}",
       "GET /api/v1/holidays",
       "GET /api/v1/imports",
       "GET /api/v1/imports/{id}",
       "GET /api/v1/imports/{id}/report.xlsx",
       "GET /api/v1/imports/{id}/rows",
       "GET /api/v1/links",
       "GET /api/v1/mail-texts",
       "GET /api/v1/mail-texts/page",
       "GET /api/v1/mail-texts/preview",
       "GET /api/v1/mailbox",
       "GET /api/v1/mailbox/{id}",
       "GET /api/v1/mailbox/{id}/page",
       "GET /api/v1/mails",
       "GET /api/v1/mails/{id}",
       "GET /api/v1/mails/{id}/invitation.ics",
       "GET /api/v1/mails/{id}/page",
       "GET /api/v1/mails/{id}/preview",
       "GET /api/v1/me",
       "GET /api/v1/me/second-factor",
       "GET /api/v1/me/views",
       "GET /api/v1/meetings",
       "GET /api/v1/meetings/{series}/{date}",
       "GET /api/v1/meetings/{series}/{date}/agenda",
       "GET /api/v1/meetings/{series}/{date}/collection",
       "GET /api/v1/meetings/{series}/{date}/mails/page",
       "GET /api/v1/meetings/{series}/{date}/mails/preview",
       "GET /api/v1/meetings/{series}/{date}/minutes",
       "GET /api/v1/meetings/{series}/{date}/minutes/document",
       "GET /api/v1/people",
       "GET /api/v1/people/{id}",
       "GET /api/v1/people/{id}/calendar",
       "GET /api/v1/people/{id}/data",
       "GET /api/v1/people/{id}/mail-preferences",
       "GET /api/v1/people/{id}/tokens",
       "GET /api/v1/policies",
       "GET /api/v1/policies/{id}",
       "GET /api/v1/problems",
       "GET /api/v1/problems/export.csv",
       "GET /api/v1/problems/export.xlsx",
       "GET /api/v1/problems/moved-limits",
       "GET /api/v1/problems/{code}",
       "GET /api/v1/problems/{code}/events",
       "GET /api/v1/problems/{code}/waiting",
       "GET /api/v1/projects",
       "GET /api/v1/projects/export-money.csv",
       "GET /api/v1/projects/export.csv",
       "GET /api/v1/projects/export.xlsx",
       "GET /api/v1/projects/{code}",
       "GET /api/v1/projects/{code}/contact",
       "GET /api/v1/projects/{code}/events",
       "GET /api/v1/projects/{code}/money",
       "GET /api/v1/projects/{code}/suggested-plans",
       "GET /api/v1/projects/{code}/waiting",
       "GET /api/v1/recovery",
       "GET /api/v1/rounds",
       "GET /api/v1/rounds/{month}",
       "GET /api/v1/rounds/{month}/events",
       "GET /api/v1/rounds/{month}/form",
       "GET /api/v1/rounds/{month}/form.csv",
       "GET /api/v1/schedules",
       "GET /api/v1/series",
       "GET /api/v1/series/{id}",
       "GET /api/v1/sessions",
       "GET /api/v1/settings",
       "GET /api/v1/settings/{section}",
       "GET /api/v1/settings/{section}/history",
       "GET /api/v1/supervision/charges",
       "GET /api/v1/supervision/charges/events",
       "GET /api/v1/supervision/teams",
       "GET /api/v1/supervision/teams/{id}/problems",
       "GET /api/v1/supervision/teams/{id}/projects",
       "GET /api/v1/units",
       "GET /api/v1/units/{id}",
       "GET /api/v1/visits",
       "GET /api/v1/visits/counts",
       "GET /api/v1/visits/{code}",
       "GET /api/v1/visits/{code}/events",
       "GET /api/v1/visits/{code}/waiting",
       "GET /api/v1/whistles",
       "GET /api/v1/whistles/{code}",
       "GET /api/v1/whistles/{code}/events",
       "GET /api/v1/whistles/{code}/waiting",
       "POST /api/v1/audit/archives",
       "POST /api/v1/batches",
       "POST /api/v1/batches/{code}/add",
       "POST /api/v1/batches/{code}/cancel",
       "POST /api/v1/batches/{code}/confirm",
       "POST /api/v1/batches/{code}/drop",
       "POST /api/v1/batches/{code}/substitute",
       "POST /api/v1/briefs",
       "POST /api/v1/evaluation/colours/editions",
       "POST /api/v1/files",
       "POST /api/v1/imports",
       "POST /api/v1/imports/{id}/apply",
       "POST /api/v1/links",
       "POST /api/v1/mails/bounces",
       "POST /api/v1/mails/release",
       "POST /api/v1/mails/{id}/release",
       "POST /api/v1/mails/{id}/resend",
       "POST /api/v1/me/passkeys/{id}/removal",
       "POST /api/v1/me/second-factor",
       "POST /api/v1/me/second-factor/recovery-codes",
       "POST /api/v1/me/second-factor/removal",
       "POST /api/v1/meetings/{series}/{date}/agenda/add",
       "POST /api/v1/meetings/{series}/{date}/agenda/approve",
       "POST /api/v1/meetings/{series}/{date}/agenda/drop",
       "POST /api/v1/meetings/{series}/{date}/agenda/move",
       "POST /api/v1/meetings/{series}/{date}/agenda/time",
       "POST /api/v1/meetings/{series}/{date}/answer",
       "POST /api/v1/meetings/{series}/{date}/cancel",
       "POST /api/v1/meetings/{series}/{date}/collection",
       "POST /api/v1/meetings/{series}/{date}/minutes/attend",
       "POST /api/v1/meetings/{series}/{date}/minutes/conclude",
       "POST /api/v1/meetings/{series}/{date}/minutes/decide",
       "POST /api/v1/meetings/{series}/{date}/minutes/drop-decision",
       "POST /api/v1/meetings/{series}/{date}/minutes/explain",
       "POST /api/v1/meetings/{series}/{date}/minutes/postpone",
       "POST /api/v1/meetings/{series}/{date}/minutes/problem",
       "POST /api/v1/meetings/{series}/{date}/minutes/publish",
       "POST /api/v1/meetings/{series}/{date}/minutes/report",
       "POST /api/v1/meetings/{series}/{date}/move",
       "POST /api/v1/meetings/{series}/{date}/skip-step",
       "POST /api/v1/people/{id}/absences",
       "POST /api/v1/people/{id}/account-link",
       "POST /api/v1/people/{id}/address/clear",
       "POST /api/v1/people/{id}/calendar",
       "POST /api/v1/people/{id}/deputising/{absence}/decline",
       "POST /api/v1/people/{id}/erase",
       "POST /api/v1/people/{id}/mutes",
       "POST /api/v1/people/{id}/tokens",
       "POST /api/v1/problems",
       "POST /api/v1/problems/{code}/acknowledge",
       "POST /api/v1/problems/{code}/answer",
       "POST /api/v1/problems/{code}/ask-extension",
       "POST /api/v1/problems/{code}/assign",
       "POST /api/v1/problems/{code}/co-answer",
       "POST /api/v1/problems/{code}/explain-miss",
       "POST /api/v1/problems/{code}/interview",
       "POST /api/v1/problems/{code}/look-back",
       "POST /api/v1/problems/{code}/merge",
       "POST /api/v1/problems/{code}/object",
       "POST /api/v1/problems/{code}/resolve",
       "POST /api/v1/problems/{code}/rule-extension",
       "POST /api/v1/problems/{code}/rule-objection",
       "POST /api/v1/problems/{code}/solve-on-the-spot",
       "POST /api/v1/problems/{code}/table",
       "POST /api/v1/problems/{code}/verify",
       "POST /api/v1/problems/{code}/withdraw",
       "POST /api/v1/projects",
       "POST /api/v1/projects/{code}/advance",
       "POST /api/v1/projects/{code}/arrive",
       "POST /api/v1/projects/{code}/ask-review",
       "POST /api/v1/projects/{code}/conclude-review",
       "POST /api/v1/projects/{code}/correct",
       "POST /api/v1/projects/{code}/correct-arrival",
       "POST /api/v1/projects/{code}/correct-due",
       "POST /api/v1/projects/{code}/correct-report",
       "POST /api/v1/projects/{code}/due-capital",
       "POST /api/v1/projects/{code}/end-promise",
       "POST /api/v1/projects/{code}/enter-statistics",
       "POST /api/v1/projects/{code}/give-opinion",
       "POST /api/v1/projects/{code}/keep-promise",
       "POST /api/v1/projects/{code}/merge",
       "POST /api/v1/projects/{code}/move-path",
       "POST /api/v1/projects/{code}/pause",
       "POST /api/v1/projects/{code}/plan-year",
       "POST /api/v1/projects/{code}/promise",
       "POST /api/v1/projects/{code}/prove",
       "POST /api/v1/projects/{code}/recuse-reviewer",
       "POST /api/v1/projects/{code}/remove",
       "POST /api/v1/projects/{code}/report",
       "POST /api/v1/projects/{code}/restore",
       "POST /api/v1/projects/{code}/resume",
       "POST /api/v1/projects/{code}/revise-plan",
       "POST /api/v1/projects/{code}/upgrade",
       "POST /api/v1/projects/{code}/waive",
       "POST /api/v1/projects/{code}/withdraw",
       "POST /api/v1/rebuild",
       "POST /api/v1/recovery",
       "POST /api/v1/rounds",
       "POST /api/v1/rounds/{month}/reports",
       "POST /api/v1/rounds/{month}/skip",
       "POST /api/v1/schedules/apply",
       "POST /api/v1/series/{id}/attendees",
       "POST /api/v1/series/{id}/call",
       "POST /api/v1/series/{id}/pause",
       "POST /api/v1/series/{id}/resume",
       "POST /api/v1/series/{id}/trigger",
       "POST /api/v1/session",
       "POST /api/v1/supervision/charges/entrust",
       "POST /api/v1/supervision/charges/release",
       "POST /api/v1/temporal/codec/decode",
       "POST /api/v1/visits",
       "POST /api/v1/visits/record",
       "POST /api/v1/visits/{code}/cancel",
       "POST /api/v1/visits/{code}/find",
       "POST /api/v1/visits/{code}/hold",
       "POST /api/v1/visits/{code}/move",
       "POST /api/v1/whistles",
       "POST /api/v1/whistles/{code}/answer",
       "POST /api/v1/whistles/{code}/call-off",
       "POST /api/v1/whistles/{code}/hold",
       "PUT /api/v1/experts/{id}",
       "PUT /api/v1/me/password",
       "PUT /api/v1/me/second-factor",
       "PUT /api/v1/me/views",
       "PUT /api/v1/people/{id}",
       "PUT /api/v1/policies/{id}",
       "PUT /api/v1/projects/{code}/contact",
       "PUT /api/v1/series/{id}",
       "PUT /api/v1/settings/access",
       "PUT /api/v1/settings/accounts",
       "PUT /api/v1/settings/audit",
       "PUT /api/v1/settings/batch",
       "PUT /api/v1/settings/brief",
       "PUT /api/v1/settings/colours",
       "PUT /api/v1/settings/evaluation",
       "PUT /api/v1/settings/files",
       "PUT /api/v1/settings/holidays",
       "PUT /api/v1/settings/imports",
       "PUT /api/v1/settings/links",
       "PUT /api/v1/settings/meeting",
       "PUT /api/v1/settings/money",
       "PUT /api/v1/settings/officeHours",
       "PUT /api/v1/settings/problem",
       "PUT /api/v1/settings/project",
       "PUT /api/v1/settings/review",
       "PUT /api/v1/settings/supervision",
       "PUT /api/v1/settings/texts",
       "PUT /api/v1/settings/whistle",
       "PUT /api/v1/units/{id}",
     ]
    `);
  });

  test('refers only to what it holds, and names every operation once', () => {
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
    expect(refs.length).toBeGreaterThan(50);
    for (const ref of refs)
      expect(document.components.schemas).toHaveProperty([ref.replace('#/components/schemas/', '')]);
    const ids = operations().map(([, , operation]) => operation.operationId);
    expect(new Set(ids).size).toBe(operations().length);
    expect(ids).not.toContain(undefined);
  });

  test('has schemas that hold together, each by its name', () => {
    const TYPES = ['string', 'number', 'integer', 'boolean', 'null', 'array', 'object', undefined];
    const check = (place: string, schema: any): void => {
      const types = [schema.type].flat();
      expect([place, types.every(type => TYPES.includes(type))]).toEqual([place, true]);
      if (types.includes('array')) check(`${place}[]`, schema.items);
      const names = Object.keys(schema.properties ?? {});
      expect([place, names]).toEqual([place, expect.arrayContaining(schema.required ?? [])]);
      for (const name of names) check(`${place}.${name}`, schema.properties[name]);
      for (const [index, option] of (schema.anyOf ?? []).entries()) check(`${place}|${index}`, option);
    };
    for (const [name, schema] of Object.entries(document.components.schemas)) check(name, schema);
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([
        'Project',
        'ProjectPage',
        'StartProjectInput',
        'Problem',
        'Mail',
        'Import',
        'ProblemDetails',
      ]),
    );
  });

  test('asks for the key wherever something changes, for a token everywhere but at the doors, and names its parameters', () => {
    for (const [path, method, operation] of operations()) {
      const parameters: any[] = operation.parameters ?? [];
      const keys = parameters.filter(({ name }) => name === 'idempotency-key');
      // Signing in and out take no key: two sign-ins are two sessions, and ending one twice is ending it once.
      // Opening payloads changes nothing; Temporal's protocol wants a POST.
      const opens = path === '/api/v1/temporal/codec/decode';
      const keyless = method === 'get' || opens || /^\/api\/v1\/(sessions?|me)(\/|$)/.test(path);
      expect([path, method, keys.length]).toEqual([path, method, keyless ? 0 : 1]);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name)).toEqual(named);
      const signIn = path === '/api/v1/session' && method === 'post';
      const open = signIn || ['/api/health', '/api/ready', '/api/v1/mailbox/{id}/page'].includes(path);
      expect([path, operation.security]).toEqual([path, open ? [] : undefined]);
      if (path.startsWith('/api/v1'))
        expect(operation.responses['4XX'].content).toHaveProperty(['application/problem+json']);
    }
  });

  test('tells what a body and an upload look like, with money as whole 万元', () => {
    const start = document.components.schemas.StartProjectInput;
    expect(start.required).toEqual(['name']);
    expect(start.additionalProperties).toBe(false);
    expect(JSON.stringify(start.properties.investmentWan)).toContain('"type":"integer"');
    expect(start.properties.name).toMatchObject({ type: 'string', maxLength: 200 });
    expect(Object.keys(document.paths['/api/v1/imports'].post.requestBody.content)).toContain('multipart/form-data');
  });

  test('is to be read at /api/docs', async () => {
    expect((await rig.call({ url: '/api/docs/', as: null })).text).toContain('swagger');
  });
});
