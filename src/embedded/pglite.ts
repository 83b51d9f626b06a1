import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { PglitePgConnection } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';

export interface EmbeddedDatabase {
  /** The stock pool: Kysely's PostgresDialect and every query for PostgreSQL run on it unchanged. */
  pool: pg.Pool;
  /** Waits for transactions that are still open, then closes the database. */
  close(): Promise<void>;
}

/**
 * How long a caller waits for its turn. Only one transaction runs at a time here, so asking the pool for a second
 * connection inside a transaction can never succeed: after this it fails aloud instead of hanging for ever.
 */
const TURN_MS = 60_000;

/**
 * Opens the embedded database in a directory (made when missing), or in memory with `memory://`.
 *
 * PGlite is one session. The pool therefore has one client: transactions queue up and run one after another, none
 * ever sees another's half. PGlite takes no lock on its directory, so `lockDataDir` must be held by the caller.
 */
export async function openPglite(dir: string): Promise<EmbeddedDatabase> {
  if (!dir.includes('://')) await mkdir(dir, { recursive: true });
  const pglite = await PGlite.create(dir);
  const turn: Turn = { clean: Promise.resolve() };
  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: TURN_MS,
    Client: sessionClient(pglite, turn),
  });
  return {
    pool,
    async close() {
      await pool.end();
      await turn.clean;
      await pglite.close();
    },
  };
}

interface Turn {
  /** Settles when the client that left before has been rolled back. */
  clean: Promise<unknown>;
}

/**
 * A client is ended whenever the pool gets it back with an error. PostgreSQL would then drop the session and what it
 * left open; PGlite has only this one session, so it is rolled back and wiped before the next client may speak.
 */
function sessionClient(pglite: PGlite, turn: Turn): typeof pg.Client {
  class Session extends PglitePgConnection {
    override async connect(port: number, host: string): Promise<void> {
      this._connecting = true;
      await turn.clean;
      await super.connect(port, host);
    }

    override end(): void {
      super.end();
      const drained = new Promise(resolve => this.once('end', resolve));
      turn.clean = drained.then(async () => {
        await pglite.exec('ROLLBACK');
        await pglite.exec('DISCARD ALL');
      });
    }
  }
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const connection = new Session({ pglite });
      super({ ...config, user: 'postgres', database: 'postgres', connection } as pg.ClientConfig);
    }
  };
}
