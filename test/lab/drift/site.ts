import { SCHEMA_ID } from '../../../src/contract/features/index.ts';
import type { DriftVisit } from '../../../src/decide/drift/drift.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import type { Random } from '../../../train/random.ts';
import type { LabVisit } from '../campaigns/visit.ts';

/** What a visit shows, with the logit that the server computes. */
export interface Shown {
  readonly values: Int8Array;
  readonly missing: Uint8Array;
  readonly logit: number;
}

export function shownOf({ values, missing }: Pick<LabVisit, 'values' | 'missing'>, model: Model): Shown {
  const evidence = {
    ...{ schema: SCHEMA_ID, flags: 0 },
    values: Int8Array.from(values),
    missing: Uint8Array.from(missing),
  };
  return { values: evidence.values, missing: evidence.missing, logit: scoreEvidence(model, evidence).logit };
}

/** The same visit without some features, judged anew. */
export function without({ values, missing }: Shown, features: readonly number[], model: Model): Shown {
  const lost = new Set(features);
  return shownOf(
    {
      values: [...values].map((value, index) => (lost.has(index) ? 0 : value)),
      missing: [...missing].map((one, index) => (lost.has(index) ? 1 : one)),
    },
    model,
  );
}

/** What happens to a site after the shift; null leaves the visit as it was. */
export interface Change {
  readonly shown?: Shown;
  readonly isMissing?: boolean;
  readonly isCampaign?: boolean;
  readonly browser?: string;
  readonly build?: string;
}

export interface StreamOptions {
  readonly random: Random;
  /** Share of attempts without a token. */
  readonly missingRate: number;
}

/** Visits of a site, drawn from its people, a second apart; each has a key of its own. */
export function createStream(people: readonly Shown[], { random, missingRate }: StreamOptions) {
  let count = 0;
  return (atMs: number, change: Change = {}): DriftVisit => {
    count++;
    const { shown = random.pick(people), isMissing = random.chance(missingRate) } = change;
    const { isCampaign = false, build = 'b1' } = change;
    const browser = change.browser ?? (random.chance(0.6) ? 'Chrome 131' : 'Safari 18');
    if (isMissing) return { atMs, isMissing, isCampaign, browser };
    const evidence = { schema: SCHEMA_ID, values: shown.values, missing: shown.missing };
    const verdict = { jkt: `key-${count}`, logit: shown.logit, evidence, build, model: 'm1' };
    return { atMs, isMissing, isCampaign, browser, verdict };
  };
}
