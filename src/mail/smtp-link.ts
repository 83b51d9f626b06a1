import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { CommitGate } from './commit-gate.ts';
import type { SmtpFailure } from './outcome.ts';
import type { SmtpServer } from './smtp-url.ts';

/** Milliseconds. */
export interface SmtpTimeouts {
  /** To open the connection, DNS included. */
  connectMs: number;
  /** To the greeting, and for a STARTTLS upgrade. */
  greetingMs: number;
  /** Silence of the server at any later point, also after the final dot, where content filters take their time. */
  silenceMs: number;
  /** One whole transaction, whatever happens in it; opening the connection comes on top, see `openMs`. */
  totalMs: number;
}

export const DEFAULT_TIMEOUTS: SmtpTimeouts = {
  connectMs: 15_000,
  greetingMs: 15_000,
  silenceMs: 90_000,
  totalMs: 120_000,
};

/** The longest an attempt to open may take, login included. */
export const openMs = (timeouts: SmtpTimeouts): number => timeouts.connectMs + 2 * timeouts.greetingMs;

/** How long a server may take to answer QUIT before the link is simply closed. */
const QUIT_MS = 1_000;

export interface Envelope {
  from: string;
  to: string;
  size: number;
}

type SmtpError = Error & SmtpFailure;

/** One open, logged-in SMTP connection as promises. Every promise of it ends when the connection does. */
export class SmtpLink {
  readonly #connection: SMTPConnection;
  /** Rejects when the connection is lost; raced with every step, because nodemailer forgets the callbacks of some. */
  readonly #lost: Promise<never>;
  usable = true;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
    this.#lost = new Promise((_resolve, reject) => {
      connection.on('error', (error: SmtpError) => {
        this.usable = false;
        reject(error);
      });
      connection.once('end', () => {
        this.usable = false;
        // a reply that ended the session (421) is still being handed to its callback when `end` is emitted
        setImmediate(() => reject(Object.assign(new Error('connection closed'), { code: 'ECONNECTION' })));
      });
    });
    this.#lost.catch(() => undefined);
  }

  /** Connects, greets, upgrades, logs in. Rejects with an SmtpFailure; nothing stays open then. */
  static async open(server: SmtpServer, timeouts: SmtpTimeouts): Promise<SmtpLink> {
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.security === 'implicit',
      requireTLS: server.security === 'required',
      ignoreTLS: server.security === 'off',
      connectionTimeout: timeouts.connectMs,
      greetingTimeout: timeouts.greetingMs,
      socketTimeout: timeouts.silenceMs,
      socketCloseTimeout: QUIT_MS,
    });
    const link = new SmtpLink(connection);
    const deadline = setTimeout(() => link.close(), openMs(timeouts));
    try {
      await link.#step<void>(done => connection.connect(error => done(error ?? null)));
      const auth = server.auth;
      // as nodemailer's own transport: a server that offers no AUTH is taken to know us by our address
      if (auth && connection.allowsAuth) await link.#step<unknown>(done => connection.login({ ...auth }, done));
      return link;
    } catch (error) {
      link.close();
      throw error;
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Called once, when the connection is closed by either side. */
  onEnd(listener: () => void): void {
    this.#connection.once('end', listener);
  }

  /** Resolves with the server's words after the final dot. */
  async send(envelope: Envelope, gate: CommitGate): Promise<string> {
    const info = await this.#step<{ response: string }>(done => this.#connection.send({ ...envelope }, gate, done));
    return info.response;
  }

  /** Ends a transaction the server refused half-way, so that the next mail starts clean. */
  async reset(): Promise<void> {
    await this.#step<unknown>(done => this.#connection.reset(done));
  }

  quit(): void {
    if (!this.usable) return;
    this.usable = false;
    this.#connection.quit();
    setTimeout(() => this.#connection.close(), QUIT_MS).unref();
  }

  close(): void {
    this.usable = false;
    this.#connection.close();
  }

  #step<T>(run: (done: (error: SmtpError | null, answer?: T) => void) => void): Promise<T> {
    const answered = new Promise<T>((resolve, reject) => {
      run((error, answer) => (error ? reject(error) : resolve(answer as T)));
    });
    return Promise.race([answered, this.#lost]);
  }
}
