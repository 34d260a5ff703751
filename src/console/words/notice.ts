import type { Notice } from '../frame.ts';
import { inWords, isAnswer } from './reasons.ts';

/** An answer can be taken back so long (decide.md §7); the records hold it. */
const UNDO_MS = 10_000;

/** What a page says after a form was sent, by the code in its address. */
const SAID = {
  undone: ['done', 'Taken back. The case is open again, and yours.'],
  released: ['done', 'Given back: anybody may take it.'],
  snoozed: ['done', 'Snoozed for this account, 30 days long. The rule still decides.'],
  corrected: ['done', 'Corrected. The answer before is kept, and both are in the log.'],
  skipped: ['done', 'Passed over. It comes back with the next case you take.'],
  case_not_answered: ['warning', 'Nobody answered this case: there is nothing to correct.'],
  woken: ['done', 'The rule raises alerts for this account again.'],
  denied: ['done', 'On the deny list from now on, and written to the log.'],
  denial_asked: ['done', 'Asked for. It counts when a second person agrees.'],
  undenied: ['done', 'Taken off the deny list.'],
  denial_unknown: ['warning', 'The deny list has no such entry, or this case no such name.'],
  on_trial: ['done', 'On trial beside the live policy from now on: it counts, and decides nothing.'],
  drafted: ['done', 'Checked and kept as a draft. Nothing has changed yet.'],
  published: ['done', 'Published, and written to the log.'],
  keys_on: ['done', 'Single keys act again.'],
  keys_off: ['done', 'Single keys do nothing now.'],
  case_closed: [
    'warning',
    'This case was closed meanwhile. Your answer was not kept, and nothing was overwritten.',
  ],
  case_taken: ['warning', 'Somebody else has this case. Nothing was changed.'],
  case_not_taken: ['warning', 'This case is not yours any more. Take it first.'],
  case_unknown: ['warning', 'There is no such case.'],
  queue_empty: ['done', 'Nothing is left that nobody has.'],
  budget_spent: [
    'done',
    'Today’s budget is spent. What is left waits, or goes the automatic way once it is overdue.',
  ],
  undo_late: ['warning', 'Too late to take it back: ten seconds are over.'],
  rule_unknown: ['warning', 'This case has no account, or none of its alerts has this rule.'],
  label_invalid: ['warning', 'The answer could not be read. Nothing was changed.'],
  unavailable: ['warning', 'The records cannot be reached. Nothing was changed; try again.'],
  role_missing: ['warning', 'Your role does not allow this. It was written to the log.'],
  unknown_revision: ['warning', 'There is no such policy.'],
  conflict: ['warning', 'Another revision became live meanwhile. Nothing was changed; look again.'],
  action_taken: ['warning', 'A live policy of another name decides one of its actions.'],
  second_person: [
    'warning',
    'This site wants two people: one writes a policy, another makes it live in place of the one before.',
  ],
  learning_previewed: ['done', 'Counted and kept as a proposal. Nothing has changed yet.'],
  learning_applied: ['done', 'In force from now on, and written to the log.'],
  learning_rolled_back: ['done', 'Taken back. The curve before is in force again.'],
  learning_aligned_back: ['done', 'Taken back. What was before is in force again.'],
  learning_visits_too_few: [
    'warning',
    'Too few visits are counted yet: 300 of 200 keys on 7 days are needed. Nothing was proposed.',
  ],
  learning_histogram_schema: [
    'warning',
    'The visits are of other features than this build’s. Nothing was changed.',
  ],
  learning_profile_model: [
    'warning',
    'The visits are of another model than the shipped one. Nothing was changed.',
  ],
  learning_profile_signature: ['warning', 'This site has not signed these measures. They were not applied.'],
  learning_alignment_unknown: ['warning', 'There are no such measures.'],
  drift_reset: ['done', 'A new reference begins, in this process. It was written to the log.'],
  drift_unknown: ['warning', 'No action of that name is watched.'],
  learning_gold_drawn: ['done', 'Drawn. It counts when a second person agrees.'],
  learning_gold_agreed: ['done', 'Frozen. From now on every curve is tried on it.'],
  learning_threshold_invalid: [
    'warning',
    'A threshold needs one visit a day or more, and a share up to 100 %.',
  ],
  learning_labels_too_few: [
    'warning',
    'Too few labels count yet: 200 mature ones are needed, of visits that queue or audit chose. Nothing was proposed.',
  ],
  learning_labels_one_sided: ['warning', 'Nearly all labels say the same. Nothing was proposed.'],
  learning_bound_spent: [
    'warning',
    'It has gone as far as it may for now. A curve moves by .25 logits a day, measures by 5 % a week.',
  ],
  learning_nothing_moves: [
    'done',
    'The measures are where this site’s people are. Nothing was proposed, because nothing would move.',
  ],
  learning_gold_worse: ['warning', 'Refused: it says less of the frozen set, by more than 2 %.'],
  learning_kind_loses: [
    'warning',
    'Refused: more good visits of a kind of people would not be let through. The table says of which.',
  ],
  learning_gold_small: ['warning', 'Too few labels count yet: 400 are needed, half of them to be frozen.'],
  learning_gold_unknown: ['warning', 'No set waits for a second person.'],
  learning_conflict: [
    'warning',
    'Something else came into force meanwhile. Nothing was changed; look again.',
  ],
  learning_second_person: ['warning', 'This needs a second person: not the one who proposed it.'],
  learning_proposal_stale: [
    'warning',
    'The proposal is older than a day, or of other policies than those in force. Preview again.',
  ],
  learning_not_proposed: ['warning', 'It was applied already, or taken back.'],
  learning_calibration_unknown: ['warning', 'There is no such proposal.'],
  learning_nothing_applied: ['warning', 'What was shipped is in force: there is nothing to take back.'],
  learning_action_unknown: ['warning', 'That is no name of an action.'],
  learning_role_missing: ['warning', 'Your role does not allow this. It was written to the log.'],
  learning_unavailable: [
    'warning',
    'The records cannot be reached, or did not answer. Look whether anything was changed; then try again.',
  ],
} as const satisfies Record<string, readonly [Notice['tone'], string]>;
export type Said = keyof typeof SAID;

/** The notice that an address asks for. Only texts that are written here are ever shown. */
export function readNotice(query: URLSearchParams, nowMs: number): Notice | null {
  const answer = query.get('answer');
  if (answer !== null) return isAnswer(answer) ? answered(query, { answer, nowMs }) : null;
  const code = query.get('said') ?? '';
  if (!Object.hasOwn(SAID, code)) return null;
  const [tone, text] = SAID[code as Said];
  return { tone, text: code === 'learning_labels_too_few' ? `${text}${countedOf(query)}` : text };
}

/** How many labels there are, where the address has numbers. */
function countedOf(query: URLSearchParams): string {
  const [count = '', waiting = ''] = ['count', 'waiting'].map((name) => query.get(name) ?? '');
  const areNumbers = [count, waiting].every((text) => /^\d{1,6}$/.test(text));
  return areNumbers ? ` Now ${count} count, and ${waiting} more are not mature yet.` : '';
}

interface Given {
  readonly answer: string;
  readonly nowMs: number;
}

function answered(query: URLSearchParams, { answer, nowMs }: Given): Notice {
  const [outcome = '', reason = ''] = answer.split(':');
  const leftMs = Number(query.get('at')) + UNDO_MS - nowMs;
  const caseId = query.get('of') ?? '';
  const isCase = /^[\w-]{1,64}$/.test(caseId);
  const isFresh = leftMs > 0 && leftMs <= UNDO_MS && isCase;
  const rest = query.get('open') === null ? '' : ' More alerts had joined; the case is still open.';
  return {
    tone: 'done',
    text: `Answered: ${outcome}, ${inWords(reason).toLowerCase()}.${rest}`,
    caseId: isCase && query.get('open') === null ? caseId : undefined,
    undo: isFresh ? { caseId, leftMs } : undefined,
  };
}
