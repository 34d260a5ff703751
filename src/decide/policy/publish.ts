import * as v from 'valibot';
import { type Answer, strictnessOf } from '../outcome.ts';
import { type Condition, createCompiler } from './cel.ts';
import { findJsonFault } from './json-fault.ts';
import { lineAt, lineOf, type Path } from './line.ts';
import { revisionOf } from './revision.ts';
import {
  MAX_POLICY_BYTES,
  type Policy,
  policySchema,
  type Rule,
  type RuleLevel,
  type WrittenAnswer,
} from './schema.ts';

/** A policy that may decide. */
export interface CompiledPolicy {
  readonly name: string;
  readonly revision: string;
  readonly actions: readonly string[];
  readonly rules: readonly CompiledRule[];
  readonly otherwise: Readonly<Record<RuleLevel, Answer>>;
  /** The policy as it was written. */
  readonly source: Policy;
}

export interface CompiledRule extends Answer {
  readonly id: string;
  readonly alert: boolean;
  readonly note: string | null;
  readonly condition: Condition;
}

/** Why a policy was not taken. */
export interface PolicyFault {
  /** Line of the JSON text, counted from 1; of a policy given as an object, of its indented JSON. */
  readonly line: number;
  /** Where, such as `rules[3].when`; empty for the whole. */
  readonly path: string;
  readonly reason: string;
}

export type Compiled =
  | { readonly ok: true; readonly policy: CompiledPolicy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

export interface CompileOptions {
  /** The site gives amounts; where it never does, a rule on amounts would always see an infinite one. */
  readonly hasAmounts: boolean;
}

interface Fault {
  readonly path: Path;
  readonly reason: string;
}

/** Checks a policy and makes it ready to decide. Never throws: what is not taken comes with its faults. */
export async function compilePolicy(
  source: unknown,
  { hasAmounts }: CompileOptions = { hasAmounts: true },
): Promise<Compiled> {
  const text = textOf(source);
  if (text === null) return refuse('', [{ path: [], reason: 'cannot be written as JSON' }]);
  if (new TextEncoder().encode(text).length > MAX_POLICY_BYTES)
    return refuse(text, [{ path: [], reason: `must have ${MAX_POLICY_BYTES} bytes at the most` }]);
  const fault = findJsonFault(text);
  if (fault) {
    const line = lineAt(text, fault.at);
    return { ok: false, faults: [{ line, path: '', reason: `is no JSON: ${fault.reason}` }] };
  }
  const parsed = v.safeParse(policySchema, JSON.parse(text));
  if (!parsed.success) return refuse(text, parsed.issues.map(faultOf));
  const policy = parsed.output;
  const otherwise = readOtherwise(policy.otherwise);
  const compile = createCompiler();
  const rules = policy.rules.map((rule) => ({ rule, compiled: compile(rule.when) }));
  const faults = [
    ...rules.flatMap(({ rule, compiled }, index) => {
      const reason = compiled.ok ? faultOfReads(compiled.value, hasAmounts) : compiled.detail;
      return reason === null ? [] : [{ path: ['rules', index, 'when'], reason: `${rule.id}: ${reason}` }];
    }),
    ...findMild(otherwise),
  ];
  if (faults.length > 0) return refuse(text, faults);
  const { name, actions } = policy;
  const compiledRules = rules.flatMap(({ rule, compiled }) =>
    compiled.ok ? [toRule(rule, compiled.value)] : [],
  );
  const revision = await revisionOf(policy);
  return { ok: true, policy: { name, revision, actions, rules: compiledRules, otherwise, source: policy } };
}

const toRule = (
  { id, then, hold = false, alert = false, note = '' }: Rule,
  condition: Condition,
): CompiledRule => ({ id, outcome: then, hold, alert, note: note || null, condition });

function readOtherwise(written: Policy['otherwise']): CompiledPolicy['otherwise'] {
  const read = (answer: WrittenAnswer): Answer =>
    typeof answer === 'string'
      ? { outcome: answer, hold: false }
      : { outcome: answer.then, hold: answer.hold ?? false };
  const { low, medium, high, unknown, refused, missing } = written;
  return {
    low: read(low),
    medium: read(medium),
    high: read(high),
    unknown: read(unknown),
    refused: read(refused),
    missing: read(missing),
  };
}

/** Who shows nothing must not fare better than who was looked at and not trusted (decide.md §4). */
function findMild(otherwise: CompiledPolicy['otherwise']): readonly Fault[] {
  const least = strictnessOf(otherwise.medium);
  return (['unknown', 'missing', 'refused'] as const)
    .filter((level) => strictnessOf(otherwise[level]) < least)
    .map((level) => ({
      path: ['otherwise', level],
      reason: `is milder than medium: to withhold a verdict would pay`,
    }));
}

function faultOfReads({ reads }: Condition, hasAmounts: boolean): string | null {
  const isOnAmounts = reads.has('amount') || reads.has('currency');
  return isOnAmounts && !hasAmounts ? 'reads the amount, which this site never gives' : null;
}

/** valibot's sentence; of a union it is that of the whole. */
function faultOf(issue: v.BaseIssue<unknown>): Fault {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  return { path, reason: issue.message };
}

function refuse(text: string, faults: readonly Fault[]): Compiled {
  return {
    ok: false,
    faults: faults.map(({ path, reason }) => ({ line: lineOf(text, path), path: nameOf(path), reason })),
  };
}

const nameOf = (path: Path): string =>
  path.reduce<string>(
    (name, step) => (typeof step === 'number' ? `${name}[${step}]` : name ? `${name}.${step}` : step),
    '',
  );

/** A policy's JSON text; null for an object that has none, such as one that holds itself. */
function textOf(source: unknown): string | null {
  if (typeof source === 'string') return source;
  try {
    return JSON.stringify(source, null, 2) ?? null;
  } catch {
    return null;
  }
}
