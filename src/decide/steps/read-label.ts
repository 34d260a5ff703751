import * as v from 'valibot';
import {
  LABEL_OUTCOMES,
  LABEL_SOURCES,
  type LabelOutcome,
  type LabelReason,
  type LabelSource,
  REASON_NAMES,
  reasonEntry,
} from '../label/vocabulary.ts';
import type { LabelGiven } from '../records/label.ts';
import { type Reviewer, ROLES } from '../reviewer.ts';
import { storable } from '../storable.ts';

/** Members that every label has. */
interface LabelBase {
  /**
   * Who says so. Of a name the site vouches that it may. A reviewer needs the role `label`, and with the role
   * `publish` may take back what others said.
   */
  readonly by: string | Reviewer;
  /** When it became known, milliseconds since 1970. @default now */
  readonly at?: number | undefined;
  readonly note?: string | undefined;
}

/** What somebody says of a decision. */
export interface LabelSaid extends LabelBase {
  readonly outcome: LabelOutcome;
  readonly reason: LabelReason;
  readonly source: LabelSource;
}

/** What somebody takes back. */
export interface LabelTakenBack extends LabelBase {
  /** Id of the label. */
  readonly reverses: string;
}

export type LabelRequest = LabelSaid | LabelTakenBack;

/** Why a label is refused before its decision is looked at. */
export type LabelFault =
  /** A member is missing, of another type, or of a name that no label has. */
  | 'label_invalid'
  /** The reason is none of the vocabulary. */
  | 'reason_unknown'
  /** The reason does not go with this outcome, or not with this source. */
  | 'reason_unfit'
  /** It is dated ahead of the decider's clock by more than a minute. */
  | 'label_in_future'
  /** The reviewer has not the role. */
  | 'role_missing';

export type ReadLabel =
  | { readonly ok: true; readonly value: LabelGiven }
  | { readonly ok: false; readonly code: LabelFault; readonly detail: string };

/** Clocks may differ by so much. That of verdicts: `maxSkewSeconds`, 60. */
export const MAX_AHEAD_MS = 60_000;
/** Longest name of a person and longest note, characters. Chosen: a name, and a paragraph. */
const MAX_BY = 200;
const MAX_NOTE = 2000;
/** Longest id of a label that is looked for, characters. Ids have 22. */
const MAX_ID = 64;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most, `must have ${most} characters at most`));
const name = v.pipe(text(MAX_BY), v.nonEmpty('must say who'));
const oneOf = <const T extends readonly [string, ...string[]]>(names: T) =>
  v.picklist(names, `must be one of ${names.join(', ')}`);
const base = {
  by: v.union(
    [name, v.object({ id: name, roles: v.array(oneOf(ROLES)) })],
    'must say who: a name, or a reviewer',
  ),
  at: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0, 'must be milliseconds since 1970'))),
  note: v.optional(text(MAX_NOTE)),
};
const SAID = v.object({
  ...base,
  outcome: oneOf(LABEL_OUTCOMES),
  reason: v.picklist(REASON_NAMES, 'must be one of the vocabulary, docs/labels.md'),
  source: oneOf(LABEL_SOURCES),
});
const TAKEN_BACK = v.object({ ...base, reverses: v.pipe(text(MAX_ID), v.nonEmpty('must be a label’s id')) });

/** Checks a label, as far as that can be done without its decision. */
export function readLabel(given: LabelRequest, nowMs: number): ReadLabel {
  const isReversal = Object(given).reverses !== undefined;
  const schema = isReversal ? TAKEN_BACK : SAID;
  const read = v.safeParse(schema, given, { abortEarly: true });
  if (!read.success) return faultOf(read.issues[0]);
  // A misspelt member would be ignored: `atMs`, and the label is dated now.
  const unknown = Object.entries(given).find(
    ([name, value]) => value !== undefined && !Object.hasOwn(schema.entries, name),
  );
  if (unknown) {
    const names = Object.keys(schema.entries).join(', ');
    const what = isReversal ? 'a reversal' : 'a label';
    return refuse(
      'label_invalid',
      `${storable(unknown[0], MAX_ID)} is no member of ${what}; there are ${names}`,
    );
  }
  const said = read.output;
  const { at = nowMs, note } = said;
  const { id, roles } = reviewerOf(said.by);
  if (at > nowMs + MAX_AHEAD_MS)
    return refuse('label_in_future', `at is ${Math.ceil((at - nowMs) / 1000)} s ahead of the clock`);
  if (roles && !roles.includes('label')) return refuse('role_missing', 'label');
  const who = {
    by: storable(id, MAX_BY),
    atMs: at,
    ...(note === undefined ? {} : { note: storable(note, MAX_NOTE) }),
  };
  if ('reverses' in said) {
    const mayReverseOthers = roles?.includes('publish') ?? false;
    return { ok: true, value: { reverses: said.reverses, mayReverseOthers, ...who } };
  }
  const { outcome, reason, source } = said;
  const { outcomes, sources } = reasonEntry(reason);
  if (!outcomes.includes(outcome))
    return refuse('reason_unfit', `${reason} goes with ${outcomes.join(', ')}`);
  if (!sources.includes(source)) return refuse('reason_unfit', `${reason} comes from ${sources.join(', ')}`);
  return { ok: true, value: { outcome, reason, source, ...who } };
}

const reviewerOf = (
  by: string | Reviewer,
): { readonly id: string; readonly roles: Reviewer['roles'] | null } =>
  typeof by === 'string' ? { id: by, roles: null } : by;

const refuse = (code: LabelFault, detail: string) => ({ ok: false, code, detail }) as const;

function faultOf(issue: v.BaseIssue<unknown>): ReadLabel {
  const path = v.getDotPath(issue) ?? 'the label';
  return refuse(path === 'reason' ? 'reason_unknown' : 'label_invalid', `${path} ${issue.message}`);
}
