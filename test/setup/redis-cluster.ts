import { createClient } from 'redis';
import { freePort, type Loopback } from './loopback.ts';
import { openRedis } from './redis.ts';

/** Hash slots of a cluster. */
const SLOTS = 16_384;

export interface RedisCluster {
  readonly ports: readonly number[];
  stop(): Promise<void>;
}

/** A cluster of three masters on free ports, without replicas. */
export async function openRedisCluster(command: string): Promise<RedisCluster> {
  const busPorts = await Promise.all([0, 1, 2].map(freePort));
  const servers: Loopback[] = await Promise.all(
    busPorts.map((port) => openRedis(command, ['--cluster-enabled', 'yes', '--cluster-port', String(port)])),
  );
  const ports = servers.map(({ port }) => port);
  const clients = await Promise.all(
    ports.map((port) => createClient({ url: `redis://127.0.0.1:${port}` }).connect()),
  );
  for (const [at, client] of clients.entries()) {
    const [from, to] = [at, at + 1].map((third) => Math.floor((third * SLOTS) / clients.length));
    await client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', String(from), String((to ?? 0) - 1)]);
    for (const [other, port] of ports.entries())
      await client.sendCommand(['CLUSTER', 'MEET', '127.0.0.1', String(port), String(busPorts[other])]);
  }
  for (const client of clients) await whenAgreed(client);
  for (const client of clients) client.destroy();
  return {
    ports,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** Asks until a master says that all slots are served and that it knows all masters. */
async function whenAgreed(client: { sendCommand(words: string[]): Promise<unknown> }): Promise<void> {
  const isAgreed = async () => {
    const info = String(await client.sendCommand(['CLUSTER', 'INFO']));
    return /cluster_state:ok/.test(info) && /cluster_known_nodes:3/.test(info);
  };
  for (let attempt = 0; !(await isAgreed()); attempt++) {
    if (attempt === 600) throw new Error('the cluster’s masters did not agree within a minute');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
