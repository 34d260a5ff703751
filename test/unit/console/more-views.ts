import type { OutcomeMatrix, PoliciesView, PolicyView, WouldView } from '../../../src/console/policy-view.ts';
import type { HealthView, LogView } from '../../../src/console/view.ts';
import { NOW } from './views.ts';

const HOUR = 3_600_000;

const matrix = (numbers: readonly (readonly [number, number, number, number])[]): OutcomeMatrix => {
  const row = (index: number) => {
    const [allow = 0, challenge = 0, review = 0, deny = 0] = numbers[index] ?? [];
    return { allow, challenge, review, deny };
  };
  return { allow: row(0), challenge: row(1), review: row(2), deny: row(3) };
};

export const POLICY: PolicyView = {
  name: 'checkout',
  revision: '9f2c4ab17d30e85c66b1',
  state: 'live',
  by: 'site',
  actions: ['checkout'],
  visits: 4210,
  warnings: [],
  rules: [
    {
      id: 'card_testing',
      when: 'velocity.cards_per_key_1d > 4.0 || velocity.attempts_per_card_1h > 5.0',
      answer: 'deny',
      alert: false,
      note: 'Many cards were tried in a short time.',
      hits: 212,
    },
    {
      id: 'copied_behaviour',
      when: "'near_duplicate' in flags",
      answer: 'review, held back',
      alert: false,
      note: null,
      hits: 61,
    },
    {
      id: 'someone_else_far_away',
      when: "travel.kind == 'someone_else'",
      answer: 'challenge',
      alert: true,
      note: 'The account was just used far away.',
      hits: 38,
    },
    {
      id: 'new_key_big_amount',
      when: 'amount > 500.0 && key.age_days < 1.0',
      answer: 'challenge',
      alert: false,
      note: null,
      hits: 147,
    },
    {
      id: 'own_key_on_the_road',
      when: "level == 'low' && key.known && travel.kind == 'network_moved'",
      answer: 'allow',
      alert: false,
      note: null,
      hits: 0,
    },
  ],
  otherwise: [
    ['low', 'allow'],
    ['medium', 'challenge'],
    ['high', 'review'],
    ['unknown', 'challenge'],
    ['refused', 'challenge'],
    ['missing', 'challenge'],
  ],
};

export const POLICIES: PoliciesView = {
  live: [POLICY],
  shadow: [
    {
      ...POLICY,
      revision: 'c01d77aa9be2',
      state: 'shadow',
      name: 'cautious',
      by: 'Jonas Ek',
      matrix: matrix([
        [3611, 84, 12, 0],
        [21, 301, 18, 3],
        [0, 4, 96, 7],
        [0, 0, 0, 53],
      ]),
    },
  ],
  drafts: [{ ...POLICY, revision: 'd4aa10c2ffee', state: 'draft', by: 'Mara Lindqvist' }],
  retired: [],
};

export const WOULD: WouldView = {
  days: 7,
  live: '9f2c4ab17d30e85c66b1',
  policy: { ...POLICY, revision: 'c01d77aa9be2', state: 'shadow', name: 'cautious', by: 'Jonas Ek' },
  report: {
    decisions: 29_470,
    span: { fromMs: NOW - 7 * 24 * HOUR, toMs: NOW },
    alertsPerDay: { was: 157.7, would: 180 },
    labelled: { fraudulent: 61, legitimate: 402 },
    sameRevision: 0,
    outcomes: matrix([
      [25_311, 584, 80, 0],
      [121, 2301, 118, 23],
      [0, 24, 496, 37],
      [0, 0, 0, 375],
    ]),
    changed: 987,
    alerts: { was: 1104, would: 1260 },
    loss: { was: 18_230, would: 6120 },
    goodCustomers: { was: 214, would: 301 },
    hits: { card_testing: 1480, copied_behaviour: 420, someone_else_far_away: 255 },
    overlap: {
      card_testing: { copied_behaviour: 211 },
      copied_behaviour: { card_testing: 211, someone_else_far_away: 14 },
      someone_else_far_away: { copied_behaviour: 14 },
    },
    errors: 0,
    unequal: 0,
  },
  changes: {
    page: 1,
    pages: 1,
    total: 1,
    rows: [
      {
        ...{ atMs: NOW - HOUR, action: 'checkout', amount: 310, level: 'medium' },
        ...{ was: 'allow', would: 'review', rule: 'far_away', label: 'fraudulent' },
      },
    ],
  },
};

const entry = (seq: number, by: string, what: string, detail: string) => ({
  seq,
  by,
  what,
  detail,
  atMs: NOW - (1204 - seq) * 60_000,
  before: 'x',
  hash: `h${seq}q8vKzmP0aa`,
});
export const LOG: LogView = {
  page: 1,
  pages: 25,
  total: 1204,
  chain: { broken: null, rows: 1204, atMs: NOW },
  rows: [
    entry(
      1204,
      'Mara Lindqvist',
      'label',
      '{"decision":"7c9e6679-7425-40de-944b-e07fc1f90ae7","outcome":"fraudulent","reason":"stolen_card"}',
    ),
    entry(1203, 'Jonas Ek', 'snooze', '{"rule":"someone_else_far_away","untilMs":1798000000000}'),
    entry(1202, 'Jonas Ek', 'refused', '{"what":"publish","needs":"publish"}'),
    entry(1201, 'Mara Lindqvist', 'publish', '{"revision":"9f2c4ab17d30","state":"live"}'),
  ],
};

export const HEALTH: HealthView = {
  hours: Array.from({ length: 24 }, (_, hour) => {
    const wave = Math.round(60 + 50 * Math.sin((hour - 4) / 4));
    const levels = {
      low: wave * 3,
      medium: Math.round(wave / 3),
      high: hour === 17 ? 90 : Math.round(wave / 8),
      unknown: 4,
      refused: 3,
      missing: hour > 20 ? 40 : 6,
    };
    return {
      startMs: NOW - (NOW % HOUR) - (23 - hour) * HOUR,
      levels,
      visits: Object.values(levels).reduce((a, b) => a + b, 0),
    };
  }),
  visits: 6210,
  missing: { hour: 0.13, day: 0.041 },
  codes: [
    ['missing', 240],
    ['nonce_expired', 31],
    ['signature_invalid', 4],
  ],
  failovers: [],
  ruleErrors: 0,
  drift: {
    checkout: {
      reference: { sinceMs: NOW - 40 * 24 * HOUR, visits: 1000, isComplete: true },
      ...{ score: 2.1, missing: 0.4, missingRate: { now: 0.03, reference: 0.028 } },
      features: [
        { feature: 'keys.dwell_p50', psi: 0.61 },
        { feature: 'motion.speed_p95', psi: 0.08 },
      ],
      alarm: {
        ...{ atMs: NOW - 2 * HOUR, signal: 'feature', feature: 'keys.dwell_p50', strength: 0.61 },
        cause: { kind: 'browser_release', name: 'Chrome 132', share: 0.31, explains: 0.94 },
      },
    },
    signup: {
      reference: { sinceMs: NOW - 2 * 24 * HOUR, visits: 212, isComplete: false },
      ...{ score: 0, missing: 0, missingRate: { now: 0, reference: 0.5 }, features: [], alarm: null },
    },
  },
  p95Ms: 14.2,
};
