import { FEATURES, GROUP_NAMES, GROUPS, MEMBERS } from '../../../src/contract/features/index.ts';
import type { Settings } from '../../../src/contract/model.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { quantise } from '../../../src/scoring/quantise.ts';
import { clipsOf } from '../../../train/data/clip.ts';
import { type CorpusFile, readCorpus } from '../../../train/data/corpus.ts';
import { quantile } from '../../../train/fit/scale.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';

/** Most recordings of one person; pieces of each; events below which a piece shows nothing. */
const [MOST_OF_ONE, PIECES, LEAST_EVENTS] = [20, 3, 10] as const;
/** Visits that must show a feature. Chosen: quartiles of fewer would be a few people's. */
const LEAST_SHOWN = 50;

/** The reference as `src/decide/alignment/people.json` has it. */
export interface PeopleFile {
  readonly schema: number;
  readonly model: string;
  readonly mediumLogit: number;
  /** Median and IQR of each feature, steps; null where a site's measures never replace it. */
  readonly features: readonly (readonly [number, number] | null)[];
}

/**
 * Where the people sit that the model was made on. Features of groups that may not decide alone say how
 * events were delivered; that is the same on every site, and stays as shipped.
 */
export async function peopleOf(
  files: readonly CorpusFile[],
  model: Model,
  onFile: (name: string) => void,
): Promise<PeopleFile> {
  const rows: ReturnType<typeof quantise>[] = [];
  for (const file of files) {
    onFile(file.name);
    const counts = new Map<string, number>();
    for await (const { subject, generator, environment, events } of readCorpus(file)) {
      const count = counts.get(subject) ?? 0;
      if (generator !== null || count >= MOST_OF_ONE) continue;
      counts.set(subject, count + 1);
      for (const clip of clipsOf(events, PIECES)) {
        if (clip.length < LEAST_EVENTS) continue;
        const extractor = createFeatureExtractor(environment);
        for (const event of clip) extractor.push(event);
        rows.push(quantise(extractor.read(), model.manifest));
      }
    }
  }
  const moving = new Set(
    GROUP_NAMES.filter((group) => GROUPS[group].alone).flatMap((group) => MEMBERS[group]),
  );
  const features = FEATURES.map((_, feature) => {
    const shown = rows.filter(({ missing }) => missing[feature] === 0);
    if (!moving.has(feature) || shown.length < LEAST_SHOWN) return null;
    const sorted = shown.map(({ values }) => values[feature] ?? 0).toSorted((a, b) => a - b);
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
    return [Math.round(middle ?? 0), Math.round((high ?? 0) - (low ?? 0))] as const;
  });
  const { schema } = model.manifest;
  return { schema, model: model.id, mediumLogit: mediumLogitOf(model.manifest), features };
}

/** To three digits. */
function mediumLogitOf({ thresholds: { medium }, calibration: { slope, intercept } }: Settings): number {
  return Number(((Math.log(medium / (1 - medium)) - intercept) / slope).toFixed(3));
}
