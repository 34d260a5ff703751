import { GROUP_NAMES } from '../../contract/features/groups.ts';
import { CODES, type Flag } from '../../contract/protocol.ts';
import type { Level } from '../../contract/verdict.ts';
import type { Degradation } from '../../server/result.ts';
import { AGENT_STATES } from '../facts/agent.ts';
import { NETWORK_KINDS } from '../facts/network.ts';
import type { TravelKind } from '../facts/travel.ts';

/** All texts that a fact can be, or that a list or map of facts can hold. */
export interface KnownTexts {
  has(text: string): boolean;
  /** What follows “only”, as in “only low, medium”. */
  readonly text: string;
}

const namesOf = <Name extends string>(names: Readonly<Record<Name, true>>): KnownTexts =>
  oneOf(Object.keys(names));

const oneOf = (names: readonly string[]): KnownTexts => ({
  has: (text) => names.includes(text),
  text: names.map((name) => name || "''").join(', '),
});

/** Lines of an explanation that have a weight and belong to no group. */
const REST = ['baseline', 'other'] as const;
const UNFAMILIAR = 'unfamiliar';

const LEVELS: Readonly<Record<Level | 'refused' | 'missing', true>> = {
  low: true,
  medium: true,
  high: true,
  unknown: true,
  refused: true,
  missing: true,
};

const FLAGS: Readonly<Record<Flag, true>> = {
  score_mismatch: true,
  ood: true,
  near_duplicate: true,
  implausible_timing: true,
  implausible_evidence: true,
  counter_regress: true,
  ephemeral_key: true,
  fresh_key: true,
  not_rescored: true,
  sparse_evidence: true,
  agent_verified: true,
  unbound: true,
  binding_absent: true,
  assisted_entry: true,
  reduced_consent: true,
};

const DEGRADATIONS: Readonly<Record<Degradation, true>> = {
  not_rescored: true,
  replay_store_unavailable: true,
  model_deprecated: true,
};

const TRAVEL_KINDS: Readonly<Record<TravelKind, true>> = {
  unknown: true,
  plausible: true,
  network_moved: true,
  someone_else: true,
};

const GROUPS = [...GROUP_NAMES, ...REST];

/** Variables whose texts are all known, by their names. Of a list or a map it is what they hold. */
const KNOWN: Readonly<Record<string, KnownTexts>> = {
  level: namesOf(LEVELS),
  code: oneOf(['', ...CODES]),
  flags: namesOf(FLAGS),
  degraded: namesOf(DEGRADATIONS),
  groups: oneOf(GROUPS),
  reasons: {
    has: (text) =>
      text === UNFAMILIAR || GROUPS.some((group) => text === group || text.startsWith(`${group}.`)),
    text: `baseline, other, unfamiliar, or a group, a dot and a measure; groups are ${GROUP_NAMES.join(', ')}`,
  },
  currency: {
    has: (text) => /^([A-Z]{3})?$/.test(text),
    text: "three capital letters, or ''",
  },
  'travel.kind': namesOf(TRAVEL_KINDS),
  'network.kind': oneOf(NETWORK_KINDS),
  'agent.state': oneOf(AGENT_STATES),
};

/** The texts that a variable can be or hold; null where nobody knows all of them. */
export function knownTexts(path: string, actions: readonly string[]): KnownTexts | null {
  if (path === 'action') return oneOf(actions);
  return Object.hasOwn(KNOWN, path) ? (KNOWN[path] ?? null) : null;
}

/** The least and the most that a number can be. */
export type Bounds = readonly [least: number, most: number];

/** Probabilities are −1 where there is none. */
const PROBABILITY: Bounds = [-1, 1];
const AT_LEAST_0: Bounds = [0, Number.POSITIVE_INFINITY];
/** Distinct names are counted exactly up to 64. */
const DISTINCT: Bounds = [0, 65];

const BOUNDS: Readonly<Record<string, Bounds>> = {
  score: PROBABILITY,
  'risk.p': PROBABILITY,
  'risk.low': PROBABILITY,
  'risk.high': PROBABILITY,
  'site.missing_rate': [0, 1],
  amount: AT_LEAST_0,
  'key.age_days': AT_LEAST_0,
  'travel.km': AT_LEAST_0,
  'travel.minutes': AT_LEAST_0,
  'travel.speed_kmh': AT_LEAST_0,
};

/** The bounds of a variable; null where it has none, or is no number. */
export function boundsOf(path: string): Bounds | null {
  if (/^velocity\.(accounts|cards)_/.test(path)) return DISTINCT;
  if (path.startsWith('velocity.')) return AT_LEAST_0;
  return Object.hasOwn(BOUNDS, path) ? (BOUNDS[path] ?? null) : null;
}
