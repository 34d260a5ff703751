import { FEATURES } from '../../../contract/features/index.ts';
import { SENTENCES } from '../../../contract/features/sentences.ts';
import { moveOf, type SiteMeasures, thresholdMoveOf } from '../../../scoring/site-measures.ts';
import { titleOf } from '../../../scoring/title.ts';
import type { AlignmentCounts } from '../../alignment/counts.ts';
import type { AlignmentEffect } from '../../alignment/effect.ts';
import { measureOf } from '../../alignment/measures.ts';
import { REFERENCE } from '../../alignment/reference.ts';
import type { ProfileFault, SiteAlignment } from '../../alignment/site-alignment.ts';
import { isWithinWeek, SHIPPED_MEASURES, stepOf } from '../../alignment/step.ts';
import { MODALITIES, type Modality } from '../../campaign/modalities.ts';
import type { PolicyBook } from '../../policy/book.ts';
import {
  type AlignmentReport,
  COUNTED_DAYS,
  type StoredAlignment,
  type WidestMove,
} from '../../records/alignment.ts';
import type { Door } from '../../records/door.ts';
import type { LearningState } from '../../records/learning.ts';
import type { Records } from '../../records/records.ts';
import { checkReviewer, type Reviewer } from '../../reviewer.ts';
import { createGuard } from '../guarded.ts';
import type { Learned } from '../learned.ts';
import {
  type AlignmentChanged,
  alignmentApplicationOf,
  alignmentResetOf,
  alignmentRollBackOf,
} from './alignment-change.ts';
import { alignmentInForce, alignmentReignsOf, lastResetMs, withinWeek } from './alignment-reigns.ts';
import { readProfile, type SiteProfile, signProfile } from './profile.ts';

const DAY_MS = 86_400_000;
/** Moves that a report names. Chosen: as many as a page shows at once. */
const WIDEST = 8;
/** Profiles that a view has, the newest. */
const SHOWN = 30;

/** Where a site's own measures stand. */
export interface AlignmentView {
  /** What is counted now; null where nothing is. */
  readonly counted: Pick<AlignmentCounts, 'visits' | 'keys' | 'days'> | null;
  /** Id of the site profile in force; null for the shipped measures. */
  readonly inForce: string | null;
  /** Why the profile in force does not count: the shipped measures go on. */
  readonly fault: ProfileFault | null;
  /** Whether levels follow the site's measures. */
  readonly decides: boolean;
  /** The newest thirty, the last one proposed first. */
  readonly alignments: readonly StoredAlignment[];
  readonly needsSecondPerson: boolean;
}

/** What one reviewer sees of the site's own measures, and may do. Nothing here throws. */
export interface AlignmentLearning {
  view(): Promise<Learned<AlignmentView>>;
  /** Measures the site's people, bounds the step, says what it would change, and keeps it as a proposal. */
  preview(): Promise<Learned<StoredAlignment>>;
  apply(id: string): Promise<Learned<StoredAlignment>>;
  /** Takes the profile in force back; what was before is in force again. */
  rollBack(id?: string): Promise<Learned<StoredAlignment>>;
  /** The shipped measures in force again; counting begins anew on the next day. */
  reset(): Promise<Learned<StoredAlignment>>;
}

export interface AlignmentLearningOptions {
  readonly records: Records;
  readonly policies: PolicyBook;
  readonly door: Door;
  readonly alignment: SiteAlignment;
  readonly reviewer: Reviewer;
  readonly now: () => number;
}

/** @throws TypeError for what is no reviewer */
export function createAlignmentLearning(options: AlignmentLearningOptions): AlignmentLearning {
  const { records, policies, door, alignment, now } = options;
  const reviewer = checkReviewer(options.reviewer);
  const by = reviewer.id;
  const { learning: store } = records;
  const { needsSecondPerson } = policies;
  const guarded = createGuard({ records, reviewer, now });

  /** A reset, and the shipped measures at the beginning, move nothing. */
  async function measuresOf(one: StoredAlignment | null): Promise<Learned<SiteMeasures>> {
    if (!one?.profile) return { ok: true, value: SHIPPED_MEASURES };
    const read = await readProfile(door, one.profile, one.id);
    return read.ok ? { ok: true, value: read.profile.measures } : read;
  }

  /** Measures in force within the week, and of now; what no longer counts was not in force. */
  async function history(alignments: readonly StoredAlignment[], nowMs: number) {
    const current = await measuresOf(alignmentInForce(alignments).alignment);
    const inForce = current.ok ? current.value : SHIPPED_MEASURES;
    const others = withinWeek(alignments, nowMs);
    const read = await Promise.all(others.map(({ alignment: one }) => measuresOf(one)));
    const anchors = read.flatMap((one) => (one.ok ? [one.value] : []));
    const isFirst = inForce === SHIPPED_MEASURES && others.every(({ alignment: one }) => !one?.profile);
    return { inForce, anchors, isFirst };
  }

  async function countsOf(alignments: readonly StoredAlignment[], nowMs: number) {
    await alignment.flush().catch(() => undefined);
    const since = Math.max(nowMs - (COUNTED_DAYS - 1) * DAY_MS, lastResetMs(alignments) + DAY_MS);
    const { alignment: one, id } = alignmentInForce(alignments);
    const measures = one?.profile ? (id ?? '') : '';
    return records.alignment.counts({ fromDay: Math.floor(since / DAY_MS), measures });
  }

  async function change(
    decide: (state: LearningState) => AlignmentChanged,
    what: string,
  ): Promise<Learned<StoredAlignment>> {
    let result: AlignmentChanged = { ok: false, code: 'alignment_unknown' };
    await store.change((state) => {
      result = decide(state);
      if (!result.ok) return null;
      const { id, replaces, report, profile } = result.value;
      const { visits, keys, days, moving } = report ?? {};
      const detail = JSON.stringify({ id, replaces, reset: profile === null, visits, keys, days, moving });
      return { alignment: result.value, by, what, detail };
    });
    // It is done, whatever this process reads of it.
    await alignment.refresh().catch(() => undefined);
    return result;
  }

  async function previewed(): Promise<Learned<StoredAlignment>> {
    const nowMs = now();
    const alignments = await store.alignments();
    const counts = await countsOf(alignments, nowMs);
    if (!counts) return { ok: false, code: 'visits_too_few', detail: '0 visits' };
    const { inForce, anchors, isFirst } = await history(alignments, nowMs);
    const stepped = stepOf({ counts, reference: REFERENCE, inForce, anchors: isFirst ? null : anchors });
    if (!stepped.ok) return stepped;
    const { measures } = stepped;
    const id = crypto.randomUUID();
    const profile: SiteProfile = { id, schema: counts.schema, model: counts.model, measures };
    const proposal: StoredAlignment = {
      ...{ id, state: 'proposed', profile: await signProfile(door, profile) },
      report: reportOf(counts, { measures, inForce, isFirst, effect: alignment.effect(measures) }),
      replaces: alignmentInForce(alignments).id,
      ...{ proposedBy: by, proposedMs: nowMs, appliedBy: null, appliedMs: null },
      ...{ rolledBackBy: null, rolledBackMs: null },
    };
    return change(() => ({ ok: true, value: proposal }), 'propose_alignment');
  }

  /** Everything is proven anew: the signature, the model, and the bound of a week. */
  async function applied(id: string): Promise<Learned<StoredAlignment>> {
    const nowMs = now();
    const alignments = await store.alignments();
    const one = alignments.find((other) => other.id === id) ?? null;
    if (!one) return { ok: false, code: 'alignment_unknown' };
    const read = await measuresOf(one);
    if (!read.ok) return read;
    const { inForce, anchors, isFirst } = await history(alignments, nowMs);
    const isWithin = isFirst || [inForce, ...anchors].every((other) => isWithinWeek(read.value, other));
    if (one.state === 'proposed' && !isWithin) return { ok: false, code: 'bound_spent' };
    const checked = alignmentReignsOf(alignments).map((reign) => reign.id);
    const request = { id, by, nowMs, needsSecondPerson, checked };
    return change((state) => {
      const same = state.alignments.find((other) => other.id === id)?.profile?.text === one.profile?.text;
      if (!same) return { ok: false, code: 'conflict' };
      return alignmentApplicationOf(state.alignments, request);
    }, 'apply_alignment');
  }

  return {
    view: () =>
      guarded('read', 'view_alignment', async () => {
        const alignments = await store.alignments();
        const [counts] = [await countsOf(alignments, now()), await alignment.refresh()];
        const { alignment: one, id } = alignmentInForce(alignments);
        const { visits, keys, days } = counts ?? { visits: 0, keys: 0, days: 0 };
        return {
          ok: true,
          value: {
            counted: counts && { visits, keys, days },
            ...{ inForce: one?.profile ? id : null, fault: alignment.fault, decides: alignment.decides },
            ...{ alignments: alignments.toReversed().slice(0, SHOWN), needsSecondPerson },
          },
        };
      }),
    preview: () => guarded('publish', 'preview_alignment', previewed),
    apply: (id) => guarded('publish', 'apply_alignment', () => applied(id)),
    rollBack: (id) =>
      guarded('publish', 'roll_back_alignment', () =>
        change(
          ({ alignments }) => alignmentRollBackOf(alignments, { id, by, nowMs: now() }),
          'roll_back_alignment',
        ),
      ),
    reset: () =>
      guarded('publish', 'reset_alignment', () =>
        change(
          ({ alignments }) => alignmentResetOf(alignments, { id: crypto.randomUUID(), by, nowMs: now() }),
          'reset_alignment',
        ),
      ),
  };
}

const KINDS = Object.entries(MODALITIES) as readonly (readonly [Modality, readonly number[]])[];
const kindOf = (feature: number): Modality =>
  KINDS.find(([, features]) => features.includes(feature))?.[0] ?? 'pointer';

function wordsOf(feature: number): Pick<WidestMove, 'title' | 'sentence'> {
  const name = FEATURES[feature]?.name;
  if (name === undefined) return { title: '', sentence: '' };
  return { title: titleOf(name.split('.')[0] ?? ''), sentence: SENTENCES[name][0] };
}

interface Reporting {
  readonly measures: SiteMeasures;
  readonly inForce: SiteMeasures;
  readonly isFirst: boolean;
  readonly effect: AlignmentEffect;
}

function reportOf(
  counts: AlignmentCounts,
  { measures, inForce, isFirst, effect }: Reporting,
): AlignmentReport {
  const moves = measures.features.flatMap((shift, feature) => {
    const [site, people] = [measureOf(counts, feature), REFERENCE.features[feature]];
    if (!shift || !site || !people) return [];
    const [{ median }, now] = [site, inForce.features[feature]];
    const move = { was: now ? moveOf(now, median) : 0, would: moveOf(shift, median) };
    const about = { feature, kind: kindOf(feature), ...wordsOf(feature) };
    return [{ ...about, site: median, people: people.median, move }];
  });
  const moving = moves.filter(({ move }) => move.was !== move.would).length;
  const widest = moves.toSorted((a, b) => Math.abs(b.move.would) - Math.abs(a.move.would)).slice(0, WIDEST);
  const { visits, keys, days } = counts;
  const thresholds = { was: thresholdMoveOf(inForce), would: thresholdMoveOf(measures) };
  return { visits, keys, days, isFirst, moving, widest, thresholds, ...effect };
}
