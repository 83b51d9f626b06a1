import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fastify from 'fastify';
import { permission, PERMISSIONS } from '../../src/access/index.ts';
import { OPEN_PAGES, OPEN_ROUTES } from '../../src/access/open.ts';
import type { Permission, Scope, Subject } from '../../src/access/types.ts';
import { guardRoutes, type GuardedRoute } from '../../src/api/plugins/access.ts';
import { readWorkbook } from '../../src/spreadsheet/read-workbook.ts';
import { openSession, type Opening } from '../../src/accounts/sessions.ts';
import { hashOfToken, issueToken, type TokenLimits } from '../../src/ledger/tokens.ts';
import { at, makeEnvelope, NOW, person } from '../support/make.ts';
import {
  FAR_MARKS,
  mailTo,
  makeWorld,
  OWN_MARKS,
  PERSONAS,
  type Persona,
  type Place,
  sessionOf,
  type World,
} from './access-world.ts';
import type { Answer } from './rig.ts';

// Every route the running app has, as every role, against what lies near and what lies far: what comes out is what the table says, worked
// out here a second time from the table alone. No key is sent, so that what is let through stops at the first check behind the table.

let world: World;
const mails: Record<string, string> = {};
const sessions: Record<string, string> = {};
beforeAll(async () => {
  world = await makeWorld();
  for (const who of [...Object.keys(PERSONAS), 'reporter2']) {
    mails[who] = await mailTo(world.rig, who);
    sessions[who] = await sessionOf(world.rig, who);
  }
  await world.rig.ledger.commit([makeEnvelope('round', '2026-11', { type: 'open' })]);
});
afterAll(() => world.rig.stop());

const who = Object.keys(PERSONAS) as Persona[];
const routes = (): GuardedRoute[] => world.rig.app.guarded;

/** Who of the personas stands near what lies near, by a scope. All of them are near to what is their own by name. */
function isNear(scope: Scope, subject: Subject, persona: Persona): boolean {
  switch (scope) {
    case 'all':
    // The office of the tests has not set its administrations apart.
    // eslint-disable-next-line no-fallthrough
    case 'unseparated':
      return true;
    case 'county':
      return persona === 'reporter';
    case 'charge':
      return persona === 'inspector';
    case 'own':
      return ['mail', 'file', 'person', 'session', 'self'].includes(subject);
    case 'unit':
      if (subject === 'person') return true;
      return ['visit', 'team'].includes(subject) ? persona === 'inspector' : ['handler', 'head'].includes(persona);
  }
}

const scopesOf = (persona: Persona, { may }: Permission): Scope[] =>
  (['everyone', ...PERSONAS[persona].roles] as const).flatMap(holder => may[holder] ?? []);

const isWide = (scope: Scope): boolean => scope === 'all' || scope === 'unseparated';
const mayReach = (persona: Persona, row: Permission, place: Place): boolean =>
  scopesOf(persona, row).some(scope => isWide(scope) || (place === 'own' && isNear(scope, row.subject, persona)));

/** Things the address names, and what lets somebody see one. */
const NAMED: Partial<Record<Subject, string>> = {
  ...{ project: 'project.read', problem: 'problem.read', visit: 'visit.read', whistle: 'whistle.read' },
  ...{ batch: 'batch.read', mail: 'mail.read', file: 'file.read', person: 'people.read', team: 'team.read' },
  session: 'session.read',
};
const PARAM = { mail: 'id', file: 'sha256', person: 'id', session: 'id', team: 'id' } as const;
const paramOf = (subject: Subject): string => (PARAM as Partial<Record<Subject, string>>)[subject] ?? 'code';

const namesThing = ({ url, permission: { subject } }: GuardedRoute): boolean =>
  NAMED[subject] !== undefined && url.includes(`:${paramOf(subject)}`);

type Verdict = 'notAllowed' | 'notFound' | 'outsideScope' | 'through';

function expected(persona: Persona, route: GuardedRoute, place: Place): Verdict {
  const row = route.permission;
  if (scopesOf(persona, row).length === 0) return 'notAllowed';
  if (!namesThing(route) || mayReach(persona, row, place)) return 'through';
  const seen = row.effect === 'change' && mayReach(persona, permission(NAMED[row.subject] ?? ''), place);
  return seen ? 'outsideScope' : 'notFound';
}

function verdictOf({ status, body }: Answer, param: string, id: string): Verdict {
  const code = body?.code;
  if (status === 403 && (code === 'notAllowed' || code === 'outsideScope')) return code;
  const [error] = body?.errors ?? [];
  return status === 404 && error.field === param && error.value === id ? 'notFound' : 'through';
}

function idOf({ permission: { subject } }: GuardedRoute, place: Place, persona: Persona): string {
  const other = place === 'own' ? persona : 'reporter2';
  if (subject === 'mail') return mails[other] ?? '';
  if (subject === 'session') return sessions[other] ?? '';
  if (subject === 'person') return other;
  return (world.ids[place] as Partial<Record<Subject, string>>)[subject] ?? 'nothing';
}

/** What a list cannot be asked for without. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/v1/evaluation/colours/why': '?project=P-own',
  '/api/v1/evaluation/colours/compare': '?rules=points,relative&from=2026-10&to=2026-10',
  '/api/v1/supervision/charges/events': '?county=%E9%B2%A4%E5%9F%8E%E5%8C%BA',
};
const OTHER_PARAMS: Readonly<Record<string, string>> = {
  ...{ month: '2026-11', edition: '1', series: 'weekly', date: '2026-11-30', section: 'problem', token: 'none' },
  ...{ code: 'B-2026-0001', id: 'weekly', sha256: 'c'.repeat(64), key: 'none' },
};

function urlOf(route: GuardedRoute, place: Place, persona: Persona): string {
  const param = paramOf(route.permission.subject);
  const url = route.url.replaceAll(/:(\w+)/g, (_, name: string) =>
    namesThing(route) && name === param ? idOf(route, place, persona) : (OTHER_PARAMS[name] ?? 'none'),
  );
  return url + (QUERIES[route.url] ?? '');
}

const ask = (persona: Persona, route: GuardedRoute, place: Place): Promise<Answer> =>
  world.ask(persona, { method: route.method as 'GET', url: urlOf(route, place, persona), key: null });

describe('every route', () => {
  test('of the running app stands in one row, and every row has its routes', () => {
    const asked = new Set(routes().map(({ permission: { id } }) => id));
    expect([...asked].sort()).toEqual(PERMISSIONS.map(({ id }) => id).sort());
    const operations = PERMISSIONS.flatMap(row => row.routes);
    expect(routes().length).toBe(operations.length);
  });

  test('that the description of the API has is held against the table, but for the few that are open', async () => {
    const { paths } = (await world.rig.call({ url: '/api/openapi.json', as: null })).body;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { operationId: string }>).map(
        ([method, { operationId }]) =>
          [operationId, `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`] as const,
      ),
    );
    const held = new Set(routes().map(({ method, url }) => `${method} ${url}`));
    const open = described.filter(([, place]) => !held.has(place)).map(([operation]) => operation);
    // Asked by browsers, and no operation of the API.
    expect([...open, 'askBeforeDecoding'].sort()).toEqual(Object.keys(OPEN_ROUTES).sort());
  });

  test('answers nobody who is not signed in', async () => {
    for (const route of routes()) {
      const { status } = await world.rig.call({
        method: route.method as 'GET',
        url: urlOf(route, 'own', 'nobody'),
        as: null,
      });
      expect([route.method, route.url, status]).toEqual([route.method, route.url, 401]);
    }
  });

  test.each(who)('answers %s as the table says, near and far', async persona => {
    const wrong: unknown[] = [];
    for (const route of routes()) {
      for (const place of namesThing(route) ? (['own', 'far'] as const) : (['own'] as const)) {
        const answer = await ask(persona, route, place);
        const got = verdictOf(answer, paramOf(route.permission.subject), idOf(route, place, persona));
        const wanted = expected(persona, route, place);
        if (got !== wanted || answer.status >= 500) {
          wrong.push({
            route: `${route.method} ${route.url}`,
            place,
            wanted,
            got,
            status: answer.status,
            text: answer.text.slice(0, 200),
          });
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('of HEAD asks as its GET does', async () => {
    const head = async (persona: Persona, url: string): Promise<number> => {
      const token = await issueToken(world.rig.db, persona, { label: 'head', atMs: at(NOW) });
      const headers = { authorization: `Bearer ${token}` };
      return (await world.rig.app.inject({ method: 'HEAD', url: `/api/v1/${url}`, headers })).statusCode;
    };
    expect(await head('admin', 'projects')).toBe(403);
    expect(await head('reporter', 'projects/P-far')).toBe(404);
    expect(await head('reporter', 'projects/P-own')).toBe(200);
  });
});

describe('with a token that is for less, or a sign-in that is over, every route', () => {
  const HOUR = 3_600_000;
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
  const asked = (route: GuardedRoute, secret: string, persona: Persona, place: Place = 'own'): Promise<Answer> =>
    world.rig.call({
      ...{ method: route.method as 'GET', url: urlOf(route, place, persona), as: null, key: null },
      headers: bearer(secret),
    });
  const tokenFor = (persona: string, limits: TokenLimits = {}): Promise<string> =>
    issueToken(world.rig.db, persona, { label: 'limited', atMs: at(NOW), ...limits });
  const reads = ({ method }: GuardedRoute): boolean => method === 'GET';
  const isBeyond = ({ status, body }: Answer): boolean => status === 403 && body?.code === 'beyondScope';
  const namesOf = (list: readonly GuardedRoute[]): string[] => list.map(({ method, url }) => `${method} ${url}`);

  test.each(who)('is closed to %s where the token is for the other kind, whatever his roles', async persona => {
    const [read, write] = [
      await tokenFor(persona, { scopes: ['read'] }),
      await tokenFor(persona, { scopes: ['write'] }),
    ];
    const open: GuardedRoute[] = [];
    for (const route of routes()) {
      if (!isBeyond(await asked(route, reads(route) ? write : read, persona))) open.push(route);
    }
    expect(namesOf(open)).toEqual([]);
  });

  // The narrow ones: whatever a token is for, it is never more than its person may.
  test.each(['reporter', 'inspector', 'nobody'] as const)(
    'gives %s by a token to read no more than the table',
    async persona => {
      const read = await tokenFor(persona, { scopes: ['read'], expiresMs: at(NOW) + HOUR });
      const wrong: unknown[] = [];
      for (const route of routes().filter(reads)) {
        for (const place of namesThing(route) ? (['own', 'far'] as const) : (['own'] as const)) {
          const answer = await asked(route, read, persona, place);
          const got = verdictOf(answer, paramOf(route.permission.subject), idOf(route, place, persona));
          if (got !== expected(persona, route, place)) wrong.push([route.url, place, got, answer.status]);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  test('opens by a token for one operation that one alone', async () => {
    const all = routes();
    const wrong: unknown[] = [];
    for (const [index, route] of all.entries()) {
      const { operation } = route;
      // It answers for the names of no section; the one that is put in for all has a route of its own.
      if (operation === 'setUnknownSettings') continue;
      const persona = who.find(each => expected(each, route, 'own') === 'through') ?? 'admin';
      const token = await tokenFor(persona, { scopes: [operation] });
      // What reads was read above; what changes stops at the first check behind the token.
      if (!reads(route) && !NEEDS_ALL.has(operation) && isBeyond(await asked(route, token, persona))) {
        wrong.push([operation, 'is closed']);
      }
      const neighbour = all[(index + 1) % all.length] as GuardedRoute;
      if (!isBeyond(await asked(neighbour, token, persona))) wrong.push([operation, 'opens', neighbour.url]);
    }
    expect(wrong).toEqual([]);
  });

  test('answers nobody whose token or session is over, unfinished, or of somebody who has left', async () => {
    const { db } = world.rig;
    const left = 'leftover';
    await world.rig.ledger.commit([person(left, 'office', { roles: ['administrator', 'coordinator'] })]);
    const session = async (id: string, more: Partial<Opening> = {}) => {
      const account = { id, name: id, unitId: 'office', roles: PERSONAS.admin.roles };
      const settings = { idleMinutes: 30, sessionHours: 12 };
      const opening = { person: account, stage: 'full', method: 'password', settings, address: '', agent: '' } as const;
      return openSession(db, { ...opening, atMs: at(NOW), ...more });
    };
    const revoked = await tokenFor('admin');
    const ended = await session('admin');
    const gone = [await tokenFor(left), (await session(left)).secret];
    const over = {
      'an expired token': await tokenFor('admin', { expiresMs: at(NOW) - 1 }),
      'a revoked token': revoked,
      'a token of nobody': `${revoked.slice(0, -4)}AAAA`,
      'a session that was ended': ended.secret,
      'a session left idle': (await session('admin', { atMs: at(NOW) - HOUR })).secret,
      'a session older than half a day': (await session('admin', { atMs: at(NOW) - 13 * HOUR })).secret,
      'a session that waits for a code': (await session('admin', { stage: 'code' })).secret,
      'a token of who has left': gone[0],
      'a session of who has left': gone[1],
    };
    await db
      .updateTable('token')
      .set({ revoked_at: new Date(at(NOW)) })
      .where('hash', '=', hashOfToken(revoked))
      .execute();
    await db
      .updateTable('session')
      .set({ ended_at: new Date(at(NOW)) })
      .where('id', '=', ended.id)
      .execute();
    await db.updateTable('person').set({ active: false }).where('id', '=', left).execute();
    const opened: string[] = [];
    for (const [what, secret] of Object.entries(over)) {
      for (const route of routes()) {
        const { status } = await asked(route, secret ?? '', 'admin');
        if (status !== 401) opened.push(`${what}: ${route.method} ${route.url} ${status}`);
      }
    }
    expect(opened).toEqual([]);
  });
});

/** What a limited token must not be used for, whatever it is for: it would be no limit. */
const NEEDS_ALL: ReadonlySet<string> = new Set([
  ...['issueToken', 'makeAccountLink', 'removeSecondFactor', 'unbindPerson', 'makeCalendar', 'revokeCalendar'],
  ...['muteMails', 'addAbsence', 'endAbsence', 'declineAbsence'],
]);

describe('what is read with a narrow reach', () => {
  /** What is the office's as a whole says nothing of a place; the rest has something near to show. */
  const narrow = (persona: Persona, { permission: row }: GuardedRoute): boolean =>
    row.effect === 'read' && row.subject !== 'office' && !scopesOf(persona, row).some(isWide);
  const SHOWS_NEAR = [
    ...['projects', 'projects/export.csv', 'projects/export.xlsx', 'projects/export-money.csv', 'problems'],
    ...['problems/export.csv', 'problems/export.xlsx', 'visits', 'whistles', 'evaluation/pace?by=project'],
  ];

  const textOf = async ({ headers, bytes, text }: Answer): Promise<string> =>
    String(headers['content-type']).includes('spreadsheetml')
      ? JSON.stringify(await readWorkbook(bytes, 'export.xlsx'))
      : text;

  test.each(['reporter', 'handler', 'head', 'inspector'] as const)('has nothing of afar for %s', async persona => {
    const told: unknown[] = [];
    for (const route of routes().filter(each => each.method === 'GET' && narrow(persona, each))) {
      const answer = await ask(persona, route, 'own');
      const text = await textOf(answer);
      const marks = FAR_MARKS.filter(mark => text.includes(mark));
      if (marks.length > 0) told.push({ route: route.url, marks, text: text.slice(0, 300) });
    }
    expect(told).toEqual([]);
  });

  test.each(['reporter', 'inspector'] as const)('has what is near for %s', async persona => {
    for (const path of SHOWS_NEAR) {
      const text = await textOf(await world.ask(persona, { url: `/api/v1/${path}` }));
      expect([path, OWN_MARKS.some(mark => text.includes(mark))]).toEqual([path, true]);
    }
  });

  test.each(['reporter', 'handler', 'inspector'] as const)(
    'counts for %s what it lists, today and on a past day',
    async persona => {
      for (const list of ['projects', 'problems', 'whistles']) {
        if (list === 'whistles' && persona === 'inspector') continue;
        for (const query of ['', '?asOf=2026-11-23']) {
          if (list === 'problems' && query !== '') continue;
          const { body } = await world.ask(persona, { url: `/api/v1/${list}${query}` });
          expect([list, query, body.total, body.items.length]).toEqual([list, query, 1, 1]);
        }
      }
      const { body } = await world.ask(persona, { url: '/api/v1/projects' });
      expect(body.sums).toMatchObject({ investmentWan: 138_000, counted: { projects: 1, investmentWan: 138_000 } });
    },
  );
});

describe('a server', () => {
  const office = () => ({ db: world.rig.db, calendar: {} as never, now: () => 0 });

  test('with a route that no row names does not start', async () => {
    const app = fastify();
    guardRoutes(app, office());
    const route = { schema: { operationId: 'sellProject' } };
    expect(() => app.post('/api/v1/projects/:code/sell', route, () => ({}))).toThrow(
      'POST /api/v1/projects/:code/sell (sellProject) stands in no row of src/access',
    );
    expect(() => app.get('/hidden', () => ({}))).toThrow('GET /hidden (without an operationId)');
    await app.close();
  });

  test('lets nobody in by a guarded route that stands outside the sign-in', async () => {
    const app = fastify();
    guardRoutes(app, office());
    app.get('/me', { schema: { operationId: 'getMe' } }, () => ({ open: true }));
    expect((await app.inject('/me')).statusCode).toBe(401);
    await app.close();
  });

  test('says of each open route why it is', () => {
    for (const reason of Object.values({ ...OPEN_ROUTES, ...OPEN_PAGES })) expect(reason.length).toBeGreaterThan(5);
  });
});
