import type { StoredAlignment } from '../../records/alignment.ts';
import { isSamePerson } from '../../reviewer.ts';
import type { ChangeRefusal } from '../change.ts';
import { alignmentInForce, alignmentReignsOf } from './alignment-reigns.ts';

/** A proposal is of the visits of its time. Chosen: a day, as of calibrations. */
const PROPOSAL_MS = 86_400_000;

export type AlignmentChanged =
  | { readonly ok: true; readonly value: StoredAlignment }
  | { readonly ok: false; readonly code: ChangeRefusal | 'alignment_unknown' };

type Refused = Extract<AlignmentChanged, { readonly ok: false }>['code'];
const refuse = (code: Refused): AlignmentChanged => ({ ok: false, code });

interface By {
  readonly by: string;
  readonly nowMs: number;
}

/** Times rise, whatever the clock does: their order is what was in force after what. */
const afterMs = (alignments: readonly StoredAlignment[], nowMs: number): number =>
  Math.max(nowMs, alignmentInForce(alignments).fromMs + 1);

export interface AlignmentApplication extends By {
  readonly id: string;
  readonly needsSecondPerson: boolean;
  /** Names of what was in force, in its order, when the bound was checked. */
  readonly checked: readonly (string | null)[];
}

/** The proposal in force, or why it may not be. What the bound was checked against must still be so. */
export function alignmentApplicationOf(
  alignments: readonly StoredAlignment[],
  { id, by, nowMs, needsSecondPerson, checked }: AlignmentApplication,
): AlignmentChanged {
  const one = alignments.find((alignment) => alignment.id === id);
  if (!one) return refuse('alignment_unknown');
  if (one.state !== 'proposed') return refuse('not_proposed');
  const reigns = alignmentReignsOf(alignments).map((reign) => reign.id);
  const isAsChecked =
    reigns.length === checked.length && reigns.every((name, index) => name === checked[index]);
  if (!isAsChecked || alignmentInForce(alignments).id !== one.replaces) return refuse('conflict');
  if (needsSecondPerson && isSamePerson(one.proposedBy, by)) return refuse('second_person');
  if (nowMs - one.proposedMs > PROPOSAL_MS) return refuse('proposal_stale');
  const atMs = afterMs(alignments, nowMs);
  return { ok: true, value: { ...one, state: 'applied', appliedBy: by, appliedMs: atMs } };
}

/** What is in force as it is when taken back; what was before is in force again. */
export function alignmentRollBackOf(
  alignments: readonly StoredAlignment[],
  { id, by, nowMs }: By & { readonly id?: string | undefined },
): AlignmentChanged {
  const { alignment } = alignmentInForce(alignments);
  if (!alignment) return refuse('nothing_applied');
  if (id !== undefined && id !== alignment.id) return refuse('conflict');
  const rolledBackMs = afterMs(alignments, nowMs);
  return { ok: true, value: { ...alignment, state: 'rolled_back', rolledBackBy: by, rolledBackMs } };
}

/** The shipped measures in force again, and counting begins anew. */
export function alignmentResetOf(
  alignments: readonly StoredAlignment[],
  { id, by, nowMs }: By & { readonly id: string },
): AlignmentChanged {
  const { alignment } = alignmentInForce(alignments);
  if (!alignment?.profile) return refuse('nothing_applied');
  const atMs = afterMs(alignments, nowMs);
  return {
    ok: true,
    value: {
      ...{ id, state: 'applied', profile: null, report: null, replaces: alignment.id },
      ...{ proposedBy: by, proposedMs: nowMs, appliedBy: by, appliedMs: atMs },
      ...{ rolledBackBy: null, rolledBackMs: null },
    },
  };
}
