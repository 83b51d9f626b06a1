import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core } from '../dependencies.ts';
import type { Envelope } from '../contract/commit.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import { issueToken } from '../ledger/tokens.ts';
import { setUpLink } from '../accounts/links.ts';
import { accountLinkAddress } from '../links/secret.ts';

const OFFICE = { id: 'office', name: '招商办', kind: 'office', county: null } as const;
const COORDINATOR = { id: 'coordinator', name: '调度专员' } as const;

/**
 * The first start of an office: its own unit, one coordinator, a token for the commands of this machine in the file `token` of the data
 * directory, and a link by which the coordinator sets his password.
 */
export async function bootstrap(core: Core): Promise<{ setUp: SetUp | null }> {
  await firstToken(core);
  return { setUp: await writeSetUp(core) };
}

async function firstToken({ config, db, ledger, now }: Core): Promise<void> {
  const known = await db.selectFrom('token').select('hash').where('revoked_at', 'is', null).limit(1).executeTakeFirst();
  if (known) return;
  for (const command of firstCommands(now())) {
    const [outcome] = await ledger.commit([command]);
    if (!outcome?.ok) throw new Error(`the first start was refused: ${JSON.stringify(outcome)}`);
  }
  const token = await issueToken(db, COORDINATOR.id, { label: 'first start', atMs: now() });
  await writeOwn(config.dataDir, 'token', token);
}

/** Where the first administrator sets his password, and the file that says so too. */
export interface SetUp {
  url: string;
  file: string;
}

/**
 * There is no default account: nobody can sign in with a password until the first administrator has set his, by a link that works once and
 * for a day. Every start makes a new one until he has; the file is readable by its owner only.
 */
async function writeSetUp({ config, db, now }: Core): Promise<SetUp | null> {
  const file = join(config.dataDir, SET_UP_FILE);
  const known = await db.selectFrom('person').select('id').where('id', '=', COORDINATOR.id).executeTakeFirst();
  const secret = known ? await setUpLink({ db, now }, COORDINATOR.id) : null;
  if (secret === null) {
    await rm(file, { force: true });
    return null;
  }
  const url = accountLinkAddress(config.publicUrl, secret);
  await writeOwn(config.dataDir, SET_UP_FILE, url);
  return { url, file };
}

const SET_UP_FILE = 'set-up-link';

/** For the owner's eyes, also when the file was there before with other rights. */
async function writeOwn(dataDir: string, name: string, text: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, name);
  await writeFile(file, `${text}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}

function firstCommands(atMs: number): Envelope[] {
  const shared = { actor: SYSTEM_ACTOR, via: 'clock', atMs } as const;
  const { id, ...unit } = OFFICE;
  return [
    {
      ...shared,
      commandId: 'system:first-unit',
      digest: '1',
      kind: 'unit',
      entityId: id,
      command: { type: 'define', unit },
    },
    {
      ...shared,
      commandId: 'system:first-person',
      digest: '1',
      kind: 'person',
      entityId: COORDINATOR.id,
      command: {
        type: 'define',
        unitId: id,
        roles: ['coordinator', 'administrator'],
        active: true,
        personal: { name: COORDINATOR.name, title: null, address: null },
      },
    },
  ];
}
