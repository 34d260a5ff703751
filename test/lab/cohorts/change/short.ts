import type { Change } from './change.ts';

/** Very short sessions, ms. */
const LENGTH_MS = [2_000, 10_000] as const;

/** The first seconds of the visit. */
export const short: Change = (visit, random) => {
  const length = random.uniform(...LENGTH_MS);
  const start = visit.events[0]?.t ?? 0;
  return { ...visit, events: visit.events.filter(({ t }) => t - start <= length) };
};
