import type { Label } from '../../../../src/decide/records/label.ts';
import type { LabelledVisit } from '../../../../src/decide/records/learning.ts';

export const NOW = 1_800_000_000_000;
export const DAY = 86_400_000;

let count = 0;

/** A label of an analyst; with other members where a test needs them. */
export const label = (change: Partial<Label> = {}): Label => ({
  id: `label-${count++}`,
  outcome: 'fraudulent',
  reason: 'stolen_card',
  source: 'analyst',
  by: 'ann',
  atMs: NOW - 60 * DAY,
  ...change,
});

/** A labelled visit by somebody of his own, two months ago, from the queue. */
export function visit(change: Partial<LabelledVisit> = {}): LabelledVisit {
  const name = count++;
  return {
    id: `decision-${name}`,
    atMs: NOW - 60 * DAY,
    z: 0,
    propensity: null,
    isAlert: true,
    isCampaign: false,
    account: `account-${name}`,
    card: `card-${name}`,
    jkt: `key-${name}`,
    net: `net-${name}`,
    labels: [label()],
    ...change,
  };
}

/** Labels that fit a line from z to the logit of fraud, by six reviewers. */
export function lineVisits(wanted: number, { slope = 1, intercept = -1 } = {}): readonly LabelledVisit[] {
  return Array.from({ length: wanted }, (_, index) => {
    const z = ((index * 7) % 160) / 10 - 8;
    const p = 1 / (1 + Math.exp(-(slope * z + intercept)));
    const outcome = (index * 0.618034) % 1 < p ? 'fraudulent' : 'legitimate';
    return visit({ z, labels: [label({ outcome, by: `reviewer-${index % 6}` })] });
  });
}
