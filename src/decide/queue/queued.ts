import type { Label } from '../records/label.ts';
import type { QueueRow } from './page.ts';

/** Why the queue does not do what it was asked. */
export type QueueCode =
  /** The reviewer's role does not allow it. The audit says that he tried. */
  | 'role_missing'
  /** There is no such case. */
  | 'case_unknown'
  /** Somebody answered it, or it went the automatic way. */
  | 'case_closed'
  /** Another reviewer has it. */
  | 'case_taken'
  /** It was taken by nobody: take it first, so that two do not answer at once. */
  | 'case_not_taken'
  /** It was not answered: there is nothing to correct. */
  | 'case_not_answered'
  /** Nothing is left that nobody has. */
  | 'queue_empty'
  /** The answer was given more than ten seconds ago, or by somebody else, or was taken back already. */
  | 'undo_late'
  /** None of the case's alerts has this rule, or there is no account. */
  | 'rule_unknown'
  /** The case's visit has no such name, or the deny list has no such entry. */
  | 'denial_unknown'
  | 'label_invalid'
  /** Records cannot be reached now. */
  | 'unavailable';

/** Something done, or a code; with the case as it stands, where it is known. */
export type Queued<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: QueueCode;
      readonly detail?: string;
      readonly case?: QueueRow;
      /** Of a case that was closed: what was answered, and by whom. */
      readonly label?: Label | null;
    };
