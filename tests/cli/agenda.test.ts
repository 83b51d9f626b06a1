import { afterEach, expect, test } from '@jest/globals';
import { minutes } from './commands-table.ts';
import { fakeApi, run, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const AGENDA = {
  ...{ id: 'weekly/2026-11-30', seriesId: 'weekly', seriesName: '周调度', theme: null, status: 'planned' },
  ...{ startAt: '2026-11-30T09:00:00.000+08:00', composedAt: '2026-11-27T10:00:00.000+08:00' },
  ...{ items: [], heldBack: [], dropped: [], leftOff: {}, silent: [], minutes: 0, overMinutes: 0, left: 0 },
  ...{ approvedAt: null, approvedBy: null, sentAs: null, changedSinceSent: false },
};
const APPROVED = { approvedAt: '2026-11-27T17:00:00.000+08:00', approvedBy: 'coordinator' };

test.each([
  ['未经审定', {}],
  ['已审定', APPROVED],
  ['未经审定', { sentAs: 'unapproved' }],
  ['已审定（发出时未经审定）', { ...APPROVED, sentAs: 'unapproved' }],
  // What was approved and changed afterwards is to be approved again; they were sent what had been.
  ['已审定', { sentAs: 'approved' }],
])('the head of an agenda says %s', async (said, more) => {
  api = await fakeApi(() => ({ body: { ...AGENDA, ...more } }));
  const { out } = await run(['meeting', 'agenda', 'show', AGENDA.id], { env: { DISPATCH_URL: api.url } });
  expect(/^议程 .*$/m.exec(out)?.[0].split(' · ').at(-1)).toBe(said);
});

test.each([
  [
    'whoever reads minutes',
    [{ person: 'lin', personName: '林晓', presence: 'present', by: null }],
    '1 人出席，0 项议定',
  ],
  ['an owner of a decision, who does not, is not told that nobody was', [], '与您和本单位有关的议定事项 0 项'],
])('after a report %s', async (_, attendance, said) => {
  const publishedAt = '2026-11-30T11:00:00.000+08:00';
  api = await fakeApi(() => ({ body: { ...minutes, publishedAt, attendance } }));
  const report = ['meeting', 'decision', 'report', minutes.id, '1', '--result', '已下达'];
  const { out } = await run(report, { env: { DISPATCH_URL: api.url, DISPATCH_TOKEN: 't' } });
  expect(out.trimEnd().split('\n').at(-1)?.trim()).toBe(said);
});
