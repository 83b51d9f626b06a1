import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A mail that a server has taken. */
export interface Handover {
  /** What the mail was, whichever row of the ledger stands for it: kind, slot, person, and the instant it was sent again by hand. */
  key: string;
  /** The row that stood for it. */
  mailId: string;
  /** Epoch ms. */
  atMs: number;
}

/** What has left the house, kept outside the database: a ledger that is restored from an older backup has forgotten it. */
export interface SentJournal {
  find(key: string): Handover | null;
  /** On the disk when it resolves. A mail that has left is not called back because it could not be written down. */
  add(handovers: readonly Handover[]): Promise<void>;
  close(): Promise<void>;
}

/** Longer than any mail waits in the outbox, and than anybody restores a backup of. */
const KEPT_DAYS = 100;
const DAY_MS = 86_400_000;
const FILE = /^sent-.+\.jsonl$/;

const line = z.object({ key: z.string(), mailId: z.string(), atMs: z.number() });

interface Opening {
  /** Epoch ms. */
  nowMs: number;
  /** Mails have left, and that they did stands in the ledger alone. */
  onLost: (error: unknown) => void;
}

/**
 * The journal in `folder`: one file for each process that sends, one line of JSON for each mail. Files nobody has written to for a hundred
 * days are taken away.
 *
 * @throws Error that names the folder when it cannot be read or written
 */
export async function openSentJournal(folder: string, { nowMs, onLost }: Opening): Promise<SentJournal> {
  try {
    await mkdir(folder, { recursive: true });
    const known = await readAll(folder, nowMs - KEPT_DAYS * DAY_MS);
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const file = await open(join(folder, `sent-${day}-${randomUUID().slice(0, 8)}.jsonl`), 'a', 0o600);
    return journalIn(file, known, onLost);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Error(`发送日志无法读写 / the journal of sent mails cannot be read or written: ${folder}: ${why}`, {
      cause: error,
    });
  }
}

function journalIn(file: FileHandle, known: Map<string, Handover>, onLost: (error: unknown) => void): SentJournal {
  async function write(handovers: readonly Handover[]): Promise<void> {
    await file.appendFile(handovers.map(handover => `${JSON.stringify(handover)}\n`).join(''));
    await file.datasync();
  }

  return {
    find: key => known.get(key) ?? null,
    async add(handovers) {
      if (handovers.length === 0) return;
      await write(handovers).catch(onLost);
      for (const handover of handovers) known.set(handover.key, handover);
    },
    close: () => file.close(),
  };
}

async function readAll(folder: string, sinceMs: number): Promise<Map<string, Handover>> {
  const known = new Map<string, Handover>();
  for (const name of (await readdir(folder)).filter(each => FILE.test(each))) {
    const path = join(folder, name);
    if ((await stat(path)).mtimeMs < sinceMs) await rm(path, { force: true });
    else for (const handover of linesOf(await readFile(path, 'utf8'))) known.set(handover.key, handover);
  }
  return known;
}

/** The last line of a process that died may be half of one; what it was about is in doubt in the ledger too. */
function linesOf(text: string): Handover[] {
  return text.split('\n').flatMap(each => {
    try {
      return line.parse(JSON.parse(each));
    } catch {
      return [];
    }
  });
}
