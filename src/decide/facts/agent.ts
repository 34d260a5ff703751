import type { Variables } from '../policy/variables.ts';
import { storable } from '../storable.ts';

/**
 * Whether a visit declared itself an agent, and whether that could be checked. `invalid`: its signature is
 * wrong; `unverified`: nobody here can check it.
 */
export const AGENT_STATES = ['none', 'verified', 'invalid', 'unverified'] as const;
export type AgentState = (typeof AGENT_STATES)[number];
export type Agent = Variables['agent'] & { readonly state: AgentState };

export const NO_AGENT: Agent = { state: 'none', name: '' };

/** Longest name of an agent, characters. Chosen: longer than any there is. */
const MAX_NAME = 100;

/** What the site's check of agents answered; what cannot be read is unverified. */
export function readAgent(answer: unknown): Agent {
  if (answer === null || answer === undefined) return NO_AGENT;
  const { state, name } = Object(answer) as Partial<Agent>;
  return {
    state: AGENT_STATES.find((known) => known === state) ?? 'unverified',
    name: typeof name === 'string' ? storable(name, MAX_NAME) : '',
  };
}
