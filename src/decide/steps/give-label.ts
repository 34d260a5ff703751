import type { OutboxMessage } from '../message.ts';
import type { Label, LabelRefusal } from '../records/label.ts';
import type { Records } from '../records/records.ts';
import { storable } from '../storable.ts';
import { type LabelFault, type LabelRequest, readLabel } from './read-label.ts';

/** Why a label was not taken. */
export type LabelCode =
  | LabelFault
  | LabelRefusal
  /** The records cannot be reached now; try again. */
  | 'unavailable';

export type Labelled =
  | {
      readonly ok: true;
      /** The row that was added, or the one that says the same already. */
      readonly label: Label;
      /** False where the same was said already: nothing was added. */
      readonly isNew: boolean;
      /** The label in force before: what somebody else had said. Null where there was none. */
      readonly before: Label | null;
    }
  | { readonly ok: false; readonly code: LabelCode; readonly detail?: string };

interface GiveLabelOptions {
  readonly records: Pick<Records, 'label' | 'log'>;
  readonly nowMs: number;
  /** What endpoints are to be told of a row that is new. @default nobody is told */
  readonly announce?: ((label: Label) => readonly OutboxMessage[]) | undefined;
}

/** Longest part of a name that a row of the audit repeats, characters. Chosen: twice an id of ours. */
const MAX_NAME = 64;

/**
 * Checks a label and adds it. What is refused is written to the audit.
 *
 * @throws where the records cannot be reached
 */
export async function giveLabel(
  decisionId: string,
  request: LabelRequest,
  { records, nowMs, announce }: GiveLabelOptions,
): Promise<Labelled> {
  async function refuse(code: LabelFault | LabelRefusal, text?: string): Promise<Labelled> {
    const detail = JSON.stringify({ what: 'label', code, decision: storable(decisionId, MAX_NAME) });
    await records.log({ atMs: nowMs, by: nameOf(request), what: 'refused', detail });
    return { ok: false, code, ...(text === undefined ? {} : { detail: text }) };
  }
  const read = readLabel(request, nowMs);
  if (!read.ok) return refuse(read.code, read.detail);
  // No decision has such a name, and a database would refuse to look for it.
  if (storable(decisionId, decisionId.length) !== decisionId) return refuse('decision_unknown');
  const added = await records.label(decisionId, read.value, announce);
  return added.ok ? added : refuse(added.code);
}

/** Who tried, as far as the request says. */
function nameOf(request: LabelRequest): string {
  const { by } = Object(request) as Partial<LabelRequest>;
  const name = typeof by === 'string' ? by : Object(by).id;
  return typeof name === 'string' && name !== '' ? storable(name, MAX_NAME) : 'unknown';
}
