import { type Label, labelInForce } from '../../decide/index.ts';
import type { AnswerView } from '../view.ts';

/** What was said of a decision, in the order in which it was said, and which of it counts. */
export function answersOf(labels: readonly Label[]): readonly AnswerView[] {
  const inForce = labelInForce(labels);
  const reversed = new Set(labels.flatMap(({ reverses }) => reverses ?? []));
  const stateOf = ({ id, reverses }: Label): AnswerView['state'] => {
    if (reverses !== undefined) return 'reversal';
    if (reversed.has(id)) return 'reversed';
    return id === inForce?.id ? 'in_force' : 'outvoted';
  };
  return labels.map((label) => {
    const { outcome, reason, by, source, atMs, note = null } = label;
    return { outcome, reason, by, source, atMs, note, state: stateOf(label) };
  });
}
