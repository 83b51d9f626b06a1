import { hashPassword } from '../../src/accounts/hashing.ts';
import type { Database } from '../../src/ledger/database.ts';
import type { Answer, ApiRig, Call } from '../api/rig.ts';
import { at, NOW } from '../support/make.ts';

export const PASSWORD = '海边的榕树下站着三只白鹭';

/** Gives somebody a password without the way there. */
export async function givePassword(db: Database, person: string, password = PASSWORD, setMs = at(NOW)): Promise<void> {
  const row = { person_id: person, hash: await hashPassword(password), changed_at: new Date(setMs) };
  await db
    .insertInto('credential')
    .values(row)
    .onConflict(oc => oc.column('person_id').doUpdateSet(row))
    .execute();
}

export const COOKIE = '__Host-dispatch';
/** What a browser says of a request from our own page. */
export const OURS = { 'sec-fetch-site': 'same-origin' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** The session's secret in an answer's Set-Cookie; empty when it is taken away, undefined when nothing is said of it. */
export const cookieIn = ({ headers }: Answer): string | undefined =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map(line => new RegExp(`^${COOKIE}=([^;]*)`).exec(String(line))?.[1])
    .find(value => value !== undefined);

/** A browser of one person: keeps the cookie, sends forms, and follows nothing by itself. */
export class Browser {
  cookie: string | undefined;
  readonly #rig: ApiRig;
  readonly #headers: Record<string, string>;

  constructor(rig: ApiRig, headers: Record<string, string> = {}) {
    this.#rig = rig;
    this.#headers = headers;
  }

  async call(call: Call): Promise<Answer> {
    const cookie = this.cookie === undefined ? {} : { cookie: `${COOKIE}=${this.cookie}` };
    const answer = await this.#rig.call({
      as: null,
      key: null,
      ...call,
      headers: { ...OURS, ...cookie, ...this.#headers, ...call.headers },
    });
    const set = cookieIn(answer);
    if (set !== undefined) this.cookie = set === '' ? undefined : set;
    return answer;
  }

  get = (url: string, headers: Record<string, string> = {}): Promise<Answer> => this.call({ url, headers });

  send(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const payload = String(new URLSearchParams(form));
    return this.call({ method: 'POST', url, payload, headers: { ...FORM, ...headers } });
  }
}
