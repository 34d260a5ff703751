import { IN_CAMPAIGN } from '../triage/context.ts';
import type { StoredAlignment } from './alignment.ts';
import type { KeptDecision } from './exported.ts';
import type { Label } from './label.ts';
import type {
  GoldSet,
  LabelledVisit,
  LearningChange,
  LearningRange,
  LearningStore,
  ReportedCalibration,
  StoredCalibration,
} from './learning.ts';

/** A decision as learning looks at it. */
export interface LearningEntry {
  readonly decision: KeptDecision;
  readonly z: number | null;
  readonly names: Pick<LabelledVisit, 'account' | 'card' | 'jkt' | 'net'>;
  readonly labels: readonly Label[];
}

interface MemoryLearningOptions {
  readonly entries: () => Iterable<LearningEntry>;
  /** Told of each change, for the audit and the outbox. */
  readonly onChange: (change: LearningChange) => Promise<unknown>;
}

export interface MemoryLearning {
  readonly store: LearningStore;
  /** Forgets decisions that were erased. */
  forget(ids: ReadonlySet<string>): void;
}

/** Calibrations in this process's memory; lost on restart. */
export function createMemoryLearning({ entries, onChange }: MemoryLearningOptions): MemoryLearning {
  const calibrations = new Map<string, ReportedCalibration>();
  const alignments = new Map<string, StoredAlignment>();
  let gold: readonly GoldSet[] = [];
  const within = ({ action, fromMs, toMs }: LearningRange) =>
    [...entries()].filter(
      ({ decision }) => decision.action === action && decision.atMs >= fromMs && decision.atMs < toMs,
    );
  const state = () => ({
    calibrations: [...calibrations.values()].map(withoutReport),
    gold,
    alignments: [...alignments.values()],
  });

  function put({ calibration, report: given, gold: set, alignment }: LearningChange): void {
    if (alignment) alignments.set(alignment.id, alignment);
    const report = given ?? calibrations.get(calibration?.id ?? '')?.report;
    if (calibration && report) calibrations.set(calibration.id, { ...calibration, report });
    if (set) gold = [...gold.filter((other) => !isReplaced(other, set)), set];
  }

  return {
    store: {
      async visits(range) {
        const labelled = within(range).filter(({ labels }) => labels.length > 0);
        return labelled.map(visitOf).toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
      },
      async quantiles(range, count) {
        const sorted = within(range)
          .flatMap(({ z }) => (z === null ? [] : [z]))
          .toSorted((a, b) => a - b);
        if (sorted.length === 0) return [];
        const at = (step: number) => Math.ceil(((step + 0.5) / count) * sorted.length) - 1;
        return Array.from({ length: count }, (_, step) => sorted[Math.max(0, at(step))] ?? 0);
      },
      async alerts(range) {
        const own = within(range);
        return { visits: own.length, alerts: own.filter(({ decision }) => decision.alert).length };
      },
      async inForce() {
        const applied = state().calibrations.filter((one) => one.state === 'applied');
        const last = new Map<string, StoredCalibration>();
        for (const one of applied)
          if ((one.appliedMs ?? 0) >= (last.get(one.action)?.appliedMs ?? 0)) last.set(one.action, one);
        return [...last.values()];
      },
      async newest({ action, limit }) {
        const own = [...calibrations.values()].filter((one) => one.action === action);
        return own.toReversed().slice(0, limit);
      },
      state: async () => state(),
      alignments: async () => [...alignments.values()],
      async change(decide) {
        const change = decide(state());
        if (change === null) return;
        put(change);
        await onChange(change);
      },
    },
    forget(ids) {
      gold = gold.map((set) => ({
        ...set,
        labels: set.labels.filter(({ decisionId }) => !ids.has(decisionId)),
      }));
    },
  };
}

const withoutReport = ({ report: _, ...calibration }: ReportedCalibration): StoredCalibration => calibration;

const visitOf = ({ decision, z, names, labels }: LearningEntry): LabelledVisit => ({
  ...{ id: decision.id, atMs: decision.atMs, z, propensity: decision.propensity ?? null },
  ...{ isAlert: decision.alert, labels: [...labels] },
  isCampaign: decision.context.some(({ code }) => code === IN_CAMPAIGN),
  ...names,
});

/** A set that waits takes the place of one that waits; one that was agreed to, of both. */
const isReplaced = (other: GoldSet, set: GoldSet): boolean =>
  other.action === set.action && (set.confirmedBy !== null || other.confirmedBy === null);
