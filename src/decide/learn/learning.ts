import type { DriftState } from '../drift/drift.ts';
import type { PolicyBook } from '../policy/book.ts';
import type {
  GoldSet,
  LabelledVisit,
  LearningChange,
  LearningState,
  ReportedCalibration,
  StoredCalibration,
} from '../records/learning.ts';
import type { Records } from '../records/records.ts';
import { checkReviewer, type Reviewer } from '../reviewer.ts';
import type { Places } from '../triage/budget.ts';
import type { Webhooks } from '../webhook/webhooks.ts';
import type { AlignmentLearning } from './alignment/alignment-learning.ts';
import { calibrate } from './calibrate.ts';
import { calibrationOf } from './calibration.ts';
import { applicationOf, type Changed, goldAgreement, type RollBack, rollBackOf } from './change.ts';
import { drawGold } from './draw-gold.ts';
import { effectOf } from './effect.ts';
import { goldOf } from './gold.ts';
import { createGuard } from './guarded.ts';
import type { Learned } from './learned.ts';
import { losingKinds } from './losing.ts';
import { anchorsOf, curvesOf, type Reign, reigning, reignsOf } from './reigns.ts';
import { rolledBack } from './rolled-back.ts';
import { soundStore } from './sound.ts';
import { type ThresholdWish, targetsOf } from './threshold.ts';
import { type WatchReason, watch } from './watch.ts';

const DAY_MS = 86_400_000;
/** Labels are learnt from so long: then a decision forgets whose it was. */
const LABELS_MS = 90 * DAY_MS;
/** Days that a preview looks back. Chosen: a week has every weekday. */
const EFFECT_DAYS = 7;
/** Pseudo-labels lie at so many steps of the site's visits: one for each. */
const QUANTILES = 50;
const AUTOMATIC = 'tellsign';
/** Calibrations that a view has. Chosen: a month of one a day. */
const SHOWN = 30;

/** Where an action stands. */
export interface LearningView {
  readonly action: string;
  /** Curves that were in force, the one in force last. */
  readonly reigns: readonly Reign[];
  /** The newest thirty, the last one proposed first. */
  readonly calibrations: readonly ReportedCalibration[];
  /** The frozen set that two people made; it counts while it has 200 labels. */
  readonly gold: GoldSet | null;
  /** A set that waits for a second person. */
  readonly waitingGold: GoldSet | null;
  /** Who proposes may not apply. */
  readonly needsSecondPerson: boolean;
}

/** What a preview may do, and which thresholds it looks for besides the usual ones. */
export interface PreviewOptions extends ThresholdWish {
  /** Who applies it answers for a curve that goes further in thirty days than 1. @default false */
  readonly isNamed?: boolean | undefined;
}

/** What one reviewer sees of learning, and may do. Nothing here throws. */
export interface Learning {
  view(action: string): Promise<Learned<LearningView>>;
  /** Fits a curve to the labels, bounds it, counts what it would change, and keeps it as a proposal. */
  preview(action: string, options?: PreviewOptions): Promise<Learned<ReportedCalibration>>;
  /**
   * Puts a proposal in force. `isNamed`: who applies answers for a curve that goes further in thirty days
   * than 1; the bound of a day holds in any case.
   */
  apply(id: string, options?: { readonly isNamed?: boolean }): Promise<Learned<StoredCalibration>>;
  /**
   * Takes the calibration in force back; the one before is in force again. One person is enough. Asked again
   * with the same `id` it takes nothing else back. `isNamed`: as of `apply`, for a curve that was in force
   * more than thirty days ago.
   */
  rollBack(
    action: string,
    id?: string,
    options?: { readonly isNamed?: boolean },
  ): Promise<Learned<StoredCalibration>>;
  /** Draws a frozen set; it counts, and is not learnt from, once somebody else agrees. */
  drawGold(action: string): Promise<Learned<GoldSet>>;
  agreeGold(action: string): Promise<Learned<GoldSet>>;
  /** Takes back what makes too many alerts, or fails on the frozen set; resolves with what was taken back. */
  watch(action: string): Promise<Learned<StoredCalibration | null>>;
  /** What comes from now on is normal: an action's drift monitor begins a new reference, in this process. */
  resetDrift(action: string): Promise<Learned<DriftState>>;
  /** The measures of the site's own people; null where the decider has no `alignment`. */
  readonly alignment: AlignmentLearning | null;
}

export interface LearningOptions {
  readonly records: Records;
  readonly policies: PolicyBook;
  readonly places: Places;
  readonly maturityOf: (action: string) => number;
  readonly now: () => number;
  readonly reviewer: Reviewer;
  readonly webhooks: Pick<Webhooks, 'messagesOf'> | null;
  /** Told after each change, so that the next decision knows. */
  readonly onChange: () => Promise<void>;
}

/** @throws TypeError for what is no reviewer */
export function createLearning(options: LearningOptions): Omit<Learning, 'alignment' | 'resetDrift'> {
  const { records, policies, places, maturityOf, now, webhooks, onChange } = options;
  const reviewer = checkReviewer(options.reviewer);
  const store = soundStore(records.learning);
  const by = reviewer.id;
  const { needsSecondPerson } = policies;

  const guarded = createGuard({ records, reviewer, now });

  /** Changes what is stored by a pure function of it, with its row in the audit. */
  async function change<T>(
    decide: (state: LearningState) => Changed<T>,
    describe: (value: T, state: LearningState) => Omit<LearningChange, 'by'> & { readonly by?: string },
  ): Promise<Changed<T>> {
    let result: Changed<T> = { ok: false, code: 'calibration_unknown' };
    await store.change((state) => {
      result = decide(state);
      return result.ok ? { by, ...describe(result.value, state) } : null;
    });
    // It is done, whatever this process reads of it: what fails here is read again with the next decision.
    await onChange().catch(() => undefined);
    return result;
  }

  async function previewOf(
    action: string,
    { isNamed, ...wish }: PreviewOptions,
  ): Promise<Learned<ReportedCalibration>> {
    const targets = targetsOf(wish, places.perDay);
    if (targets === null) return { ok: false, code: 'threshold_invalid' };
    // By what is in force everywhere, and not by what this process has read last.
    await policies.refresh();
    const nowMs = now();
    const { calibrations, gold } = await store.state();
    const reigns = reignsOf(calibrations, action);
    const { id: replaces, curve: incumbent } = reigning(calibrations, action);
    const range = { action, fromMs: nowMs - LABELS_MS, toMs: nowMs + 1 };
    const [visits, traffic] = await Promise.all([
      store.visits(range),
      store.quantiles({ ...range, fromMs: nowMs - EFFECT_DAYS * DAY_MS }, QUANTILES),
    ]);
    const fitted = calibrate({
      ...{ visits, traffic, incumbent, nowMs },
      anchors: anchorsOf(reigns, { nowMs, isNamed: isNamed === true }),
      gold: goldOf(gold, action),
      before: curvesOf(reigns, nowMs),
      maturityMs: maturityOf(action),
    });
    if (!fitted.ok) return fitted;
    const fromMs = nowMs - EFFECT_DAYS * DAY_MS;
    const effect = await effectOf(records.export({ fromMs }), {
      ...{ action, policies, targets, days: EFFECT_DAYS },
      was: calibrationOf({ id: replaces, curve: incumbent }),
      would: calibrationOf({ id: 'proposed', curve: fitted.curve }),
    });
    const proposal: StoredCalibration = {
      ...{ id: crypto.randomUUID(), action, state: 'proposed', curve: fitted.curve, replaces },
      ...{ isNamed: isNamed === true, policies: policiesOf(action) },
      ...{ proposedBy: by, proposedMs: nowMs, appliedBy: null, appliedMs: null },
      ...{ losing: losingKinds(effect.kinds), rolledBackBy: null, rolledBackMs: null },
    };
    const report = { ...fitted.report, effect };
    await change(
      () => ({ ok: true, value: proposal }),
      (calibration) => ({
        ...{ calibration, report, what: 'propose_calibration' },
        detail: detailOf(calibration),
      }),
    );
    return { ok: true, value: { ...proposal, report } };
  }

  /** Revisions of the policies by which an action is answered. */
  const policiesOf = (action: string): string =>
    policies
      .entries()
      .filter(({ state, policy }) => state === 'live' && policy.actions.includes(action))
      .map(({ policy }) => policy.revision)
      .join(' ');

  /** Who was erased between the reading and the writing of a set is in it, and has no decision any more. */
  async function withoutErased(set: GoldSet, visits: readonly LabelledVisit[]): Promise<Learned<GoldSet>> {
    const known = new Set(visits.map(({ id }) => id));
    const isKnown = ({ decisionId }: GoldSet['labels'][number]) => known.has(decisionId);
    if (set.labels.every(isKnown)) return { ok: true, value: set };
    return change(
      ({ gold }) => {
        const waiting = setOf(gold, set.action, false);
        return waiting
          ? { ok: true, value: { ...waiting, labels: waiting.labels.filter(isKnown) } }
          : { ok: false, code: 'gold_unknown' };
      },
      (gold) => ({ gold, what: 'draw_gold', detail: goldDetail(gold) }),
    );
  }

  const takeBack = (request: RollBack, reason: WatchReason | 'person') =>
    change(
      (state) => rollBackOf(state, request),
      (calibration) => ({
        ...{ calibration, by: request.by, what: 'roll_back_calibration' },
        detail: detailOf(calibration, { reason }),
        messages: webhooks?.messagesOf(rolledBack(calibration, reason)),
      }),
    );

  /** An action without a name has no labels either. */
  const named = (action: unknown): action is string =>
    typeof action === 'string' && /^[\w.:-]{1,64}$/.test(action);
  const unknown = { ok: false, code: 'action_unknown' } as const;

  return {
    view: (action) =>
      guarded('read', 'view', async () => {
        if (!named(action)) return unknown;
        const [state, newest] = await Promise.all([store.state(), store.newest({ action, limit: SHOWN })]);
        const { calibrations, gold } = state;
        const value = {
          ...{ action, needsSecondPerson, reigns: reignsOf(calibrations, action), calibrations: newest },
          gold: setOf(gold, action, true),
          waitingGold: setOf(gold, action, false),
        };
        return { ok: true, value };
      }),
    preview: (action, options) =>
      guarded('publish', 'preview', async () => (named(action) ? previewOf(action, options ?? {}) : unknown)),
    apply: (id, options) =>
      guarded('publish', 'apply', async () => {
        await policies.refresh();
        const isNamed = options?.isNamed === true;
        return change(
          (state) => applicationOf(state, { id, by, isNamed, nowMs: now(), needsSecondPerson, policiesOf }),
          (calibration) => ({ calibration, what: 'apply_calibration', detail: detailOf(calibration) }),
        );
      }),
    rollBack: (action, id, options) =>
      guarded('publish', 'roll_back', async () =>
        takeBack({ action, id, by, isNamed: options?.isNamed === true, nowMs: now() }, 'person'),
      ),
    drawGold: (action) =>
      guarded('publish', 'draw_gold', async () => {
        if (!named(action)) return unknown;
        const nowMs = now();
        const range = { action, fromMs: nowMs - LABELS_MS, toMs: nowMs + 1 };
        const visits = await store.visits(range);
        const drawn = drawGold(visits, { action, by, nowMs, maturityMs: maturityOf(action) });
        if (!drawn.ok) return drawn;
        const made = await change(
          () => drawn,
          (gold) => ({ gold, what: 'draw_gold', detail: goldDetail(gold) }),
        );
        return made.ok ? withoutErased(made.value, await store.visits(range)) : made;
      }),
    agreeGold: (action) =>
      guarded('publish', 'agree_gold', async () => {
        if (!named(action)) return { ok: false, code: 'gold_unknown' };
        // A set waits for days: whoever was erased meanwhile, or while it was written, is not agreed to.
        const visits = await store.visits({ action, fromMs: now() - 2 * LABELS_MS, toMs: now() + 1 });
        const known = new Set(visits.map(({ id }) => id));
        return change(
          (state) => {
            const agreed = goldAgreement(state, { action, by });
            if (!agreed.ok) return agreed;
            const labels = agreed.value.labels.filter(({ decisionId }) => known.has(decisionId));
            return { ok: true, value: { ...agreed.value, labels } };
          },
          (gold) => ({ gold, what: 'agree_gold', detail: goldDetail(gold) }),
        );
      }),
    watch: (action) =>
      guarded('read', 'watch', async () => {
        const nowMs = now();
        const found = await watch(store, await store.state(), { action, nowMs });
        if (!found) return { ok: true, value: null };
        const { calibration, reason } = found;
        return takeBack({ action, id: calibration.id, by: AUTOMATIC, nowMs }, reason);
      }),
  };
}

const setOf = (sets: readonly GoldSet[], action: string, isAgreed: boolean): GoldSet | null =>
  sets.find((set) => set.action === action && (set.confirmedBy !== null) === isAgreed) ?? null;

function detailOf(
  { id, action, curve, replaces, isNamed, losing }: StoredCalibration,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const { slope, intercept, halfWidth } = curve;
  const kinds = losing.length > 0 ? { losing: losing.join(', ') } : {};
  const line = { id, action, slope, intercept, halfWidth, replaces, named: isNamed };
  return JSON.stringify({ ...line, ...kinds, ...more });
}

const goldDetail = ({ action, labels }: GoldSet): string => JSON.stringify({ action, labels: labels.length });
