import { mkdir } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';
import { PglitePgConnection } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { serialize } from 'pg-protocol';
import { openSession, type Session } from './pglite-thread.ts';

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
 * PGlite is one session, in a thread of its own. The pool therefore has one client: transactions queue up and run one after another, none
 * ever sees another's half. PGlite takes no lock on its directory, so `lockDataDir` must be held by the caller. A new one may begin as a copy:
 * `image` is the file of an uncompressed dump (`PGlite.dumpDataDir`).
 */
export async function openPglite(dir: string, image: string | null = null): Promise<EmbeddedDatabase> {
  if (!dir.includes('://')) await mkdir(dir, { recursive: true });
  const session = await openSession(dir, image);
  const turn: Turn = { clean: Promise.resolve() };
  const pool = new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: TURN_MS,
    Client: sessionClient(session, turn),
  });
  return {
    pool,
    async close() {
      await pool.end();
      await turn.clean;
      await session.close();
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
function sessionClient(session: Session, turn: Turn): typeof pg.Client {
  class Connection extends PglitePgConnection {
    override async connect(port: number, host: string): Promise<void> {
      this._connecting = true;
      await turn.clean;
      await super.connect(port, host);
    }

    override end(): void {
      super.end();
      const drained = new Promise(resolve => this.once('end', resolve));
      turn.clean = drained.then(async () => {
        await session.send(serialize.query('ROLLBACK'));
        await session.send(serialize.query('DISCARD ALL'));
      });
    }
  }
  const nameOf = statementNames();
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const connection = new Connection({ pglite: gathered(session) });
      super({ ...config, user: 'postgres', database: 'postgres', connection } as pg.ClientConfig);
      const ask = this.query.bind(this) as (...given: unknown[]) => unknown;
      this.query = ((text: unknown, values: unknown, ...rest: unknown[]) =>
        typeof text === 'string' && Array.isArray(values) && values.length > 0
          ? ask({ text, name: nameOf(text) }, values, ...rest)
          : ask(text, values, ...rest)) as typeof this.query;
    }
  };
}

const SYNC_WAITS_FOR = new Set(Array.from('PBDEC', letter => letter.charCodeAt(0)));

/**
 * A statement is five messages (parse, bind, describe, execute, sync), and `pg` hands over each as soon as it has it. Entering the database
 * costs more than what most of them do, so they go in together, when the sync that ends them comes.
 */
function gathered(session: Session): PGlite {
  let kept: Uint8Array[] = [];
  const gathering = {
    waitReady: Promise.resolve(),
    execProtocolStream: (message: Uint8Array) => {
      kept.push(message);
      if (SYNC_WAITS_FOR.has(message[0] ?? 0)) return Promise.resolve([]);
      const together = Buffer.concat(kept);
      kept = [];
      return session.send(together);
    },
  };
  return gathering as unknown as PGlite;
}

/** Statements kept ready in the one session; each takes some tens of KB there. */
const PREPARED_MAX = 300;
const SEEN_MAX = 2_000;

/**
 * Names the statements that come again, so that they are parsed and planned once: here that is half of their cost. A text that varies
 * (a list of ids, say) would only fill the session, so the first time goes without a name.
 */
function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  return text => {
    const name = names.get(text);
    if (name !== undefined || names.size >= PREPARED_MAX) return name;
    if (!seen.delete(text)) {
      if (seen.size >= SEEN_MAX) seen.clear();
      seen.add(text);
      return undefined;
    }
    const given = `s${names.size}`;
    names.set(text, given);
    return given;
  };
}
