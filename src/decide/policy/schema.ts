import * as v from 'valibot';
import { OP_PATTERN } from '../../contract/protocol.ts';
import { OUTCOMES, type Outcome } from '../outcome.ts';
import { storable } from '../storable.ts';

/** Limits of decide.md §4. */
export const MAX_POLICY_BYTES = 65_536;
export const MAX_RULES = 200;
export const MAX_CONDITION_CHARS = 500;
/** Longest note, characters. Chosen: a sentence or two. */
const MAX_NOTE_CHARS = 200;
/** Actions of one policy. Chosen: more than a site has. */
const MAX_ACTIONS = 32;

/** A rule as somebody writes it. */
export interface Rule {
  readonly id: string;
  /** A condition in CEL. */
  readonly when: string;
  readonly then: Outcome;
  /** For a review: hold the order back until a person has looked. @default false */
  readonly hold?: boolean | undefined;
  /** A person should see every visit for which the rule holds. @default false */
  readonly alert?: boolean | undefined;
  /** A sentence for who reads the decision. */
  readonly note?: string | undefined;
}

/** A rule of its parts, where the answer comes from a form. */
export const writeRule = ({
  outcome,
  ...rule
}: Omit<Rule, 'then'> & { readonly outcome: Outcome }): Rule => ({
  ...rule,
  then: outcome,
});

/** An outcome by its name is not held back. */
export type WrittenAnswer = Outcome | { readonly then: Outcome; readonly hold?: boolean | undefined };

/** Levels that `otherwise` answers: a verdict's, and what there is instead of one. */
export type RuleLevel = 'low' | 'medium' | 'high' | 'unknown' | 'refused' | 'missing';

/** A policy as somebody writes it. */
export interface Policy {
  readonly name: string;
  readonly actions: readonly string[];
  /** The first one that holds decides. */
  readonly rules: readonly Rule[];
  readonly otherwise: Readonly<Record<RuleLevel, WrittenAnswer>>;
}

const name = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be a lower-case name of 64 at most'));
const outcome = v.picklist(OUTCOMES);
/** Only a review has two kinds: paid and looked at later, or held back. */
const holds = <T extends { readonly then: string; readonly hold?: boolean | undefined }>() =>
  v.check<T, string>(({ then, hold }) => !hold || then === 'review', 'hold goes with review alone');

/** A policy is stored as it was written, and a database takes no zero and no half of a surrogate pair. */
const isStorable = v.check<string, string>(
  (text) => storable(text, text.length) === text,
  'has a character that cannot be stored',
);

const rule = v.pipe(
  v.strictObject({
    id: name,
    when: v.pipe(
      v.string(),
      v.minLength(1, 'must not be empty'),
      v.maxLength(MAX_CONDITION_CHARS, `must have ${MAX_CONDITION_CHARS} characters at the most`),
      isStorable,
    ),
    then: outcome,
    hold: v.optional(v.boolean()),
    alert: v.optional(v.boolean()),
    note: v.optional(v.pipe(v.string(), v.maxLength(MAX_NOTE_CHARS), isStorable)),
  }),
  holds(),
);

const answer = v.union([
  outcome,
  v.pipe(v.strictObject({ then: outcome, hold: v.optional(v.boolean()) }), holds()),
]);

export const policySchema: v.GenericSchema<unknown, Policy> = v.strictObject({
  name,
  actions: v.pipe(
    v.array(v.pipe(v.string(), v.regex(OP_PATTERN, 'must be the name of an action'))),
    v.minLength(1, 'must name an action'),
    v.maxLength(MAX_ACTIONS),
  ),
  rules: v.pipe(v.array(rule), v.maxLength(MAX_RULES, `must have ${MAX_RULES} rules at the most`)),
  otherwise: v.strictObject({
    low: answer,
    medium: answer,
    high: answer,
    unknown: answer,
    refused: answer,
    missing: answer,
  }),
});
