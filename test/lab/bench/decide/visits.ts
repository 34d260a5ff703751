import type { Variables } from '../../../../src/decide/index.ts';
import type { Random } from '../../../../train/random.ts';
import { variables } from '../../../unit/decide/variables.ts';

/**
 * Facts of visits of every kind, so that each rule holds for some of them. Amounts are given: two of the
 * engines do not know infinity.
 */
export function someFacts(random: Random): Variables {
  const pick = <T>(...values: readonly T[]): T => values[random.integer(0, values.length - 1)] as T;
  const few = () => (random.chance(0.8) ? random.integer(0, 3) : random.integer(4, 20));
  return variables({
    level: pick('low', 'low', 'low', 'medium', 'high', 'unknown', 'missing', 'refused'),
    score: random.uniform(0, 1),
    code: pick('', '', '', 'missing', 'key_mismatch', 'unbound', 'expired'),
    flags: pick([], [], ['near_duplicate'], ['binding_absent'], ['ephemeral_key', 'near_duplicate']),
    amount: random.uniform(1, 900),
    key: { known: random.chance(0.6), age_days: pick(0, 0.5, 12, 90), bound: random.chance(0.8) },
    travel: {
      kind: pick('unknown', 'plausible', 'network_moved', 'someone_else'),
      km: random.uniform(0, 9000),
    },
    velocity: {
      cards_per_key_1d: few(),
      cards_per_account_1d: few(),
      attempts_per_card_1h: few(),
      cards_per_ip_1h: few(),
      attempts_per_account_1h: few(),
    },
    agent: { state: pick('none', 'none', 'verified', 'invalid') },
  });
}
