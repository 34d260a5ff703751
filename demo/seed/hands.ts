import type { Random } from './random.ts';

/** What a group of features says, logits: its mean and its deviation over visits of one kind. */
type Says = Readonly<Record<string, readonly [mean: number, deviation: number]>>;

/**
 * Who, or what, fills the form. Made up: signs and sizes are those of the model's card, and nobody measured
 * them on a shop. Groups that are not named have no evidence.
 */
export const HANDS = {
  mouse: {
    keys: [-0.6, 0.5],
    motion: [-0.7, 0.5],
    path: [-0.3, 0.3],
    text_entry: [-0.2, 0.3],
    flow: [-0.2, 0.3],
  },
  phone: {
    touch: [-0.5, 0.4],
    swipe: [-0.6, 0.4],
    keys: [-0.3, 0.4],
    text_entry: [-0.1, 0.3],
    flow: [-0.2, 0.3],
  },
  /** Everything by Tab and keys. */
  keyboard: { keys: [0.6, 0.6], typing: [0.5, 0.3], text_entry: [0.6, 0.4], flow: [1.9, 0.7] },
  /** A password manager fills every field at once. */
  filler: { text_entry: [2.1, 0.7], flow: [1.6, 0.6], motion: [-0.2, 0.4], click: [0.3, 0.3] },
  /** A switch, an eye tracker or dictation. */
  assistive: { text_entry: [1.4, 0.6], flow: [1.8, 0.6], path: [0.8, 0.5], motion: [0.6, 0.5] },
  /** A person with a list of stolen cards: pastes. */
  paster: {
    keys: [-0.3, 0.4],
    text_entry: [1.3, 0.5],
    flow: [0.3, 0.4],
    motion: [-0.5, 0.5],
    path: [-0.2, 0.3],
  },
  script: {
    keys: [1.6, 0.6],
    motion: [1.4, 0.5],
    text_entry: [1.2, 0.5],
    flow: [1.2, 0.5],
    path: [0.8, 0.4],
  },
  /** A script that moves and types by recorded statistics. */
  careful: {
    keys: [0.9, 0.6],
    motion: [1.1, 0.5],
    text_entry: [0.7, 0.4],
    flow: [0.9, 0.4],
    path: [0.6, 0.4],
  },
} as const satisfies Record<string, Says>;

export type Hands = keyof typeof HANDS;
/** A group of features of which hands say something. */
export type GroupName = { [Name in Hands]: keyof (typeof HANDS)[Name] }[Hands];

/** Where every visit starts, logits: the model's own bias (`model/manifest.json`), rounded. */
const BASELINE = -2.1;
/** Thresholds of the model that the day was drawn for, on the uncalibrated score. */
const MEDIUM = 0.6072;
const HIGH = 0.9014;
/** Features that a visit shows at most. Chosen: more than any hands have. */
const MOST_SHOWN = 96;

/** What the verifier would have said of a visit. */
export interface Scored {
  readonly groups: Readonly<Record<string, number>>;
  readonly logit: number | null;
  /** Null for evidence that is too thin. */
  readonly score: number | null;
  readonly level: 'low' | 'medium' | 'high' | 'unknown';
}

/** Hardly anything was done: the browser filled the form, and one click sent it. */
export const TOO_THIN: Scored = { groups: {}, logit: null, score: null, level: 'unknown' };

/** What groups say of one visit, and the score that follows from it. */
export function scoreOf(hands: Hands, random: Random): Scored {
  const says = Object.entries(HANDS[hands]).map(
    ([group, [mean, deviation]]) => [group, random.normal(mean, deviation)] as const,
  );
  const logit = says.reduce((sum, [, weight]) => sum + weight, BASELINE);
  const score = 1 / (1 + Math.exp(-logit));
  return {
    groups: Object.fromEntries([['baseline', BASELINE], ...says]),
    logit,
    score,
    level: score >= HIGH ? 'high' : score >= MEDIUM ? 'medium' : 'low',
  };
}

/** What a visit shows, before it is laid out as evidence: nothing like it was seen before. */
export const evidenceOf = (random: Random): Int8Array =>
  Int8Array.from({ length: MOST_SHOWN }, () => random.whole(-60, 60));

/** Evidence of a recording that is played again: a byte here and there differs by one. */
export const copyOf = (evidence: Int8Array, random: Random): Int8Array =>
  evidence.map((byte) => byte + (random.chance(0.05) ? 1 : 0));
