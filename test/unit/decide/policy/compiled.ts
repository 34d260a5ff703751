import { type CompiledPolicy, compilePolicy } from '../../../../src/decide/policy/publish.ts';
import type { Policy } from '../../../../src/decide/policy/schema.ts';

export const OTHERWISE: Policy['otherwise'] = {
  low: 'allow',
  medium: 'challenge',
  high: 'review',
  unknown: 'challenge',
  refused: 'challenge',
  missing: 'challenge',
};

/** A policy of these rules, as somebody would write it. */
export const written = (rules: readonly object[], change: object = {}) => ({
  name: 'own',
  actions: ['checkout'],
  rules,
  otherwise: OTHERWISE,
  ...change,
});

/** @throws where the policy is not taken */
export async function compiled(source: unknown): Promise<CompiledPolicy> {
  const result = await compilePolicy(source);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.policy;
}
