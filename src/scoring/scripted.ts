import { FEATURES, type FeatureName } from '../contract/features/index.ts';
import type { Settings } from '../contract/model.ts';
import { type Evidence, quantiseValue } from './quantise.ts';

/**
 * Share of untrusted events from which on code in the page made them. The expert rules (train/rules) reach
 * their full weight at .3 and .5; the shipped model's evidence cannot tell more than .43 from 1. Chosen:
 * between them, because some password managers click a field before they fill it, once beside a person's
 * presses and moves.
 */
const SCRIPTED_SHARE = 0.4;

const placeOf = (name: FeatureName): number => FEATURES.findIndex((feature) => feature.name === name);
const PRESSES = placeOf('pointer_delivery.untrusted_share');
const TEXT = placeOf('text_entry.untrusted_share');
const KEYS = placeOf('typing.untrusted_share');

/**
 * Whether code in the page made both the presses and the text, and no key came that the browser vouches for.
 * These are two observations of two kinds of events. A password manager makes text alone, its user presses
 * something; dictation and autofill are vouched for by the browser.
 */
export function isScripted(evidence: Pick<Evidence, 'values' | 'missing'>, settings: Settings): boolean {
  const isUntrusted = (index: number): boolean | undefined => {
    if (evidence.missing[index] !== 0) return undefined;
    return (evidence.values[index] ?? 0) >= quantiseValue(SCRIPTED_SHARE, index, settings);
  };
  return isUntrusted(PRESSES) === true && isUntrusted(TEXT) === true && (isUntrusted(KEYS) ?? true);
}
