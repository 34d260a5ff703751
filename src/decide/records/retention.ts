/** For how many days what is recorded of a visit is kept; counted from the decision. */
export interface RetentionDays {
  /** The facts as they were seen. Later a decision cannot be replayed. @default 30 */
  readonly facts?: number | undefined;
  /** Places of accounts. Longer is of no use: travel looks back 90 days. @default 90 */
  readonly sighting?: number | undefined;
  /** The decision, and whom it concerns. Of an older one a stub is kept as long as labels. @default 90 */
  readonly decision?: number | undefined;
  /** Labels and stubs; chargebacks come late. @default 395 */
  readonly label?: number | undefined;
}

/** Everything older is removed, milliseconds since 1970. */
export type Cutoffs = Readonly<Record<keyof RetentionDays, number>>;

/** What is left of a decision that expired: what learning needs, and nothing that names somebody. */
export interface Stub {
  readonly id: string;
  readonly atMs: number;
  readonly action: string;
  readonly outcome: string;
  /** In units of the site's currency; null where it was not known. */
  readonly amount: number | null;
  /** The score's logit and its context (decide.md §7); null where there was no score. */
  readonly z: number | null;
  /** Probability with which the audit drew the visit; null where it was not drawn. */
  readonly propensity: number | null;
}

const DEFAULT_DAYS = { facts: 30, sighting: 90, decision: 90, label: 395 } as const;
const DAY_MS = 86_400_000;

/** @throws TypeError for days that are no numbers, or would expire before what needs them */
export function cutoffsOf(days: RetentionDays, nowMs: number): Cutoffs {
  const {
    facts = DEFAULT_DAYS.facts,
    sighting = DEFAULT_DAYS.sighting,
    decision = DEFAULT_DAYS.decision,
    label = DEFAULT_DAYS.label,
  } = days;
  for (const [name, value] of Object.entries({ facts, sighting, decision, label }))
    if (!Number.isFinite(value) || value < 1) throw new TypeError(`retentionDays.${name} must be 1 or more`);
  if (facts > decision || decision > label)
    throw new TypeError('retentionDays: facts expire first, then decisions, then labels');
  const before = (age: number) => nowMs - age * DAY_MS;
  return {
    facts: before(facts),
    sighting: before(sighting),
    decision: before(decision),
    label: before(label),
  };
}
