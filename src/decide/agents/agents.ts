import { sha256 } from '../../server/jws/hash.ts';
import { checkKnown } from '../../server/known-options.ts';
import { ask } from '../../server/stores/ask.ts';
import type { ReplayStore } from '../../server/stores/replay.ts';
import { encodeBase64url } from '../../wire/base64url.ts';
import { netstring } from '../../wire/netstring.ts';
import { type Agent, type AgentVerifier, type AgentVisit, NO_AGENT, readAgent } from '../facts/agent.ts';
import { answer } from './codes.ts';
import { readDeclaration, type Signed } from './declaration.ts';
import { createAgentList, type DirectoryState, type ListedAgent } from './listed.ts';
import { readSignedRequest, type SignedRequest } from './request.ts';
import { loadSignatureLibrary } from './web-bot-auth.ts';

export interface AgentsOptions {
  /** The site's own origin, such as `https://shop.example`: what a signature has to be for. */
  readonly origin: string;
  /** Agents that the site knows. Nobody else's directory is ever asked. */
  readonly agents: readonly ListedAgent[];
  /** Where used nonces are kept: the verifier's `replay`, or another that forgets as little. */
  readonly nonces: ReplayStore;
  /** Checks of other tags, such as those of payment networks, each by its tag. @default none */
  readonly schemes?: Readonly<Record<string, AgentVerifier>> | undefined;
  /** How directories are asked. @default the platform's */
  readonly fetch?: typeof fetch | undefined;
  /** Clock in milliseconds; the library also looks at the system's. @default Date.now */
  readonly now?: (() => number) | undefined;
}

export interface Agents extends AgentVerifier {
  /** Never throws. */
  verify(request: unknown, visit?: AgentVisit): Promise<Agent>;
  /** Asks every directory, so that no visit waits for one: call it at start. Never throws. */
  refresh(): Promise<readonly DirectoryState[]>;
}

const OPTIONS: Readonly<Record<keyof AgentsOptions, true>> = {
  origin: true,
  agents: true,
  nonces: true,
  schemes: true,
  fetch: true,
  now: true,
};

/** A session belongs to its agent for so long. Chosen: longer than a visit. */
const SESSION_MS = 24 * 3_600_000;
/** A nonce is kept for longer, as in the verifier: a process whose clock is slow finds it. */
const SLOW_CLOCK_MS = 15 * 60_000;
/** The store may take so long, as in the verifier. */
const STORE_MS = 50;

/**
 * Checks of declared agents: HTTP message signatures (RFC 9421) with the tag `web-bot-auth`, by the package
 * of that name, an optional peer.
 *
 * @throws TypeError for a wrong option, and where the package is not installed
 */
export async function createAgents(options: AgentsOptions): Promise<Agents> {
  const { origin, agents, nonces, schemes, fetch, now } = readOptions(options);
  const library = await loadSignatureLibrary();
  const list = await createAgentList(agents, { library, fetch, now });

  async function check(request: SignedRequest, signed: Signed, { session }: AgentVisit): Promise<Agent> {
    const { keyid, created, expires, nonce, algorithm } = signed;
    const found = await list.find(keyid, signed.agent);
    if (!found.ok) return answer(found.code);
    const { key, name } = found;
    if (key.algorithm === null) return answer('key_unsupported');
    if (key.endsMs !== null && key.endsMs <= now()) return answer('key_expired');
    if (algorithm !== null && algorithm !== key.algorithm) return answer('algorithm_mismatch');
    if (!(await library.isSigned(request, key.jwk, { keyid, created, expires, nonce })))
      return answer('signature_wrong');
    // Used up only now: what nobody signed must not use up somebody's nonce.
    const before = await consume(['agent_nonce', keyid, nonce], '', expires * 1000 - now() + SLOW_CLOCK_MS);
    if (before !== null) return answer(before === undefined ? 'store_unavailable' : 'nonce_reused');
    const verified: Agent = { state: 'verified', name, code: '' };
    if (session === null) return verified;
    const owner = await consume(['agent_session', session], name, SESSION_MS);
    if (owner === undefined) return answer('store_unavailable');
    return owner === null || owner === name ? verified : answer('other_agent');
  }

  /** What the store held before; undefined where it fails or is late. */
  async function consume(
    parts: readonly string[],
    value: string,
    ttlMs: number,
  ): Promise<string | null | undefined> {
    const key = encodeBase64url(await sha256(netstring(...parts)));
    return ask(() => nonces.consume(`vrd-agent:${key}`, value, ttlMs), STORE_MS);
  }

  async function verify(request: unknown, visit: AgentVisit): Promise<Agent> {
    const read = readSignedRequest(request, origin);
    if (read === null) return NO_AGENT;
    const declared = readDeclaration(read, { nowMs: now(), schemes: new Set(schemes.keys()) });
    if (declared.kind === 'none') return NO_AGENT;
    if (declared.kind === 'refused') return answer(declared.code);
    if (declared.kind === 'signed') return check(read, declared.signed, visit);
    return readAgent(await schemes.get(declared.tag)?.verify(request, visit));
  }

  return {
    async verify(request, visit = { session: null }) {
      try {
        return await verify(request, visit);
      } catch {
        return answer('failed');
      }
    },
    refresh: () => list.refresh(),
  };
}

function readOptions(options: AgentsOptions) {
  check(typeof options === 'object' && options !== null, 'options must be an object');
  checkKnown(options, OPTIONS);
  const { origin, agents, nonces, schemes = {}, fetch = globalThis.fetch, now = Date.now } = options;
  check(isOrigin(origin), 'origin must be the site’s own, such as https://shop.example');
  check(Array.isArray(agents), 'agents must be a list');
  check(isFunction(nonces?.consume), 'nonces must be a ReplayStore');
  check(isFunction(fetch) && isFunction(now), 'fetch and now must be functions');
  const checks = new Map(Object.entries(schemes));
  for (const [tag, scheme] of checks) check(isFunction(scheme?.verify), `schemes.${tag} must have verify`);
  return { origin, agents, nonces, fetch, now, schemes: checks };
}

function isOrigin(origin: unknown): boolean {
  try {
    return typeof origin === 'string' && new URL(origin).origin === origin;
  } catch {
    return false;
  }
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(`createAgents: ${message}`);
}
