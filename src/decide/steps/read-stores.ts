import type { CampaignFinding } from '../campaign/campaigns.ts';
import type { CountedAttempt, Tallies } from '../counters/counters.ts';
import { OUTCOMES } from '../outcome.ts';
import { MEASURES, WINDOWS } from '../policy/variables.ts';
import type { Recalled, Saved } from '../records/records.ts';

const WINDOW_NAMES = Object.keys(WINDOWS) as readonly (keyof typeof WINDOWS)[];
const MEASURE_NAMES = Object.keys(MEASURES) as readonly (keyof typeof MEASURES)[];

/**
 * What counters answered; undefined where a count is missing. What is not known must not read as nothing
 * seen.
 */
export function readTallies(answer: Tallies, entities: CountedAttempt['entities']): Tallies | undefined {
  for (const entity of Object.keys(entities) as (keyof Tallies)[])
    for (const window of WINDOW_NAMES) {
      const counts = answer[entity]?.[window];
      if (!counts || !MEASURE_NAMES.every((measure) => Number.isFinite(counts[measure]))) return undefined;
    }
  return answer;
}

/** What records remember; undefined where they answered something else. */
export function readRecalled(answer: Recalled): Recalled | undefined {
  const { from, homes, keySinceMs, snoozed, denied, repeated } = answer;
  const isWhole =
    typeof from === 'object' &&
    (keySinceMs === null || Number.isFinite(keySinceMs)) &&
    Array.isArray(homes) &&
    Array.isArray(snoozed) &&
    Array.isArray(denied) &&
    (repeated === null || isDecision(repeated.decision));
  return isWhole ? answer : undefined;
}

/** Longest name of a wave that is recorded. */
const NAME_LENGTH = 64;

/** What was found about a wave; undefined where that is no finding. */
export function readCampaign({ size, score, name }: CampaignFinding): CampaignFinding | undefined {
  const isWhole =
    Number.isFinite(size) &&
    size >= 0 &&
    Number.isFinite(score) &&
    score >= 0 &&
    (name === null || (typeof name === 'string' && name.length <= NAME_LENGTH));
  return isWhole ? { size, score, name } : undefined;
}

/** What records say stands; undefined where they name no decision. */
export const readSaved = (saved: Saved | undefined): Saved | undefined =>
  isDecision(saved?.decision) ? saved : undefined;

function isDecision(value: unknown): boolean {
  const { id, outcome } = Object(value) as Partial<Saved['decision']>;
  return typeof id === 'string' && OUTCOMES.some((known) => known === outcome);
}
