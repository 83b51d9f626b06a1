import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { createRender } from '../../src/activities/render-mails.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { deliverRound } from '../../src/mail/deliver.ts';
import type { Sender } from '../../src/mail/sender.ts';
import ExcelJS from 'exceljs';
import { at, MAIL_FROM, makeCalendar, makeEnvelope, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

// From a meeting that was held to its bulletin, by the routes a coordinator uses and the sender that a worker runs.

let rig: ApiRig;
const MEETING = '/api/v1/meetings/weekly/2026-11-30';
const post = (url: string, body: unknown = {}, more: object = {}) => rig.call({ method: 'POST', url, body, ...more });
const minutes = (name: string, body: unknown = {}, more: object = {}) => post(`${MEETING}/minutes/${name}`, body, more);

beforeAll(async () => {
  rig = await startApi();
  const other = { name: '南安市', kind: 'county', county: '南安市' };
  expect((await rig.call({ method: 'PUT', url: '/api/v1/units/nanan', body: other, as: 'admin' })).status).toBe(200);
  for (const [code, county] of [
    ['W-1', '鲤城区'],
    ['W-2', '南安市'],
  ]) {
    const body = { code, title: `缺地${code}`, county, category: 'land', source: 'meeting' };
    expect((await post('/api/v1/problems', body)).status).toBe(201);
  }
  for (const [code, county] of [
    ['P-1', '鲤城区'],
    ['P-2', '南安市'],
  ]) {
    const body = { code, name: `项目${code}`, county, stage: 'negotiation' };
    expect((await post('/api/v1/projects', body)).status).toBe(201);
  }
  expect((await post('/api/v1/series/weekly/trigger')).status).toBe(200);
});
afterAll(() => rig.stop());

async function hold(): Promise<void> {
  const held = makeEnvelope(
    'meeting',
    'weekly/2026-11-30',
    { type: 'step', slot: 'held' },
    { atMs: at('2026-11-30 09:00') },
  );
  expect(await rig.ledger.commit([{ ...held, via: 'clock' }])).toMatchObject([{ ok: true }]);
}

/** What would stand on the wire, by recipient. */
async function delivered() {
  const now = () => at(NOW);
  const wire = new Map<string, Buffer>();
  const smtp: Sender = {
    ...{ from: MAIL_FROM, maxSendMs: 1_000, close: () => Promise.resolve() },
    async send(mail, turn) {
      if (!turn.begin() || !(await turn.mark())) return { kind: 'notBegun' };
      wire.set(mail.to.address, composeMessage(mail, MAIL_FROM));
      return { kind: 'sent', reply: '250 ok' };
    },
  };
  const render = createRender({
    db: rig.db,
    clock: makeCalendar().clock,
    table: makeCalendar().table,
    now,
    from: MAIL_FROM,
    publicUrl: 'https://d.example',
  });
  await deliverRound({ outbox: createOutbox({ db: rig.db, now }), smtp, render, now }, { limit: 100 });
  return wire;
}

describe('the minutes of a meeting', () => {
  test('are there for no meeting that was not held', async () => {
    expect(await minutes('attend', { person: 'handler', presence: 'present' })).toMatchObject({ status: 409 });
    expect(await rig.call({ url: `${MEETING}/minutes/document` })).toMatchObject({ status: 404 });
    await hold();
    await delivered();
  });

  test('say who was there, what became of the items, and what was decided; nobody else writes them', async () => {
    expect(await minutes('publish')).toMatchObject({ status: 409, body: { code: 'attendanceMissing' } });
    expect((await minutes('attend', { person: 'handler', presence: 'present' })).status).toBe(200);
    expect((await minutes('attend', { person: 'reporter', presence: 'represented' })).body.code).toBe('required');
    const decision = { text: '调剂用地指标120亩', unit: 'land', due: '2026-12-11' };
    expect((await minutes('decide', { ...decision, due: '2026-12-12' })).body.code).toBe('notAWorkingDay');
    expect((await minutes('decide', decision)).body.decisions).toMatchObject([{ no: 1, unitName: expect.any(String) }]);
    for (const as of ['handler', 'leader', 'inspector'] as const) {
      expect((await minutes('publish', {}, { as })).status).toBe(403);
    }
  });

  test('come as a document: a draft, and published', async () => {
    const draft = await rig.call({ url: `${MEETING}/minutes/document` });
    expect(draft.headers['content-type']).toBe(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    );
    expect(draft.headers['content-disposition']).toBe('attachment; filename="minutes-weekly-2026-11-30.docx"');
    expect((await minutes('publish')).body).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const final = await rig.call({ url: `${MEETING}/minutes/document` });
    const again = await rig.call({ url: `${MEETING}/minutes/document`, as: 'leader' });
    expect(final.bytes.equals(draft.bytes)).toBe(false);
    expect(final.bytes.equals(again.bytes)).toBe(true);
    expect((await rig.call({ url: `${MEETING}/minutes/document`, as: 'handler' })).status).toBe(403);
  });
});

describe('the bulletin', () => {
  let wire: Map<string, Buffer>;
  beforeAll(async () => {
    wire = await delivered();
  });
  const mails = async () =>
    rig.db
      .selectFrom('mail')
      .select(['person_id', 'state', 'to_address'])
      .where('slot', 'like', '%/bulletin')
      .execute();

  test('goes once to who attends, who carries something out, leaders and coordinators', async () => {
    const states = async () => (await mails()).map(({ person_id, state }) => `${person_id} ${state}`).sort();
    // Of the unit that carries something out one has no address, and the outbox says so.
    const once = ['coordinator sent', 'handler sent', 'leader sent', 'offline failed', 'reporter sent'];
    expect(await states()).toEqual(once);
    expect((await minutes('publish')).status).toBe(200);
    expect(await states()).toEqual(once);
  });

  test('brings the minutes, and the ledgers of problems and projects as far as its reader may read them', async () => {
    const address = async (id: string) => (await mails()).find(mail => mail.person_id === id)?.to_address ?? '';
    const seen = async (id: string) => PostalMime.parse(wire.get(await address(id)) ?? Buffer.alloc(0));
    const [leader, reporter] = [await seen('leader'), await seen('reporter')];
    expect(leader.subject).toBe('【周调度】通报：周调度 11月30日（星期一），议定 1 项');
    expect(leader.text).toContain('调剂用地指标120亩');
    expect(leader.html).toContain('调剂用地指标120亩');
    expect(leader.attachments.map(({ filename }) => filename)).toEqual([
      '周调度纪要 2026-11-30.docx',
      '问题台账 2026-11-23.xlsx',
      '项目台账 2026-11-23.xlsx',
    ]);
    expect(leader.text).toContain('您可以查看的问题台账和项目台账见附件');
    const document = await rig.call({ url: `${MEETING}/minutes/document` });
    for (const { attachments } of [leader, reporter]) {
      expect(Buffer.from(attachments[0]?.content as ArrayBuffer).equals(document.bytes)).toBe(true);
    }
    const codes = async ({ attachments }: typeof leader, no = 1) => {
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(attachments[no]?.content as ArrayBuffer);
      const texts: string[] = [];
      book.worksheets[0]?.eachRow(row => row.eachCell(cell => texts.push(cell.text)));
      return texts.filter(each => /^[WP]-\d$/.test(each));
    };
    expect(await codes(leader)).toEqual(['W-1', 'W-2']);
    // A reporter of 鲤城区 reads that county's.
    expect(await codes(reporter)).toEqual(['W-1']);
    expect([await codes(leader, 2), await codes(reporter, 2)]).toEqual([['P-1', 'P-2'], ['P-1']]);
  });

  test('keeps each file once, and a mail that is sent again carries the same bytes', async () => {
    const kept = await rig.db.selectFrom('mail_file').select('sha256').execute();
    const distinct = new Set((await rig.db.selectFrom('mail').select('person_id').execute()).map(row => row.person_id));
    expect(kept.length).toBeLessThan(2 * distinct.size);
    const row = (await mails()).find(each => each.person_id === 'leader');
    const before = wire.get(row?.to_address ?? '');
    await rig.db
      .updateTable('mail')
      .set({ state: 'pending', lease_until: null })
      .where('slot', 'like', '%/bulletin')
      .where('person_id', '=', row?.person_id ?? '')
      .execute();
    const again = (await delivered()).get(row?.to_address ?? '');
    expect(again?.equals(before as Buffer)).toBe(true);
  });
});
