import { createHash, randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import type { Database } from '../ledger/database.ts';
import type { Accounts } from './context.ts';

/** Codes for the loss of a device: drawn with the first second factor, whichever it is, and each good for one sign-in. */
const RECOVERY_CODES = 10;
/** 80 random bits each; so a plain hash of it is enough. */
const RECOVERY_BYTES = 10;

/** Shown this once; those of before are void. In the caller's transaction. */
export async function drawCodes(tx: Database, id: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await dropCodes(tx, id);
  const rows = codes.map(code => ({ person_id: id, hash: hashOf(code), used_at: null }));
  await tx.insertInto('recovery_code').values(rows).execute();
  return codes;
}

export async function dropCodes(tx: Database, id: string): Promise<void> {
  await tx.deleteFrom('recovery_code').where('person_id', '=', id).execute();
}

/** True once for every code. */
export async function takeRecoveryCode({ db, now }: Accounts, id: string, typed: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('recovery_code')
    .set({ used_at: new Date(now()) })
    .where('person_id', '=', id)
    .where('hash', '=', hashOf(typed))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

export async function codesLeft(db: Database, id: string): Promise<number> {
  const { left } = await db
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('person_id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(left);
}

/** Sixteen letters and digits in fours, as they are written down by hand. */
function newRecoveryCode(): string {
  const { base32 } = new Secret({ buffer: new Uint8Array(randomBytes(RECOVERY_BYTES)).buffer });
  return (base32.match(/.{4}/g) ?? []).join('-');
}

/** However it was typed: with or without hyphens, in whatever case. */
const hashOf = (code: string): string =>
  createHash('sha256')
    .update(
      code
        .normalize('NFKC')
        .replaceAll(/[^A-Za-z0-9]/g, '')
        .toUpperCase(),
    )
    .digest('hex');
