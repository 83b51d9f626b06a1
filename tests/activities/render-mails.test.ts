import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRender } from '../../src/activities/render-mails.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import { writeRows } from '../../src/ledger/rows.ts';
import type { Render } from '../../src/mail/deliver.ts';
import { startApi, type ApiRig } from '../api/rig.ts';
import { at, makeCalendar, NOW, person } from '../support/make.ts';
import { putMails } from '../workflows/support/mails.ts';

// What stands in a mail is read from the ledger: names and codes of what concerns the reader.

let rig: ApiRig;
const now = () => at(NOW);
/** Of the intake, and of the lead that has it later. */
const [intake, due] = [at('2026-11-23 17:30'), at('2026-12-02 17:30')];
beforeAll(async () => {
  rig = await startApi();
  const post = async (url: string, body: unknown) => {
    const { status, text } = await rig.call({ method: 'POST', url: `/api/v1/${url}`, body });
    expect({ text, done: status < 300 }).toEqual({ text, done: true });
  };
  const milestones = { signing: { actual: '2026-01-05' }, landing: { plan: '2026-12-02' } };
  await post('projects', { code: 'QZ-1', name: '晶旭半导体', county: '鲤城区', stage: 'signing', milestones });
  await post('problems', { code: 'W-1', title: '缺地', project: 'QZ-1', category: 'land', source: 'meeting' });
  await post('problems', { code: 'W-2', title: '缺电', county: '鲤城区', category: 'utilities', source: 'firm' });
  await post('series/weekly/trigger', {});
});
afterAll(() => rig.stop());

const from = { name: '周调度', address: 'dispatch@example.org', domain: 'example.org' };
const renderAt = (moment: () => number): Render =>
  createRender({
    ...{ db: rig.db, clock: makeCalendar().clock, table: makeCalendar().table, now: moment, from },
    publicUrl: 'https://dispatch.example',
  });
const render: Render = mails => renderAt(now)(mails);

/** The texts of all mails that are due, by person and kind. */
async function rendered(): Promise<Map<string, string>> {
  const { mails } = await createOutbox({ db: rig.db, now }).claim(10, 60_000);
  const made = await render(mails);
  return new Map(
    mails.map(({ id, personId, kind }) => {
      const mail = made.get(id);
      return [`${personId} ${kind}`, mail && 'text' in mail ? mail.text : JSON.stringify(mail)];
    }),
  );
}

const UNRENDERED = { subject: null, body: null, message_id: null, date_ms: null };

/** A digest as the ledger writes it, still without words. */
async function digest(kind: string, entity: [kind: string, id: string], data: object): Promise<void> {
  await putMails(rig.db, [{ id: kind }], now());
  await rig.db
    .updateTable('mail')
    .set({ kind, ...UNRENDERED })
    .where('id', '=', kind)
    .execute();
  const [entity_kind, entity_id] = entity;
  await writeRows(rig.db, 'mail_item', [{ mail_id: kind, entity_kind, entity_id, data }]);
}

/** A mail that is to be rendered once more. */
function claimedAs(personId: string, id: string) {
  const blank = {
    key: '',
    leaseUntil: 0,
    slot: '',
    toName: '',
    toAddress: 'a@x',
    policy: 'resend' as const,
    stored: null,
  };
  return { ...blank, id, personId, attempts: 0, doubts: 0, expiresAt: null, released: false };
}

test('every mail calls projects and problems by code and name', async () => {
  await digest('plan-warning', ['project', 'QZ-1'], { stage: 'landing', plan: '2026-12-02' });
  await digest('problem-overdue', ['problem', 'W-1'], { dueMs: intake });
  const texts = await rendered();
  const reminder = texts.get('reporter meeting-reminder');
  expect(reminder).toContain('1. QZ-1 晶旭半导体');
  expect(reminder).toMatch(/W-1 缺地.*\n +QZ-1 晶旭半导体 · /);
  expect(reminder).toMatch(/W-2 缺电.*\n +鲤城区 · /);
  expect(reminder).toMatch(/本周到期(.|\n)*QZ-1 晶旭半导体/);
  expect(texts.get('handler plan-warning')).toContain('1. QZ-1 晶旭半导体');
  expect(texts.get('handler problem-overdue')).toMatch(/1\. W-1 缺地.*\n +QZ-1 晶旭半导体 · /);
});

describe('the links of an overdue notice', () => {
  const noticeFor = async (personId: string, code: string, kind = 'problem-overdue', data: object = { dueMs: due }) => {
    const id = `o-${personId}-${code}-${kind}`;
    await putMails(rig.db, [{ id }], now());
    const blank = { kind, person_id: personId, ...UNRENDERED };
    await rig.db.updateTable('mail').set(blank).where('id', '=', id).execute();
    await writeRows(rig.db, 'mail_item', [{ mail_id: id, entity_kind: 'problem', entity_id: code, data }]);
    const outbox = createOutbox({ db: rig.db, now });
    const { mails } = await outbox.claim(1, 60_000);
    const mail = (await render(mails)).get(id);
    if (mail && 'pointless' in mail) return { id, links: [], html: '', text: '', pointless: mail };
    if (!mail || 'error' in mail) throw new Error(JSON.stringify(mail));
    const { links = [], unsubscribe: _, ...message } = mail;
    await outbox.storeRendered(
      mails.map(each => ({ ...each, links, message: { ics: null, messageId: '<o@x>', dateMs: 0, ...message } })),
    );
    return { id, links, ...message };
  };

  test('are what the reader can do, in both bodies, and open for him alone', async () => {
    await rig.call({ method: 'POST', url: '/api/v1/problems/W-1/assign', body: { leadUnit: 'land' } });
    const { id, links, html, text } = await noticeFor('handler', 'W-1');
    expect(links.map(({ purpose }) => purpose)).toEqual(['acknowledgeProblem', 'answerProblem', 'askExtension']);
    const answer = links[1];
    expect(answer).toMatchObject({ kind: 'problem', entityId: 'W-1', holder: { person: 'handler' } });
    const address = `https://dispatch.example/l/${answer?.secret}`;
    expect(text).toContain(`答复：${address}\n`);
    expect(html).toContain(`href="${address}"`);
    expect(text).toContain('只供您本人使用一次');
    const page = await rig.call({ url: new URL(address).pathname, as: null });
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('W-1 缺地')]);

    const own = await rig.call({ url: `/api/v1/mails/${id}`, as: 'handler' });
    expect(own.body).toMatchObject({ html, text });
    for (const as of ['coordinator', 'leader'] as const) {
      const { body } = await rig.call({ url: `/api/v1/mails/${id}`, as });
      expect(body.text).toContain('答复：https://dispatch.example/l/…');
      expect(JSON.stringify(body)).not.toContain(answer?.secret);
    }
    // administrators see that a mail left, not what it says
    const { status, text: refusal } = await rig.call({ url: `/api/v1/mails/${id}`, as: 'admin' });
    expect({ status, told: refusal.includes('缺地') }).toEqual({ status: 404, told: false });
    // An extension is asked a working day before at the latest: on the day of the limit no button says otherwise.
    for (const [day, offered] of [
      ['2026-12-01', true],
      ['2026-12-02', false],
    ] as const) {
      const later = renderAt(() => at(`${day} 09:00`))([{ ...claimedAs('handler', id), kind: 'problem-overdue' }]);
      const mail = (await later).get(id);
      const purposes = mail && 'links' in mail ? mail.links?.map(({ purpose }) => purpose) : undefined;
      expect([day, purposes?.includes('answerProblem'), purposes?.includes('askExtension')]).toEqual([
        day,
        true,
        offered,
      ]);
    }
    const listed = await rig.call({ url: '/api/v1/links?problem=W-1' });
    expect(listed.body.items).toHaveLength(3);
    expect(listed.body.items[0]).toMatchObject({ person: 'handler', mail: id, madeBy: 'system', state: 'open' });
  });

  test('are not there for who only watches', async () => {
    const { links, html, text } = await noticeFor('inspector', 'W-1');
    expect(links).toEqual([]);
    expect(`${html}${text}`).not.toMatch(/\/l\/|只供您本人/);
  });

  test('of a problem with several lines stand once, and what has been done is asked of nobody any more', async () => {
    const twice = await noticeFor('handler', 'W-1', 'problem-notice', { what: 'assigned', dueMs: due });
    await writeRows(rig.db, 'mail_item', [
      ...['warned', 'warned', 'toVerify', 'objected'].map(what => {
        return { mail_id: twice.id, entity_kind: 'problem', entity_id: 'W-1', data: { what, dueMs: due } };
      }),
    ]);
    const again = (await render([{ ...claimedAs('handler', twice.id), kind: 'problem-notice' }])).get(twice.id);
    const text = again && 'text' in again ? again.text : JSON.stringify(again);
    expect(text.match(/W-1 缺地/g)).toHaveLength(1);
    expect(text).toContain('时限已用过半');
    expect(text.match(/ 答复：/g)).toHaveLength(1);
    expect(text).not.toMatch(/请核验|异议/);
    const done = await noticeFor('handler', 'W-2', 'problem-notice', { what: 'toVerify', dueMs: due });
    expect(done).toMatchObject({ pointless: { pointless: true, error: expect.stringContaining('has been done') } });
  });

  test('of a limit that was set anew since it was told say the one that runs now', async () => {
    const facts = { code: 'W-8', title: '缺水', county: '鲤城区', category: 'utilities', source: 'firm' };
    await rig.call({ method: 'POST', url: '/api/v1/problems', body: facts });
    await rig.call({ method: 'POST', url: '/api/v1/problems/W-8/assign', body: { leadUnit: 'land' } });
    const { body } = await rig.call({ url: '/api/v1/problems/W-8' });
    const { text } = await noticeFor('handler', 'W-8', 'problem-notice', {
      what: 'assigned',
      dueMs: at('2026-01-05 17:30'),
    });
    expect(text).toContain(`时限 ${body.dueAt.slice(0, 10)} 17:30`);
    expect(text).not.toContain('2026-01-05');
  });

  test('a coordinator reads a copy, or what he is to pass on where the department has nobody to write to', async () => {
    const { text } = await noticeFor('coordinator', 'W-1');
    expect(text).toContain('【抄送，供知悉】1');
    const reach = (address: string | null) =>
      rig.db.updateTable('person').set({ address }).where('id', '=', 'handler').execute();
    await reach(null);
    const unreached = await noticeFor('coordinator', 'W-1', 'problem-paper');
    expect(unreached.text).toContain('【请转告责任单位】1');
    await reach('handler@office.example');
  });

  test('of a look-back are three buttons of one link, which lives as long as its answer is waited for', async () => {
    const post = (url: string, body: unknown, as: 'handler' | 'inspector') =>
      rig.call({ method: 'POST', url: `/api/v1/problems/W-1/${url}`, body, as });
    await post('resolve', { result: '已批复', evidence: [{ kind: '批复' }] }, 'handler');
    await post('verify', { accepted: true }, 'inspector');
    const { links, text } = await noticeFor('coordinator', 'W-1', 'problem-notice', { what: 'lookBack' });
    expect(links).toMatchObject([{ purpose: 'lookBackProblem', expiresMs: at('2027-01-07 00:00') }]);
    const address = `https://dispatch.example/l/${links[0]?.secret}`;
    for (const [word, choice] of [
      ['满意', 'satisfied'],
      ['基本满意', 'basically'],
      ['不满意', 'not'],
    ]) {
      expect(text).toContain(` ${word}：${address}?satisfaction=${choice}\n`);
    }
  });
});

test('what is to be brought to a meeting is asked before it alone, and not of who has brought it', async () => {
  const { id, start_at: start } = await rig.db
    .selectFrom('meeting')
    .select(['id', 'start_at'])
    .where('status', '=', 'planned')
    .executeTakeFirstOrThrow();
  const startMs = start?.getTime() ?? 0;
  const asked = async (mail: string, problem: string, atMs: number): Promise<string> => {
    await putMails(rig.db, [{ id: mail }], now());
    const blank = { kind: 'problem-notice', person_id: 'handler', ...UNRENDERED };
    await rig.db.updateTable('mail').set(blank).where('id', '=', mail).execute();
    const data = { problem, what: 'proposalAsked', on: '2026-01-01' };
    await writeRows(rig.db, 'mail_item', [{ mail_id: mail, entity_kind: 'meeting', entity_id: id, data }]);
    const made = await renderAt(() => atMs)([{ ...claimedAs('handler', mail), kind: 'problem-notice' }]);
    const [told] = made.values();
    return told && 'text' in told ? told.text : JSON.stringify(told);
  };
  const post = (path: string, body: object) => rig.call({ method: 'POST', url: `/api/v1/problems${path}`, body });
  await post('', { code: 'W-7', title: '缺水', county: '鲤城区', category: 'utilities', source: 'firm' });
  await post('/W-7/assign', { leadUnit: 'land' });
  const before = await asked('b-1', 'W-7', startMs - 1);
  expect(before).toMatch(/已列入会议议程，请于会前提出方案和承诺日期(.|\n)*W-7 缺水/);
  expect(before).toContain(`${id.slice(-5, -3)}月`.replace(/^0/, ''));
  expect(await asked('b-2', 'W-7', startMs)).toContain('"pointless":true');
  const tabled = { proposal: '调剂指标', promisedOn: '2026-12-18' };
  expect((await post('/W-7/table', tabled)).status).toBe(200);
  expect(await asked('b-3', 'W-7', startMs - 1)).toContain('"pointless":true');
});

describe('a reader who has gone to another unit since the line was written', () => {
  const written = async (id: string, personId: string, data: object): Promise<string> => {
    await putMails(rig.db, [{ id }], now());
    await rig.db
      .updateTable('mail')
      .set({ kind: 'problem-notice', ...UNRENDERED })
      .where('id', '=', id)
      .execute();
    const line = { mail_id: id, entity_kind: 'problem', entity_id: 'W-9', data, reader_unit_id: 'land' };
    await rig.db.updateTable('mail').set({ person_id: personId }).where('id', '=', id).execute();
    await writeRows(rig.db, 'mail_item', [line]);
    const made = (await render([{ ...claimedAs(personId, id), kind: 'problem-notice' }])).get(id);
    return made && 'text' in made ? 'told' : JSON.stringify(made);
  };

  test('is not asked for what is his old unit’s; who is there still is, and so is who has a part in his new one', async () => {
    const post = async (path: string, body: object): Promise<number> =>
      (await rig.call({ method: 'POST', url: `/api/v1/${path}`, body })).status;
    const facts = { code: 'W-9', title: '缺气', county: '鲤城区', category: 'utilities', source: 'firm' };
    expect(await post('problems', facts)).toBe(201);
    expect(await post('problems/W-9/assign', { leadUnit: 'land', coUnits: ['approvals'] })).toBe(200);
    const moved = (id: string, unitId: string) => rig.ledger.commit([person(id, unitId)]);
    await moved('wei', 'licheng');
    await moved('ming', 'approvals');
    const asked = { what: 'assigned', unit: 'land' };
    expect(await written('m-here', 'handler', asked)).toBe('told');
    expect(await written('m-gone', 'wei', asked)).toContain('"pointless":true');
    expect(await written('m-other', 'ming', asked)).toContain('"pointless":true');
    expect(await written('m-part', 'ming', { what: 'promiseMissed' })).toBe('told');
  });
});
