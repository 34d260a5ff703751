import { FEATURES } from '../contract/features/index.ts';
import type { Settings } from '../contract/model.ts';
import { type Evidence, quantiseValue } from './quantise.ts';

/**
 * Share of fields entered by key from which on nothing was pressed. Chosen: who has no pointer enters all of
 * them by key, and one press among ten is a slip of the cursor.
 */
const KEYED_SHARE = 0.9;
const KEYED = FEATURES.findIndex(({ name }) => name === 'flow.tab_share');

/**
 * Whether fields were entered by presses, those of assistive technology included. A visit that shows presses
 * and no movement is that of a screen reader's user, or of an agent that presses where a control is.
 */
export function isEnteredByPress(
  { values, missing }: Pick<Evidence, 'values' | 'missing'>,
  settings: Settings,
): boolean {
  return missing[KEYED] === 0 && (values[KEYED] ?? 0) < quantiseValue(KEYED_SHARE, KEYED, settings);
}
