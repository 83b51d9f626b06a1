import { Readable } from 'node:stream';

/** Thrown inside the gate when the row belongs to another sender by now. */
export class NotOurs extends Error {}

/**
 * A message that asks before it leaves. nodemailer starts to read the stream it is given only after the server's 354, so the
 * first read is the last moment at which nothing has been said yet: there the mark `committing` is written and awaited, and
 * only then are there bytes. If the mark cannot be written, the stream fails and the link is dropped in the middle of DATA,
 * which a server must treat as no message (RFC 5321 §4.1.1.4).
 */
export class CommitGate extends Readable {
  /** Set when the mark was asked for: the row may be in `committing`. */
  asked = false;
  /** Set when bytes were handed on: from here a silent end means `unknown`. */
  bodyLeft = false;
  readonly #body: Buffer;
  readonly #mark: () => Promise<boolean>;

  constructor(body: Buffer, mark: () => Promise<boolean>) {
    super();
    this.#body = body;
    this.#mark = mark;
  }

  override _read(): void {
    if (this.asked) return;
    this.asked = true;
    this.#mark().then(
      ours => (ours ? this.#release() : this.destroy(new NotOurs())),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  #release(): void {
    // the link may have died while the mark was written: then nothing leaves, and that is known
    if (this.destroyed) return;
    this.bodyLeft = true;
    this.push(this.#body);
    this.push(null);
  }
}
