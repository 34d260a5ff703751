import type { FeatureName } from '../contract/features/index.ts';
import { SENTENCES } from '../contract/features/sentences.ts';
import type { Reason } from '../contract/verdict.ts';

/**
 * What a reason's feature showed, as a sentence a checkout engineer understands; the reason's own text where
 * it is about no feature.
 */
export function sentenceOf({ code, direction, text }: Reason): string {
  const said = Object.hasOwn(SENTENCES, code) ? SENTENCES[code as FeatureName] : undefined;
  return said?.[direction === 'risk' ? 0 : 1] ?? text;
}

/** Reasons with the sentences of their features. */
export const inWords = (reasons: readonly Reason[]): readonly Reason[] =>
  reasons.map((reason) => ({ ...reason, text: sentenceOf(reason) }));
