import type { CaseSum, Exported } from '../../decide/index.ts';
import type { TwoMeasuresView } from '../view.ts';

/** What moves less is rounding to who reads two digits. */
const LEAST = 0.005;

/** The visit by the shipped measures and by the site's own; null where the site's were not in force. */
export function measuresOf(shown: Exported | null, sum: CaseSum | null): TwoMeasuresView | null {
  const { aligned, score } = shown?.decision.facts ?? {};
  if (!aligned || score === undefined || score < 0) return null;
  const { shipped, level, delta, groups, decides } = aligned;
  const titles = new Map(sum?.parts.map(({ code, text }) => [code, text.replace(/\.$/, '')]));
  const moved = Object.entries(groups)
    .filter(([, weight]) => Math.abs(weight) >= LEAST)
    .map(([code, weight]) => ({ title: titles.get(code) ?? code, weight }))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return {
    shipped: { score, level: shipped },
    own: { score: aligned.score, level },
    ...{ delta, moved, decides },
  };
}
