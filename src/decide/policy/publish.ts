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
import { findWarnings, type WarningCode } from './warnings.ts';

/** A policy that may decide. */
export interface CompiledPolicy {
  readonly name: string;
  readonly revision: string;
  readonly actions: readonly string[];
  readonly rules: readonly CompiledRule[];
  readonly otherwise: Readonly<Record<RuleLevel, Answer>>;
  /** The policy as it was written. */
  readonly source: Policy;
  /** What is most likely a mistake in it. */
  readonly warnings: readonly PolicyWarning[];
}

export interface CompiledRule extends Answer {
  readonly id: string;
  readonly alert: boolean;
  readonly note: string | null;
  readonly condition: Condition;
}

/** Something that a policy's text says, and where. */
interface Remark {
  /** Line of the JSON text, counted from 1; of a policy given as an object, of its indented JSON. */
  readonly line: number;
  /** Where, such as `rules[3].when`; empty for the whole. */
  readonly path: string;
  readonly reason: string;
}

/** Why a policy was not taken. */
export interface PolicyFault extends Remark {
  readonly code: FaultCode;
}

/** What is most likely a mistake in a policy that was taken. */
export interface PolicyWarning extends Remark {
  readonly code: WarningCode;
}

export type FaultCode =
  /** It cannot be written as JSON, or is none. */
  | 'json_invalid'
  /** It has too many bytes. */
  | 'too_long'
  /** A member is missing, unknown, of another type or beyond its bounds. */
  | 'member_invalid'
  /** Two rules have one id. */
  | 'id_repeated'
  /** A condition does not parse or type-check, or calls what may not be called. */
  | 'condition_invalid'
  /** A condition reads the amount, which this site never gives. */
  | 'amount_never_given'
  /** `unknown`, `missing` or `refused` is milder than `medium`. */
  | 'otherwise_mild';

export type Compiled =
  | { readonly ok: true; readonly policy: CompiledPolicy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

export interface CompileOptions {
  /** The site gives amounts; where it never does, a rule on amounts would always see an infinite one. */
  readonly hasAmounts: boolean;
}

interface Fault {
  readonly code: FaultCode;
  readonly path: Path;
  readonly reason: string;
}

/** Checks a policy and makes it ready to decide. Never throws: what is not taken comes with its faults. */
export async function compilePolicy(
  source: unknown,
  { hasAmounts }: CompileOptions = { hasAmounts: true },
): Promise<Compiled> {
  const text = textOf(source);
  if (text === null)
    return refuse('', [{ code: 'json_invalid', path: [], reason: 'cannot be written as JSON' }]);
  if (new TextEncoder().encode(text).length > MAX_POLICY_BYTES)
    return refuse(text, [
      { code: 'too_long', path: [], reason: `must have ${MAX_POLICY_BYTES} bytes at the most` },
    ]);
  const fault = findJsonFault(text);
  if (fault) {
    const line = lineAt(text, fault.at);
    const reason = `is no JSON: ${fault.reason}`;
    return { ok: false, faults: [{ code: 'json_invalid', line, path: '', reason }] };
  }
  const parsed = v.safeParse(policySchema, JSON.parse(text));
  if (!parsed.success) return refuse(text, parsed.issues.map(faultOf));
  const policy = parsed.output;
  const otherwise = readOtherwise(policy.otherwise);
  const compile = createCompiler();
  const rules = policy.rules.map((rule) => ({ rule, compiled: compile(rule.when) }));
  const faults = [
    ...findRepeated(policy.rules, text),
    ...rules.flatMap(({ rule, compiled }, index) => faultsOfRule(rule, compiled, { index, hasAmounts })),
    ...findMild(otherwise),
  ];
  if (faults.length > 0) return refuse(text, faults);
  const { name, actions } = policy;
  const compiledRules = rules.flatMap(({ rule, compiled }) =>
    compiled.ok ? [toRule(rule, compiled.value)] : [],
  );
  const revision = await revisionOf(policy);
  const warnings = locate(text, findWarnings(compiledRules, actions));
  const compiled = { name, revision, actions, rules: compiledRules, otherwise, source: policy, warnings };
  return { ok: true, policy: compiled };
}

/** Two rules of one id cannot be told apart in `hits`. The later one is named, with the first one's line. */
function findRepeated(rules: Policy['rules'], text: string): readonly Fault[] {
  return rules.flatMap(({ id }, index): readonly Fault[] => {
    const first = rules.findIndex((rule) => rule.id === id);
    if (first === index) return [];
    const line = lineOf(text, ['rules', first, 'id']);
    const reason = `${id}: two rules have this id, the other one is on line ${line}`;
    return [{ code: 'id_repeated', path: ['rules', index, 'id'], reason }];
  });
}

function faultsOfRule(
  { id }: Rule,
  compiled: ReturnType<ReturnType<typeof createCompiler>>,
  { index, hasAmounts }: CompileOptions & { readonly index: number },
): readonly Fault[] {
  const path = ['rules', index, 'when'];
  if (!compiled.ok) return [{ code: 'condition_invalid', path, reason: `${id}: ${compiled.detail}` }];
  const { reads } = compiled.value;
  const isOnAmounts = reads.has('amount') || reads.has('currency');
  if (hasAmounts || !isOnAmounts) return [];
  return [
    { code: 'amount_never_given', path, reason: `${id}: reads the amount, which this site never gives` },
  ];
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
      code: 'otherwise_mild',
      path: ['otherwise', level],
      reason: `is milder than medium: to withhold a verdict would pay`,
    }));
}

/** valibot's sentence; of a union it is that of the whole. */
function faultOf(issue: v.BaseIssue<unknown>): Fault {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  return { code: 'member_invalid', path, reason: issue.message };
}

const refuse = (text: string, faults: readonly Fault[]): Compiled => ({
  ok: false,
  faults: locate(text, faults),
});

/** Where in the text each of them is. */
function locate<Code>(
  text: string,
  found: readonly { readonly code: Code; readonly path: Path; readonly reason: string }[],
): readonly (Remark & { readonly code: Code })[] {
  return found.map(({ code, path, reason }) => ({
    code,
    line: lineOf(text, path),
    path: nameOf(path),
    reason,
  }));
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
