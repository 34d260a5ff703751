import type { Journey } from './cases.ts';
import { type MemoryCase, viewOf } from './memory-case.ts';
import type { OwnVisit } from './memory-sightings.ts';
import type { Exported } from './records.ts';

/** The account's last place before a visit. */
export type PlaceBefore = (visit: Exported) => Pick<OwnVisit, 'place' | 'jkt'> | null;

export interface JourneySource {
  readonly readOf: (decisionId: string) => Exported | undefined;
  readonly placeBefore: PlaceBefore;
}

/** The way to the dearest visit that the case's reason tells of; null where it is not known. */
export function journeyOf(one: MemoryCase, { readOf, placeBefore }: JourneySource): Journey | null {
  const { why } = viewOf(one);
  const [told] = one.alerts
    .map((alert, place) => ({ ...alert, isAnswered: place < one.answered }))
    .filter((alert) => alert.why.code === why.code)
    .toSorted((a, b) => Number(a.isAnswered) - Number(b.isAnswered) || b.loss.high - a.loss.high);
  const visit = told && readOf(told.decisionId);
  const before = visit && placeBefore(visit);
  if (!visit?.decision.facts || !before?.place) return null;
  const { travel, network } = visit.decision.facts;
  return {
    from: before.place,
    to: visit.place,
    network: network.kind,
    km: travel.km,
    minutes: travel.minutes,
    isSameKey: visit.jkt !== null && before.jkt === visit.jkt,
  };
}
