import { type AlignmentCounts, emptyParts, PARTS, placesOf } from '../../../src/decide/alignment/counts.ts';
import { SHIPPED_MEASURES, stepOf } from '../../../src/decide/alignment/step.ts';
import type { Reference } from '../../../src/decide/alignment/wanted.ts';
import type { Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import type { SiteMeasures } from '../../../src/scoring/site-measures.ts';
import { scoreAligned } from '../../../src/server/model/score-aligned.ts';
import { createRandom } from '../../../train/random.ts';
import type { Half, SiteVisit, SiteVisits } from './visits.ts';

/** Share of scripts among the visits before and during the first alignment (decide.md §9). */
export const BOT_SHARES = [0, 0.05, 0.2] as const;
/** Visits before the first alignment. Chosen: with those that are not counted, 300 are left. */
const VISITS = 500;

/** Shares of visits that are `medium` or `high`, and of people's that are `unknown`. */
export interface Caught {
  readonly falseAlarms: number;
  readonly unknown: number;
  readonly caught: number;
}

/** One site: by the shipped measures, and aligned with so many scripts in its traffic; means over draws. */
export interface SiteResult {
  readonly site: string;
  readonly fit: string;
  readonly people: number;
  readonly scripts: number;
  readonly shipped: Caught;
  readonly aligned: readonly Caught[];
  /** Share of the scripts in the traffic that passed, and so were counted. */
  readonly counted: number;
}

export interface Measuring {
  readonly model: Model;
  readonly reference: Reference;
  readonly draws: number;
}

export const evidenceOf = ({ values, missing }: SiteVisit, schema: number): Evidence => ({
  schema,
  flags: 0,
  values: Int8Array.from(values),
  missing: Uint8Array.from(missing),
});

export function measureSite(
  { name, fit }: { readonly name: string; readonly fit: string },
  visits: SiteVisits,
  { model, reference, draws }: Measuring,
): SiteResult {
  const { schema } = model.manifest;
  const report = {
    people: visits.report.people.map((visit) => evidenceOf(visit, schema)),
    bots: visits.report.bots.map((visit) => evidenceOf(visit, schema)),
  };
  let counted = 0;
  const aligned = BOT_SHARES.map((bots) => {
    const drawn = Array.from({ length: draws }, (_, draw) => {
      const found = countsOf(visits.learn, { model, bots, name: `${name}/${bots}/${draw}` });
      counted = found.counted;
      const stepped = stepOf({
        ...{ counts: found.counts, reference, inForce: SHIPPED_MEASURES, anchors: null },
      });
      if (!stepped.ok) throw new Error(`${name}: ${stepped.code} ${stepped.detail}`);
      return caughtOf(report, model, stepped.measures);
    });
    return meanOf(drawn);
  });
  return {
    site: name,
    fit,
    people: report.people.length,
    scripts: report.bots.length,
    shipped: caughtOf(report, model, SHIPPED_MEASURES),
    aligned,
    counted,
  };
}

interface Traffic {
  readonly model: Model;
  /** Share of scripts. */
  readonly bots: number;
  readonly name: string;
  /** @default 500 */
  readonly visits?: number;
}

/** Counts of visits drawn from a half, each of a key of its own; those at `medium` or above are left out. */
export function countsOf(
  half: Half,
  { model, bots, name, visits: all = VISITS }: Traffic,
): { readonly counts: AlignmentCounts; readonly counted: number } {
  const random = createRandom('alignment', 'traffic', name);
  const parts = emptyParts();
  const scripts = { seen: 0, counted: 0 };
  let visits = 0;
  for (let visit = 0; visit < all; visit++) {
    const isBot = visit < bots * all;
    const drawn = evidenceOf(random.pick(isBot ? half.bots : half.people), model.manifest.schema);
    const { level, logit } = scoreEvidence(model, drawn);
    scripts.seen += Number(isBot);
    if (level === 'medium' || level === 'high') continue;
    visits++;
    scripts.counted += Number(isBot);
    const part = parts[random.integer(0, PARTS - 1)];
    for (const place of placesOf({ evidence: drawn, logit })) if (part) part[place] = (part[place] ?? 0) + 1;
  }
  const { schema } = model.manifest;
  return {
    counts: { schema, model: model.id, visits, keys: visits, days: 7, parts },
    counted: scripts.counted / Math.max(1, scripts.seen),
  };
}

interface Reported {
  readonly people: readonly Evidence[];
  readonly bots: readonly Evidence[];
}

export function caughtOf({ people, bots }: Reported, model: Model, measures: SiteMeasures): Caught {
  const levels = (all: readonly Evidence[]) => all.map((one) => scoreAligned(model, one, measures).level);
  const share = (of: readonly string[], wanted: readonly string[]) =>
    of.filter((level) => wanted.includes(level)).length / Math.max(1, of.length);
  const own = levels(people);
  return {
    falseAlarms: share(own, ['medium', 'high']),
    unknown: share(own, ['unknown']),
    caught: share(levels(bots), ['medium', 'high']),
  };
}

function meanOf(all: readonly Caught[]): Caught {
  const mean = (of: (one: Caught) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length;
  return {
    falseAlarms: mean(({ falseAlarms }) => falseAlarms),
    unknown: mean(({ unknown }) => unknown),
    caught: mean(({ caught }) => caught),
  };
}
