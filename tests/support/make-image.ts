import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openPglite } from '../../src/embedded/pglite.ts';
import { openDatabase } from '../../src/ledger/database.ts';
import { migrate } from '../../src/ledger/migrate.ts';

// make-image.ts FILE: the embedded database as all migrations leave it. Two may make it at once; both make the same.
const [target = ''] = process.argv.slice(2);
const dir = await mkdtemp(join(tmpdir(), 'dispatch-image-'));
const embedded = await openPglite(dir);
await migrate(openDatabase(embedded.pool));
await embedded.close();
const migrated = await PGlite.create(dir);
const image = await migrated.dumpDataDir('none');
await migrated.close();
await writeFile(`${target}.${process.pid}`, Buffer.from(await image.arrayBuffer()));
await rename(`${target}.${process.pid}`, target);
await rm(dir, { recursive: true });
