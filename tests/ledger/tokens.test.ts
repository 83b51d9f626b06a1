import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashOfToken, issueToken, personOfToken, revokeToken, tokensOf } from '../../src/ledger/tokens.ts';
import { at, NOW, person } from '../support/make.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

describe.each(DATABASES)('tokens on the $name', ({ start }) => {
  let databases: TestDatabases;
  let office: TestLedger;
  beforeAll(async () => {
    databases = await start();
    office = await openLedger(databases);
  });
  afterAll(async () => {
    await office.close();
    await databases.stop();
  });
  const issue = (personId: string, label = 'laptop') => issueToken(office.db, personId, { label, atMs: at(NOW) });

  const whose = async (token: string) => (await personOfToken(office.db, token, at(NOW)))?.person ?? null;

  test('speak for the person they were issued to, with the roles of today', async () => {
    const token = await issue('inspector');
    const expected = { id: 'inspector', name: 'inspector', unitId: 'team-1', roles: ['supervisionTeam'] };
    expect(await whose(token)).toEqual(expected);
    await office.give(person('inspector', 'team-1', { roles: [] }));
    expect((await whose(token))?.roles).toEqual([]);
  });

  test('are not kept: only their hash is', async () => {
    const token = await issue('handler');
    const rows = await office.db.selectFrom('token').selectAll().where('person_id', '=', 'handler').execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows[0]?.hash).toBe(hashOfToken(token));
    expect(new Set([token, await issue('handler'), await issue('handler')]).size).toBe(3);
  });

  test.each(['', 'dispatch_', 'x', 'dispatch_%', '\u0000'.repeat(3)])('%j opens nothing', async token => {
    expect(await whose(token)).toBeNull();
  });

  test('open nothing once they are revoked, or their person has left', async () => {
    const [lost, kept] = [await issue('clerk', 'lost'), await issue('clerk', 'kept')];
    const id = hashOfToken(lost).slice(0, 16);
    expect(await revokeToken(office.db, 'clerk', { id, atMs: at('2026-11-24 10:00') })).toBe(true);
    expect(await revokeToken(office.db, 'clerk', { id, atMs: at('2026-11-25 10:00') })).toBe(true);
    expect(await whose(lost)).toBeNull();
    expect((await whose(kept))?.id).toBe('clerk');
    const revoked = (await tokensOf(office.db, 'clerk')).find(token => token.id === id);
    expect(revoked).toMatchObject({ label: 'lost', revokedAt: new Date(at('2026-11-24 10:00')) });
    await office.give(person('clerk', 'approvals', { active: false }));
    expect(await whose(kept)).toBeNull();
  });

  test('of somebody else are not revoked, and a token needs a person', async () => {
    const token = await issue('reporter');
    const id = hashOfToken(token).slice(0, 16);
    expect(await revokeToken(office.db, 'handler', { id, atMs: at(NOW) })).toBe(false);
    expect((await whose(token))?.id).toBe('reporter');
    await expect(issue('ghost')).rejects.toThrow(/foreign key/);
  });
});
