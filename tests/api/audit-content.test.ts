import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listAudit } from '../../src/audit/log.ts';
import { verifyAudit } from '../../src/audit/verify.ts';
import { issueToken } from '../../src/ledger/tokens.ts';
import { at, NOW } from '../support/make.ts';
import { startApi, type ApiRig } from './rig.ts';

// Old → new of what causes no event, and of personal data without the data.

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());

const changesOf = async (action: string) => {
  const { items } = await listAudit(rig.db, { action }, { limit: 10, after: null });
  return items.flatMap(({ changes }) => changes);
};
const change = (method: 'POST' | 'PUT' | 'DELETE', url: string, body?: object, more: object = {}) =>
  rig.call({ method, url: `/api/v1${url}`, ...(body && { body }), ...more });

const PERSON = { name: '王小明', title: null, unit: 'land', roles: ['departmentHandler'], address: 'wang@example.org' };

describe('the audit keeps', () => {
  test('who stands in for whom, when, and that it ended; not why', async () => {
    const body = { from: '2026-11-24', to: '2026-11-27', deputy: 'offline', reason: '住院' };
    const { body: made } = await change('POST', '/people/handler/absences', body);
    const [absence] = made.absences;
    await change('DELETE', `/people/handler/absences/${absence.id}`);
    expect(await changesOf('addAbsence')).toEqual([
      { field: `absences.${absence.id}`, old: null, new: { from: '2026-11-24', to: '2026-11-27', deputy: 'offline' } },
    ]);
    expect(await changesOf('endAbsence')).toEqual([{ field: `absences.${absence.id}.ended`, old: false, new: true }]);
    const kept = await rig.db.selectFrom('command').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain('住院');
  });

  test('what is muted, once a change', async () => {
    const mute = { kind: 'plan-warning', muted: true };
    await change('POST', '/people/handler/mutes', mute);
    await change('POST', '/people/handler/mutes', mute);
    expect(await changesOf('muteMails')).toEqual([{ field: 'muted.plan-warning', old: false, new: true }]);
  });

  test('what a token is for and until when, and never what opens', async () => {
    const body = { label: '大屏', scopes: ['read'], days: 10 };
    const { body: made } = await change('POST', '/people/handler/tokens', body, { as: 'admin' });
    await change('DELETE', `/people/handler/tokens/${made.id}`, undefined, { as: 'admin' });
    const until = new Date(at(NOW) + 10 * 86_400_000).toISOString();
    expect(await changesOf('issueToken')).toEqual([
      { field: `tokens.${made.id}`, old: null, new: { scopes: ['read'], until } },
    ]);
    expect(await changesOf('revokeToken')).toEqual([{ field: `tokens.${made.id}.revoked`, old: false, new: true }]);
    expect(JSON.stringify(await rig.db.selectFrom('command').selectAll().execute())).not.toContain(made.token);
  });

  test('that a calendar has another address', async () => {
    for (let time = 0; time < 2; time += 1) await change('POST', '/people/coordinator/calendar', {});
    await change('DELETE', '/people/coordinator/calendar');
    const [second, first] = await changesOf('makeCalendar');
    expect(first).toEqual({ field: 'calendar', old: null, new: expect.any(String) });
    expect(second).toEqual({ field: 'calendar', old: first?.new, new: expect.any(String) });
    expect(await changesOf('revokeCalendar')).toEqual([{ field: 'calendar', old: 'open', new: null }]);
  });

  test('that a name and an address were changed, and not to what; the old address is told', async () => {
    const put = (body: object) => change('PUT', '/people/wang', body, { as: 'admin' });
    await put(PERSON);
    await put({ ...PERSON, address: 'other@example.org', roles: ['departmentHead'] });
    await put({ ...PERSON, name: '王晓明', address: 'other@example.org', roles: ['departmentHead'] });
    const fields = (await changesOf('define')).filter(
      ({ field }) => field.startsWith('revisions') || field === 'roles',
    );
    expect(fields).toEqual([
      { field: 'revisions.name', old: null, new: 1 },
      { field: 'roles', old: ['departmentHandler'], new: ['departmentHead'] },
      { field: 'revisions.address', old: null, new: 1 },
      ...fields.slice(3),
    ]);
    const told = await rig.db
      .selectFrom('mail')
      .select(['to_address', 'state'])
      .where('kind', '=', 'account')
      .execute();
    expect(told).toEqual([{ to_address: 'wang@example.org', state: 'pending' }]);
    const kept = JSON.stringify([
      await rig.db.selectFrom('command').selectAll().execute(),
      await rig.db.selectFrom('event').selectAll().execute(),
    ]);
    expect(kept).not.toMatch(/王小明|王晓明|other@example/);
  });

  test('settings field by field, against what was the rule before, the default at first', async () => {
    const { body } = await rig.call({ url: '/api/v1/settings/money' });
    const set = (value: object) =>
      change('PUT', '/settings/money', { value, validFrom: '2026-11-23', reason: '试行' }, { as: 'admin' });
    expect((await set({ ...body.value, closingDay: 5 })).status).toBe(200);
    expect((await set({ ...body.value, closingDay: 5, opensDay: 20 })).status).toBe(200);
    const changed = (await changesOf('set')).filter(({ field }) => field !== 'validFrom');
    expect(changed).toEqual([
      { field: 'value.opensDay', old: body.value.opensDay, new: 20 },
      { field: 'value.closingDay', old: body.value.closingDay, new: 5 },
    ]);
  });

  test('all of it in the chain', async () => {
    expect(await verifyAudit(rig.db, { nowMs: at(NOW) })).toMatchObject({ faults: [] });
  });
});

describe('a token that is for something', () => {
  test.each([
    ['POST', '/people/coordinator/calendar', {}],
    ['DELETE', '/people/coordinator/calendar', undefined],
    ['POST', '/people/coordinator/mutes', { kind: 'plan-warning', muted: true }],
    ['POST', '/people/coordinator/absences', { from: '2026-11-24', to: '2026-11-25', deputy: 'handler' }],
    ['DELETE', '/people/coordinator/absences/0123abcd', undefined],
  ] as const)('does not %s %s', async (method, url, body) => {
    const token = await issueToken(rig.db, 'coordinator', { label: 'limited', atMs: at(NOW), scopes: ['write'] });
    const headers = { authorization: `Bearer ${token}` };
    const { status, body: said } = await change(method, url, body, { as: null, headers });
    expect([status, said.code]).toEqual([403, 'beyondScope']);
  });
});

test('why somebody does not come is for him and the coordinators', async () => {
  await change('POST', '/series/weekly/trigger', {});
  const answer = { response: 'declined', note: '家中有事' };
  expect((await change('POST', '/meetings/weekly/2026-11-30/answer', answer, { as: 'handler' })).status).toBe(200);
  const noteFor = async (as: 'coordinator' | 'handler' | 'leader' | 'inspector') => {
    const { body } = await rig.call({ url: '/api/v1/meetings/weekly/2026-11-30', as });
    return body.invitations.find(({ person }: { person: string }) => person === 'handler').note;
  };
  expect([await noteFor('coordinator'), await noteFor('handler')]).toEqual(['家中有事', '家中有事']);
  expect([await noteFor('leader'), await noteFor('inspector')]).toEqual(['…', '…']);
  const kept = await changesOf('answerInvitation');
  expect(kept.filter(({ field }) => /\.(?:note|deputy)$/.test(field))).toEqual([]);
  expect(kept.find(({ field }) => field.endsWith('.words'))).toMatchObject({ new: ['note'] });
  expect(JSON.stringify(kept)).not.toContain('家中有事');
  expect(JSON.stringify(kept)).not.toContain('家中有事');
});
