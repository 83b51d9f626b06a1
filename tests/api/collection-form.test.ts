import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { linkWriter } from '../../src/activities/write-links.ts';
import { insertLinks } from '../../src/ledger/links.ts';
import { readers } from '../../src/ledger/mail-data/people.ts';
import { at, makeCalendar, makeEnvelope, makeProblemFacts, makeProjectFacts } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

const OPENS = '2026-11-24 09:00';
const MEETING = 'weekly/2026-11-30';
const HELD = 'weekly/2026-11-23';
const SIGNED = { type: 'start', stage: 'signing', actuals: { signing: '2026-09-01' } } as const;
let rig: ApiRig;
let clock = OPENS;

beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
  await commit('meeting', MEETING, { type: 'open' }, '2026-11-23 10:00');
  for (const code of ['P-1', 'P-2', 'P-3']) {
    await commit('project', code, { ...SIGNED, facts: makeProjectFacts({ name: `项目${code}` }) });
  }
  await commit('project', 'P-9', { ...SIGNED, facts: makeProjectFacts({ name: '外地', county: null }) });
  await commit('problem', 'Q-1', { type: 'raise', facts: makeProblemFacts() });
  await commit('problem', 'Q-1', { type: 'assign', leadUnit: 'land', coUnits: ['approvals'] });
  await decided();
  await commit('meeting', MEETING, { type: 'step', slot: 'collection' }, OPENS);
});
beforeEach(() => {
  clock = OPENS;
});
afterAll(() => rig.stop());

/** A meeting before this one, of which two decisions are due. */
async function decided(): Promise<void> {
  await commit('meeting', HELD, { type: 'open' }, '2026-11-16 10:00');
  await commit('meeting', HELD, { type: 'step', slot: 'held' }, '2026-11-23 15:00');
  for (const command of [
    { type: 'attend', person: 'handler', presence: 'present' },
    { type: 'decideItem', text: '调剂用地指标', unit: 'land', due: '2026-11-27' },
    { type: 'decideItem', text: '报批林地', unit: 'land', due: '2026-11-30' },
    { type: 'publishMinutes' },
  ]) {
    await commit('meeting', HELD, command, '2026-11-23 17:00');
  }
}

async function commit(
  kind: 'meeting' | 'project' | 'problem',
  id: string,
  command: object,
  when = '2026-11-23 10:00',
): Promise<void> {
  const via = 'slot' in command ? 'clock' : 'person';
  const [outcome] = await rig.ledger.commit([makeEnvelope(kind, id, command as never, { atMs: at(when), via })]);
  if (!outcome?.ok) throw new Error(`${id}: ${JSON.stringify(outcome)}`);
}

/** As the mail to him has it. */
async function linkTo(person: string): Promise<string> {
  const given = { db: rig.db, ...makeCalendar(), now: () => at(clock), publicUrl: 'https://d.example' };
  const reader = (await readers(rig.db, [person])).get(person);
  const written =
    reader && (await linkWriter(given)).forCollection({ id: MEETING, startMs: at('2026-11-30 15:00') }, reader);
  if (!written) throw new Error(`no link for ${person}`);
  await insertLinks(rig.db, [{ ...written.link, mailId: null }], { madeBy: 'system', atMs: at(clock) });
  return new URL(written.buttons[0]?.href ?? '').pathname;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'same-origin' };
const open = (url: string) => rig.call({ method: 'GET', url, as: null, key: null });
const send = (url: string, form: Record<string, string>) =>
  rig.call({
    ...{ method: 'POST', url, as: null, key: null, headers: FORM },
    payload: String(
      new URLSearchParams({ about: `reportCollection ${MEETING}`, turn: '1', answer: 'report', ...form }),
    ),
  });
const eventsOf = async (id: string): Promise<string[]> =>
  (await rig.db.selectFrom('event').select('type').where('entity_id', '=', id).orderBy('seq').execute()).map(
    ({ type }) => type,
  );
const answers = async () =>
  (
    await rig.db
      .selectFrom('meeting_collection')
      .select('answers')
      .where('meeting_id', '=', MEETING)
      .executeTakeFirstOrThrow()
  ).answers as object[];
const valueOf = (html: string, box: string): string | undefined =>
  new RegExp(`name="${box.replaceAll('.', '\\.')}" value="([^"]*)"`).exec(html)?.[1];

describe('the form of a unit', () => {
  test('has a row for each of its projects and problems, and for nothing of anybody else', async () => {
    const county = (await open(await linkTo('reporter'))).text;
    for (const code of ['P-1', 'P-2', 'P-3']) expect(county).toContain(`name="p.${code}.done"`);
    expect(county).toContain('2026-10 投资未报');
    expect(county).not.toContain('P-9');
    // Its county's problem is shown; its lead answers it.
    expect(county).toContain('Q-1 用地指标未落实');
    expect(county).not.toContain('name="q.Q-1.text"');
    const department = (await open(await linkTo('handler'))).text;
    expect(department).toContain('name="q.Q-1.nextOn"');
    expect(department).not.toContain('P-1');
    const part = (await open(await linkTo('clerk'))).text;
    expect(part).toContain('name="q.Q-1.text"');
    expect(part).not.toContain('name="q.Q-1.nextOn"');
  });

  test('gives the same commands as everywhere, by whoever holds the link, and the answer names them', async () => {
    const path = await linkTo('reporter');
    const before = await rig.rows();
    await open(path);
    expect(await rig.rows()).toEqual(before);
    const row = { 'p.P-1.done': '1,200', 'p.P-1.note': '桩基完成', 'p.P-1.plan': '2026-12-20', 'p.P-1.reason': '雨季' };
    const { status, text } = await send(path, { ...row, 'p.P-2.done': '' });
    expect([status, text]).toEqual([200, expect.stringContaining('已填报 2 项')]);
    expect(text).toContain('P-1 月度投资');
    const money = await rig.db.selectFrom('month_report').selectAll().execute();
    expect(money).toMatchObject([{ project_code: 'P-1', month: '2026-10', done_wan: 1200 }]);
    expect(await eventsOf('P-1')).toEqual(expect.arrayContaining(['reported', 'planRevised']));
    const event = await rig.db
      .selectFrom('event')
      .selectAll()
      .where('entity_id', '=', 'P-1')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow();
    expect(event.actor_id).toBe('reporter');
    expect(event.command_id).toMatch(/^reporter:collect\/[0-9a-f]{16}\/1\/p\.P-1\/revisePlan\/[0-9a-f]{12}$/);
    expect(await answers()).toMatchObject([
      {
        ...{ unitId: 'licheng', noChange: false, by: 'reporter', late: false },
        given: [
          { kind: 'project', id: 'P-1', what: 'report' },
          { id: 'P-1', what: 'revisePlan' },
        ],
      },
    ]);
  });

  test('takes each row whole or not at all, says why at the box, and keeps what was typed', async () => {
    const path = await linkTo('reporter');
    const { status, text } = await send(path, {
      ...{ 'p.P-2.done': '300', 'p.P-2.reached': '2027-05-01' },
      ...{ 'p.P-3.done': '很多', 'new.title': '缺电', 'new.category': 'utilities' },
    });
    expect(status).toBe(400);
    expect(text).toContain('已记入 1 项');
    // A day to come takes the money of its row along.
    expect(text).toMatch(/href="#p\.P-2\.reached"/);
    expect(text).toMatch(/href="#p\.P-3\.done"/);
    expect(valueOf(text, 'p.P-2.done')).toBe('300');
    expect(valueOf(text, 'p.P-3.done')).toBe('很多');
    expect(valueOf(text, 'new.title')).toBe('');
    expect(text).toContain('name="turn" value="2"');
    expect(await eventsOf('P-2')).toEqual(['started', 'stageReached']);
    const raised = await rig.db.selectFrom('problem').selectAll().where('title', '=', '缺电').execute();
    expect(raised).toMatchObject([{ county: '鲤城区', project_code: null }]);

    const mended = await send(path, { turn: '2', 'p.P-2.done': '300', 'p.P-3.done': '40' });
    expect([mended.status, mended.text]).toEqual([200, expect.stringContaining('已填报 2 项')]);
    const again = await send(path, { turn: '1', 'new.title': '缺电', 'new.category': 'utilities' });
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([200, 'true']);
    const kept = await send(path, { turn: '1', 'p.P-2.done': '999' });
    expect([kept.status, valueOf(kept.text, 'p.P-2.done')]).toEqual([409, '999']);
    expect(
      await rig.db.selectFrom('month_report').selectAll().where('project_code', '=', 'P-2').execute(),
    ).toHaveLength(1);
  });

  test('of an old page: what stands is not asked again, what does not is kept and shown, under the next use', async () => {
    const path = await linkTo('reporter');
    const first = { 'new.title': '缺水', 'new.category': 'utilities', 'p.P-3.reached': '2026-11-20', note: '如上' };
    expect((await send(path, first)).status).toBe(200);
    // The same page once more, whose project has moved on meanwhile: it is what was given, and no next milestone.
    const twice = await send(path, first);
    expect([twice.status, twice.headers['idempotent-replayed']]).toEqual([200, 'true']);
    const stages = (await eventsOf('P-3')).filter(type => type === 'stageReached');
    expect((await send(path, { answer: 'noChange' })).headers['idempotent-replayed']).toBe('true');

    const rows = { ...first, note: '另有一事', 'new.detail': '厂区二期', 'p.P-9.note': '已调走的项目' };
    const before = await rig.rows();
    const kept = await send(path, rows);
    expect(kept.status).toBe(409);
    expect(await rig.rows()).toEqual(before);
    expect(kept.text).toContain('下面保留的是您填写而尚未记入的内容');
    expect(kept.text).toContain('P-9 进展说明 已不在您的填报范围内，未记入。您填写的是：已调走的项目');
    expect(valueOf(kept.text, 'note')).toBe('另有一事');
    expect(kept.text).toMatch(/name="new\.detail"[^>]*>\s*厂区二期/);
    expect(valueOf(kept.text, 'p.P-3.reached')).toBe('');
    expect(kept.text).toContain('name="turn" value="2"');
    expect((await send(path, { turn: '2', note: '另有一事' })).status).toBe(200);
    expect((await eventsOf('P-3')).filter(type => type === 'stageReached')).toEqual(stages);
  });

  test('answers for decisions that are due: done, or not done with a reason and a new day', async () => {
    const page = (await open(await linkTo('handler'))).text;
    for (const said of ['待落实的议定事项（2）', '调剂用地指标', '2026-11-27 到期']) expect(page).toContain(said);
    expect((await open(await linkTo('reporter'))).text).not.toContain('调剂用地指标');
    const path = await linkTo('handler');
    const [first, second] = [`d.${HELD}/1`, `d.${HELD}/2`];
    const wrong = await send(path, {
      ...{ [`${first}.standing`]: 'done', [`${second}.standing`]: 'notDone' },
      ...{ [`${second}.why`]: '省厅未批复', [`${second}.until`]: '2026-12-05' },
    });
    expect(wrong.status).toBe(400);
    for (const box of [`${first}.result`, `${second}.until`]) expect(wrong.text).toContain(`href="#${box}"`);
    expect(valueOf(wrong.text, `${second}.until`)).toBe('2026-12-05');
    const { status, text } = await send(path, {
      ...{ [`${first}.standing`]: 'done', [`${first}.result`]: '指标已下达' },
      ...{ [`${second}.standing`]: 'notDone', [`${second}.why`]: '省厅未批复', [`${second}.until`]: '2026-12-04' },
    });
    expect([status, text]).toEqual([200, expect.stringContaining('已填报 2 项')]);
    for (const said of [`${HELD} · 1 议定事项办结`, `${HELD} · 2 议定事项改报`]) expect(text).toContain(said);
    const rows = await rig.db.selectFrom('meeting_decision').selectAll().orderBy('no').execute();
    expect(rows).toMatchObject([
      { done_on: '2026-11-24', result: '指标已下达' },
      { done_on: null, postponed_to: '2026-12-04', miss_reason: '省厅未批复', due_on: '2026-11-30' },
    ]);
    expect(await answers()).toContainEqual(
      expect.objectContaining({
        unitId: 'land',
        given: [
          { kind: 'meeting', id: HELD, part: 2, what: 'postponeDecision' },
          { kind: 'meeting', id: HELD, part: 1, what: 'reportDecision' },
        ].sort((a, b) => a.part - b.part),
      }),
    );
    const left = (await open(await linkTo('handler'))).text;
    expect([left.includes('调剂用地指标'), left.includes('已改报 2026-12-04')]).toEqual([false, true]);
  });

  test('pressed twice at once is given once', async () => {
    const path = await linkTo('handler');
    const form = { 'q.Q-1.text': '已报市局', 'q.Q-1.nextOn': '2026-11-27' };
    const both = await Promise.all([1, 2].map(() => send(path, form)));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await eventsOf('Q-1')).filter(type => type === 'answered')).toHaveLength(1);
    expect((await answers()).filter(each => (each as { unitId: string }).unitId === 'land')).toHaveLength(1);
  });

  test('begun and lost on the way is finished by the next press, and nothing is doubled', async () => {
    const path = await linkTo('clerk');
    const form = { 'q.Q-1.text': '已会审' };
    const real = rig.gateway.send.bind(rig.gateway);
    rig.gateway.send = (envelope => {
      if (envelope.kind === 'meeting') throw new Error('lost');
      return real(envelope);
    }) as typeof real;
    expect((await send(path, form)).status).toBe(500);
    rig.gateway.send = real;
    expect((await send(path, form)).text).toContain('已填报 1 项');
    expect((await eventsOf('Q-1')).filter(type => type === 'partAnswered')).toHaveLength(1);
  });

  test('lost on the way and filled in again with something else, both are given', async () => {
    const path = await linkTo('reporter');
    const real = rig.gateway.send.bind(rig.gateway);
    rig.gateway.send = (envelope => {
      if (envelope.kind === 'meeting') throw new Error('lost');
      return real(envelope);
    }) as typeof real;
    expect((await send(path, { 'new.title': '路未通', 'new.category': 'infrastructure' })).status).toBe(500);
    rig.gateway.send = real;
    const again = await send(path, { 'new.title': '桥未通', 'new.category': 'infrastructure' });
    expect(again.text).toContain('已填报 2 项');
    const raised = await rig.db
      .selectFrom('problem')
      .select('title')
      .where('title', 'in', ['路未通', '桥未通'])
      .execute();
    expect(raised).toHaveLength(2);
  });

  test('empty says so; a box of somebody else’s is not taken', async () => {
    const path = await linkTo('reporter');
    expect((await send(path, {})).text).toContain('没有填写任何内容');
    const other = await send(path, { 'p.P-9.done': '5', 'q.Q-1.text': '代答' });
    expect(other.status).toBe(400);
    expect(other.text).toContain('P-9 本月完成投资 已不在您的填报范围内');
    expect(await eventsOf('P-9')).not.toContain('reported');
  });

  test('is text and nothing else, whatever somebody typed', async () => {
    const said = '"><script>alert(1)</script>';
    const { text } = await send(await linkTo('reporter'), {
      'p.P-1.done': said,
      'new.title': said,
      note: said.repeat(20),
    });
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
  });

  test('after the freeze is taken and marked as late; once the meeting has begun it is not', async () => {
    await commit('meeting', MEETING, { type: 'step', slot: 'collectionReminder' }, '2026-11-26 10:00');
    await commit('meeting', MEETING, { type: 'step', slot: 'freeze' }, '2026-11-26 17:00');
    clock = '2026-11-27 09:00';
    const path = await linkTo('reporter');
    expect((await open(path)).text).toContain('收集已于此时截止');
    clock = '2026-11-30 15:00';
    const over = await send(path, { 'p.P-1.note': '太晚' });
    expect([over.status, over.text]).toEqual([409, expect.stringContaining('会议已经开始')]);
    // What was typed is shown, to be taken along.
    expect(over.text).toContain('您填写的以下内容没有记入');
    expect(over.text).toMatch(/P-1 进展说明<\/dt><dd[^>]*>太晚/);
  });
});

describe('a county of two hundred projects', () => {
  test('has all of them on one page, folded, and sends them back at once', async () => {
    const codes = Array.from({ length: 200 }, (_, index) => `M-${index}`);
    for (const code of codes) {
      await commit('project', code, { ...SIGNED, facts: makeProjectFacts({ name: `大县项目${code}` }) });
    }
    clock = '2026-11-27 10:00';
    const path = await linkTo('reporter');
    const page = await open(path);
    expect(page.text.match(/<details/g)?.length).toBe(209);
    expect(page.text).not.toContain('<details open');
    expect(page.bytes.length).toBeLessThan(700_000);
    const note = '进展顺利，已完成主体结构施工。'.repeat(4);
    const form = Object.fromEntries(
      codes.flatMap((code, index) => [
        [`p.${code}.done`, String(index + 1)],
        [`p.${code}.note`, note],
        ...['toDate', 'reached', 'plan', 'reason'].map(name => [`p.${code}.${name}`, '']),
      ]),
    );
    const sent = await send(path, form);
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining('已填报 200 项')]);
    expect((await rig.db.selectFrom('month_report').select('month').execute()).length).toBeGreaterThanOrEqual(200);
  });
});

describe('the form of a meeting that is moved far ahead', () => {
  test('lives on to its new day, and is in time until its new freeze', async () => {
    clock = '2026-11-27 10:00';
    const path = await linkTo('reporter');
    // The week it goes to must have room.
    await commit('meeting', 'weekly/2026-12-28', { type: 'open' }, '2026-11-27 10:30');
    await commit('meeting', 'weekly/2026-12-28', { type: 'cancel', reason: '并入' }, '2026-11-27 10:40');
    await commit(
      'meeting',
      MEETING,
      { type: 'move', date: '2026-12-30', time: '15:00', reason: '换届' },
      '2026-11-27 11:00',
    );
    // Two weeks and more after the day the mail was written for.
    clock = '2026-12-21 09:00';
    const page = await open(path);
    expect([page.status, page.text.includes('P-1')]).toEqual([200, true]);
    expect((await send(path, { note: '改期后补充' })).status).toBe(200);
    expect(JSON.stringify(await answers())).toContain('改期后补充');
  });
});
