import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface Proxy {
  port: number;
  /** From now on nothing answers here, and what was open is broken. */
  cut(): void;
  /** Cuts it when so many bytes more have gone to the server. */
  cutAfter(bytes: number): void;
  mend(): void;
  stop(): Promise<void>;
}

/** A line to a server on loopback that a test can cut: how a database, a Temporal or an SMTP server goes away and comes back. */
export async function startProxy(targetPort: number): Promise<Proxy> {
  const open = new Set<Socket>();
  let whole = true;
  let left = Infinity;
  const server = createServer(socket => {
    if (!whole) {
      socket.destroy();
      return;
    }
    socket.on('data', chunk => {
      left -= chunk.length;
      if (left < 0) cut();
    });
    const target = connect({ port: targetPort, host: '127.0.0.1' });
    for (const [end, other] of [
      [socket, target],
      [target, socket],
    ] as const) {
      open.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        open.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  server.listen({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const cut = (): void => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    cut,
    cutAfter: bytes => (left = bytes),
    mend: () => {
      [whole, left] = [true, Infinity];
    },
    stop: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
