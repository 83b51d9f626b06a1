import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_BYTES } from '../accounts/seal.ts';
import type { Config } from '../config.ts';

const FILE = 'accounts.key';

/**
 * The key that seals the secrets of second factors: ACCOUNTS_KEY, or else one that the first start draws into the data directory, readable by
 * its owner only and apart from the database. Whoever has both has the secrets; whoever loses the key has to set the devices up anew.
 */
export async function accountsKey({
  accountsKey: given,
  dataDir,
}: Pick<Config, 'accountsKey' | 'dataDir'>): Promise<Buffer> {
  if (given !== null) return given;
  const file = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true });
  // Two starters at once: the first one's stays.
  await writeFile(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new Error(`${file} 不是 ${KEY_BYTES} 字节的密钥 / is no key of ${KEY_BYTES} bytes`);
}
