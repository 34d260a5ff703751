import { type Exported, labelInForce } from '../../decide/index.ts';
import type { LearningView } from '../view.ts';

/** Decisions on which somebody's word counts, by that word. */
export async function labelledOf(
  decisions: Iterable<Exported> | AsyncIterable<Exported>,
): Promise<LearningView['labelled']> {
  const labelled = { fraudulent: 0, legitimate: 0, unsure: 0 };
  for await (const { labels } of decisions) {
    const label = labelInForce(labels);
    if (label) labelled[label.outcome]++;
  }
  return labelled;
}
