import type { Label } from './label.ts';

/**
 * How a decision is looked for: by its id, by its order, or by a card, an amount and the time in between.
 * Names are hashes from the door.
 */
export type DecisionQuery =
  | { readonly id: string }
  | { readonly order: string }
  | {
      readonly card: string;
      /** In units of the site's currency; to the cent. */
      readonly amount: number;
      /** Milliseconds since 1970: from, and before. */
      readonly fromMs: number;
      readonly toMs: number;
    };

/** A decision that was found, or the stub that is left of it. */
export interface FoundDecision {
  readonly id: string;
  readonly atMs: number;
  readonly action: string;
  readonly labels: readonly Label[];
}

/** Decisions that are told of one query. Chosen: enough to name those that could be meant. */
export const MOST_FOUND = 5;

/** Amounts are equal to the cent. */
export const CENT = 0.005;
