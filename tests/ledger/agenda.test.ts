import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AgendaItem } from '../../src/domain/meeting/agenda/types.ts';
import type { MeetingCommand } from '../../src/domain/meeting/types.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { agendaOfMeeting, meetingById } from '../../src/ledger/reads/meetings.ts';
import { at, makeEnvelope, makeProblemFacts, makeProjectFacts, makeSeriesFacts } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

const MEETING = 'weekly/2026-11-30';
const COMPOSED_MS = at('2026-11-27 10:00');

describe.each(DATABASES)('the agenda of a meeting on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
  });
  afterAll(() => databases?.stop());
  beforeEach(async () => {
    office = await openLedger(databases);
    const facts = makeSeriesFacts({ themes: ['项目落地投产'] });
    await office.give(makeEnvelope('series', 'weekly', { type: 'define', facts }));
    await give('2026-11-23 10:00', { type: 'open' });
  });

  const give = (when: string, command: MeetingCommand, more = {}) =>
    office.give(makeEnvelope('meeting', MEETING, command, { atMs: at(when), ...more }));
  const compose = () => give('2026-11-27 10:00', { type: 'step', slot: 'agenda' }, { via: 'clock' });
  const items = async (): Promise<string[]> =>
    (((await agendaOfMeeting(office.db, MEETING))?.items ?? []) as unknown as AgendaItem[]).map(
      ({ kind, code, title }) => `${kind} ${code ?? title}`,
    );

  async function raise(code: string, { table = false, atMs = at('2026-11-23 10:00') } = {}): Promise<void> {
    const facts = makeProblemFacts({ title: `问题${code}` });
    await office.give(makeEnvelope('problem', code, { type: 'raise', facts }, { atMs }));
    await office.give(makeEnvelope('problem', code, { type: 'assign', leadUnit: 'land' }, { atMs }));
    const tabled = { type: 'table', proposal: '调剂指标', promisedOn: '2026-12-18' } as const;
    if (table) await office.give(makeEnvelope('problem', code, tabled, { atMs }));
  }
  const step = (code: string, command: object, atMs: number) =>
    office.give(makeEnvelope('problem', code, command as never, { atMs, via: 'clock' }));

  test('is gathered from problems, promises, the published colours, the theme and whistles', async () => {
    await raise('Q-tabled', { table: true });
    await raise('Q-closed', { table: true });
    await office.give(makeEnvelope('problem', 'Q-closed', { type: 'withdraw', reason: '重复' }));
    await raise('Q-carried', { table: true });
    await step(
      'Q-carried',
      { type: 'carryOver', meeting: 'x/2026-11-23', startMs: at('2026-11-23 15:00') },
      at('2026-11-23 16:00'),
    );
    await raise('Q-missed');
    await promiseMissed('Q-missed');
    await raise('Q-whistled');
    await whistleTabled('Q-whistled');
    await redProject('P-red');
    expect(await compose()).toMatchObject({ ok: true, result: { events: ['agendaComposed', 'stepDone'] } });
    expect(await items()).toEqual([
      'carried Q-carried',
      'problem Q-tabled',
      'missed Q-missed',
      'red P-red',
      'theme 项目落地投产',
    ]);
    const agenda = await agendaOfMeeting(office.db, MEETING);
    expect(agenda?.held_back).toMatchObject([{ code: 'Q-whistled', unitId: 'land', whistle: 'W-1' }]);
    expect(agenda).toMatchObject({ approved_by: null, sent_as: null, composed_at: new Date(COMPOSED_MS) });
    const theme = (agenda?.items as unknown as AgendaItem[]).at(-1);
    expect(theme?.facts).toMatchObject({ projects: [{ code: 'P-red' }], projectsTotal: 1 });
  });

  async function promiseMissed(code: string): Promise<void> {
    const answer = { type: 'answer', text: '已报', nextOn: '2026-11-24' } as const;
    await office.give(makeEnvelope('problem', code, answer, { atMs: at('2026-11-23 11:00') }));
    const [problem] = await office.ledger.views('problem', [code]);
    for (let next = problem?.view.next; next && next.atMs < COMPOSED_MS;) {
      const told = await step(code, { type: 'remind', slot: next.slot }, next.atMs);
      next = told.ok ? told.view.next : null;
    }
    const rows = await office.db.selectFrom('problem_promise').select('standing').execute();
    expect(rows.map(({ standing }) => standing)).toContain('missed');
  }

  async function whistleTabled(problem: string): Promise<void> {
    const departments = ['land'];
    const place = { county: '鲤城区', topic: '用地', venue: '一楼', on: '2026-11-25', time: '15:00' };
    const blow = { type: 'blow', problem, departments, ...place } as const;
    expect(await office.give(makeEnvelope('whistle', 'W-1', blow, { atMs: at('2026-11-23 11:00') }))).toMatchObject({
      ok: true,
    });
    for (const [slot, when] of [
      ['limit', '2026-11-24 17:30'],
      ['start', '2026-11-25 15:00'],
    ] as const) {
      await office.give(makeEnvelope('whistle', 'W-1', { type: 'step', slot }, { atMs: at(when), via: 'clock' }));
    }
    const hold = { type: 'hold', result: 'tabled', text: '提交周调度', present: departments } as const;
    expect(await office.give(makeEnvelope('whistle', 'W-1', hold, { atMs: at('2026-11-25 17:00') }))).toMatchObject({
      ok: true,
    });
  }

  /** A row of a published edition; how one is published is tested elsewhere. */
  async function redProject(code: string): Promise<void> {
    const facts = makeProjectFacts();
    const start = { type: 'start', facts, stage: 'signing', actuals: { signing: '2026-09-01' } } as const;
    expect(await office.give(makeEnvelope('project', code, start))).toMatchObject({ ok: true });
    const edition = { month: '2026-10', edition: 1 };
    const json = JSON.stringify({});
    await office.db
      .insertInto('colour_edition')
      .values({
        ...{ ...edition, known_on: '2026-11-04', basis: 'days', rules: json, counts: json, changes: '[]', hash: 'x' },
        ...{ reason: null, actor_id: 'coordinator', published_at: new Date() },
      } as never)
      .execute();
    await office.db
      .insertInto('colour_row')
      .values({
        ...{ ...edition, position: 0, subject: 'project', id: code, name: facts.name, county: null, colour: 'red' },
        ...{
          noted: false,
          propose_removal: false,
          rule_id: 'points',
          rule_version: 1,
          because: '[]',
          unmeasured: '[]',
        },
      } as never)
      .execute();
  }

  test('the same command of the clock twice composes once, another one moves nothing', async () => {
    await raise('Q-1', { table: true });
    const envelope = makeEnvelope(
      'meeting',
      MEETING,
      { type: 'step', slot: 'agenda' },
      { atMs: COMPOSED_MS, via: 'clock' },
    );
    const [first, second] = await Promise.all([office.give(envelope), office.give(envelope)]);
    expect([first, second].filter(outcome => outcome?.ok && outcome.replayed)).toHaveLength(1);
    expect(await compose()).toMatchObject({ ok: false, refusal: { code: 'clockStale' } });
    const mails = await office.db.selectFrom('mail').select('person_id').where('kind', '=', 'meeting-agenda').execute();
    expect(mails).toEqual([{ person_id: 'coordinator' }]);
  });

  test('is told to the coordinators, and to whoever has to bring a proposal, on the problem’s own lines', async () => {
    await raise('Q-over', { atMs: at('2026-11-02 10:00') });
    for (
      let next = (await office.ledger.views('problem', ['Q-over']))[0]?.view.next;
      next && next.atMs < COMPOSED_MS;
    ) {
      const command = {
        type: next.slot.startsWith('lead') || next.slot.startsWith('overdue') ? 'overdue' : 'remind',
        slot: next.slot,
      };
      const told = await step('Q-over', command, next.atMs);
      if (!told.ok) throw new Error(JSON.stringify([next, told.refusal]));
      next = told.view.next;
    }
    expect(await compose()).toMatchObject({ ok: true });
    expect(await items()).toEqual(['problem Q-over', 'theme 项目落地投产']);
    const asked = await office.db.selectFrom('mail_item').select('data').where('entity_kind', '=', 'meeting').execute();
    expect(asked.map(({ data }) => data)).toContainEqual({
      problem: 'Q-over',
      what: 'proposalAsked',
      on: '2026-11-30',
    });
  });

  test('takes what a special meeting carried over and is no problem, once, counted', async () => {
    const rhythm = { every: 'once', date: '2026-11-24' } as const;
    const facts = { ...makeSeriesFacts({ themes: [] }), rhythm };
    await office.give(makeEnvelope('series', 'special', { type: 'call', facts }));
    const special = async (when: string, command: MeetingCommand, more = {}) => {
      const envelope = makeEnvelope('meeting', 'special/2026-11-24', command, { atMs: at(when), ...more });
      expect(await office.give(envelope)).toMatchObject({ ok: true });
    };
    await special('2026-11-23 10:00', { type: 'open' });
    await special('2026-11-23 11:00', { type: 'addItem', title: '园区供电' });
    await special('2026-11-23 11:00', { type: 'addItem', title: '招商口径' });
    await special('2026-11-24 17:00', { type: 'step', slot: 'held' }, { via: 'clock' });
    await special('2026-11-24 17:01', { type: 'concludeItem', no: 1, outcome: 'carried' });
    await special('2026-11-24 17:01', { type: 'attend', person: 'coordinator', presence: 'present' });
    await special('2026-11-24 17:02', { type: 'publishMinutes' });
    await compose();
    expect(await items()).toEqual(['carried 园区供电', 'theme 项目落地投产']);
    const [first] = (await agendaOfMeeting(office.db, MEETING))?.items as unknown as AgendaItem[];
    expect(first?.facts.carried).toBe(1);
    const NEXT = 'weekly/2026-12-07';
    await office.give(makeEnvelope('meeting', NEXT, { type: 'open' }, { atMs: at('2026-11-27 11:00') }));
    const again = { type: 'step', slot: 'agenda' } as const;
    await office.give(
      makeEnvelope('meeting', MEETING, { type: 'step', slot: 'held' }, { atMs: at('2026-11-30 17:00'), via: 'clock' }),
    );
    await office.give(makeEnvelope('meeting', NEXT, again, { atMs: at('2026-12-04 10:00'), via: 'clock' }));
    const next = (await agendaOfMeeting(office.db, NEXT))?.items as unknown as AgendaItem[];
    expect(next.map(({ title }) => title)).not.toContain('园区供电');
  });

  test('of a series that is no dispatch has no problems on it', async () => {
    const value = { ...DEFAULT_SETTINGS.problem, dispatchSeries: ['monthly'] };
    const set = { type: 'set', value, validFrom: '2026-11-23', reason: '文件' } as const;
    await office.give(makeEnvelope('setting', 'problem', set, { atMs: at('2026-11-23 10:00') }));
    await raise('Q-1', { table: true });
    await compose();
    expect(await items()).toEqual(['theme 项目落地投产']);
  });

  test('two hundred problems are one row of bounded size, and the rest is counted', async () => {
    const codes = Array.from({ length: 210 }, (_, n) => `Q-${String(n).padStart(3, '0')}`);
    const atMs = at('2026-11-23 10:00');
    const facts = makeProblemFacts({ title: '长'.repeat(200) });
    const proposal = '案'.repeat(2_000);
    for (const command of [
      { type: 'raise', facts },
      { type: 'assign', leadUnit: 'land' },
      { type: 'table', proposal, promisedOn: '2026-12-18' },
    ] as const) {
      await office.ledger.commit(codes.map(code => makeEnvelope('problem', code, command, { atMs })));
    }
    expect(await compose()).toMatchObject({ ok: true });
    const agenda = await agendaOfMeeting(office.db, MEETING);
    expect(agenda?.items).toHaveLength(60);
    expect(agenda?.left_off).toEqual({ problem: 150, theme: 1 });
    expect(JSON.stringify(agenda).length).toBeLessThan(64 * 1024);
  });

  test('what is done to it is read back, and what was skipped with the meeting', async () => {
    await compose();
    await give('2026-11-27 11:00', { type: 'addItem', title: '四季度冲刺', unit: 'land', minutes: 10 });
    expect(await give('2026-11-27 11:00', { type: 'addItem', title: '别的', unit: 'nobody' })).toMatchObject({
      refusal: { code: 'unitNotFound', field: 'unit', value: 'nobody' },
    });
    await give('2026-11-27 11:10', { type: 'approveAgenda' });
    await give('2026-11-27 11:20', { type: 'skipStep', step: 'reminder', reason: '已当面通知' });
    expect(await agendaOfMeeting(office.db, MEETING)).toMatchObject({ approved_by: 'coordinator', minutes: 25 });
    expect(await meetingById(office.db, MEETING)).toMatchObject({
      skipped: [{ step: 'reminder', reason: '已当面通知', by: 'coordinator' }],
    });
  });
});
