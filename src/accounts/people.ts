import type { Role } from '../domain/people/types.ts';
import type { Database } from '../ledger/database.ts';
import type { SessionPerson } from './sessions.ts';

/** A person as far as it concerns signing in. */
export interface Account extends SessionPerson {
  address: string | null;
  active: boolean;
  password: { hash: string; changedMs: number } | null;
  /** A second factor that was proven: a device that shows codes, a passkey, or both. */
  hasFactor: boolean;
  hasDevice: boolean;
  hasPasskey: boolean;
}

const accountQuery = (db: Database) =>
  db
    .selectFrom('person')
    .leftJoin('credential', 'credential.person_id', 'person.id')
    .leftJoin('totp', 'totp.person_id', 'person.id')
    .select(['person.id', 'name', 'address', 'unit_id', 'roles', 'active', 'credential.hash', 'credential.changed_at'])
    .select('totp.confirmed_at')
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('passkey').select('passkey.id').whereRef('passkey.person_id', '=', 'person.id')).as('keyed'),
    );

type Joined = Awaited<ReturnType<ReturnType<typeof accountQuery>['execute']>>[number];

const accountFrom = ({
  id,
  name,
  address,
  unit_id: unitId,
  roles,
  active,
  hash,
  changed_at: changed,
  confirmed_at: confirmed,
  keyed,
}: Joined): Account => ({
  ...{ id, name, address, unitId, active },
  roles: roles as Role[],
  password: hash === null || changed === null ? null : { hash, changedMs: changed.getTime() },
  hasFactor: confirmed !== null || keyed === true,
  ...{ hasDevice: confirmed !== null, hasPasskey: keyed === true },
});

export async function accountById(db: Database, id: string): Promise<Account | null> {
  const row = await accountQuery(db).where('person.id', '=', id).executeTakeFirst();
  return row ? accountFrom(row) : null;
}

/** What is looked up, and slowed: the same text for both, so that another way to write it is no way round. */
export const nameTyped = (typed: string): string => typed.trim().normalize('NFC');

/**
 * Whom somebody means who types an id or a mail address. An address that several active people share names none of them; of people who have
 * left nobody is named.
 */
export async function accountByName(db: Database, typed: string): Promise<Account | null> {
  const name = nameTyped(typed);
  const rows = await accountQuery(db)
    .where('active', '=', true)
    .where(({ or, eb, fn }) =>
      or([eb('person.id', '=', name), eb(fn<string>('lower', ['address']), '=', name.toLowerCase())]),
    )
    .limit(3)
    .execute();
  const exact = rows.find(({ id }) => id === name);
  const [only] = rows.length === 1 ? rows : [];
  const found = exact ?? only;
  return found ? accountFrom(found) : null;
}

/** The one active person with a mail address; null when there is none, or several share it. */
export async function accountByAddress(db: Database, address: string): Promise<Account | null> {
  const rows = await accountQuery(db)
    .where('active', '=', true)
    .where(({ eb, fn }) => eb(fn<string>('lower', ['address']), '=', address.toLowerCase()))
    .limit(2)
    .execute();
  const [row] = rows.length === 1 ? rows : [];
  return row ? accountFrom(row) : null;
}

/** Whether anybody can sign in with a password yet. */
export async function hasAnyPassword(db: Database): Promise<boolean> {
  return (await db.selectFrom('credential').select('person_id').limit(1).executeTakeFirst()) !== undefined;
}
