import { readFile } from 'node:fs/promises';
import { type Agents, createAgents, type ListedAgent } from 'tellsign/decide';
import type { ReplayStore } from 'tellsign/server';

/**
 * The agents that the shop knows, from a JSON file: the shop's own `origin`, which an agent's signature has
 * to be for, and `agents`, each with a `name` and its public `keys` or its `directory`.
 *
 * @throws where the file cannot be read, or says something that is wrong
 */
export async function openAgents(file: string, nonces: ReplayStore): Promise<Agents> {
  const { origin, agents } = Object(JSON.parse(await readFile(file, 'utf8'))) as {
    readonly origin: string;
    readonly agents: readonly ListedAgent[];
  };
  const opened = await createAgents({ origin, agents, nonces });
  for (const { directory, error } of await opened.refresh())
    if (error !== null) console.warn(`shop: ${directory} gives no keys: ${error}`);
  return opened;
}
