import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { serve } from './remote.ts';

/** A mail server in a process of its own, as in real life, that counts and forgets. Both senders are measured against it. */

let letters = 0;
let bytes = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  hidePIPELINING: false,
  disableReverseLookup: true,
  onData(stream, _session, done) {
    stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
    stream.on('end', () => {
      letters += 1;
      done();
    });
  },
});

export const sink = {
  async open(): Promise<{ port: number }> {
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return { port: (server.server.address() as AddressInfo).port };
  },
  /** What has come in so far. */
  counted: (): Promise<{ letters: number; bytes: number }> => Promise.resolve({ letters, bytes }),
  close: (): Promise<void> => new Promise(resolve => server.close(() => resolve())),
};

serve(sink);
