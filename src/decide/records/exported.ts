import type { Decision, Facts } from '../decision.ts';
import type { Place } from '../facts/place.ts';
import type { Label } from './label.ts';
import type { Stub } from './retention.ts';

/** A decision, and whom it concerns. Names are hashes. */
export interface DecisionRecord {
  readonly decision: Decision;
  readonly account: string | null;
  readonly card: string | null;
  readonly jkt: string | null;
  readonly ip: string | null;
  readonly net: string | null;
  /** Name of the behaviour, which copies of it share. @default none that could be compared */
  readonly band?: string | null | undefined;
  readonly idempotency: string | null;
  /** Name of the site's order, by which a chargeback finds the decision. @default none */
  readonly order?: string | null | undefined;
  /** Rounded; null where nobody knows, and for networks whose place says nothing. */
  readonly place: Place | null;
}

/** A recorded decision; its facts expire first, and are null from then on. */
export type KeptDecision = Omit<Decision, 'facts'> & { readonly facts: Facts | null };

/** A recorded decision with what was said of it later: one line of an export. */
export interface Exported extends Omit<DecisionRecord, 'decision' | 'band' | 'order'> {
  readonly decision: KeptDecision;
  readonly labels: readonly Label[];
}

/** What is left of an expired decision, with its labels. */
export interface LabelledStub extends Stub {
  readonly labels: readonly Label[];
}
