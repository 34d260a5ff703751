import type { StoredAlignment } from '../../records/alignment.ts';

/** A time in which one site profile, or the shipped measures, were in force. */
export interface AlignmentReign {
  /** Null for the shipped measures at the beginning; a reset has an id. */
  readonly id: string | null;
  readonly alignment: StoredAlignment | null;
  readonly fromMs: number;
  /** Infinite while it is in force. */
  readonly toMs: number;
}

/** Everything that was in force, in its order; the last one is in force now. */
export function alignmentReignsOf(alignments: readonly StoredAlignment[]): readonly AlignmentReign[] {
  const of = (id: string | null) => alignments.find((one) => one.id === id) ?? null;
  const events = alignments
    .flatMap(({ id, replaces, appliedMs, rolledBackMs }) => [
      ...(appliedMs === null ? [] : [{ atMs: appliedMs, id: id as string | null }]),
      ...(rolledBackMs === null ? [] : [{ atMs: rolledBackMs, id: replaces }]),
    ])
    .toSorted((a, b) => a.atMs - b.atMs);
  const starts = [{ atMs: Number.NEGATIVE_INFINITY, id: null as string | null }, ...events];
  return starts.map(({ atMs, id }, index) => ({
    ...{ id, alignment: of(id), fromMs: atMs },
    toMs: starts[index + 1]?.atMs ?? Number.POSITIVE_INFINITY,
  }));
}

const FIRST: AlignmentReign = {
  ...{ id: null, alignment: null },
  ...{ fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY },
};

/** What is in force. */
export const alignmentInForce = (alignments: readonly StoredAlignment[]): AlignmentReign =>
  alignmentReignsOf(alignments).at(-1) ?? FIRST;

const WEEK_MS = 7 * 86_400_000;

/** What else was in force within the last week, and is no longer. */
export const withinWeek = (
  alignments: readonly StoredAlignment[],
  nowMs: number,
): readonly AlignmentReign[] =>
  alignmentReignsOf(alignments)
    .slice(0, -1)
    .filter(({ toMs }) => toMs > nowMs - WEEK_MS);

/** The last reset; counts before it are of measures that somebody took back. Never where there was none. */
export const lastResetMs = (alignments: readonly StoredAlignment[]): number =>
  Math.max(
    Number.NEGATIVE_INFINITY,
    ...alignments.flatMap(({ profile, appliedMs }) => (profile === null && appliedMs ? [appliedMs] : [])),
  );
