import { FEATURES } from '../contract/features/index.ts';
import { FLAG_REDUCED_CONSENT } from '../contract/protocol.ts';
import type { Result } from '../contract/result.ts';
import { isCoarse, roundCoarsely } from './coarsen.ts';
import { decodeEvidence } from './evidence.ts';
import type { Model } from './model.ts';
import { type Evidence, LIMIT, quantiseValue } from './quantise.ts';

/**
 * Decodes evidence for one model and refuses what no honest page can send: another schema, another number of
 * features, or a value outside the feature's bounds. One step of slack, because `Math.log1p` may differ in
 * its last bit between browsers; −128 stays out of range. Reduced consent may round a value past its bound.
 */
export function createEvidenceReader({
  manifest,
}: Pick<Model, 'manifest'>): (bytes: Uint8Array) => Result<Evidence, 'evidence_invalid'> {
  const low = FEATURES.map(({ min }, index) => Math.max(quantiseValue(min, index, manifest) - 1, -LIMIT));
  const high = FEATURES.map(({ max }, index) => quantiseValue(max, index, manifest) + 1);
  return (bytes) => {
    const decoded = decodeEvidence(bytes);
    if (!decoded.ok) return decoded;
    const { schema, flags, values, missing } = decoded.value;
    const isReduced = (flags & FLAG_REDUCED_CONSENT) !== 0;
    const refuse = (detail: string) => ({ ok: false, code: 'evidence_invalid', detail }) as const;
    if (schema !== manifest.schema || values.length !== FEATURES.length) return refuse('schema');
    const impossible = values.findIndex((value, index) => {
      if (missing[index]) return false;
      const [least = 0, most = 0] = [low[index], high[index]];
      if (value >= least && value <= most) return false;
      return !isReduced || !isCoarse(index) || value < roundCoarsely(least) || value > roundCoarsely(most);
    });
    return impossible < 0 ? decoded : refuse(FEATURES[impossible]?.name ?? 'value');
  };
}

/** Decodes one piece of evidence for a model. */
export function readEvidence(
  model: Pick<Model, 'manifest'>,
  bytes: Uint8Array,
): Result<Evidence, 'evidence_invalid'> {
  return createEvidenceReader(model)(bytes);
}
