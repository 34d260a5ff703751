import type { Result } from '../../contract/result.ts';
import {
  LABEL_OUTCOMES,
  LABEL_SOURCES,
  type Label,
  type LabelOutcome,
  type LabelSource,
} from '../records/label.ts';
import { storable } from '../storable.ts';

/** What somebody says of a decision. */
export interface LabelRequest {
  readonly outcome: LabelOutcome;
  /** In lower case, such as `chargeback_fraud`, `passed_two_factor` or `correct_password`. */
  readonly reason: string;
  readonly source: LabelSource;
  /** Who says so. */
  readonly by: string;
  /** When it became known, milliseconds since 1970. @default now */
  readonly at?: number | undefined;
  readonly note?: string | undefined;
}

const REASON = /^[a-z][a-z0-9_]{0,63}$/;
/** Longest name of a person and longest note, characters. Chosen: a name, and a paragraph. */
const MAX_BY = 200;
const MAX_NOTE = 2000;

/** Checks a label; one that is dated ahead is of now. */
export function readLabel(given: LabelRequest, nowMs: number): Result<Label, 'label_invalid'> {
  const { outcome, reason, source, by, at = nowMs, note } = Object(given) as LabelRequest;
  const refuse = (detail: string) => ({ ok: false, code: 'label_invalid', detail }) as const;
  if (!LABEL_OUTCOMES.includes(outcome)) return refuse(`outcome must be ${LABEL_OUTCOMES.join(', ')}`);
  if (!LABEL_SOURCES.includes(source)) return refuse(`source must be ${LABEL_SOURCES.join(', ')}`);
  if (typeof reason !== 'string' || !REASON.test(reason)) return refuse('reason must be a lower-case name');
  if (!isText(by, MAX_BY) || by === '') return refuse('by must say who');
  if (!Number.isFinite(at)) return refuse('at must be milliseconds since 1970');
  if (note !== undefined && !isText(note, MAX_NOTE)) return refuse(`note must have ${MAX_NOTE} characters`);
  const label: Label = { outcome, reason, source, by: storable(by, MAX_BY), atMs: Math.min(at, nowMs) };
  return { ok: true, value: note === undefined ? label : { ...label, note: storable(note, MAX_NOTE) } };
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most;
