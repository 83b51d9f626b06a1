import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT_COMMANDS } from '../../src/contract/schemas/index.ts';
import { makeEnvelope, person } from '../support/make.ts';
import { projectCalls, PROJECTS, told } from './project-calls.ts';
import { startApi, type ApiRig, type Call } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const { signed, give, read } = projectCalls(() => rig);
const CONTRACT = { kind: '合同文本', on: '2026-04-28' };

describe('each command', () => {
  beforeAll(async () => {
    await signed('C-1', { agreement: 'intent', path: 'foreign' });
    await signed('C-2');
    const experts = ['e1', 'e2', 'e3', 'e4'];
    await rig.ledger.commit(experts.map(id => person(id, 'approvals', { roles: [] })));
    const define = { type: 'define', fields: ['新材料'], firms: [], active: true } as const;
    await rig.ledger.commit(experts.map(id => makeEnvelope('expert', id, define)));
    const policy = { title: '补助', unitId: 'land', offer: '补助', validFrom: '2026-01-01', validTo: null };
    await rig.ledger.commit([makeEnvelope('policy', 'H-1', { type: 'define', ...policy })]);
  });

  /** In an order in which all of them are taken; the event each causes. */
  const COMMANDS: [keyof typeof PROJECT_COMMANDS, object, string, Partial<Call>][] = [
    ['prove', { stage: 'signing', evidence: [CONTRACT] }, 'proved', {}],
    ['waive', { stage: 'landing', kind: '外商投资信息报告', reason: '报告在办' }, 'waived', { as: 'leader' }],
    ['move-path', { path: 'service', reason: '改为服务业' }, 'pathMoved', {}],
    ['upgrade', { agreement: 'contract', on: '2026-10-01', investmentWan: 150_000 }, 'agreementUpgraded', {}],
    ['plan-year', { year: 2026, amountWan: 36_200 }, 'yearPlanned', {}],
    ['report', { month: '2026-10', doneWan: 3_200, toDateWan: 41_000 }, 'reported', {}],
    ['correct-report', { month: '2026-10', doneWan: 3_100, reason: '多报' }, 'reportCorrected', {}],
    ['arrive', { on: '2026-10-12', currency: 'USD', amount: '1250000.50' }, 'capitalArrived', {}],
    ['correct-arrival', { number: 1, amount: '1250000.55', reason: '汇兑单' }, 'arrivalCorrected', {}],
    ['enter-statistics', { on: '2026-11-01' }, 'statisticsEntered', {}],
    ['due-capital', { on: '2026-12-31', currency: 'USD', amount: '5000000' }, 'capitalDue', {}],
    ['correct-due', { number: 1, on: '2027-03-31', reason: '补充协议' }, 'dueCorrected', {}],
    ['ask-review', { reviewers: ['e1', 'e2', 'e3'] }, 'reviewAsked', {}],
    ['recuse-reviewer', { reviewer: 'e1', reason: '曾任顾问', instead: 'e4' }, 'reviewerRecused', {}],
    ['give-opinion', { reviewer: 'e2', verdict: 'recommend', reason: '好' }, 'opinionGiven', {}],
    ['conclude-review', { outcome: 'cancelled', reason: '材料不齐' }, 'reviewConcluded', {}],
    ['promise', { policy: 'H-1', text: '设备补助', amountWan: 300, dueOn: '2027-06-30' }, 'promised', {}],
    ['keep-promise', { number: 1, on: '2026-11-23', amountWan: 100 }, 'promiseKept', {}],
    ['end-promise', { number: 1, outcome: 'broken', reason: '预算取消' }, 'promiseEnded', {}],
    ['remove', { reason: '六个月没有进展' }, 'removed', {}],
    ['restore', { reason: '恢复投资' }, 'restored', {}],
    ['merge', { into: 'C-2', reason: '重复登记' }, 'mergedInto', {}],
  ];
  test.each(COMMANDS)('%s happens once; the same key again does nothing', async (name, body, event, more) => {
    const key = `once-${name}`;
    const first = await give('C-1', name, body, { key, ...more });
    expect([first.status, first.body.command]).toEqual([
      200,
      expect.objectContaining({ events: [event], replayed: false }),
    ]);
    const before = [await rig.rows(), await read('C-1'), await read('C-1/money')];
    const again = await give('C-1', name, body, { key, ...more });
    expect(again.status).toBe(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body.command).toEqual({ ...first.body.command, replayed: true });
    expect([await rig.rows(), await read('C-1'), await read('C-1/money')]).toEqual(before);
    const other = await give('C-2', name, body, { key, ...more });
    expect(told(other).slice(0, 2)).toEqual([422, 'keyReused']);
  });

  test('is tried here, unless it is older than this file', () => {
    const older = ['advance', 'revise-plan', 'pause', 'resume', 'withdraw', 'correct'];
    expect([...older, ...COMMANDS.map(([name]) => name)].sort()).toEqual(Object.keys(PROJECT_COMMANDS).sort());
  });

  test('of a project nobody knows is told so', async () => {
    for (const [name, body, , more] of COMMANDS)
      expect(told(await give('NONE', name, body, more))).toEqual([404, 'notFound', 'code', 'NONE']);
  });
});

describe('papers and gates', () => {
  test('what is missing is listed, found and waived by a leader only', async () => {
    await signed('G-1', { path: 'foreign' });
    expect((await read('G-1')).missingEvidence).toEqual(['signing:合同文本']);
    const waiver = { stage: 'signing', kind: '合同文本', reason: '原件在省厅' };
    for (const as of ['coordinator', 'handler', 'inspector', 'admin'] as const)
      expect(told(await give('G-1', 'waive', waiver, { as }))).toEqual([403, 'notAllowed', 'actor', as]);
    expect(told(await give('G-1', 'waive', { ...waiver, kind: '合影' }, { as: 'leader' }))).toEqual([
      422, 'evidenceNotAsked', 'kind', '合影',
    ]); // prettier-ignore
    expect((await give('G-1', 'waive', waiver, { as: 'leader' })).body.milestones.signing.waivers).toEqual([
      { kind: '合同文本', reason: '原件在省厅', by: 'leader', on: '2026-11-23' },
    ]);
    expect(told(await give('G-1', 'waive', waiver, { as: 'leader' }))).toEqual([
      409,
      'evidenceThere',
      'kind',
      '合同文本',
    ]);
    const listed = async (query: string) =>
      (await rig.call({ url: `${PROJECTS}?${query}` })).body.items.map(({ code }: { code: string }) => code);
    expect(await listed('missingEvidence=false')).toContain('G-1');
    expect(await listed('missingEvidence=true')).not.toContain('G-1');
    expect(await listed('path=foreign')).toEqual(['G-1']);
  });

  test('a locked gate says what it asks for, in both languages, and opens for it', async () => {
    await signed('G-2', { path: 'foreign' });
    const closed = await give('G-2', 'advance', { to: 'landing', on: '2026-10-01' }, { lang: 'zh-CN' });
    expect(told(closed)).toEqual([409, 'gateClosed', 'evidence', null]);
    expect(closed.body.detail).toContain('外商投资信息报告');
    const bare = { to: 'landing', on: '2026-10-01', evidence: [{ kind: '外商投资信息报告' }] };
    const lacking = await give('G-2', 'advance', bare, { lang: 'zh-CN' });
    expect(told(lacking)).toEqual([422, 'evidenceIncomplete', 'evidence[0].number', null]);
    expect(lacking.body.detail).toContain('文号');
    const evidence = [{ kind: '外商投资信息报告', number: 'W-7' }];
    expect((await give('G-2', 'advance', { ...bare, evidence })).body.stage).toBe('landing');
  });

  test('another path names the field the body has', async () => {
    await signed('G-3');
    expect(told(await give('G-3', 'move-path', { path: 'spa', reason: 'r' }))).toEqual([
      422,
      'pathUnknown',
      'path',
      'spa',
    ]);
    expect(told(await give('G-3', 'move-path', { path: 'standard', reason: 'r' }))).toEqual([
      422, 'pathUnchanged', 'path', 'standard',
    ]); // prettier-ignore
    const start = { name: 'x', path: 'spa' };
    expect(told(await rig.call({ method: 'POST', url: PROJECTS, body: start }))).toEqual([
      422,
      'pathUnknown',
      'path',
      'spa',
    ]);
  });

  test('a plan before the signing, and a revision without a reason, are refused', async () => {
    const early = {
      name: 'x',
      stage: 'signing',
      milestones: { signing: { actual: '2026-04-28' }, landing: { plan: '2026-04-27' } },
    };
    expect(told(await rig.call({ method: 'POST', url: PROJECTS, body: early }))).toEqual([
      422, 'planBeforeSigning', 'milestones.landing', '2026-04-27',
    ]); // prettier-ignore
    await signed('G-4', { stage: 'lead', milestones: { signing: { plan: '2027-03-01' } } });
    const revise = { stage: 'landing', date: '2027-02-28', reason: 'r' };
    expect(told(await give('G-4', 'revise-plan', revise))).toEqual([422, 'planBeforeSigning', 'date', '2027-02-28']);
    expect(told(await give('G-4', 'revise-plan', { stage: 'landing', date: '2027-04-01' }))).toEqual([
      400, 'required', 'reason', null,
    ]); // prettier-ignore
  });
});

describe('counted once', () => {
  const start = (body: object) => rig.call({ method: 'POST', url: PROJECTS, body });

  test('a likely duplicate is refused, unless somebody says why it is none', async () => {
    await signed('D-1', { name: '储能中心' });
    const twin = { code: 'D-2', name: '储能 中心', county: '南安市' };
    const refused = await rig.call({ method: 'POST', url: PROJECTS, body: twin, lang: 'zh-CN' });
    expect(told(refused)).toEqual([409, 'likelyDuplicate', 'name', '储能中心']);
    expect(refused.body.errors[0].params).toEqual({ code: 'D-1', county: '南安市' });
    expect(refused.body.detail).toContain('D-1');
    const distinctFrom = { codes: ['D-1'], reason: '二厂，另一法人' };
    expect((await start({ ...twin, distinctFrom })).status).toBe(201);
    const { items } = (await rig.call({ url: `${PROJECTS}/D-2/events` })).body;
    expect(items[0]).toMatchObject({ type: 'started', data: { distinctFrom } });
    expect(told(await start({ ...twin, code: 'D-3', distinctFrom: { codes: ['D-1'] } }))).toEqual([
      400, 'required', 'distinctFrom.reason', null,
    ]); // prettier-ignore
  });

  test('a merge shows on both sides, and the merged one refuses what it cannot do', async () => {
    await signed('D-4');
    await signed('D-5');
    expect((await give('D-4', 'merge', { into: 'D-5', reason: '重复' })).body).toMatchObject({
      status: 'merged',
      mergedInto: 'D-5',
    });
    expect((await read('D-5')).merged).toEqual([{ code: 'D-4', name: 'D-4' }]);
    expect(told(await give('D-4', 'report', { month: '2026-10', doneWan: 1 }))).toEqual([
      409,
      'projectMerged',
      'code',
      'D-4',
    ]);
    expect(told(await give('D-5', 'merge', { into: 'D-4', reason: 'r' }))).toEqual([
      422,
      'otherHasLeft',
      'into',
      'D-4',
    ]);
    expect(told(await give('D-5', 'merge', { into: 'D-5', reason: 'r' }))).toEqual([
      422,
      'mergeIntoItself',
      'into',
      'D-5',
    ]);
    expect(told(await give('D-5', 'merge', { into: 'NONE', reason: 'r' }))).toEqual([
      422,
      'projectNotFound',
      'into',
      'NONE',
    ]);
    for (const [name, body] of [
      ['merge', { into: 'D-1', reason: 'r' }],
      ['remove', { reason: 'r' }],
    ] as const)
      expect(told(await give('D-5', name, body, { as: 'handler' }))).toEqual([403, 'notAllowed', 'actor', 'handler']);
  });

  test('enlargements and phases hang on their parent, which shows them', async () => {
    await signed('D-6');
    const child = (code: string, parent: object, more: object = {}) =>
      start({ code, name: code, investmentYi: '1.5', parent: { code: 'D-6', ...parent }, ...more });
    expect((await child('D-7', { relation: 'phase', phase: 2 })).status).toBe(201);
    expect((await child('D-8', { relation: 'enlargement' })).status).toBe(201);
    expect(told(await child('D-9', { relation: 'phase', phase: 2 }))).toEqual([409, 'phaseTaken', 'parent.phase', 2]);
    expect(told(await child('D-9', { relation: 'phase' }))).toEqual([400, 'required', 'parent.phase', null]);
    expect(told(await child('D-9', { relation: 'enlargement', phase: 3 }))).toEqual([
      422, 'phaseOfEnlargement', 'parent.phase', 3,
    ]); // prettier-ignore
    expect(told(await child('D-9', { code: 'NONE', relation: 'enlargement' }))).toEqual([
      422, 'projectNotFound', 'parent.code', 'NONE',
    ]); // prettier-ignore
    const { children, investmentWan } = await read('D-6');
    expect(children).toEqual([
      {
        code: 'D-7',
        name: 'D-7',
        relation: 'phase',
        phase: 2,
        stage: 'lead',
        status: 'active',
        investmentWan: 15_000,
        investmentYi: '1.5',
      },
      {
        code: 'D-8',
        name: 'D-8',
        relation: 'enlargement',
        phase: null,
        stage: 'lead',
        status: 'active',
        investmentWan: 15_000,
        investmentYi: '1.5',
      },
    ]);
    expect(investmentWan).toBe(138_000);
    const { items } = (await rig.call({ url: `${PROJECTS}?parent=D-6` })).body;
    expect(items.map(({ code }: { code: string }) => code)).toEqual(['D-7', 'D-8']);
  });

  test('a second signing is refused with the day of the first', async () => {
    await signed('D-10');
    const again = await give('D-10', 'advance', { to: 'signing', on: '2026-11-01' }, { lang: 'zh-CN' });
    expect(told(again)).toEqual([409, 'milestoneCounted', 'to', 'signing']);
    expect(again.body.detail).toContain('2026-04-28');
  });

  test('an upgrade that is none is refused', async () => {
    await signed('D-11', { agreement: 'contract' });
    const upgrade = (body: object) => give('D-11', 'upgrade', { on: '2026-10-01', ...body });
    expect(told(await upgrade({ agreement: 'intent' }))).toEqual([422, 'noUpgrade', 'agreement', 'intent']);
    await start({ code: 'D-12', name: 'D-12' });
    expect(told(await give('D-12', 'upgrade', { agreement: 'contract', on: '2026-10-01' }))).toEqual([
      422, 'notSignedYet', 'agreement', 'contract',
    ]); // prettier-ignore
  });
});
