import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRender } from '../../src/activities/render-mails.ts';
import { linkWriter } from '../../src/activities/write-links.ts';
import { insertLinks } from '../../src/ledger/links.ts';
import { readers } from '../../src/ledger/mail-data/people.ts';
import { at, MAIL_FROM, makeCalendar, makeEnvelope } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

const MEETING = 'weekly/2026-11-30';
let rig: ApiRig;
let clock = '2026-11-23 10:00';

beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
  await post('series/weekly/trigger');
  const held = makeEnvelope('meeting', MEETING, { type: 'step', slot: 'held' }, { atMs: at('2026-11-30 09:00') });
  expect(await rig.ledger.commit([{ ...held, via: 'clock' }])).toMatchObject([{ ok: true }]);
  clock = '2026-11-30 15:00';
  await minutes('attend', { person: 'handler', presence: 'present' });
  for (const text of ['调剂用地指标120亩', '协调供电', '撤销的事项']) {
    expect((await minutes('decide', { text, unit: 'land', due: '2026-12-04' })).status).toBe(200);
  }
  expect((await minutes('publish')).status).toBe(200);
});
afterAll(() => rig.stop());

const post = (path: string, body: unknown = {}) => rig.call({ method: 'POST', url: `/api/v1/${path}`, body });
const minutes = (name: string, body: unknown = {}) => post(`meetings/${MEETING}/minutes/${name}`, body);
const decision = async (no: number) =>
  (await rig.call({ url: `/api/v1/meetings/${MEETING}/minutes` })).body.decisions.find(
    (each: { no: number }) => each.no === no,
  );
const given = () => {
  const { clock: local, table } = makeCalendar();
  const now = () => at(clock);
  return { db: rig.db, clock: local, table, now, from: MAIL_FROM, publicUrl: 'https://dispatch.example' };
};

/** As the mail to him has it. */
async function linkTo(person: string, no: number): Promise<string> {
  const reader = (await readers(rig.db, [person])).get(person);
  if (!reader) throw new Error(`nobody is called ${person}`);
  const asked = { meeting: MEETING, no, dueMs: at('2026-12-04 17:30') };
  const written = (await linkWriter(given())).forDecision(asked, reader);
  if (!written) throw new Error('no link was written');
  const { link, buttons } = written;
  await insertLinks(rig.db, [{ ...link, mailId: null }], { madeBy: 'system', atMs: at(clock) });
  expect(buttons.map(({ choice }) => choice)).toEqual(['done', 'notDone']);
  return new URL(buttons[0]?.href ?? '').pathname;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'same-origin' };
const open = (url: string): Promise<Answer> => rig.call({ method: 'GET', url, as: null, key: null });
const send = (url: string, no: number, form: Record<string, string>): Promise<Answer> =>
  rig.call({
    ...{ method: 'POST', url, as: null, key: null, headers: FORM },
    payload: String(new URLSearchParams({ about: `reportDecision ${MEETING}/${no}`, ...form })),
  });

describe('a decision answered by the link of its mail', () => {
  test('stands in the mail with two buttons, for who owns it', async () => {
    const rows = await rig.db.selectFrom('mail').selectAll().where('slot', '=', `${MEETING}/decisions`).execute();
    const [row] = rows.filter(({ person_id: id }) => id === 'handler');
    if (!row) throw new Error('nothing was written to the handler');
    const mail = {
      ...{ id: row.id, leaseUntil: 0, key: row.dedupe_key, kind: row.kind, slot: row.slot, personId: row.person_id },
      ...{ copyOf: null, toName: row.to_name, toAddress: row.to_address, policy: 'resend' as const, attempts: 0 },
      ...{ doubts: 0, expiresAt: null, released: false, stored: null },
    };
    const rendered = (await createRender(given())([mail])).get(row.id);
    if (!rendered || 'error' in rendered) throw new Error(JSON.stringify(rendered));
    expect(rendered.links?.map(({ purpose, entityId, part }) => [purpose, entityId, part])).toEqual(
      [1, 2, 3].map(no => ['reportDecision', MEETING, no]),
    );
    expect(rendered.text).toMatch(/已办结：https:\/\/dispatch\.example\/l\/[\w-]{43}\?outcome=done/);
    expect(rendered.text).toMatch(/未办结：https:\/\/dispatch\.example\/l\/[\w-]{43}\?outcome=notDone/);
    expect(rendered.text).not.toContain('dispatch meeting decision report');
  });

  test('is asked on a page that changes nothing; done is a result, once', async () => {
    const path = await linkTo('handler', 1);
    const before = await rig.rows();
    const { status, text } = await open(`${path}?outcome=done`);
    expect(status).toBe(200);
    expect(text).toMatch(/value="done"[^>]* checked/);
    for (const said of ['调剂用地指标120亩', '2026-12-04', '2026-11-30 09:00']) expect(text).toContain(said);
    expect(await rig.rows()).toEqual(before);
    const empty = await send(path, 1, { outcome: 'done' });
    expect([empty.status, empty.text.includes('办理结果')]).toEqual([400, true]);
    expect((await send(path, 1, {})).status).toBe(400);
    expect((await send(path, 2, { outcome: 'done', result: '串了' })).status).toBe(409);
    const done = await send(path, 1, { outcome: 'done', result: '指标已下达' });
    expect([done.status, done.text.includes('指标已下达')]).toEqual([200, true]);
    expect(await decision(1)).toMatchObject({ standing: 'kept', result: '指标已下达' });
    const again = await send(path, 1, { outcome: 'notDone', reason: '又说', until: '2026-12-18' });
    expect([again.status, again.text.includes('此链接已经用过')]).toEqual([200, true]);
    expect(await decision(1)).toMatchObject({ standing: 'kept', postponedTo: null });
  });

  test('not done is a reason and a new day; the first stays missed', async () => {
    const path = await linkTo('handler', 2);
    expect((await send(path, 2, { outcome: 'notDone', reason: '缺资金' })).status).toBe(400);
    const early = await send(path, 2, { outcome: 'notDone', reason: '缺资金', until: '2026-12-05' });
    expect([early.status, early.text.includes('缺资金')]).toEqual([422, true]);
    const said = await send(path, 2, { outcome: 'notDone', reason: '缺资金', until: '2026-12-18' });
    expect([said.status, said.text.includes('2026-12-18')]).toEqual([200, true]);
    expect(await decision(2)).toMatchObject({
      ...{ standing: 'open', dueOn: '2026-12-04', postponedTo: '2026-12-18', missReason: '缺资金' },
    });
    clock = '2026-12-07 09:00';
    expect(await decision(2)).toMatchObject({ standing: 'missed' });
    clock = '2026-11-30 15:00';
  });

  test('is nobody else’s, and says so when it was taken back or done', async () => {
    expect((await open(await linkTo('inspector', 2))).text).toContain('您现在不是此事的承办人或核验人');
    const path = await linkTo('handler', 3);
    await minutes('drop-decision', { decision: 3, correction: '重复' });
    const dropped = await open(path);
    expect([dropped.status, dropped.text.includes('此议定事项已撤销')]).toEqual([422, true]);
    expect((await open(await linkTo('coordinator', 1))).text).toContain('此议定事项已于 2026-11-30 办结');
  });

  test('ends like every link', async () => {
    const path = await linkTo('handler', 2);
    clock = '2027-01-05 10:00';
    expect((await open(path)).status).toBe(410);
  });
});
