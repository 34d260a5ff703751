import type { Decision } from '../../../src/decide/decision.ts';
import type { DecisionRecord } from '../../../src/decide/records/records.ts';
import { variables } from './variables.ts';

/** A recorded decision that allowed a visit; with other members where a test needs them. */
export function recorded(
  change: Partial<Omit<DecisionRecord, 'decision'>> & { readonly decision?: Partial<Decision> } = {},
): DecisionRecord {
  const { decision, ...rest } = change;
  return {
    account: 'account',
    card: 'card',
    jkt: 'key',
    ip: 'ip',
    net: 'net',
    idempotency: null,
    place: null,
    ...rest,
    decision: {
      id: crypto.randomUUID(),
      atMs: 1_800_000_000_000,
      action: 'checkout',
      outcome: 'allow',
      hold: false,
      rule: null,
      hits: [],
      alert: false,
      policy: { name: 'checkout', revision: 'r' },
      ruleErrors: [],
      risk: { p: null, basis: 'none', low: 0, high: 1 },
      actor: 'human',
      expectedLoss: null,
      reasons: [],
      context: [],
      facts: variables(),
      shadow: [],
      tookMs: 1,
      ...decision,
    },
  };
}
