import { createDirectory, type Directory } from './directory.ts';
import { type AgentKey, type KeySet, readKeys } from './keys.ts';
import type { PublicJwk, SignatureLibrary } from './web-bot-auth.ts';

/** An agent that a site knows: by keys of its own list, or by those that the agent publishes. */
export interface ListedAgent {
  /** What rules call it. */
  readonly name: string;
  /** Public keys: Ed25519, or RSA with `alg` `PS512`. @default those of its directory */
  readonly keys?: readonly PublicJwk[] | undefined;
  /** Origin whose directory is asked for keys, such as `https://agent.example`. @default none is */
  readonly directory?: string | undefined;
}

/** How it went to ask an agent's directory. */
export interface DirectoryState {
  readonly name: string;
  readonly directory: string;
  /** Why it could not be had; null where it could. */
  readonly error: string | null;
}

export type FoundKey =
  | { readonly ok: true; readonly name: string; readonly key: AgentKey }
  | { readonly ok: false; readonly code: 'agent_unknown' | 'key_unknown' | 'directory_unavailable' };

export interface AgentList {
  /**
   * @param origin that `Signature-Agent` names; null where the request has no such header
   */
  find(keyid: string, origin: string | null): Promise<FoundKey>;
  refresh(): Promise<readonly DirectoryState[]>;
}

export interface AgentListOptions {
  readonly library: SignatureLibrary;
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

/** @throws TypeError naming the agent that is wrong */
export async function createAgentList(
  agents: readonly ListedAgent[],
  options: AgentListOptions,
): Promise<AgentList> {
  const pinned: { readonly name: string; readonly keys: KeySet }[] = [];
  const directories = new Map<string, { readonly name: string; readonly directory: Directory }>();
  for (const { name, keys, directory } of agents) {
    check(typeof name === 'string' && name !== '', 'each of agents must have a name');
    check(keys !== undefined || directory !== undefined, `agent ${name} must have keys or a directory`);
    if (keys !== undefined) {
      const read = await readKeys(keys, options.library);
      const isUsable =
        read.size === keys.length && [...read.values()].every(({ algorithm }) => algorithm !== null);
      check(isUsable, `agent ${name}: keys must be Ed25519, or RSA with alg PS512`);
      pinned.push({ name, keys: read });
    }
    if (directory !== undefined) {
      const origin = readOrigin(directory);
      check(origin !== null && origin === directory, `agent ${name}: directory must be an https origin`);
      check(!directories.has(origin), `agent ${name}: ${origin} is listed twice`);
      directories.set(origin, { name, directory: createDirectory({ origin, ...options }) });
    }
  }

  return {
    async find(keyid, origin) {
      for (const { name, keys } of pinned) {
        const key = keys.get(keyid);
        if (key) return { ok: true, name, key };
      }
      if (origin !== null) {
        const listed = directories.get(origin);
        if (!listed) return { ok: false, code: 'agent_unknown' };
        const keys = await listed.directory.keysFor(keyid);
        if (keys === null) return { ok: false, code: 'directory_unavailable' };
        return pick(listed.name, keys.get(keyid));
      }
      // Who names no directory has none asked: only keys that are known already.
      for (const { name, directory } of directories.values()) {
        const key = directory.known?.get(keyid);
        if (key) return { ok: true, name, key };
      }
      return { ok: false, code: 'key_unknown' };
    },
    refresh: () =>
      Promise.all(
        [...directories].map(async ([origin, { name, directory }]) => ({
          name,
          directory: origin,
          error: await directory.refresh(),
        })),
      ),
  };
}

const pick = (name: string, key: AgentKey | undefined): FoundKey =>
  key ? { ok: true, name, key } : { ok: false, code: 'key_unknown' };

/** The origin that an address names, if it is one of https. */
export function readOrigin(address: string): string | null {
  try {
    const { origin, protocol } = new URL(address);
    return protocol === 'https:' ? origin : null;
  } catch {
    return null;
  }
}

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(`createAgents: ${message}`);
}
