import type { Evidence } from '../../scoring/quantise.ts';
import type { Score } from '../../scoring/score.ts';
import type { SiteMeasures } from '../../scoring/site-measures.ts';
import type { Aligned, AlignmentSource } from '../alignment.ts';
import type { Model } from '../model/model.ts';
import type { Judgement } from '../model/unfamiliar.ts';

interface Aligning {
  readonly shipped: Score;
  readonly alignment: AlignmentSource | undefined;
  /** Thumbprint of the visit's key. */
  readonly jkt: string;
}

/** What a visit is by the site's measures, and which groups its level does not rest on. */
export interface Alignment extends Pick<Judgement, 'unfamiliar'> {
  readonly aligned: Aligned;
}

/** The visit by the measures of the site's own people; null where the shipped ones are in force. */
export function alignedOf(
  model: Model,
  evidence: Evidence,
  { shipped, alignment, jkt }: Aligning,
): Alignment | null {
  const levelBy = (measures: SiteMeasures) => model.align(evidence, measures).level;
  alignment?.offer?.({ jkt, model: model.id, levelBy, groups: shipped.groups });
  const site = alignment?.measuresFor(model.id);
  if (!alignment || !site) return null;
  const { level, score, logit, groups, unfamiliar } = model.align(evidence, site.measures);
  const moved = Object.entries(groups).flatMap(([group, logits]) => {
    const by = logits - (shipped.groups[group as keyof typeof groups] ?? 0);
    return by === 0 ? [] : [[group, by] as const];
  });
  const aligned: Aligned = {
    profile: site.profile,
    delta: logit - shipped.logit,
    score,
    level,
    shipped: shipped.level,
    decides: alignment.decides === true,
    groups: Object.fromEntries(moved),
  };
  return { aligned, unfamiliar };
}
