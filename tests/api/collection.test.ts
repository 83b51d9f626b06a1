import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRender } from '../../src/activities/render-mails.ts';
import type { RenderedMail } from '../../src/mail/deliver.ts';
import type { MeetingCommand } from '../../src/domain/meeting/types.ts';
import { insertLinks } from '../../src/ledger/links.ts';
import {
  at,
  MAIL_FROM,
  makeCalendar,
  makeEnvelope,
  makeProblemFacts,
  makeProjectFacts,
  person,
} from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

const MEETING = 'weekly/2026-11-30';
const URL_OF = `/api/v1/meetings/${MEETING}/collection`;
const OPENS = '2026-11-24 09:00';
let rig: ApiRig;
let clock = '2026-11-23 10:00';

beforeAll(async () => {
  rig = await startApi({ now: () => at(clock) });
  const huian = { name: '惠安县', kind: 'county', county: '惠安县' } as const;
  await rig.ledger.commit([makeEnvelope('unit', 'huian', { type: 'define', unit: huian })]);
  await commit('meeting', MEETING, { type: 'open' });
  const start = { type: 'start', facts: makeProjectFacts(), stage: 'signing', actuals: { signing: '2026-09-01' } };
  await commit('project', 'P-1', start);
  await commit('problem', 'Q-1', { type: 'raise', facts: makeProblemFacts({ county: '惠安县' }) });
  await commit('problem', 'Q-1', { type: 'assign', leadUnit: 'land' });
});
afterAll(() => rig.stop());

async function commit(kind: 'meeting' | 'project' | 'problem', id: string, command: object): Promise<void> {
  const [outcome] = await rig.ledger.commit([makeEnvelope(kind, id, command as never, { atMs: at(clock) })]);
  if (!outcome?.ok) throw new Error(`${id}: ${JSON.stringify(outcome)}`);
}

async function step(slot: string, when: string): Promise<void> {
  clock = when;
  const command: MeetingCommand = { type: 'step', slot };
  const envelope = makeEnvelope('meeting', MEETING, command, { atMs: at(when), via: 'clock' });
  const [outcome] = await rig.ledger.commit([envelope]);
  expect(outcome).toMatchObject({ ok: true });
}

const collection = async () => (await rig.call({ url: URL_OF })).body;
const answer = (body: object, as: 'coordinator' | 'handler' | 'leader' = 'handler', key?: string): Promise<Answer> =>
  rig.call({ method: 'POST', url: URL_OF, body, as, ...(key && { key }) });
const mailsIn = (slot: string) =>
  rig.db.selectFrom('mail').selectAll().where('slot', '=', `${MEETING}/${slot}`).orderBy('person_id').execute();

/** As the sender writes it, with its link in the ledger. */
async function written(slot: string, personId: string): Promise<RenderedMail> {
  const mail = (await mailsIn(slot)).find(({ person_id: id }) => id === personId);
  if (!mail) throw new Error(`no mail to ${personId}`);
  const { clock: local, table } = makeCalendar();
  const given = {
    ...{ db: rig.db, clock: local, table, now: () => at(clock), from: MAIL_FROM },
    publicUrl: 'https://d.example',
  };
  const claimed = { ...mail, personId, toName: mail.to_name, toAddress: mail.to_address, copyOf: null };
  const rendered = (await createRender(given)([claimed as never])).get(mail.id);
  if (!rendered || 'error' in rendered) throw new Error(JSON.stringify(rendered));
  const links = (rendered.links ?? []).map(link => ({ ...link, mailId: mail.id }));
  await insertLinks(rig.db, links, { madeBy: 'system', atMs: at(clock) });
  return rendered;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'same-origin' };
const open = (url: string) => rig.call({ method: 'GET', url, as: null, key: null });
const send = (url: string, form: Record<string, string>) =>
  rig.call({
    ...{ method: 'POST', url, as: null, key: null, headers: FORM },
    payload: String(new URLSearchParams({ about: `reportCollection ${MEETING}`, ...form })),
  });
const pathIn = ({ text }: RenderedMail): string => /https:\/\/d\.example(\/l\/[A-Za-z0-9_-]+)/.exec(text)?.[1] ?? '';

describe('the collection before a meeting', () => {
  let toReporter = '';
  test('is not there before it opens', async () => {
    expect(await collection()).toMatchObject({ openedAt: null, asked: 0, units: [] });
    expect(await collection()).toMatchObject({ opensAt: '2026-11-24T09:00:00.000+08:00' });
    expect((await answer({ noChange: true })).status).toBe(409);
  });

  test('asks each unit that has something to report, with its own facts and one link', async () => {
    await step('collection', OPENS);
    expect(await collection()).toMatchObject({
      ...{ asked: 3, silent: 3, answered: 0, late: 0, closesAt: '2026-11-26T17:00:00.000+08:00', frozenAt: null },
      units: [
        // A county whose problems nobody reports: seen by the office, written to by nobody.
        { unit: 'huian', state: 'silent', people: [], requests: 0 },
        { unit: 'land', state: 'silent', people: [{ person: 'handler' }, { person: 'offline' }], requests: 2 },
        { unit: 'licheng', state: 'silent', people: [{ person: 'reporter' }], requests: 1 },
      ],
    });
    expect((await mailsIn('collection')).map(({ person_id: id }) => id)).toEqual(['handler', 'reporter']);
    const mail = await written('collection', 'reporter');
    expect(mail.subject).toBe('【周调度】会前收集：licheng，周调度 11月30日（星期一）');
    for (const body of [mail.html, mail.text]) {
      expect(body).toContain('P-1 低温银浆项目');
      expect(body).toContain('2026-10 投资未报');
      expect(body).toContain('2026年11月26日（星期四）17:00');
      expect(body).toMatch(/\?answer(=|&#x3D;)noChange/);
      expect(body).not.toContain('Q-1');
    }
    toReporter = pathIn(mail);
    const other = await written('collection', 'handler');
    expect(other.text).toContain('Q-1 用地指标未落实');
    expect(other.text).not.toContain('P-1');
  });

  test('is answered by one click and a button; to open the page changes nothing', async () => {
    const before = await rig.rows();
    const { status, text } = await open(`${toReporter}?answer=noChange`);
    expect([status, text]).toEqual([200, expect.stringContaining('全部无变化')]);
    expect(await rig.rows()).toEqual(before);
    const both = await Promise.all([1, 2].map(() => send(toReporter, { turn: '1', answer: 'noChange' })));
    expect(both.map(each => each.status)).toEqual([200, 200]);
    const [licheng] = (await collection()).units.filter((each: { unit: string }) => each.unit === 'licheng');
    expect(licheng).toMatchObject({ state: 'answered', noChange: true, by: 'reporter', entered: false });
    const events = await rig.db.selectFrom('event').select('type').where('type', '=', 'collectionAnswered').execute();
    expect(events).toHaveLength(1);
  });

  test('is looked at ahead with the day it freezes, also of a meeting that is open already', async () => {
    const ahead = await rig.call({ url: `/api/v1/meetings/${MEETING}/mails/preview?person=handler` });
    const reminder = ahead.body.mails.find(({ step: slot }: { step: string }) => slot === 'collectionReminder');
    expect(reminder.text).toContain('截止：2026年11月26日（星期四）17:00');
  });

  test('reminds the silent ones alone', async () => {
    await step('collectionReminder', '2026-11-26 10:00');
    expect((await mailsIn('collectionReminder')).map(({ person_id: id }) => id)).toEqual(['handler']);
    const mail = await written('collectionReminder', 'handler');
    expect(mail.subject).toContain('催报：land尚未答复');
    expect(await collection()).toMatchObject({
      units: [{ unit: 'huian' }, { unit: 'land', requests: 3 }, { unit: 'licheng' }],
    });
  });

  test('after the freeze is answered late, by the unit or for it; a key that comes back is one answer', async () => {
    await step('freeze', '2026-11-26 17:00');
    expect((await answer({ noChange: false })).body.errors).toMatchObject([{ field: 'note', code: 'required' }]);
    expect((await answer({ noChange: true, unit: 'licheng' })).status).toBe(403);
    expect((await answer({ noChange: true, unit: 'nowhere' }, 'coordinator')).body.errors).toMatchObject([
      { code: 'unitNotAsked' },
    ]);
    expect((await answer({ noChange: true }, 'leader')).status).toBe(403);
    const late = await answer({ noChange: true }, 'handler', 'once');
    // Whoever reports for one unit is told of that alone.
    expect(late.body).toMatchObject({ id: MEETING, unit: { unit: 'land', state: 'late' } });
    expect(late.body).not.toHaveProperty('units');
    const again = await answer({ noChange: true }, 'handler', 'once');
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([200, 'true']);
    const entered = await answer({ noChange: false, unit: 'land', note: '电话已报' }, 'coordinator');
    expect(entered.body.unit).toMatchObject({ entered: true, note: '电话已报', noChange: false, state: 'late' });
    expect(await collection()).toMatchObject({ silent: 1, answered: 1, late: 1 });
  });

  test('of somebody who moved to a unit that is not asked takes nothing more', async () => {
    await rig.ledger.commit([person('reporter', 'approvals', { roles: ['departmentHandler'] })]);
    // Used before, the link shows what was said.
    expect((await open(toReporter)).text).toContain('已收到贵单位的答复');
    expect((await send(toReporter, { turn: '2', answer: 'noChange' })).headers['idempotent-replayed']).toBe('true');
  });

  test('is looked at ahead like every other mail of a meeting', async () => {
    const ahead = await rig.call({ url: '/api/v1/meetings/weekly/2026-12-07/mails/preview?person=handler' });
    const collected = ahead.body.mails.find(({ step: slot }: { step: string }) => slot === 'collection');
    expect(collected).toMatchObject({ kind: 'meeting-collection', at: '2026-12-01T09:00:00.000+08:00' });
    expect(collected.text).toContain('2026年12月3日（星期四）17:00');
  });
});
