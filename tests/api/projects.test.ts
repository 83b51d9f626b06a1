import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { person } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

const PROJECTS = '/api/v1/projects';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

describe('a project over HTTP', () => {
  const post = (url: string, body: unknown, more: object = {}) => rig.call({ method: 'POST', url, body, ...more });

  test('is started with a code of the year, exact money and its address', async () => {
    const body = { name: '晶旭半导体', county: '南安市', investmentYi: '13.8', agreement: 'contract' };
    const { status, headers, body: project } = await post(PROJECTS, body);
    expect(status).toBe(201);
    expect(headers.location).toBe('/api/v1/projects/P-2026-0001');
    expect(project).toMatchObject({
      code: 'P-2026-0001',
      name: '晶旭半导体',
      county: '南安市',
      investmentWan: 138_000,
      investmentYi: '13.8',
      stage: 'lead',
      status: 'active',
      startedAt: '2026-11-23T10:00:00.000+08:00',
      command: { entityId: 'P-2026-0001', seq: 1, events: ['started'], replayed: false },
    });
  });

  test('walks its path, is corrected, paused, resumed and withdrawn, and its history tells who and what', async () => {
    const milestones = { signing: { actual: '2026-04-28' }, groundbreaking: { plan: '2026-12-31' } };
    await post(PROJECTS, { code: 'QZ-1', name: '低温银浆', county: '鲤城区', stage: 'signing', milestones });
    const command = (name: string, body: object) => post(`${PROJECTS}/QZ-1/${name}`, body);
    const steps = [
      await command('advance', { to: 'landing', on: '2026-06', evidence: [{ kind: '营业执照', number: '9135' }] }),
      await command('revise-plan', { stage: 'groundbreaking', date: '2027-01-31', reason: '用地晚到' }),
      await command('pause', { reason: '资金', reviewOn: '2027-03-01' }),
      await command('resume', {}),
      await command('correct', { field: 'county', value: '南安市', reason: '台账填错' }),
      await command('withdraw', { reason: '企业退出' }),
    ];
    expect(steps.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(steps[0]?.body.milestones.landing).toMatchObject({ actual: '2026-06', dateUnknown: false });
    expect(steps[1]?.body.milestones.groundbreaking).toMatchObject({ baseline: '2026-12-31', plan: '2027-01-31' });
    expect(steps.at(-1)?.body).toMatchObject({ status: 'withdrawn', county: '南安市' });

    const { body } = await rig.call({ url: `${PROJECTS}/QZ-1/events` });
    expect(body.items.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['started', 'stageReached', 'planRevised', 'paused', 'resumed', 'corrected', 'withdrawn']),
    );
    expect(body.items.find(({ type }: { type: string }) => type === 'corrected')).toMatchObject({
      actor: { id: 'coordinator', name: 'coordinator' },
      command: { type: 'correct', via: 'person' },
      at: '2026-11-23T10:00:00.000+08:00',
      data: { field: 'county', old: '鲤城区', new: '南安市', reason: '台账填错' },
    });
    const paged = await rig.call({ url: `${PROJECTS}/QZ-1/events?limit=2` });
    expect(paged.body).toMatchObject({ total: body.total, next: expect.any(String) });
  });

  test('is shown with its gaps and open problems, and tells what it waits for', async () => {
    await post(PROJECTS, { code: 'QZ-2', name: '储能', stage: 'signing', milestones: { signing: { actual: '2022' } } });
    await post('/api/v1/problems', {
      title: '缺地',
      project: 'QZ-2',
      county: '南安市',
      category: 'land',
      source: 'visit',
    });
    const { body } = await rig.call({ url: `${PROJECTS}/QZ-2` });
    expect(body.gaps).toEqual(['county', 'precision.signing']);
    expect(body.openProblems).toEqual([
      { code: 'Q-2026-0001', title: '缺地', state: 'raised', dueAt: expect.stringMatching(/\+08:00$/) },
    ]);
    expect((await rig.call({ url: `${PROJECTS}/QZ-2/waiting` })).body).toMatchObject({
      running: true,
      awaits: 'landing',
    });
    expect((await rig.call({ url: `${PROJECTS}/QZ-1/waiting` })).body).toMatchObject({ running: false, awaits: null });
  });

  test('is found by county, stage, status, gaps and words, where % and _ mean themselves', async () => {
    await post(PROJECTS, { code: 'QZ-3', name: '100%_生物', county: '晋江市', investor: '泉州港' });
    const codes = async (query: string) =>
      (await rig.call({ url: `${PROJECTS}?${query}` })).body.items.map(({ code }: { code: string }) => code);
    expect(await codes('county=%E6%99%8B%E6%B1%9F%E5%B8%82')).toEqual(['QZ-3']);
    expect(await codes('stage=signing')).toEqual(['QZ-2']);
    expect(await codes('status=withdrawn')).toEqual(['QZ-1']);
    expect(await codes('gaps=true&stage=signing')).toEqual(['QZ-2']);
    expect(await codes(`q=${encodeURIComponent('0%_')}`)).toEqual(['QZ-3']);
    expect(await codes(`q=${encodeURIComponent('泉州')}`)).toEqual(['QZ-3']);
    expect(await codes('q=qz-3')).toEqual(['QZ-3']);
  });
});

describe('a number', () => {
  const number = async (url: string, body: object): Promise<number> => {
    const { status, body: answer } = await rig.call({ method: 'POST', url, body });
    return status === 201 ? Number(answer.code.slice(-4)) : status;
  };

  test.each<[string, string, object, object]>([
    ['a project', PROJECTS, { name: '无缝一号', county: '南安市' }, { name: '无缝二号', leaderId: 'nobody' }],
    [
      'a project that is there',
      PROJECTS,
      { name: '无缝三号', county: '南安市' },
      { name: '无缝三号', county: '南安市' },
    ],
    [
      'a problem',
      '/api/v1/problems',
      { title: '缺地', county: '南安市', category: 'land', source: 'visit' },
      { title: '缺地', project: 'QZ-404', category: 'land', source: 'visit' },
    ],
  ])('is not used up by the refused start of %s', async (_, url, good, bad) => {
    const first = await number(url, good);
    expect(first).toBeLessThan(100);
    const before = await rig.rows();
    for (const status of [await number(url, bad), await number(url, bad)]) expect([409, 422]).toContain(status);
    expect(await rig.rows()).toEqual(before);
    const another = 'name' in good ? { ...good, name: `${String(good.name)} 又` } : good;
    expect(await number(url, another)).toBe(first + 1);
  });
});

describe('a key', () => {
  const start = (body: object, key: string, as: 'coordinator' | 'leader' = 'coordinator') =>
    rig.call({ method: 'POST', url: PROJECTS, body, key, as });

  test('sent again gives the same answer, and nothing happens', async () => {
    const first = await start({ name: 'a', county: 'b' }, 'again');
    const before = await rig.rows();
    // The order of fields and blanks around a text are no difference.
    const second = await start({ county: ' b ', name: 'a' }, 'again');
    expect(second.status).toBe(201);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.body).toEqual({ ...first.body, command: { ...first.body.command, replayed: true } });
    expect(await rig.rows()).toEqual(before);
  });

  test('with another body or for another entity is refused', async () => {
    await start({ name: 'c', code: 'K-1' }, 'other');
    await start({ name: 'd', code: 'K-2' }, 'other-2');
    expect((await start({ name: 'c2', code: 'K-1' }, 'other')).body.code).toBe('keyReused');
    const withdraw = (code: string) =>
      rig.call({ method: 'POST', url: `${PROJECTS}/${code}/withdraw`, body: { reason: 'x' }, key: 'w' });
    expect((await withdraw('K-1')).status).toBe(200);
    expect((await withdraw('K-2')).status).toBe(422);
    expect((await rig.call({ url: `${PROJECTS}/K-2` })).body.status).toBe('active');
  });

  test('sent twice at once happens once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => start({ name: 'at once' }, 'at-once')));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.code)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.command.replayed)).toHaveLength(1);
    const { body } = await rig.call({ url: `${PROJECTS}?q=${encodeURIComponent('at once')}` });
    expect(body.total).toBe(1);
  });

  test('two keys at once for one code: one starts it, the other is told that it exists', async () => {
    const answers = await Promise.all(['one', 'two'].map(key => start({ name: key, code: 'RACE' }, key)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('belongs to its person: two people may use the same one', async () => {
    const mine = await start({ name: 'mine' }, 'shared');
    await rig.ledger.commit([person('leader', 'office', { roles: ['leader', 'coordinator'] })]);
    const yours = await start({ name: 'yours' }, 'shared', 'leader');
    expect([mine.status, yours.status]).toEqual([201, 201]);
    expect(mine.body.code).not.toBe(yours.body.code);
  });

  test('of a refused command may be used again for the right one', async () => {
    const wrong = await start(
      { name: 'x', stage: 'signing', milestones: { signing: { actual: '2027-01-01' } } },
      'mend',
    );
    expect(wrong.body.code).toBe('dateInFuture');
    const right = await start(
      { name: 'x', stage: 'signing', milestones: { signing: { actual: '2026-01-01' } } },
      'mend',
    );
    expect(right.status).toBe(201);
  });

  test('passes over a code somebody chose by hand', async () => {
    const { body } = await start({ name: 'before' }, 'n-1');
    const number = Number(body.code.slice(-4));
    await start({ name: 'by hand', code: `P-2026-${String(number + 1).padStart(4, '0')}` }, 'n-2');
    expect((await start({ name: 'after' }, 'n-3')).body.code).toBe(`P-2026-${String(number + 2).padStart(4, '0')}`);
  });
});

describe('pages', () => {
  test('neither repeat nor lose a project that was there, whatever comes in between', async () => {
    const start = (code: string) => rig.call({ method: 'POST', url: PROJECTS, body: { name: code, code } });
    for (let n = 10; n < 30; n += 1) await start(`M-${n}`);
    const seen: string[] = [];
    let cursor: string | null = null;
    let added = 0;
    do {
      const next: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body } = await rig.call({ url: `${PROJECTS}?limit=6${next}` });
      seen.push(...body.items.map(({ code }: { code: string }) => code));
      cursor = body.next;
      // One before the page's end and one far behind it.
      await start(`A-${(added += 1)}`);
      await start(`Z-${added}`);
    } while (cursor !== null);
    const mine = seen.filter(code => code.startsWith('M-'));
    expect(mine).toEqual(Array.from({ length: 20 }, (_, n) => `M-${n + 10}`));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('hold at most what was asked for, and the total of all', async () => {
    const { body } = await rig.call({ url: `${PROJECTS}?limit=3` });
    expect(body.items).toHaveLength(3);
    expect(body.total).toBeGreaterThan(20);
  });
});
