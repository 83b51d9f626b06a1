import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NewLink } from '../../src/contract/links.ts';
import {
  insertLinks,
  linkById,
  linkBySecret,
  linkIdOf,
  listLinks,
  resultOfLink,
  revokeLink,
} from '../../src/ledger/links.ts';
import { createOutbox } from '../../src/ledger/outbox.ts';
import { newSecret } from '../../src/links/secret.ts';
import { at, HANDLER, makeEnvelope, makeProblemFacts, NOW, person } from '../support/make.ts';
import { putMails } from '../workflows/support/mails.ts';
import { DATABASES, openLedger, type TestDatabases, type TestLedger } from './databases.ts';

const MADE = { madeBy: 'coordinator', atMs: at(NOW) };
const link = (entityId: string, more: Partial<NewLink> = {}): NewLink => ({
  ...{ secret: newSecret(), purpose: 'answerProblem', kind: 'problem', entityId },
  ...{ holder: { person: 'handler' }, expiresMs: at('2026-12-08 00:00') },
  ...more,
});

describe.each(DATABASES)('links on the $name', ({ start }) => {
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
  const write = async (...links: NewLink[]) =>
    insertLinks(
      office.db,
      links.map(each => ({ ...each, mailId: null })),
      MADE,
    );
  const linksOf = async (id: string) =>
    (await listLinks(office.db, { kind: 'problem', id }, { limit: 50, after: null })).items;
  const problem = async (code: string) => {
    await office.give(makeEnvelope('problem', code, { type: 'raise', facts: makeProblemFacts() }));
    await office.give(makeEnvelope('problem', code, { type: 'assign', leadUnit: 'land' }));
  };

  test('are kept by the hash of their secret, and found by the secret only', async () => {
    const made = link('P-1');
    await write(made);
    const rows = await office.db.selectFrom('link').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(made.secret);
    expect(rows[0]?.hash).toBe(createHash('sha256').update(made.secret).digest('hex'));
    const found = await linkBySecret(office.db, made.secret);
    expect(found).toEqual({
      ...{ id: linkIdOf(made.secret), purpose: 'answerProblem', entity: { kind: 'problem', id: 'P-1', part: null } },
      holder: {
        ...{ kind: 'person', id: 'handler', name: 'handler', unitId: 'land', unitName: 'land' },
        ...{ roles: ['departmentHandler'], active: true },
      },
      ...{ commandId: `handler:link/${linkIdOf(made.secret)}`, mailId: null, madeBy: 'coordinator' },
      ...{ madeAt: new Date(at(NOW)), expiresAt: new Date(at('2026-12-08 00:00')), revokedAt: null, usedAt: null },
    });
    expect(await linkById(office.db, linkIdOf(made.secret))).toEqual(found);
    for (const other of [made.secret.slice(1), `${made.secret}=`, made.secret.toUpperCase(), '', newSecret()]) {
      expect(await linkBySecret(office.db, other)).toBeNull();
    }
  });

  test('speak for their person as he is today, or for a firm by its name', async () => {
    const [mine, firms] = [link('P-2', { holder: { person: 'clerk' } }), link('P-2', { holder: { firm: '晶旭公司' } })];
    await write(mine, firms);
    await office.give(person('clerk', 'land', { roles: ['leader'], active: false }));
    expect((await linkBySecret(office.db, mine.secret))?.holder).toMatchObject({
      ...{ unitId: 'land', roles: ['leader'], active: false },
    });
    const id = linkIdOf(firms.secret);
    expect(await linkBySecret(office.db, firms.secret)).toMatchObject({
      ...{ holder: { kind: 'firm', id: `link:${id}`, name: '晶旭公司' }, commandId: `link:${id}:link/${id}` },
    });
    await expect(write(link('P-2', { holder: { person: 'ghost' } }))).rejects.toThrow(/foreign key/);
  });

  test('are used when their command is in the ledger, from that moment on', async () => {
    await problem('P-3');
    const made = link('P-3');
    await write(made);
    const before = await linkBySecret(office.db, made.secret);
    if (!before) throw new Error('the link is not there');
    expect([before.usedAt, await resultOfLink(office.db, before)]).toEqual([null, null]);
    const command = { type: 'answer', text: '已报', nextOn: '2026-12-01' } as const;
    const more = { commandId: before.commandId, actor: HANDLER, atMs: at('2026-11-24 09:00') };
    const given = makeEnvelope('problem', 'P-3', command, more);
    expect(await office.give(given)).toMatchObject({ ok: true, replayed: false });
    expect(await office.give(given)).toMatchObject({ ok: true, replayed: true });
    const other = { ...given, digest: 'another', command: { ...command, text: '别的' } };
    expect(await office.give(other)).toMatchObject({ ok: false, refusal: { code: 'keyReused' } });
    const used = await linkBySecret(office.db, made.secret);
    expect(used?.usedAt).toEqual(new Date(at('2026-11-24 09:00')));
    expect(used && (await resultOfLink(office.db, used))).toMatchObject({
      at: new Date(at('2026-11-24 09:00')),
      events: [{ type: 'answered', data: { text: '已报', nextOn: '2026-12-01', by: 'handler' } }],
    });
  });

  test('are revoked once; the first instant stays', async () => {
    const made = link('P-4');
    await write(made);
    const id = linkIdOf(made.secret);
    await revokeLink(office.db, id, { by: 'coordinator', atMs: at('2026-11-24 10:00') });
    await revokeLink(office.db, id, { by: 'leader', atMs: at('2026-11-25 10:00') });
    expect((await linkById(office.db, id))?.revokedAt).toEqual(new Date(at('2026-11-24 10:00')));
  });

  test('of a problem are listed, the newest first', async () => {
    await write(link('P-5'));
    await insertLinks(office.db, [{ ...link('P-5'), mailId: null }], { ...MADE, atMs: at('2026-11-25 10:00') });
    await write(link('P-6'));
    const days = (await linksOf('P-5')).map(({ madeAt }) => madeAt);
    expect(days).toEqual([new Date(at('2026-11-25 10:00')), new Date(at(NOW))]);
    const one = { limit: 1, after: null };
    const first = await listLinks(office.db, { kind: 'problem', id: 'P-5' }, one);
    expect([first.total, first.items.length]).toEqual([2, 1]);
    const after = (given: string) => listLinks(office.db, { kind: 'problem', id: 'P-5' }, { limit: 5, after: [given] });
    const { position } = await office.db
      .selectFrom('link')
      .select('position')
      .where('id', '=', first.items[0]?.id ?? '')
      .executeTakeFirstOrThrow();
    expect((await after(String(position))).items.map(({ madeAt }) => madeAt)).toEqual([new Date(at(NOW))]);
    expect((await after('forged')).items).toHaveLength(2);
  });

  test('of a mail are written with its body or not at all', async () => {
    const outbox = createOutbox({ db: office.db, now: () => at(NOW) });
    await putMails(office.db, [{ id: 'm-1' }], at(NOW));
    const blank = { subject: null, body: null, message_id: null, date_ms: null };
    await office.db.updateTable('mail').set(blank).where('id', '=', 'm-1').execute();
    const { mails } = await outbox.claim(5, 60_000);
    const [mail] = mails;
    if (!mail) throw new Error('the mail is not due');
    const message = { subject: 's', html: 'h', text: 't', ics: null, messageId: '<m-1@x>', dateMs: 0 };
    const [late, first, second] = [link('P-7'), link('P-7'), link('P-7')];
    await outbox.storeRendered([{ ...mail, leaseUntil: mail.leaseUntil + 1, message, links: [late] }]);
    expect(await linksOf('P-7')).toEqual([]);
    await outbox.storeRendered([{ ...mail, message, links: [first] }]);
    // The first rendering wins, and so do its links: a mail that is sent again has the same ones.
    await outbox.storeRendered([{ ...mail, message: { ...message, html: 'other' }, links: [second] }]);
    expect(await linksOf('P-7')).toMatchObject([{ id: linkIdOf(first.secret), mailId: 'm-1', madeBy: 'system' }]);
  });
});
