import type { Verification } from '../../server/result.ts';
import type { Decision } from '../decision.ts';
import { roundPlace } from '../facts/place.ts';
import type { DecisionRecord } from '../records/records.ts';
import { bandOf } from '../triage/fold.ts';
import type { Gathered } from './gather.ts';

/** Names of a visit of which nothing may be believed. */
export const NOBODY = {
  account: null,
  card: null,
  jkt: null,
  ip: null,
  net: null,
  band: null,
  idempotency: null,
} as const;

/** Networks whose place is that of their users; only their places are remembered (decide.md §5). */
const STANDING: ReadonlySet<string> = new Set(['residential', 'unknown']);

/** A decision as it is recorded. */
export function recordOf(
  decision: Decision,
  { names, findings }: Gathered,
  { verification, idempotency }: { readonly verification: Verification; readonly idempotency: string | null },
): DecisionRecord {
  const { place, network } = findings;
  const isRemembered = place !== null && STANDING.has(network.kind);
  // Behaviour ties alerts alone. The visits of a wave are alike, and no copies.
  const behaviour = () => findings.campaign.name ?? (verification.ok ? bandOf(verification) : null);
  const band = decision.alert ? behaviour() : null;
  return { decision, ...names, band, idempotency, place: isRemembered ? roundPlace(place) : null };
}
