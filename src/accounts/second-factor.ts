import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { refuse, type Refusal } from '../domain/refusal.ts';
import type { Database } from '../ledger/database.ts';
import { accountSettings, telling, type Accounts, type Caller } from './context.ts';
import { tooManyTries } from './passwords.ts';
import type { Account } from './people.ts';
import { codesLeft, drawCodes, dropCodes, takeRecoveryCode } from './recovery-codes.ts';
import { seal, unseal } from './seal.ts';
import { endSessions } from './sessions.ts';
import { accountKey, giveBackTry, takeTry } from './tries.ts';

/** A second factor by TOTP (RFC 6238): six digits, thirty seconds, as every authenticator app has them. */
const ISSUER = '周调度';
const PERIOD_S = 30;
/** One period early or late: clocks differ. */
const WINDOW = 1;
const SECRET_BYTES = 20;

const totpOf = (id: string, secret: Buffer): TOTP =>
  new TOTP({
    issuer: ISSUER,
    label: id,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    digits: 6,
    period: PERIOD_S,
  });

/** What a device is to be told: as an address it scans, and as letters somebody types. */
export interface Enrolment {
  uri: string;
  secret: string;
}

const enrolmentOf = (id: string, secret: Buffer): Enrolment => {
  const totp = totpOf(id, secret);
  return { uri: totp.toString(), secret: totp.secret.base32 };
};

/** Draws a secret that has no effect until a code of it is proven; a second beginning replaces the first. */
export async function beginFactor({ db, key, now }: Accounts, { id }: Account): Promise<Enrolment | Refusal> {
  const secret = randomBytes(SECRET_BYTES);
  const row = { sealed: seal(key, secret, id), created_at: new Date(now()), confirmed_at: null, last_step: 0 };
  const { numInsertedOrUpdatedRows: written } = await db
    .insertInto('totp')
    .values({ person_id: id, ...row })
    .onConflict(oc => oc.column('person_id').doUpdateSet(row).where('totp.confirmed_at', 'is', null))
    .executeTakeFirst();
  return Number(written) === 1 ? enrolmentOf(id, secret) : refuse('factorThere', 'totp', id);
}

/** What was begun and not proven yet, to be shown again beside a wrong code. */
export async function pendingFactor({ db, key }: Accounts, { id }: Account): Promise<Enrolment | null> {
  const row = await db
    .selectFrom('totp')
    .select('sealed')
    .where('person_id', '=', id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return row ? enrolmentOf(id, unseal(key, row.sealed, id)) : null;
}

/** A first code proves the device. Where it is the first second factor, codes for its loss are drawn: shown this once. All other sessions end. */
export async function confirmFactor(
  accounts: Accounts,
  caller: Caller,
  { account, typed, sessionId }: { account: Account; typed: string; sessionId: string },
): Promise<{ codes: string[] } | Refusal> {
  const { db, now } = accounts;
  const slowed = await takeCodeTry(accounts, account);
  if (slowed) return slowed;
  const atMs = now();
  const proven = await db.transaction().execute(async tx => {
    if (!(await takeTotp({ ...accounts, db: tx }, account.id, { typed, confirmed: false }))) return wrongCode();
    await tx
      .updateTable('totp')
      .set({ confirmed_at: new Date(atMs) })
      .where('person_id', '=', account.id)
      .execute();
    const codes = account.hasFactor ? [] : await drawCodes(tx, account.id);
    const ending = { personId: account.id, by: account.id, why: 'secondFactor', atMs } as const;
    await endSessions(tx, { ...ending, except: sessionId });
    await telling(accounts, caller)(tx, { type: 'secondFactorSet', actorId: account.id, personId: account.id });
    return { codes };
  });
  if (!('code' in proven)) await forgive(accounts, account);
  return proven;
}

/** A code of the device or one of those for its loss, each once. Wrong, used and too late are told alike, and slowed like passwords. */
export async function checkCode(
  accounts: Accounts,
  caller: Caller,
  { account, typed }: { account: Account; typed: string },
): Promise<Refusal | null> {
  const { db } = accounts;
  const about = { actorId: account.id, personId: account.id };
  const tell = telling(accounts, caller);
  const slowed = await takeCodeTry(accounts, account);
  if (slowed) {
    await tell(db, { type: 'signInSlowed', ...about, detail: { why: 'code' } });
    return slowed;
  }
  if (await takeTotp(accounts, account.id, { typed, confirmed: true })) return forgive(accounts, account);
  if (await takeRecoveryCode(accounts, account.id, typed)) {
    await tell(db, { type: 'recoveryCodeUsed', ...about });
    return forgive(accounts, account);
  }
  await tell(db, { type: 'signInRefused', ...about, detail: { why: 'code' } });
  return wrongCode();
}

const wrongCode = (): Refusal => refuse('codeWrong', 'totp', null);
const codeKey = ({ id }: Account): string => accountKey(`code ${id}`);

export async function takeCodeTry(accounts: Accounts, account: Account): Promise<Refusal | null> {
  const { slowing } = await accountSettings(accounts);
  const { db, now } = accounts;
  const waitMs = await takeTry(db, { key: codeKey(account), pace: slowing.account, nowMs: now() });
  return waitMs === null ? null : tooManyTries('totp', waitMs);
}

export async function forgive(accounts: Accounts, account: Account): Promise<null> {
  const { slowing } = await accountSettings(accounts);
  await giveBackTry(accounts.db, codeKey(account), slowing.account);
  return null;
}

/** True once for every code: the step is moved on in the same statement that asks whether it may be. */
async function takeTotp(
  { db, key, now }: Accounts,
  id: string,
  { typed, confirmed }: { typed: string; confirmed: boolean },
): Promise<boolean> {
  const token = typed.replaceAll(/\s/g, '').normalize('NFKC');
  if (!/^\d{6}$/.test(token)) return false;
  const row = await db
    .selectFrom('totp')
    .select(['sealed', 'confirmed_at'])
    .where('person_id', '=', id)
    .executeTakeFirst();
  if (!row || (row.confirmed_at !== null) !== confirmed) return false;
  const timestamp = now();
  const delta = totpOf(id, unseal(key, row.sealed, id)).validate({ token, window: WINDOW, timestamp });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1_000 / PERIOD_S) + delta;
  const { numUpdatedRows } = await db
    .updateTable('totp')
    .set({ last_step: step })
    .where('person_id', '=', id)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** By somebody who has shown himself; without a second factor they would open nothing. */
export async function redrawCodes(
  accounts: Accounts,
  caller: Caller,
  { id, hasFactor }: Account,
): Promise<{ codes: string[] } | Refusal> {
  if (!hasFactor) return refuse('factorMissing', 'totp', id);
  return accounts.db.transaction().execute(async tx => {
    const codes = await drawCodes(tx, id);
    await telling(accounts, caller)(tx, { type: 'recoveryCodesDrawn', actorId: id, personId: id });
    return { codes };
  });
}

export interface FactorState {
  /** When the device was proven; null: there is none. */
  since: Date | null;
  codesLeft: number;
}

export async function factorOf(db: Database, id: string): Promise<FactorState> {
  const row = await db.selectFrom('totp').select('confirmed_at').where('person_id', '=', id).executeTakeFirst();
  return { since: row?.confirmed_at ?? null, codesLeft: await codesLeft(db, id) };
}

interface Removing {
  caller: Caller;
  id: string;
  by: string;
}

/** The device alone, by its owner; the codes go with the last of his second factors. In the caller's transaction. */
export async function removeDevice(tx: Database, accounts: Accounts, { caller, id, by }: Removing): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('totp').where('person_id', '=', id).executeTakeFirst();
  await dropIdleCodes(tx, id);
  if (Number(numDeletedRows) === 0) return;
  await telling(accounts, caller)(tx, { type: 'secondFactorRemoved', actorId: by, personId: id });
}

/** Codes without a second factor would open nothing and say something. */
export async function dropIdleCodes(tx: Database, id: string): Promise<void> {
  const [device, key] = await Promise.all([
    tx.selectFrom('totp').select('person_id').where('person_id', '=', id).executeTakeFirst(),
    tx.selectFrom('passkey').select('id').where('person_id', '=', id).limit(1).executeTakeFirst(),
  ]);
  if (!device && !key) await dropCodes(tx, id);
}

/** All there is, by an administrator for somebody who has lost it. Whether there was anything. In the caller's transaction. */
export async function removeFactor(tx: Database, accounts: Accounts, { caller, id, by }: Removing): Promise<boolean> {
  const removed = await Promise.all(
    (['totp', 'passkey'] as const).map(table => tx.deleteFrom(table).where('person_id', '=', id).executeTakeFirst()),
  );
  await dropCodes(tx, id);
  if (removed.every(({ numDeletedRows }) => Number(numDeletedRows) === 0)) return false;
  await telling(accounts, caller)(tx, { type: 'secondFactorRemoved', actorId: by, personId: id });
  return true;
}
