import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core } from '../dependencies.ts';
import type { Envelope } from '../contract/commit.ts';
import { SYSTEM_ACTOR } from '../domain/entity.ts';
import { issueToken } from '../ledger/tokens.ts';

const OFFICE = { id: 'office', name: '招商办', kind: 'office', county: null } as const;
const COORDINATOR = { id: 'coordinator', name: '调度专员' } as const;

/**
 * The first start of an office: its own unit, one coordinator, and a token for him in the file `token` of the data directory, readable
 * by its owner only. Every later start finds them and does nothing.
 */
export async function bootstrap({ config, db, ledger, now }: Core): Promise<void> {
  const known = await db.selectFrom('token').select('hash').where('revoked_at', 'is', null).limit(1).executeTakeFirst();
  if (known) return;
  for (const command of firstCommands(now())) {
    const [outcome] = await ledger.commit([command]);
    if (!outcome?.ok) throw new Error(`the first start was refused: ${JSON.stringify(outcome)}`);
  }
  const token = await issueToken(db, COORDINATOR.id, { label: 'first start', atMs: now() });
  await mkdir(config.dataDir, { recursive: true });
  const file = join(config.dataDir, 'token');
  await writeFile(file, `${token}\n`, { mode: 0o600 });
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
