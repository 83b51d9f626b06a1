import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';

/**
 * Where `dispatch signin` keeps what the server gave: one session a server, in a file of the person's own. It ends by itself within the day,
 * so that a copy of the file is of no use tomorrow.
 */
type Env = Readonly<Record<string, string | undefined>>;
type Kept = Readonly<Record<string, string>>;

/** Undefined where the machine does not say where its user lives. */
function fileOf(env: Env): string | undefined {
  const config = env['XDG_CONFIG_HOME'] || (env['HOME'] ? join(env['HOME'], '.config') : undefined);
  return config === undefined ? undefined : join(config, 'weekly-dispatch', 'sessions.json');
}

function read(file: string): Kept {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof kept === 'object' && kept !== null ? (kept as Kept) : {};
  } catch {
    return {};
  }
}

export function keptSession(env: Env, url: string): string | undefined {
  const file = fileOf(env);
  const secret = file === undefined ? undefined : read(file)[url];
  return typeof secret === 'string' ? secret : undefined;
}

/** `null` forgets it. Answers the file; undefined where there is no place for one. */
export async function keepSession(env: Env, url: string, secret: string | null): Promise<string | undefined> {
  const file = fileOf(env);
  if (file === undefined) return undefined;
  const others = Object.fromEntries(Object.entries(read(file)).filter(([known]) => known !== url));
  const kept = secret === null ? others : { ...others, [url]: secret };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // Written whole beside it first: another command that reads at this moment reads the one or the other.
  const draft = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return file;
}
