import type { BehaviourEvent, Environment } from '../../../src/contract/event.ts';
import type { Level } from '../../../src/contract/verdict.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { quantise } from '../../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../../src/scoring/score.ts';
import { createFeatureExtractor } from '../../../worker/features/extractor.ts';

/** One visit, as a server sees it. */
export interface LabVisit {
  /** Whose visit it is. A person has a key for every visit: each is a stranger to the others. */
  readonly key: string;
  readonly level: Level;
  readonly schema: number;
  readonly values: readonly number[];
  readonly missing: readonly number[];
}

/** What the page would have signed after these events. */
export function visitOf(
  events: readonly BehaviourEvent[],
  {
    key,
    environment,
    model,
  }: { readonly key: string; readonly environment: Environment; readonly model: Model },
): LabVisit {
  const extractor = createFeatureExtractor(environment);
  for (const event of events) extractor.push(event);
  const evidence = quantise(extractor.read(), model.manifest);
  const { level } = scoreEvidence(model, evidence);
  return {
    key,
    level,
    schema: evidence.schema,
    values: [...evidence.values],
    missing: [...evidence.missing],
  };
}
