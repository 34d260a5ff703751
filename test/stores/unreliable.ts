import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What the wire between a backend and its store does with an answer. Null: the answer is lost and the wire is
 * cut.
 */
export type Wire = (answer: Buffer) => Buffer | Promise<Buffer> | null;

export const HONEST: Wire = (answer) => answer;

export interface UnreliableWire {
  readonly port: number;
  /** From now on; gives a promise that is kept when the first answer has passed in this way. */
  become(wire: Wire): Promise<void>;
  close(): Promise<void>;
}

/** A wire to a store's port that can be slow, cut, or change answers; requests always arrive. */
export async function openWire(target: number): Promise<UnreliableWire> {
  let wire = HONEST;
  let passed = () => {};
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let last = Promise.resolve();
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (request) => upstream.write(request));
    upstream.on('data', (answer) => {
      const changed = wire(answer);
      // Answers leave in the order in which they came.
      last = last.then(async () => {
        const bytes = await changed;
        if (bytes === null) client.destroy();
        else if (!client.destroyed) client.write(bytes);
        passed();
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    become(next) {
      wire = next;
      return new Promise((resolve) => {
        passed = resolve;
      });
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
