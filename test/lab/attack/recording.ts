import {
  FEATURES,
  type FeatureName,
  type GroupName,
  MEMBERS,
  SCHEMA_ID,
} from '../../../src/contract/features/index.ts';
import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import { type Evidence, quantiseValue } from '../../../src/scoring/quantise.ts';
import { rootMeanSquare } from '../../../src/scoring/root-mean-square.ts';
import type { Model } from '../../../src/server/index.ts';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import type { Random } from '../../../train/random.ts';

/** Claims of a verdict that say what was seen. */
export interface Recording {
  readonly mdl: string;
  readonly ev: string;
  readonly q: number;
  readonly rc: readonly number[];
}

/** Groups that a visit on a phone fills. */
const PHONE = ['touch', 'swipe'] as const;
/** The least root mean square of a person's visit, and its spread per feature, steps (protocol, A17). */
const PERSON_RMS = 20.1;
const SPREAD = 26;
/** A visit to the shop that was opened a moment ago cannot have taken longer. */
const MOST_SECONDS = 1;
const TRIES = 100_000;
const INT8_MAX = 127;

/** The claims that sign this evidence with the score it has. */
export function recordingOf(evidence: Evidence, model: Model): Recording {
  const ev = encodeBase64url(encodeEvidence(evidence));
  return { mdl: model.id, ev, q: model.score(evidence).q, rc: [] };
}

/** Evidence of these features, the rest missing. */
export function evidenceOf(present: readonly number[], valueAt: (index: number) => number): Evidence {
  const isPresent = (index: number) => present.includes(index);
  return {
    schema: SCHEMA_ID,
    flags: 0,
    values: Int8Array.from(FEATURES, (_, index) => (isPresent(index) ? valueAt(index) : 0)),
    missing: Uint8Array.from(FEATURES, (_, index) => (isPresent(index) ? 0 : 1)),
  };
}

/** The nearest step that an honest page can have computed for this feature. */
export function within(steps: number, index: number, { manifest }: Model): number {
  const { min = 0, max = 0 } = FEATURES[index] ?? {};
  return Math.min(Math.max(steps, quantiseValue(min, index, manifest)), quantiseValue(max, index, manifest));
}

/** What a drawn visit is to be like. */
export interface Wanted {
  readonly model: Model;
  readonly random: Random;
  readonly groups: readonly GroupName[];
  /** A feature that is not drawn, but as great as it can be. @default none */
  readonly greatest?: FeatureName;
  readonly isWanted: (evidence: Evidence) => boolean;
}

/**
 * A visit that has nothing against it: drawn as widely as people differ until the model calls it `low`. It
 * stands for an honest visitor; no recording of a person is needed.
 *
 * @throws Error where the model calls none of them so
 */
export function drawTrusted({ model, random, groups, greatest, isWanted }: Wanted): Evidence {
  const present = groups.flatMap((group) => MEMBERS[group]);
  const draw = (index: number) =>
    within(
      FEATURES[index]?.name === greatest ? INT8_MAX : Math.round(random.normal(0, SPREAD)),
      index,
      model,
    );
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const evidence = evidenceOf(present, draw);
    if (isTrusted(evidence, model) && isWanted(evidence)) return evidence;
  }
  throw new Error('the model trusts no such visit');
}

/** A short visit by touch. */
export function drawPerson(model: Model, random: Random): Evidence {
  const isWanted = (evidence: Evidence) => model.claimedSeconds(evidence) <= MOST_SECONDS;
  return drawTrusted({ model, random, groups: PHONE, isWanted });
}

const isTrusted = (evidence: Evidence, model: Model): boolean =>
  rootMeanSquare(evidence) > PERSON_RMS &&
  model.isPlausible(evidence, 'low') &&
  model.score(evidence).level === 'low' &&
  model.readEvidence(encodeEvidence(evidence)).ok;
