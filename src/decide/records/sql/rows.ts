import type { Decision, Facts } from '../../decision.ts';
import type { Place } from '../../facts/place.ts';
import type { Answered, KeptDecision } from '../records.ts';

/** A decision as it is stored: the facts apart, because they expire first. */
export interface DecisionRow {
  readonly body: Omit<Decision, 'facts'>;
  readonly facts: Facts;
}

/** The same, with whom it concerns. */
export interface AnsweredRow extends DecisionRow {
  readonly account: string | null;
  readonly card: string | null;
}

export const readAnswered = ({ body, facts, account, card }: AnsweredRow): Answered => ({
  decision: { ...body, facts },
  account,
  card,
});

export const readKept = (body: DecisionRow['body'], facts: Facts | null): KeptDecision => ({
  ...body,
  facts,
});

export const readPlace = (lat: number, lon: number, accuracyKm: number | null | undefined): Place =>
  typeof accuracyKm === 'number' ? { lat, lon, accuracyKm } : { lat, lon };
