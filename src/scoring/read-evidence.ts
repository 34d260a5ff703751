import { FEATURES } from '../contract/features/index.ts';
import type { Result } from '../contract/result.ts';
import { decodeEvidence } from './evidence.ts';
import type { Model } from './model.ts';
import { type Evidence, LIMIT, quantiseValue } from './quantise.ts';

/**
 * Decodes evidence for one model and refuses what no honest page can send: another schema, another number of
 * features, or a value outside the feature's bounds. One step of slack, because `Math.log1p` may differ in
 * its last bit between browsers; −128 stays out of range.
 */
export function createEvidenceReader({
  manifest,
}: Pick<Model, 'manifest'>): (bytes: Uint8Array) => Result<Evidence, 'evidence_invalid'> {
  const low = FEATURES.map(({ min }, index) => Math.max(quantiseValue(min, index, manifest) - 1, -LIMIT));
  const high = FEATURES.map(({ max }, index) => quantiseValue(max, index, manifest) + 1);
  return (bytes) => {
    const decoded = decodeEvidence(bytes);
    if (!decoded.ok) return decoded;
    const { schema, values, missing } = decoded.value;
    const refuse = (detail: string) => ({ ok: false, code: 'evidence_invalid', detail }) as const;
    if (schema !== manifest.schema || values.length !== FEATURES.length) return refuse('schema');
    const impossible = values.findIndex(
      (value, index) => !missing[index] && (value < (low[index] ?? 0) || value > (high[index] ?? 0)),
    );
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
