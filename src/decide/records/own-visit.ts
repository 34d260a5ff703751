import type { Decision } from '../decision.ts';
import { isLabelReason, reasonEntry } from '../label/vocabulary.ts';
import { type Label, labelInForce } from './label.ts';

/** What says whether a visit counts; kept longer than its facts. */
export interface Visit extends Pick<Decision, 'outcome' | 'failover' | 'atMs'> {
  /** Its verdict was accepted. */
  readonly isAccepted: boolean;
}

export const visitOf = ({ outcome, failover, atMs, facts: { level } }: Decision): Visit => ({
  outcome,
  atMs,
  isAccepted: level !== 'missing' && level !== 'refused',
  ...(failover ? { failover } : {}),
});

/**
 * Since when a visit counts as the account's own: from its decision where its verdict was accepted and
 * allowed, from its label where its challenge or review was settled for it. Null where it does not count, as
 * when a label says that it was fraud.
 */
export function ownSinceMs(
  { outcome, failover, atMs, isAccepted }: Visit,
  labels: readonly Label[],
): number | null {
  const label = labelInForce(labels);
  if (label?.outcome === 'fraudulent') return null;
  if (isAccepted && outcome === 'allow' && failover === undefined) return atMs;
  if (label === null || outcome === 'allow' || outcome === 'deny') return null;
  const isSettled =
    label.outcome === 'legitimate' || (label.source === 'challenge' && isPassed(label.reason));
  // A label may be dated back, and nothing was known before the visit.
  return isSettled ? Math.max(label.atMs, atMs) : null;
}

/** Whether a challenge was passed, by what passed it (decide.md §5). */
const isPassed = (reason: string): boolean => isLabelReason(reason) && reasonEntry(reason).passed === true;
