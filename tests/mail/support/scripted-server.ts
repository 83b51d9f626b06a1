import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

/** Where in a session the script is asked. `data`: 354 was said, nothing read. `dot`: the whole message was read. */
export type Step = 'connect' | 'from' | 'rcpt' | 'data' | 'dot';
export type Act = 'go on' | 'drop' | `${4 | 5}${string}`;
/** `nth` counts from 1 how often this step was reached for this recipient (for `connect`: by anyone). */
export type Script = (step: Step, recipient: string, nth: number) => Act | Promise<Act>;

export interface Received {
  to: string[];
  from: string;
  raw: string;
}

interface OpenConnection {
  id: string;
  _socket: { destroy(): void; readonly writable: boolean };
}

/** A real SMTP server on loopback that does what its script says. Keeps only what it has answered 250 to, plus `swallowed`. */
export class ScriptedServer {
  readonly received: Received[] = [];
  /** Messages read to the final dot and then dropped without a reply. */
  readonly swallowed: Received[] = [];
  readonly reached: string[] = [];
  connections = 0;
  #server: SMTPServer | null = null;
  #port = 0;
  #counts = new Map<string, number>();
  readonly #script: Script;
  readonly #options: SMTPServerOptions;

  constructor(script: Script = () => 'go on', options: SMTPServerOptions = {}) {
    this.#script = script;
    this.#options = options;
  }

  get port(): number {
    return this.#port;
  }

  /** Connections open at this moment. */
  get open(): number {
    return this.#server?.connections.size ?? 0;
  }

  /** On the port of the first start, so that a restart is the same server again. */
  async start(): Promise<this> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 1,
      ...this.#options,
      onConnect: (session, done) => {
        this.connections += 1;
        void this.#at('connect', session, '', done);
      },
      onMailFrom: (_address, session, done) => void this.#at('from', session, '', done),
      onRcptTo: (address, session, done) => void this.#at('rcpt', session, address.address, done),
      onData: (stream, session, done) => void this.#data(stream, session, done),
    });
    // dropped sockets are the point of several tests
    server.on('error', () => undefined);
    await new Promise<void>(resolve => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server) await new Promise<void>(resolve => server.close(() => resolve()));
  }

  copiesTo(address: string): Received[] {
    return [...this.received, ...this.swallowed].filter(mail => mail.to.includes(address));
  }

  async #data(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const server = this.#server;
    const to = session.envelope.rcptTo.map(address => address.address);
    if (!(await this.#at('data', session, to[0] ?? '', null))) return;
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of stream) chunks.push(chunk as Buffer);
    } catch {
      // the client hung up inside DATA: no message
      return;
    }
    const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
    const mail = { to, from, raw: Buffer.concat(chunks).toString('utf8') };
    const went = await this.#at('dot', session, to[0] ?? '', error => {
      // A server that stops says 421 and hangs up: what it would accept after that its sender takes for refused, and sends again.
      if (!error && connectionOf(server, session)?._socket.writable) this.received.push(mail);
      done(error ?? null);
    });
    if (!went) this.swallowed.push(mail);
  }

  /** Asks the script and does it; false when the link was dropped. */
  async #at(
    step: Step,
    session: SMTPServerSession,
    recipient: string,
    done: ((error?: Error | null) => void) | null,
  ): Promise<boolean> {
    const key = `${step} ${recipient}`;
    const nth = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, nth);
    this.reached.push(key);
    const act = await this.#script(step, recipient, nth);
    if (act === 'drop') {
      connectionOf(this.#server, session)?._socket.destroy();
      return false;
    }
    if (act === 'go on') done?.();
    else done?.(Object.assign(new Error(act.slice(4)), { responseCode: Number(act.slice(0, 3)) }));
    return true;
  }
}

function connectionOf(server: SMTPServer | null, session: SMTPServerSession): OpenConnection | undefined {
  const open = [...(server?.connections ?? [])] as unknown as OpenConnection[];
  return open.find(connection => connection.id === session.id);
}
