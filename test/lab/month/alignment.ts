import { emptyParts, PARTS, placesOf } from '../../../src/decide/alignment/counts.ts';
import { REFERENCE } from '../../../src/decide/alignment/reference.ts';
import { SHIPPED_MEASURES, stepOf } from '../../../src/decide/alignment/step.ts';
import type { Model } from '../../../src/scoring/model.ts';
import type { SiteMeasures } from '../../../src/scoring/site-measures.ts';
import type { Accepted } from '../../../src/server/result.ts';
import { DAY_MS } from './traffic.ts';

/** A site's measures, and what they are learnt from. */
export interface Alignment {
  inForce(): SiteMeasures;
  /** Counts an accepted visit: of each key one a day, none at `medium` or above and none of a campaign. */
  count(verdict: Accepted, seen: { readonly atMs: number; readonly isCampaign: boolean }): void;
  /** Takes the step of a week, if there is one. */
  step(nowMs: number): void;
}

const WEEK_MS = 7 * DAY_MS;

export function createAlignment(model: Model): Alignment {
  const parts = emptyParts();
  const keys = new Set<string>();
  const counted = new Set<string>();
  const days = new Set<number>();
  let visits = 0;
  let measures = SHIPPED_MEASURES;
  let steppedMs = Number.NEGATIVE_INFINITY;

  return {
    inForce: () => measures,
    count({ key: { jkt }, level, logit, evidence }, { atMs, isCampaign }) {
      const day = Math.floor(atMs / DAY_MS);
      const once = `${day} ${jkt}`;
      if (level === 'medium' || level === 'high' || isCampaign || counted.has(once)) return;
      counted.add(once);
      keys.add(jkt);
      days.add(day);
      visits++;
      const part = parts[hashOf(jkt) % PARTS];
      for (const place of placesOf({ evidence, logit: logit ?? Number.NaN }))
        if (part) part[place] = (part[place] ?? 0) + 1;
    },
    step(nowMs) {
      if (nowMs - steppedMs < WEEK_MS) return;
      const counts = {
        schema: REFERENCE.schema,
        model: model.id,
        visits,
        keys: keys.size,
        days: days.size,
        parts,
      };
      const isFirst = measures === SHIPPED_MEASURES;
      const stepped = stepOf({
        counts,
        reference: REFERENCE,
        inForce: measures,
        anchors: isFirst ? null : [],
      });
      if (!stepped.ok) return;
      measures = stepped.measures;
      steppedMs = nowMs;
    },
  };
}

/** Here nobody chooses keys, so that any hash will do. */
function hashOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return hash;
}
