import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newSecret } from '../../src/links/secret.ts';
import { insertLinks } from '../../src/ledger/links.ts';
import { at, makeEnvelope, NOW, person } from '../support/make.ts';
import { FAR_FILE, makeWorld, OWN_FILE, type World } from './access-world.ts';
import { told } from './project-calls.ts';

// The clock of the rig stands at Monday 23 November 2026, 10:00.

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.rig.stop());

const get = (who: string, path: string) => world.ask(who, { url: `/api/v1/${path}` });
const give = (who: string, path: string, body: object = {}) =>
  world.ask(who, { method: 'POST', url: `/api/v1/${path}`, body });
const define = (who: string, id: string, body: object) =>
  world.ask(who, { method: 'PUT', url: `/api/v1/people/${id}`, body });

describe('a county reporter', () => {
  const advance = { to: 'landing', on: '2026-11-20', evidence: [{ kind: '企业注册登记', number: '91350500X' }] };

  test('moves his own county’s project; another’s is not there for him', async () => {
    expect(told(await give('reporter', 'projects/P-far/advance', advance))).toEqual([404, 'notFound', 'code', 'P-far']);
    expect(told(await get('reporter', 'projects/P-far'))).toEqual(
      told(await get('reporter', 'projects/P-never')).with(3, 'P-far'),
    );
    const plan = { stage: 'landing', to: '2027-03-01', reason: '土地出让推迟' };
    expect((await give('reporter', 'projects/P-own/revise-plan', plan)).status).not.toBe(403);
  });

  test('sees a project and may not do everything to it: that is told as 403', async () => {
    const pause = { reason: '投资方变更', reviewOn: '2027-01-04' };
    expect(told(await give('reporter', 'projects/P-own/pause', pause))).toEqual([
      403,
      'notAllowed',
      'actor',
      'reporter',
    ]);
    expect(told(await give('reporter', 'problems/Q-own/answer', { text: '已报', nextOn: '2026-11-30' }))).toEqual([
      ...[403, 'outsideScope', 'code', 'Q-own'],
    ]);
  });

  test('starts projects and raises problems in his own county only', async () => {
    const start = { name: '新项目', stage: 'negotiation' };
    expect(told(await give('reporter', 'projects', { ...start, county: '南安市' }))).toEqual([
      ...[403, 'outsideScope', 'county', '南安市'],
    ]);
    expect(told(await give('reporter', 'projects', start))).toEqual([403, 'outsideScope', 'county', null]);
    expect((await give('reporter', 'projects', { ...start, code: 'P-new', county: '鲤城区' })).status).toBe(201);
    const raise = { title: '用电', category: 'utilities', source: 'firm' };
    expect(told(await give('reporter', 'problems', { ...raise, project: 'P-far' }))).toEqual([
      ...[422, 'projectNotFound', 'project', 'P-far'],
    ]);
    expect((await give('reporter', 'problems', { ...raise, project: 'P-new' })).status).toBe(201);
  });

  test('does not hand a project to another county, nor out of the reach of its team', async () => {
    const correct = { field: 'county', value: '南安市', reason: '登记有误' };
    expect(told(await give('reporter', 'projects/P-own/correct', correct))).toEqual([
      403,
      'outsideScope',
      'field',
      'county',
    ]);
    expect((await get('coordinator', 'projects/P-own')).body.county).toBe('鲤城区');
  });

  test('reports a file: rows of another county are answered like codes that are none', async () => {
    await world.rig.ledger.commit([makeEnvelope('round', '2026-11', { type: 'open' })]);
    const csv = '项目编号,项目名称,本月完成(万元),本年累计(万元)\nP-own,近处项目,100,100\nP-far,远处项目,100,100\n';
    const answer = await world.ask('reporter', {
      ...{ method: 'POST', url: '/api/v1/rounds/2026-11/reports?fileName=m.csv', payload: Buffer.from(csv) },
      headers: { 'content-type': 'text/csv' },
    });
    const rows = answer.body.rows.map(({ code, verdict, errors }: any) => [code, verdict, errors[0]?.code]);
    expect(rows).toEqual([
      ['P-own', 'taken', undefined],
      ['P-far', 'refused', 'projectNotFound'],
    ]);
    const round = (await get('reporter', 'rounds/2026-11')).body;
    expect([round.counties.map(({ county }: any) => county), round.total.projects]).toEqual([['鲤城区'], 1]);
  });

  test('sees of an event his own projects, and their money alone in its totals', async () => {
    const another = { code: 'P-far-2', name: '远处又一', county: '南安市', stage: 'signing', investmentWan: 138_000 };
    await world.post('projects', { ...another, milestones: { signing: { actual: '2026-05-06' } } });
    await world.post(`batches/${world.ids.own.batch}/add`, { code: 'P-far-2' });
    const { projects, totals } = (await get('reporter', `batches/${world.ids.own.batch}`)).body;
    expect(projects.map(({ code }: any) => code)).toEqual(['P-own']);
    expect(JSON.stringify(totals)).not.toContain('276');
    expect((await get('coordinator', `batches/${world.ids.own.batch}`)).body.projects).toHaveLength(2);
  });
});

describe('a department', () => {
  test('neither sees nor answers another’s problem', async () => {
    expect(told(await get('handler', 'problems/Q-far'))).toEqual([404, 'notFound', 'code', 'Q-far']);
    const answer = { text: '正在办', nextOn: '2026-11-30' };
    expect(told(await give('handler', 'problems/Q-far/answer', answer))).toEqual([404, 'notFound', 'code', 'Q-far']);
    expect((await give('handler', 'problems/Q-own/answer', answer)).status).toBe(200);
  });

  test('sees the projects of its problems, and of those its own problems', async () => {
    await world.post('problems', {
      code: 'Q-else',
      title: '近处别的',
      project: 'P-own',
      category: 'labour',
      source: 'firm',
    });
    await world.post('problems/Q-else/assign', { leadUnit: 'approvals' });
    const { body } = await get('handler', 'projects/P-own');
    expect(body.openProblems.map(({ code }: any) => code)).toEqual(['Q-own']);
    expect((await get('clerk', 'projects/P-own')).body.openProblems.map(({ code }: any) => code)).toEqual(['Q-else']);
    expect((await get('handler', 'projects/P-far')).status).toBe(404);
  });

  test('reads a paper of its own problem and no other', async () => {
    await world.rig.db.insertInto('problem_paper').values({ sha256: FAR_FILE, problem_code: 'Q-far' }).execute();
    expect(told(await get('handler', `files/${FAR_FILE}`))).toEqual([404, 'notFound', 'sha256', FAR_FILE]);
    expect(told(await get('head', `files/${'c'.repeat(64)}`))).toEqual([404, 'notFound', 'sha256', 'c'.repeat(64)]);
    expect((await get('clerk', `files/${FAR_FILE}`)).status).toBe(200);
    // Brought by himself.
    expect((await get('handler', `files/${OWN_FILE}`)).status).toBe(200);
  });
});

describe('a supervision team', () => {
  const evidence = [{ kind: '批复', number: '泉自然资〔2026〕1号' }];

  test('verifies what is entrusted to it, never what its own unit solved', async () => {
    await world.post('problems/Q-own/resolve', { result: '已办结', evidence }, 'handler');
    expect(told(await give('inspector2', 'problems/Q-own/verify', { accepted: true }))).toEqual([
      404,
      'notFound',
      'code',
      'Q-own',
    ]);
    await world.post('problems', {
      code: 'Q-team',
      title: '近处自办',
      project: 'P-own',
      category: 'land',
      source: 'firm',
    });
    await world.post('problems/Q-team/assign', { leadUnit: 'team-1' });
    await world.post('problems/Q-team/resolve', { result: '已办结', evidence }, 'inspector');
    await world.rig.ledger.commit([person('colleague', 'team-1', { roles: ['supervisionTeam'] })]);
    expect(told(await give('colleague', 'problems/Q-team/verify', { accepted: true }))).toEqual([
      ...[403, 'solverIsVerifier', 'actor', 'colleague'],
    ]);
    expect((await give('inspector', 'problems/Q-own/verify', { accepted: true })).status).toBe(200);
  });

  test('sees what nobody is entrusted with, and plans its own visits only', async () => {
    await world.post('projects', { code: 'P-free', name: '无人负责', county: '洛江区', stage: 'negotiation' });
    const codes = (await get('inspector', 'projects')).body.items.map(({ code }: any) => code);
    expect(codes).toContain('P-free');
    expect(codes).not.toContain('P-far');
    const visit = { on: '2026-11-27', project: 'P-own', people: ['inspector'] };
    expect(told(await give('inspector', 'visits', { ...visit, team: 'team-2' }))).toEqual([
      403,
      'outsideScope',
      'team',
      'team-2',
    ]);
    expect((await give('inspector', 'visits', { ...visit, team: 'team-1' })).status).toBe(201);
  });

  test('goes only where it may raise a problem: what another team answers for it neither plans nor records', async () => {
    const visit = { team: 'team-1', people: ['inspector'] };
    const raise = { title: 't', category: 'land', source: 'visit' };
    for (const [path, on] of [
      ['visits', '2026-11-26'],
      ['visits/record', '2026-11-20'],
    ]) {
      for (const place of [{ project: 'P-far' }, { county: '南安市' }]) {
        const refused = told(await give('inspector', path as string, { ...visit, on, ...place }));
        expect(refused).toEqual(told(await give('inspector', 'problems', { ...raise, ...place })));
        expect(refused[0]).toBeGreaterThanOrEqual(403);
      }
    }
    expect((await give('inspector', 'visits/record', { ...visit, on: '2026-11-20', county: '鲤城区' })).status).toBe(
      201,
    );
  });

  test('that a coordinator sent elsewhere keeps reading what it found; who has the problem reads its photos', async () => {
    const visit = await world.post('visits/record', {
      ...{ on: '2026-11-19', team: 'team-1', people: ['inspector'], county: '南安市' },
      findings: [{ title: '管线未迁', category: 'utilities', files: [FAR_FILE] }],
    });
    const found = { code: 'Q-found', title: '管线未迁', county: '南安市', category: 'utilities', source: 'visit' };
    await world.post('problems', found);
    const photo = `files/${FAR_FILE}`;
    await world.post('problems/Q-found/assign', { leadUnit: 'land' });
    expect([(await get('inspector', 'problems/Q-found')).status, (await get('head', photo)).status]).toEqual([
      404, 404,
    ]);
    const results = [{ number: 1, problem: 'Q-found', refusal: null }];
    await world.rig.ledger.commit([makeEnvelope('visit', visit.body.code, { type: 'record', results })]);
    expect((await get('inspector', 'problems/Q-found')).status).toBe(200);
    expect((await get('head', photo)).status).toBe(200);
    expect((await get('head', 'problems/Q-found')).body.finding).toEqual({ visit: visit.body.code, files: [FAR_FILE] });
    expect((await get('reporter', photo)).status).toBe(404);
  });
});

describe('an auditor', () => {
  test('reads everything and changes nothing', async () => {
    await get('auditor', 'me');
    const before = await world.rig.rows();
    for (const path of [
      'projects/P-far',
      'problems/Q-far',
      'people',
      'imports',
      'mails',
      'schedules',
      'people/handler/tokens',
    ]) {
      expect([path, (await get('auditor', path)).status]).toEqual([path, 200]);
    }
    const changing = world.rig.app.guarded.filter(
      ({ permission: { effect, may } }) => effect === 'change' && may.everyone === undefined,
    );
    expect(changing.length).toBeGreaterThan(80);
    for (const { method, url } of changing) {
      const answer = await world.ask('auditor', {
        method: method as 'POST',
        url: url.replaceAll(/:\w+/g, 'x'),
        body: {},
      });
      expect([method, url, answer.status, answer.body.code]).toEqual([method, url, 403, 'notAllowed']);
    }
    expect(await world.rig.rows()).toEqual(before);
  });
});

describe('a one-click link', () => {
  /** A link as a mail has it, for the handler to answer his problem. */
  async function linkFor(who: string): Promise<string> {
    const secret = newSecret();
    const link = { secret, purpose: 'coAnswerProblem', kind: 'problem', entityId: 'Q-link' } as const;
    const made = { ...link, holder: { person: who }, expiresMs: at('2026-12-10 00:00'), mailId: null };
    await insertLinks(world.rig.db, [made], { madeBy: 'system', atMs: at(NOW) });
    return `/l/${secret}`;
  }
  const press = (url: string) =>
    world.rig.call({
      ...{ method: 'POST', url, as: null, lang: 'en', key: null },
      ...{
        payload: 'about=coAnswerProblem+Q-link&text=done',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    });

  test('does nothing for a holder who has lost the role, and works again when he has it', async () => {
    await world.post('problems', {
      code: 'Q-link',
      title: '近处协办',
      project: 'P-own',
      category: 'land',
      source: 'firm',
    });
    await world.post('problems/Q-link/assign', { leadUnit: 'approvals', coUnits: ['land'] });
    const url = await linkFor('handler');
    expect((await world.rig.call({ url, as: null })).status).toBe(200);
    await world.rig.ledger.commit([person('handler', 'land', { roles: [] })]);
    const before = await world.rig.rows();
    const refused = await press(url);
    expect([refused.status, refused.text.includes('may not do this')]).toEqual([403, true]);
    expect(await world.rig.rows()).toEqual(before);
    await world.rig.ledger.commit([person('handler', 'land')]);
    expect((await press(url)).status).toBe(200);
  });

  test('is not made for somebody who may not give its command', async () => {
    await world.post('problems', { code: 'Q-idle', title: '近处', project: 'P-own', category: 'land', source: 'firm' });
    await world.post('problems/Q-idle/assign', { leadUnit: 'approvals', coUnits: ['land'] });
    await world.rig.ledger.commit([person('idle', 'land', { roles: [] })]);
    const made = await give('coordinator', 'links', { purpose: 'coAnswerProblem', problem: 'Q-idle', person: 'idle' });
    expect(told(made)).toEqual([403, 'notAllowed', 'actor', 'idle']);
  });
});

describe('三员分立', () => {
  const set = (who: string, separateAdministration: boolean) =>
    world.ask(who, {
      ...{ method: 'PUT', url: '/api/v1/settings/access' },
      body: { value: { separateAdministration }, validFrom: '2026-11-23', reason: '等保要求' },
    });
  const someone = (roles: string[]) => ({ name: '新人', unit: 'office', roles });

  test('is off at first: an administrator does what a security administrator does', async () => {
    expect((await define('admin', 'new', someone(['administrator', 'auditor']))).status).toBe(200);
    expect((await get('admin', 'people/handler/tokens')).status).toBe(200);
  });

  test('is not set while somebody holds two duties, or nobody holds one', async () => {
    expect(told(await set('admin', true))).toEqual([422, 'dutiesHeldTogether', 'value.separateAdministration', true]);
    expect((await define('admin', 'new', someone(['coordinator']))).status).toBe(200);
    expect((await set('admin', true)).status).toBe(200);
  });

  test('then keeps the three apart', async () => {
    expect(told(await define('security', 'new', someone(['administrator', 'auditor'])))).toEqual([
      ...[422, 'dutiesTogether', 'roles', ['administrator', 'auditor']],
    ]);
    expect(told(await define('admin', 'new', someone(['leader'])))).toEqual([403, 'notAllowed', 'actor', 'admin']);
    expect((await define('admin', 'new', { ...someone(['coordinator']), name: '改名' })).status).toBe(200);
    expect((await define('security', 'new', someone(['leader']))).status).toBe(200);
    // A link to a new password goes to one's address: whoever could change it could become the auditor.
    const auditor = { ...someone(['auditor']), address: 'mine@elsewhere.example' };
    expect(told(await define('admin', 'auditor', auditor))).toEqual([403, 'notAllowed', 'actor', 'admin']);
    expect((await define('security', 'auditor', auditor)).status).toBe(200);
    // Nor is the auditor sent away by whom he audits, nor loses what lets him in.
    expect(told(await define('admin', 'auditor', { ...auditor, active: false }))).toEqual([
      ...[403, 'notAllowed', 'actor', 'admin'],
    ]);
    const erased = await world.ask('admin', {
      ...{ method: 'POST', url: '/api/v1/people/auditor/erase', body: { reason: '离岗' } },
    });
    expect(told(erased)).toEqual([403, 'notAllowed', 'actor', 'admin']);
    expect((await get('auditor', 'me')).status).toBe(200);
    // And none of the three is given up while there is nobody else.
    expect(told(await define('security', 'security', someone([])))).toEqual([409, 'dutyWouldEnd', 'roles', []]);
    expect(told(await define('security', 'auditor', { ...auditor, active: false }))).toEqual([
      ...[409, 'dutyWouldEnd', 'roles', ['auditor']],
    ]);
    expect(told(await get('admin', 'people/handler/tokens'))).toEqual([404, 'notFound', 'id', 'handler']);
    expect((await get('admin', 'people/admin/tokens')).status).toBe(200);
    expect(told(await set('admin', false))).toEqual([403, 'notAllowed', 'actor', 'admin']);
    expect((await get('admin', 'access/me')).body.items.map(({ action }: any) => action)).not.toContain(
      'security.change',
    );
    expect((await set('security', false)).status).toBe(200);
  });
});

describe('the table as it is read', () => {
  test('names for every action who may, in both languages', async () => {
    const { items, total } = (await get('nobody', 'access')).body;
    expect([items.length, total > 50]).toEqual([total, true]);
    const verify = items.find(({ action }: any) => action === 'problem.verify');
    expect(verify).toMatchObject({
      ...{ name: { zh: '核验销号', en: 'verify and close a problem' }, effect: 'change', subject: 'problem' },
      may: [
        { holder: 'coordinator', scope: 'all' },
        { holder: 'supervisionTeam', scope: 'charge' },
      ],
      routes: ['verifyProblem'],
    });
  });

  test('is cut to one role', async () => {
    const { items } = (await get('nobody', 'access?role=leader')).body;
    expect(items.map(({ action }: any) => action)).toContain('project.waive');
    expect(items.map(({ action }: any) => action)).not.toContain('problem.assign');
    expect(told(await get('nobody', 'access?role=king'))).toEqual([400, 'notInList', 'role', 'king']);
  });

  test('says what one may oneself', async () => {
    const { id, roles, items } = (await get('reporter', 'access/me')).body;
    expect([id, roles]).toEqual(['reporter', ['countyReporter']]);
    expect(items.find(({ action }: any) => action === 'project.money').scopes).toEqual(['county']);
    expect(items.find(({ action }: any) => action === 'problem.assign')).toBeUndefined();
  });
});
