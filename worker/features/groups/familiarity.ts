import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { groupedShare, partsPerTen } from '../segment/pieces.ts';
import { createCorrections } from '../trackers/corrections.ts';
import { createFamiliarityGap } from '../trackers/familiarity-gap.ts';
import { createHesitations } from '../trackers/hesitations.ts';
import { createMoveGaps } from '../trackers/move-gaps.ts';
import { createWanderings } from '../trackers/wanderings.ts';

/** Signs of a person who is not the owner of the data (features.md G9). */
export function createFamiliarity({ presses }: Context): FeatureGroup<'familiarity'> {
  const familiarity = createFamiliarityGap();
  const hesitations = createHesitations();
  const wanderings = createWanderings();
  const moveGaps = createMoveGaps();
  const corrections = createCorrections();
  const trackers = [familiarity, hesitations, wanderings, moveGaps, corrections];

  return {
    push(event: BehaviourEvent) {
      if (event.kind === 'keydown' && event.stack?.repeat) return;
      for (const tracker of trackers) tracker.push(event);
    },
    read() {
      const written = presses.values();
      return {
        segmented_typing: { value: partsPerTen(written), n: written.length },
        chunk_period: groupedShare(written),
        familiarity_gap: familiarity.read(),
        hesitation_p50: hesitations.read(),
        doodle: wanderings.read(),
        lattice_share: moveGaps.read(),
        ...corrections.read(),
      };
    },
  };
}
