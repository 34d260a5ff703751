import { sha256 } from '../../server/jws/hash.ts';
import { encodeBase64url } from '../../wire/base64url.ts';
import { LABEL_SOURCES, type LabelOutcome, type LabelSource } from '../label/vocabulary.ts';

/** One row of what was said of a decision. Rows are only ever added. */
export interface Label {
  /** Follows from the decision and the members below, but the note: the same row again is the same label. */
  readonly id: string;
  readonly outcome: LabelOutcome;
  /** One of `LABEL_REASONS`. */
  readonly reason: string;
  readonly source: LabelSource;
  /** Who said so. */
  readonly by: string;
  /** When, in milliseconds since 1970. */
  readonly atMs: number;
  readonly note?: string | undefined;
  /** A reversal takes back the label of this id, and repeats its outcome, reason and source. */
  readonly reverses?: string | undefined;
}

/** A label to be added. */
export type LabelStatement = Omit<Label, 'id' | 'reverses'>;

/** A label to be taken back. */
export interface LabelReversal {
  /** Id of the label. */
  readonly reverses: string;
  readonly by: string;
  readonly atMs: number;
  readonly note?: string | undefined;
  /** Whether `by` may take back what others said. */
  readonly mayReverseOthers: boolean;
}

export type LabelGiven = LabelStatement | LabelReversal;

export type LabelRefusal =
  /** There is no such decision. */
  | 'decision_unknown'
  /** The decision has no label of this id; a reversal is none, and cannot be taken back. */
  | 'label_unknown'
  /** Somebody else took it back already. */
  | 'label_reversed'
  /** Somebody else gave it. */
  | 'label_not_yours';

export type LabelAdded =
  | {
      readonly ok: true;
      /** The row that was added, or the one that says the same already. */
      readonly label: Label;
      /** False where the same was said already: nothing was added. */
      readonly isNew: boolean;
      /** The label in force before. */
      readonly before: Label | null;
    }
  | { readonly ok: false; readonly code: LabelRefusal };

/**
 * The label in force: the newest of the source whose word counts most, without those that were taken back;
 * null where there is none. The queue, a case, replay and whatever learns ask this function.
 */
export function labelInForce(labels: readonly Label[]): Label | null {
  const rank = ({ source }: Label) => LABEL_SOURCES.indexOf(source);
  return standingLabels(labels).reduce<Label | null>((best, label) => {
    if (best === null || rank(label) < rank(best)) return label;
    return rank(label) === rank(best) && label.atMs >= best.atMs ? label : best;
  }, null);
}

/** The newest label that this person gave from this source, and that stands. */
export const ownLabel = (labels: readonly Label[], { source, by }: Pick<Label, 'source' | 'by'>) =>
  standingLabels(labels).findLast((label) => label.source === source && label.by === by);

/** Bytes of an id: with 2⁶⁴ labels two of them are alike. */
const ID_BYTES = 16;

/** The id that a row will have. */
export async function labelId(decisionId: string, given: LabelGiven): Promise<string> {
  const { by, atMs } = given;
  const said = 'reverses' in given ? [given.reverses] : [given.outcome, given.reason, given.source];
  const text = JSON.stringify([decisionId, by, atMs, ...said]);
  const hash = await sha256(Uint8Array.from(new TextEncoder().encode(text)));
  return encodeBase64url(hash.subarray(0, ID_BYTES));
}

/**
 * What becomes of a label beside those that are there. Without an `await`, so that nothing comes in between.
 *
 * @param id of `labelId`
 */
export function admitLabel(labels: readonly Label[], given: LabelGiven, id: string): LabelAdded {
  const before = labelInForce(labels);
  const same = labels.find((label) => label.id === id);
  if (same) return { ok: true, label: same, isNew: false, before };
  if ('reverses' in given) return admitReversal(labels, given, id);
  const { outcome, reason, source, by, atMs, note } = given;
  const last = ownLabel(labels, given);
  // Where somebody else has said otherwise since, to repeat oneself is a new word: it counts again.
  const word = labelInForce(labels.filter((other) => other.source === source));
  const isSaid = (said: Label | null) => said?.outcome === outcome && said.reason === reason;
  if (last && isSaid(last) && isSaid(word)) return { ok: true, label: last, isNew: false, before };
  const label = { id, outcome, reason, source, by, atMs, ...(note === undefined ? {} : { note }) };
  return { ok: true, label, isNew: true, before };
}

function admitReversal(labels: readonly Label[], given: LabelReversal, id: string): LabelAdded {
  const { reverses, by, atMs, note, mayReverseOthers } = given;
  const refuse = (code: LabelRefusal) => ({ ok: false, code }) as const;
  const target = labels.find((label) => label.id === reverses);
  if (!target || target.reverses !== undefined) return refuse('label_unknown');
  const reversal = labels.find((label) => label.reverses === reverses);
  // Who takes back once more what he took back adds nothing, whatever the time.
  if (reversal?.by === by) return { ok: true, label: reversal, isNew: false, before: labelInForce(labels) };
  if (reversal) return refuse('label_reversed');
  if (target.by !== by && !mayReverseOthers) return refuse('label_not_yours');
  const { outcome, reason, source } = target;
  const text = note === undefined ? {} : { note };
  const label = { id, outcome, reason, source, by, atMs, ...text, reverses };
  return { ok: true, label, isNew: true, before: labelInForce(labels) };
}

/** Labels that were not taken back, in the order in which they were given. */
export function standingLabels(labels: readonly Label[]): readonly Label[] {
  const reversed = new Set(labels.flatMap(({ reverses }) => (reverses === undefined ? [] : [reverses])));
  return labels.filter(({ id, reverses }) => reverses === undefined && !reversed.has(id));
}

/** A note is free text, and may name somebody; the audit cannot be erased. */
export const withoutNote = ({ note: _, ...label }: Label): Omit<Label, 'note'> => label;
