import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DEFAULT_ACCOUNTS } from '../../src/domain/accounts/settings.ts';
import { Authenticator } from '../accounts/authenticator.ts';
import { Browser, givePassword, PASSWORD } from '../accounts/rig.ts';
import { at, NOW } from '../support/make.ts';
import { startApi, type Answer, type ApiRig } from './rig.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi();
});
afterAll(() => rig.stop());
beforeEach(async () => {
  for (const table of ['session', 'setting', 'passkey'] as const) await rig.db.deleteFrom(table).execute();
  await givePassword(rig.db, 'coordinator');
});

const WANTED = '/projects/P-2026-0001?tab=money';
const asking = (to: string): string => `/signin?to=${encodeURIComponent(to)}`;
/** What the browser is told to keep of where it wanted to go. */
const keptIn = ({ headers }: Answer): string | undefined =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map(line => /^__Host-dispatch-back=([^;]*)/.exec(String(line))?.[1])
    .find(found => found !== undefined);
const withBack = (answer: Answer) => ({ cookie: `__Host-dispatch-back=${keptIn(answer) ?? ''}` });

/** As a browser with both cookies. */
async function signIn(to: string): Promise<Answer> {
  const asked = await rig.call({ url: asking(to), as: null });
  expect(asked.status).toBe(200);
  return new Browser(rig).send('/signin', { user: 'coordinator', password: PASSWORD }, withBack(asked));
}

test('signing in leads to the page that was asked for, and to no other host', async () => {
  const answer = await signIn(WANTED);
  expect([answer.status, answer.headers.location, keptIn(answer)]).toEqual([303, WANTED, '']);
  for (const evil of ['https://evil.example/', '//evil.example', '/\\evil.example', '/account-signout']) {
    expect((await signIn(evil)).headers.location).toBe('account?lang=zh');
  }
  // Whatever stands in the cookie is looked at again.
  const planted = { cookie: `__Host-dispatch-back=${encodeURIComponent('//evil.example')}` };
  const sent = await new Browser(rig).send('/signin', { user: 'coordinator', password: PASSWORD }, planted);
  expect(sent.headers.location).toBe('account?lang=zh');
});

test('a page in the other language asks for the same', async () => {
  const { text } = await rig.call({ url: asking(WANTED), as: null });
  expect(text.replaceAll('&#x3D;', '=')).toContain(`?lang=en&amp;to=${encodeURIComponent(WANTED)}`);
});

test('who is signed in already goes there at once; a sign-in without a page forgets the one before', async () => {
  const mine = new Browser(rig);
  await mine.send('/signin', { user: 'coordinator', password: PASSWORD });
  expect((await mine.get(asking(WANTED))).headers.location).toBe(WANTED);
  expect((await mine.get(asking('//evil.example'))).headers.location).toBe('account?lang=zh');
  expect(keptIn(await rig.call({ url: '/signin', as: null }))).toBe('');
});

test('the way goes on through what is asked for between', async () => {
  const value = JSON.stringify({ ...DEFAULT_ACCOUNTS, secondFactorRoles: ['coordinator'] });
  const row = { key: 'accounts', valid_from: '2026-01-01', version: 1, command_id: null, set_at: new Date(at(NOW)) };
  await rig.db
    .insertInto('setting')
    .values({ ...row, value })
    .execute();
  const asked = await rig.call({ url: asking(WANTED), as: null });
  const back = withBack(asked).cookie;
  const mine = new Browser(rig);
  const both = () => ({ cookie: `${back}; __Host-dispatch=${mine.cookie ?? ''}` });
  const sent = await mine.send('/signin', { user: 'coordinator', password: PASSWORD }, { cookie: back });
  expect([sent.headers.location, keptIn(sent)]).toEqual(['account-factor?lang=zh', undefined]);
  const begun = await mine.send('/account-passkey-begin', { keyName: '手机' }, both());
  const options = JSON.parse(
    (/data-options="([^"]*)"/.exec(begun.text)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&#x3D;', '='),
  );
  const added = await mine.send('/account-passkey', { credential: new Authenticator().create(options) }, both());
  expect(added.text).toContain(`href="${WANTED.replace('=', '&#x3D;')}"`);
});
