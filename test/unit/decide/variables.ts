import { type Variables, VELOCITIES, type VelocityName } from '../../../src/decide/policy/variables.ts';

type Change = {
  readonly [Name in keyof Variables]?: Variables[Name] extends string | number | readonly unknown[]
    ? Variables[Name]
    : Partial<Variables[Name]>;
};

const velocity = Object.fromEntries(VELOCITIES.map((name) => [name, 0])) as Record<VelocityName, number>;

/** A first visit by somebody of whom nothing is known and nothing suspicious was seen. */
const SOMEONE: Variables = {
  level: 'low',
  score: 0.05,
  code: '',
  flags: [],
  reasons: [],
  groups: {},
  degraded: [],
  amount: 100,
  currency: 'EUR',
  action: 'checkout',
  key: { known: false, age_days: 0, bound: true, ephemeral: false },
  denied: { key: false, account: false, card: false },
  travel: { kind: 'unknown', km: 0, minutes: 0, speed_kmh: 0 },
  network: { kind: 'unknown', vpn: false, hosting: false, relay: false, satellite: false, asn: 0 },
  velocity,
  agent: { state: 'none', name: '', code: '' },
  campaign: { size: 0, score: 0 },
  risk: { p: -1, low: -1, high: -1 },
  site: { missing_rate: 0 },
};

/** That visit with other facts; members of a group are changed one by one. */
export function variables(change: Change = {}): Variables {
  const merged = Object.entries(change).map(([name, value]) => {
    const before: unknown = SOMEONE[name as keyof Variables];
    const isGroup = typeof value === 'object' && !Array.isArray(value);
    return [name, isGroup ? { ...Object(before), ...value } : value];
  });
  return { ...SOMEONE, ...Object.fromEntries(merged) };
}
