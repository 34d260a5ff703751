import type { Variables } from '../policy/variables.ts';

/**
 * Who is at the other end, as far as signature and behaviour tell.
 *
 * - `human`: input like a person's, and no agent declared itself.
 * - `assisted`: an agent's signature is right, and the input is like a person's.
 * - `declared_agent`: an agent's signature is right.
 * - `undeclared_automation`: automated input without an agent's signature that is right.
 * - `unknown`: anything else.
 */
export const ACTORS = ['human', 'assisted', 'declared_agent', 'undeclared_automation', 'unknown'] as const;
export type Actor = (typeof ACTORS)[number];

/** Names no vendor: who an agent is, its signature says or nobody knows (decide.md §5). */
export function actorOf({ level, agent }: Pick<Variables, 'level' | 'agent'>): Actor {
  if (agent.state === 'verified') return level === 'low' ? 'assisted' : 'declared_agent';
  if (level === 'high') return 'undeclared_automation';
  return level === 'low' && agent.state === 'none' ? 'human' : 'unknown';
}
