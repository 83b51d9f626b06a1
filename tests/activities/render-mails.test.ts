import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRender } from '../../src/activities/render-mails.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import { writeRows } from '../../src/ledger/rows.ts';
import { startApi, type ApiRig } from '../api/rig.ts';
import { at, makeCalendar, NOW } from '../support/make.ts';
import { putMails } from '../workflows/support/mails.ts';

// What stands in a mail is read from the ledger: names and codes of what concerns the reader.

let rig: ApiRig;
const now = () => at(NOW);
const due = at('2026-11-20 17:30');
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

/** The texts of all mails that are due, by person and kind. */
async function rendered(): Promise<Map<string, string>> {
  const { mails } = await createOutbox({ db: rig.db, now }).claim(10, 60_000);
  const from = { name: '周调度', address: 'dispatch@example.org', domain: 'example.org' };
  const made = await createRender({ db: rig.db, clock: makeCalendar().clock, now, from })(mails);
  return new Map(
    mails.map(({ id, personId, kind }) => {
      const mail = made.get(id);
      return [`${personId} ${kind}`, mail && 'text' in mail ? mail.text : JSON.stringify(mail)];
    }),
  );
}

/** A digest as the ledger writes it, still without words. */
async function digest(kind: string, entity: [kind: string, id: string], data: object): Promise<void> {
  await putMails(rig.db, [{ id: kind }], now());
  const blank = { kind, subject: null, body: null, message_id: null, date_ms: null };
  await rig.db.updateTable('mail').set(blank).where('id', '=', kind).execute();
  const [entity_kind, entity_id] = entity;
  await writeRows(rig.db, 'mail_item', [{ mail_id: kind, entity_kind, entity_id, data }]);
}

test('every mail calls projects and problems by code and name', async () => {
  await digest('plan-warning', ['project', 'QZ-1'], { stage: 'landing', plan: '2026-12-02' });
  await digest('problem-overdue', ['problem', 'W-1'], { dueMs: due });
  const texts = await rendered();
  const reminder = texts.get('reporter meeting-reminder');
  expect(reminder).toContain('1. QZ-1 晶旭半导体');
  expect(reminder).toMatch(/W-1 缺地.*\n +QZ-1 晶旭半导体 · /);
  expect(reminder).toMatch(/W-2 缺电.*\n +非单个项目 · /);
  expect(reminder).toMatch(/本周到期(.|\n)*QZ-1 晶旭半导体/);
  expect(texts.get('handler plan-warning')).toContain('1. QZ-1 晶旭半导体');
  expect(texts.get('handler problem-overdue')).toMatch(/1\. W-1 缺地.*\n +QZ-1 晶旭半导体 · /);
});
