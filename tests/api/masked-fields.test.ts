import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueToken } from '../../src/ledger/tokens.ts';
import { at, NOW, person } from '../support/make.ts';
import { mailTo, PERSONAS, type Persona } from './access-world.ts';
import { openFilledOffice, type FilledOffice } from './filled-office.ts';
import type { Answer } from './rig.ts';

// Every answer that is read, as every role: what is of somebody else stands in full only where the table of fields says so, worked out here by hand.

const PHONE = '13812345678';
const FIRM = 'wang@firm.example';
const FULL: Record<'people' | 'contact', readonly Persona[]> = {
  people: ['coordinator', 'admin', 'security'],
  contact: ['coordinator', 'reporter'],
};

let office: FilledOffice;
let mail = '';
const tokens = new Map<Persona, string>();
const personas = Object.keys(PERSONAS) as Persona[];
beforeAll(async () => {
  office = await openFilledOffice();
  const { rig } = office;
  await rig.ledger.commit(personas.map(id => person(id, PERSONAS[id].unit, { roles: PERSONAS[id].roles })));
  await rig.ledger.commit([person('stranger', 'office', { roles: ['leader'] })]);
  const contact = { name: '王小明', organisation: '晶旭', phone: PHONE, address: FIRM };
  const named = await rig.call({ method: 'PUT', url: '/api/v1/projects/P-1/contact', body: contact });
  const pool = { fields: ['半导体'], firms: [], active: true };
  const expert = await rig.call({ method: 'PUT', url: '/api/v1/experts/stranger', body: pool });
  expect([named.status, expert.status]).toEqual([200, 200]);
  mail = await mailTo(rig, 'stranger');
  await rig.db
    .updateTable('mail')
    .set({ last_reply: '550 5.1.1 <stranger@example.org> unknown', to_address: 'stranger@example.org' })
    .where('id', '=', mail)
    .execute();
  for (const id of personas) tokens.set(id, await issueToken(rig.db, id, { label: 'test', atMs: at(NOW) }));
});
afterAll(() => office?.rig.stop());

const ask = (as: Persona, url: string): Promise<Answer> =>
  office.rig.call({ url, as: null, headers: { authorization: `Bearer ${tokens.get(as) ?? ''}` } });

describe.each(personas)('as %s', as => {
  test('one answer after another shows of others what the table says', async () => {
    const patterns = office.rig.app.knownRoutes
      .filter(({ method, url }) => method === 'GET' && url.startsWith('/api/v1/'))
      .map(({ url }) => url)
      // All that is held of one person is his to have, and the mailbox is for trying.
      .filter(url => !url.endsWith('/data') && !url.startsWith('/api/v1/mailbox'));
    const urls = [...patterns.map(office.readable), `/api/v1/mails/${mail}`, `/api/v1/mails/${mail}/invitation.ics`];
    let seen = 0;
    for (const url of [...urls, '/api/v1/people/stranger', '/api/v1/experts/stranger']) {
      const { status, text } = await ask(as, url);
      if (status !== 200) continue;
      seen += 1;
      const others = [...text.matchAll(/[\w-]+@example\.org/g)]
        .map(([found]) => found)
        .filter(found => found !== `${as}@example.org`);
      if (!FULL.people.includes(as)) expect({ url, others }).toEqual({ url, others: [] });
      if (!FULL.contact.includes(as))
        expect({ url, told: text.includes(PHONE) || text.includes(FIRM) }).toEqual({ url, told: false });
    }
    if (as !== 'nobody') expect(seen).toBeGreaterThan(5);
  });

  test('a person, an expert, a contact and a mail are there, masked or not', async () => {
    const addressIn = async (url: string, field: string) => {
      const { status, body } = await ask(as, url);
      return status === 200 ? (body[field] ?? body.contact?.[field]) : 'not seen';
    };
    const among = (roles: readonly Persona[], full: string, masked: string) => [
      'not seen',
      roles.includes(as) ? full : masked,
    ];
    const stranger = 'stranger@example.org';
    expect(among(FULL.people, stranger, 's***@…')).toContain(await addressIn('/api/v1/people/stranger', 'address'));
    expect(among(['coordinator'], stranger, 's***@…')).toContain(
      await addressIn('/api/v1/experts/stranger', 'address'),
    );
    expect(among(['coordinator', 'admin'], stranger, 's***@…')).toContain(
      await addressIn(`/api/v1/mails/${mail}`, 'to'),
    );
    expect(among(FULL.contact, PHONE, '138****5678')).toContain(
      await addressIn('/api/v1/projects/P-1/contact', 'phone'),
    );
    expect(among(FULL.contact, FIRM, 'w***@…')).toContain(await addressIn('/api/v1/projects/P-1/contact', 'address'));
    expect(['not seen', `${as}@example.org`]).toContain(await addressIn(`/api/v1/people/${as}`, 'address'));
  });
});
