import type { Level } from '../../../../src/contract/verdict.ts';
import { quantise } from '../../../../src/scoring/quantise.ts';
import type { Model } from '../../../../src/server/model/model.ts';
import { isNearDuplicate } from '../../../../src/server/steps/near-duplicate.ts';
import { memoryNearDuplicates } from '../../../../src/server/stores/memory-near-duplicates.ts';
import { decodeRows } from '../../../../src/wire/decode-rows.ts';
import { encodeRows } from '../../../../src/wire/encode-rows.ts';
import { createFeatureExtractor } from '../../../../worker/features/extractor.ts';
import type { SimulatedVisit } from './browser.ts';

/** What the page's worker and the backend make of a visit. */
export interface Judgement {
  readonly level: Level;
  readonly logit: number;
  /** Flags of the backend that do not depend on the key or the clock of the server. */
  readonly flags: readonly ('implausible_evidence' | 'near_duplicate')[];
  readonly groups: Readonly<Record<string, number>>;
}

export type VisitJudge = (visit: SimulatedVisit) => Promise<Judgement>;

const TIMEOUT_MS = 60_000;

/**
 * The path of `npm run score` without the reasons, which cost more than all the rest: rows, session,
 * quantise, score. A test holds that both give the same; the level is a backend's. The judge remembers the
 * visits it saw, each of a new key, as one backend does.
 */
export function createVisitJudge(model: Model): VisitJudge {
  const store = memoryNearDuplicates();
  let seen = 0;
  return async ({ environment, events }) => {
    const extractor = createFeatureExtractor(environment);
    const start = events[0]?.t ?? 0;
    for (const event of events)
      for (const row of decodeRows(encodeRows([{ ...event, t: event.t - start }]))) extractor.push(row);
    const evidence = quantise(extractor.read(), model.manifest);
    const { level, logit, groups } = model.score(evidence);
    seen += 1;
    const key = `visit-${seen}`;
    const isCopy = await isNearDuplicate(store, evidence, { jkt: key, sid: key, timeoutMs: TIMEOUT_MS });
    const flags = [
      ...(model.isPlausible(evidence, level) ? [] : (['implausible_evidence'] as const)),
      ...(isCopy ? (['near_duplicate'] as const) : []),
    ];
    return { level, logit, flags, groups };
  };
}
