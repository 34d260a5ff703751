import type { Variables } from '../policy/variables.ts';
import { storable } from '../storable.ts';

/**
 * Whether a visit declared itself an agent, and whether that could be checked. `invalid`: its signature is
 * wrong; `unverified`: nobody here can check it.
 */
export const AGENT_STATES = ['none', 'verified', 'invalid', 'unverified'] as const;
export type AgentState = (typeof AGENT_STATES)[number];
export type Agent = Variables['agent'] & { readonly state: AgentState };

/** What is known of the visit that a request belongs to. */
export interface AgentVisit {
  /** A name of the visitor's session that is not the session's own; null where the site gives none. */
  readonly session: string | null;
}

/** What a site answers of one request; `name` and `code` may be left out. */
export type AgentAnswer = Pick<Agent, 'state'> & Partial<Agent>;

/** Checks whether a request comes from a declared agent: `createAgents`, or a site's own check. */
export interface AgentVerifier {
  /** Null, and state `none`: the request declares no agent. */
  verify(request: unknown, visit: AgentVisit): AgentAnswer | null | Promise<AgentAnswer | null>;
}

export const NO_AGENT: Agent = { state: 'none', name: '', code: '' };
/** What is known of a request whose check failed or was late. */
export const UNCHECKED_AGENT: Agent = { state: 'unverified', name: '', code: 'late' };

/** Longest name and code of an agent, characters. Chosen: longer than any there is. */
const MAX_NAME = 100;

/** What the check of agents answered; what cannot be read is unverified. */
export function readAgent(answer: unknown): Agent {
  if (answer === null || answer === undefined) return NO_AGENT;
  const { state, name, code } = Object(answer) as Partial<Agent>;
  return {
    state: AGENT_STATES.find((known) => known === state) ?? 'unverified',
    name: textOf(name),
    code: textOf(code),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? storable(value, MAX_NAME) : '');
