import type { Agent, AgentState } from '../facts/agent.ts';

/** Why a request that declares an agent is not verified, and what state that is. */
export const STATE_OF = {
  /** The headers can be read in two ways, or not at all. */
  malformed: 'invalid',
  /** `Signature-Input` without the signature that it describes. */
  signature_missing: 'invalid',
  /** The signature does not cover for which site it is. */
  authority_unsigned: 'invalid',
  /** `Signature-Agent` is there and is not signed. */
  agent_unsigned: 'invalid',
  /** Too late. */
  expired: 'invalid',
  /** Signed by a key that the agent has let expire. */
  key_expired: 'invalid',
  /** `alg` is not that of the key. */
  algorithm_mismatch: 'invalid',
  /** Not signed by this key, or for another site, or changed on the way. */
  signature_wrong: 'invalid',
  /** The signature was used before. */
  nonce_reused: 'invalid',
  /** Another agent was verified in this session. */
  other_agent: 'invalid',

  /** `Signature-Agent` without a signature. */
  unsigned: 'unverified',
  /** A payment network's signature, for which the site has no check. */
  tag_unsupported: 'unverified',
  /** More than one signature, which the library does not read. */
  several_signatures: 'unverified',
  /** Something is signed in a form that the library does not read. */
  component_unsupported: 'unverified',
  /** `Signature-Agent` names its agent in a form that is not read. */
  agent_unreadable: 'unverified',
  /** Without a nonce nobody can say whether the signature was used before. */
  nonce_missing: 'unverified',
  /** It would be good for more than eight minutes. */
  window_too_long: 'unverified',
  /** It is dated ahead: a clock is wrong. */
  created_ahead: 'unverified',
  /** No agent of the site's list. */
  agent_unknown: 'unverified',
  /** A key that the agent does not publish. */
  key_unknown: 'unverified',
  /** A kind of key that cannot be checked. */
  key_unsupported: 'unverified',
  /** The agent's directory is down, redirects, is too slow or too large. */
  directory_unavailable: 'unverified',
  /** Used nonces cannot be looked up. */
  store_unavailable: 'unverified',
  /** Something failed that never should. */
  failed: 'unverified',
  /** The check took longer than the decision may. */
  late: 'unverified',
} as const satisfies Readonly<Record<string, AgentState>>;
export type AgentCode = keyof typeof STATE_OF;

/** An answer of this code. */
export const answer = (code: AgentCode): Agent => ({ state: STATE_OF[code], name: '', code });
