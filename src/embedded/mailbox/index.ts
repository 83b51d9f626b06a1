/**
 * The development mailbox: an SMTP server on loopback that keeps every letter as a file and delivers none of them onward. It stands
 * where a real server would (`SMTP_URL`), so mails leave over real SMTP from the first day and nothing leaves the machine.
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { HEAD_BYTES, letterOf, summaryOf, type Letter, type LetterSummary } from './letter.ts';
import { LetterStore } from './store.ts';

export type { Letter, LetterAttachment, LetterSummary, ParsedLetter } from './letter.ts';
export type { LetterEnvelope } from './store.ts';

export interface MailboxOptions {
  /** Folder of the letters; created. */
  dir: string;
  /** 0 takes a free one. */
  port: number;
  maxBytes?: number;
}

export interface LetterPage {
  items: LetterSummary[];
  total: number;
  /** Give it to `list` for the next page; null after the last one. */
  next: string | null;
}

export interface Mailbox {
  port: number;
  /** Newest first; `after` is the `next` of the page before. */
  list(limit: number, after?: string | null): Promise<LetterPage>;
  /** Null when there is no such letter. */
  read(id: string): Promise<Letter | null>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const MAX_BYTES = 20 * 1024 * 1024;

/** Rejects with the system's error (EADDRINUSE, EACCES) when it cannot listen or write. */
export async function startMailbox({ dir, port, maxBytes = MAX_BYTES }: MailboxOptions): Promise<Mailbox> {
  const store = await LetterStore.open(dir);
  const server = new SMTPServer({
    banner: 'weekly-dispatch development mailbox',
    size: maxBytes,
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideSTARTTLS: true,
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onData: (stream, session, done) => {
      receive(store, stream, session).then(
        id => done(null, `kept as ${id}`),
        (error: Error) => done(error),
      );
    },
  });
  await listen(server, port);
  // after listening, errors are those of single connections: the peer is gone, the letter was not answered with 250
  server.on('error', () => undefined);
  return {
    port: (server.server.address() as AddressInfo).port,
    list: (limit, after = null) => list(store, limit, after),
    read: async id => {
      const stored = await store.read(id);
      return stored && letterOf(stored);
    },
    stop: () => new Promise(resolve => server.close(() => resolve())),
  };
}

function listen(server: SMTPServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/** Resolves only when the letter is in its place: the 250 that follows is a promise. */
async function receive(store: LetterStore, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    // read on to the final dot, but keep no more of a message that will be refused
    if (!stream.sizeExceeded) chunks.push(chunk as Buffer);
  }
  if (stream.sizeExceeded) throw Object.assign(new Error('message too large'), { responseCode: 552 });
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
  try {
    return await store.add(envelope, Buffer.concat(chunks));
  } catch (error) {
    throw Object.assign(new Error('letter could not be kept', { cause: error }), { responseCode: 451 });
  }
}

async function list(store: LetterStore, limit: number, after: string | null): Promise<LetterPage> {
  const ids = store.ids(limit, after);
  const heads = await Promise.all(ids.map(id => store.readHead(id, HEAD_BYTES)));
  const items = await Promise.all(heads.filter(head => head !== null).map(summaryOf));
  const last = ids.at(-1) ?? null;
  const more = last !== null && store.ids(1, last).length > 0;
  return { items, total: store.size, next: more ? last : null };
}
