import { FEATURES } from '../../contract/features/index.ts';
import { checkKnown } from '../../server/known-options.ts';
import { type Bet, missingBets, SCORE_BETS } from './bets.ts';
import { causeOf, type Named } from './cause.ts';
import { type Binned, binned } from './counts.ts';
import { createDayKeys, type DayKeys } from './day-keys.ts';
import type { DriftAlarm, DriftMonitor, DriftState, DriftVisit } from './drift.ts';
import { createMartingale, type Martingale } from './martingale.ts';
import { namesOf } from './names.ts';
import {
  countAttempt,
  countVisit,
  createReference,
  isEnough,
  missingRateOf,
  pValueOf,
  type Reference,
} from './reference.ts';
import { readReference, writeReference } from './saved.ts';
import { createShifts, type Shifts } from './shifts.ts';
import { createSilences } from './silences.ts';

export interface DriftMonitorOptions {
  /** What `reference()` gave before a restart. @default a new one begins */
  readonly reference?: string | null | undefined;
  /** The site's own release, such as a commit; an alarm may name it as the cause. @default unknown */
  readonly release?: string | undefined;
  /** Draws ties, 0..1, less than 1. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/** Visits, or attempts, that are compared with the reference. Chosen: alarms are wanted within 300 visits. */
const WINDOW = 300;
/** Features are compared every so many visits, in some 0.3 ms. Chosen: a tenth of the window. */
const EVERY = 30;
/**
 * log10 of the Shiryaev–Roberts statistic at which there is an alarm. By the theory one false alarm comes in
 * 10^n visits; a reference of 1,000 visits is itself only a sample, so that more is asked for. On people of
 * five recorders (`npm run lab -- drift`) 6 gives 9 false alarms in 2 million visits, and 7 gives 1.
 */
const LEVEL = 7;

interface Visit extends Named, Binned {
  readonly p: number | null;
}
interface Attempt extends Named {
  readonly isMissing: number;
}

/** What compares visits with a complete reference. */
interface Comparison {
  readonly score: Martingale;
  readonly missing: Martingale;
  readonly shifts: Shifts;
  visits: Visit[];
  attempts: Attempt[];
  /** Visits whose features are compared: those since a feature last raised an alarm. */
  seen: number;
}

/**
 * Compares the visits of this process with those of a fixed time. It needs no other process: each raises its
 * own alarm. Memory is bounded: counts, the bins of the last 300 visits, and the keys of a day.
 *
 * @throws TypeError naming the option that is wrong
 */
export function createDriftMonitor(options: DriftMonitorOptions = {}): DriftMonitor {
  checkKnown(options, { reference: true, release: true, random: true });
  const { reference: saved = null, release = null, random = Math.random } = options;
  if (release !== null && typeof release !== 'string')
    throw new TypeError('createDriftMonitor: release must be text');
  let reference: Reference = saved === null ? createReference() : readReference(saved);
  let comparison: Comparison | null = reference.isComplete ? comparing(reference) : null;
  let alarm: DriftAlarm | null = null;
  let silences = createSilences();
  const keys: DayKeys = createDayKeys();

  function learn(visit: DriftVisit, shown: Binned | null): void {
    countAttempt(reference, visit.atMs, visit.isMissing);
    // What is a wave is not what the site's people are like.
    if (shown && !visit.isCampaign) countVisit(reference, shown, namesOf(visit, release));
    reference.isComplete = isEnough(reference, visit.atMs);
    if (reference.isComplete) comparison = comparing(reference);
  }

  function compare(visit: DriftVisit, shown: Binned | null, current: Comparison): DriftAlarm | null {
    const names = namesOf(visit, release);
    const isMissing = Number(visit.isMissing);
    current.missing.add(isMissing);
    current.attempts = [...current.attempts, { names, isMissing }].slice(-WINDOW);
    if (shown) {
      const p = shown.score === null ? null : pValueOf(reference, shown.score, random());
      if (p !== null) current.score.add(p);
      current.visits = [...current.visits, { ...shown, names, p }].slice(-WINDOW);
      current.seen++;
    }
    return alarmOf(current, { atMs: visit.atMs, isLooked: shown !== null && current.seen % EVERY === 0 });
  }

  /**
   * What a signal raises begins anew, told or silent; the others go on, or who leaves tokens out would hide
   * what scores say. Of several at one visit the first is told, and the others where they are raised again.
   */
  function alarmOf(
    current: Comparison,
    { atMs, isLooked }: { readonly atMs: number; readonly isLooked: boolean },
  ): DriftAlarm | null {
    const { score, missing, shifts, visits, attempts } = current;
    const among = { reference: reference.names, visits: reference.visits };
    const isSilent = (signal: DriftAlarm['signal']) => silences.isSilent(signal, atMs);
    if (score.value() >= LEVEL) {
      const [strength, strengthOf] = [score.value(), wonBy(score.best(), ({ p }: Visit) => p)];
      score.restart();
      const cause = () => causeOf(since(visits, strengthOf), { ...among, strengthOf });
      if (!isSilent('score')) return { atMs, signal: 'score', feature: null, strength, cause: cause() };
    }
    if (missing.value() >= LEVEL) {
      const strengthOf = wonBy(missing.best(), ({ isMissing }: Attempt) => isMissing);
      const strength = missing.value();
      missing.restart();
      const cause = () => causeOf(since(attempts, strengthOf), { ...among, strengthOf });
      if (!isSilent('missing')) return { atMs, signal: 'missing', feature: null, strength, cause: cause() };
    }
    const compared = visits.slice(-current.seen);
    const [most] = isLooked ? shifts.beyondChance(compared) : [];
    if (most === undefined) return null;
    current.seen = 0;
    if (isSilent('feature')) return null;
    const { index, psi } = most;
    const cause = causeOf(compared, { ...among, strengthOf: (own) => shifts.strengthOf(index, own) });
    return { atMs, signal: 'feature', feature: FEATURES[index]?.name ?? null, strength: psi, cause };
  }

  return {
    see(visit) {
      const { atMs, verdict } = visit;
      if (!Number.isFinite(atMs)) return null;
      const shown = verdict && keys.isFirst(verdict.jkt, atMs) ? binned(verdict) : null;
      if (comparison === null) {
        learn(visit, shown);
        return null;
      }
      const raised = compare(visit, shown, comparison);
      if (raised === null) return null;
      silences.begin(raised.signal, atMs);
      alarm = raised;
      return raised;
    },
    state: () => stateOf(reference, comparison, alarm),
    reference: () => (reference.isComplete ? writeReference(reference) : null),
    reset() {
      reference = createReference();
      comparison = null;
      alarm = null;
      silences = createSilences();
    },
    erase: ({ key }) => keys.erase(key),
  };
}

const comparing = (reference: Reference): Comparison => ({
  score: createMartingale(SCORE_BETS),
  missing: createMartingale(missingBets(missingRateOf(reference))),
  shifts: createShifts(reference),
  ...{ visits: [], attempts: [], seen: 0 },
});

/** What a bet has won on visits, in logits: 0 or less where they are like the reference. */
const wonBy =
  <V>(bet: Bet, read: (visit: V) => number | null) =>
  (visits: readonly V[]): number =>
    visits.reduce((sum, visit) => {
      const value = read(visit);
      return value === null ? sum : sum + Math.log(bet(value));
    }, 0);

/** The visits since the shift: from the one on from which a bet has won most. */
function since<V>(visits: readonly V[], strengthOf: (visits: readonly V[]) => number): readonly V[] {
  let [won, most, first] = [0, 0, 0];
  for (let at = visits.length - 1; at >= 0; at--) {
    won += strengthOf(visits.slice(at, at + 1));
    if (won > most) [most, first] = [won, at];
  }
  return visits.slice(first);
}

function stateOf(reference: Reference, comparison: Comparison | null, alarm: DriftAlarm | null): DriftState {
  const { sinceMs, visits, isComplete } = reference;
  const attempts = comparison?.attempts ?? [];
  const missing = attempts.reduce((sum, { isMissing }) => sum + isMissing, 0);
  return {
    reference: { sinceMs, visits, isComplete },
    score: comparison?.score.value() ?? 0,
    missing: comparison?.missing.value() ?? 0,
    missingRate: { now: missing / Math.max(1, attempts.length), reference: missingRateOf(reference) },
    features: comparison?.shifts.greatest(comparison.visits) ?? [],
    alarm,
  };
}
