import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linkWriter } from '../../src/activities/write-links.ts';
import { insertLinks } from '../../src/ledger/links.ts';
import { readers } from '../../src/ledger/mail-data/people.ts';
import { at, makeCalendar, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

/** Monday morning; the meeting is a week later. */
const MEETING = 'weekly/2026-11-30';
const URL_OF = `/api/v1/meetings/${MEETING}`;
let rig: ApiRig;
let clock = NOW;

beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
  await given('series/weekly/trigger', {});
});
afterAll(() => rig.stop());

const given = async (path: string, body: unknown, as: 'coordinator' | 'handler' | 'leader' = 'coordinator') =>
  rig.call({ method: 'POST', url: `/api/v1/${path}`, body, as });
const shown = async (person: string) => {
  const { body } = await rig.call({ url: URL_OF });
  return body.invitations.find((each: { person: string }) => each.person === person);
};

/** As the mail to him has it. */
async function linkTo(person: string): Promise<string> {
  const dependencies = { db: rig.db, ...makeCalendar(), now: () => at(clock), publicUrl: 'https://dispatch.example' };
  const reader = (await readers(rig.db, [person])).get(person);
  if (!reader) throw new Error(`nobody is called ${person}`);
  const meeting = { id: MEETING, startMs: at('2026-11-30 09:00') };
  const written = (await linkWriter(dependencies)).forInvitation(meeting, reader);
  if (!written) throw new Error('no link was written');
  const { link, buttons } = written;
  await insertLinks(rig.db, [{ ...link, mailId: null }], { madeBy: 'system', atMs: at(clock) });
  expect(buttons.map(({ choice }) => choice)).toEqual(['coming', 'declined', 'deputy']);
  return new URL(buttons[0]?.href ?? '').pathname;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'same-origin' };
const open = (url: string): Promise<Answer> => rig.call({ method: 'GET', url, as: null, key: null });
const send = (url: string, form: Record<string, string>): Promise<Answer> =>
  rig.call({
    ...{ method: 'POST', url, as: null, key: null, headers: FORM },
    payload: String(new URLSearchParams({ about: `answerInvitation ${MEETING}`, ...form })),
  });
const eventsOf = () => rig.db.selectFrom('event').selectAll().where('entity_id', '=', MEETING).orderBy('seq').execute();

describe('an invitation answered by its link', () => {
  test('is asked on a page that changes nothing, with the answer of the button chosen', async () => {
    const path = await linkTo('handler');
    const before = await rig.rows();
    const { status, text } = await open(`${path}?response=deputy`);
    expect(status).toBe(200);
    expect(text).toMatch(/value="deputy"[^>]* checked/);
    expect(text).toContain('2026-11-30 09:00');
    expect(text).toContain('会议开始前可以随时打开此链接修改');
    expect(await rig.rows()).toEqual(before);
    expect(await shown('handler')).toMatchObject({ response: null, invited: true });
  });

  test('stands in the ledger, and may be changed by the same link until the meeting begins', async () => {
    const path = await linkTo('handler');
    const first = await send(path, { turn: '1', response: 'coming' });
    expect([first.status, first.text]).toEqual([200, expect.stringContaining('回复已提交')]);
    expect(first.text).toContain('如有变化');
    expect(await shown('handler')).toMatchObject({ response: 'coming', enteredBy: null });

    const again = await open(path);
    expect(again.text).toMatch(/value="coming"[^>]* checked/);
    expect(again.text).toContain('name="turn" value="2"');
    const second = await send(path, { turn: '2', response: 'deputy', deputy: '王小明', note: '出差' });
    expect(second.text).toContain('王小明');
    expect(await shown('handler')).toMatchObject({ response: 'deputy', deputy: '王小明', note: '出差' });
    expect((await open(path)).text).toContain('委派他人 · 王小明 · 出差');
  });

  test('pressed twice on one page it is given once; another answer from that page shows the first', async () => {
    const path = await linkTo('reporter');
    const both = await Promise.all([1, 2].map(() => send(path, { turn: '1', response: 'declined' })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const kept = await send(path, { turn: '1', response: 'coming' });
    expect([kept.status, kept.headers['idempotent-replayed']]).toEqual([200, 'true']);
    expect(kept.text).toContain('不能参加');
    expect(await shown('reporter')).toMatchObject({ response: 'declined' });
    const own = (await eventsOf()).filter(({ actor_id: who }) => who === 'reporter');
    expect(own).toHaveLength(1);
  });

  test('says at its field what is missing, and keeps what was typed', async () => {
    const path = await linkTo('reporter');
    const { status, text } = await send(path, { response: 'deputy', note: '请假' });
    expect(status).toBe(400);
    expect(text).toContain('href="#deputy"');
    expect(text).toContain('请假');
    const strange = await send(path, { response: 'perhaps' });
    expect(strange.status).toBe(400);
    const long = await send(path, { response: 'deputy', deputy: '王'.repeat(51) });
    expect(long.status).toBe(400);
  });

  test('a page of another meeting is refused', async () => {
    const path = await linkTo('handler');
    expect((await send(path, { about: 'answerInvitation weekly/2026-12-07', response: 'coming' })).status).toBe(409);
  });

  test('a move asks anew; once it has begun the link shows what was said and takes no more', async () => {
    const path = await linkTo('handler');
    await send(path, { turn: '1', response: 'coming' });
    const moved = await given(`meetings/${MEETING}/move`, { date: '2026-12-01', time: '15:00', reason: '市领导外出' });
    expect(moved.status).toBe(200);
    expect(await shown('handler')).toMatchObject({ response: null });
    const again = await send(path, { turn: '2', response: 'declined' });
    expect(again.status).toBe(200);
    expect(await shown('handler')).toMatchObject({ response: 'declined' });
    const untouched = await linkTo('reporter');
    clock = '2026-12-01 15:00';
    const late = await open(path);
    expect([late.status, late.text]).toEqual([200, expect.stringContaining('此链接已用完')]);
    expect(late.text).toContain('不能参加');
    const never = await open(untouched);
    expect([never.status, never.text]).toEqual([409, expect.stringContaining('不再接受回复')]);
    expect((await send(untouched, { response: 'coming' })).status).toBe(409);
    clock = NOW;
  });
});

describe('an invitation answered over the API', () => {
  test('for oneself, or by a coordinator for another; nobody else', async () => {
    expect((await given(`meetings/${MEETING}/answer`, { response: 'coming' }, 'handler')).status).toBe(200);
    expect(await shown('handler')).toMatchObject({ response: 'coming', enteredBy: null });
    const entered = await given(`meetings/${MEETING}/answer`, { person: 'handler', response: 'declined' });
    expect(entered.status).toBe(200);
    expect(await shown('handler')).toMatchObject({ response: 'declined', enteredBy: 'coordinator' });
    const other = await given(`meetings/${MEETING}/answer`, { person: 'reporter', response: 'coming' }, 'handler');
    expect([other.status, other.body.errors[0].code]).toEqual([403, 'notAllowed']);
    const stranger = await given(`meetings/${MEETING}/answer`, { response: 'coming' }, 'leader');
    expect([stranger.status, stranger.body.errors[0].code]).toEqual([422, 'notInvited']);
  });
});
